"""Figures and content sentences on the pages of the exchange room."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.base.words import say
from simpul.exchange.survey.register import Cell, evidence_words
from simpul.knowledge.services import service as known_service
from simpul.registry.models import Unit

register = template.Library()
STANDINGS = {"able": _("Mampu"), "not_able": _("Belum mampu"), "not_surveyed": _("Belum disurvei")}
DOUBTS = {
    "unused": _("Menyatakan mampu, tetapi lama tidak terpakai"),
    "used": _("Menyatakan belum mampu, tetapi sudah menolong"),
    "calendar_kept": _("Menyatakan belum mampu, tetapi ada jam psikolog di kalender"),
    "calendar_empty": _("Menyatakan ada psikolog, tetapi tidak ada lagi jam di kalender"),
    "calendar_days": _("Hari psikolog yang dinyatakan berbeda dari kalender"),
}
ADVICE = {
    "unused": _("Tanyakan dengan ramah: apakah masih bisa, dan apa yang membuat warga belum datang?"),
    "calendar_empty": _("Tanyakan kepada psikolog atau kepala unit: apakah jamnya berubah, atau belum ditulis lagi?"),
    "calendar_days": _("Tanyakan mana yang benar, lalu perbarui jawaban ini atau kalendernya."),
}


@register.filter
def megabytes(size: int) -> int:
    """Bytes as whole megabytes."""
    return size // 1_000_000


@register.filter
def thousands(count: int) -> str:
    """A count the Indonesian way: 100.000."""
    return f"{count:,}".replace(",", ".")


@register.filter
def worded(words: Mapping[str, str]) -> str:
    """A sentence of the content in the page's language."""
    return say(words)


@register.filter
def at(found: Mapping[str, str], key: str) -> str:
    """What stands under a key; empty for nothing."""
    return found.get(key, "")


@register.filter
def standing(status: str) -> str | Promise:
    """What a unit's answer is called: a word that needs no colour."""
    return STANDINGS.get(status, "")


@register.filter
def doubt(code: str) -> str | Promise:
    """How a claim, its use and the calendars contradict each other."""
    return DOUBTS.get(code, "")


@register.filter
def doubt_advice(code: str) -> str | Promise:
    """What to do about it."""
    return ADVICE.get(code, _("Mungkin jawabannya perlu diperbarui. Tanyakan kepada tempat ini."))


@register.filter
def evidence(value: object) -> str | Promise:
    """A piece of evidence: there, not there, a number, hours; not said."""
    if isinstance(value, bool):
        return _("ada") if value else _("tidak ada")
    return _("belum dikatakan") if value in (None, "") else str(value)


@register.filter
def evidence_of(kind: str, cell: Cell) -> list[tuple[str, object]]:
    """What somebody said of the evidence that is asked of a kind of unit; what nobody said is left out."""
    return [(label, value) for label, value in evidence_words(kind, cell) if value not in (None, "")]


@register.filter
def unit_kind(kind: str) -> str:
    """A kind of unit in words."""
    return str(Unit.Kind(kind).label)


@register.filter
def service_name(service: str) -> str:
    """A service in words."""
    return say(known_service(service).name)
