"""The answer as a sentence that can be read aloud, and the sources it rests on."""

from collections import Counter

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from simpul.base.words import say
from simpul.exchange.reporting.capability.counting import Count, Report
from simpul.registry.models import Area

SHOWN_SOURCES = 3
DISTRICT = 3
"""Level of a kecamatan."""
REGENCY_CODE = len("31.71")
VILLAGE_DIGIT = "2"
"""The last part of a Kemendagri code begins with 1 for a kelurahan, with 2 for a desa (Permendagri 137/2017)."""


def kind_word(kind: str) -> str:
    """A kind of unit inside a sentence."""
    words = {"posyandu": _("posyandu"), "puskesmas": _("puskesmas"), "rumah-sakit": _("rumah sakit")}
    return words[kind]


def heading(found: Report) -> str:
    """Which service, where, on which day."""
    facts = {"service": say(found.service.name), "area": area_words(found.area), "date": date_format(found.on, "j F Y")}
    return _("%(service)s di %(area)s per %(date)s") % facts


def area_words(area: Area) -> str:
    """`Kelurahan Sukasari, Kota Tangerang`: below a regency many names stand for several areas."""
    if area.level < DISTRICT:
        return area.name
    regency = Area.objects.filter(pk=area.code[:REGENCY_CODE]).values_list("name", flat=True)
    return ", ".join([f"{_level_word(area)} {area.name}", *regency])


def _level_word(area: Area) -> str:
    if area.level == DISTRICT:
        return _("Kecamatan")
    return _("Desa") if area.code.rpartition(".")[2].startswith(VILLAGE_DIGIT) else _("Kelurahan")


def sentence(kind: str, count: Count) -> str:
    """`28 dari 44 puskesmas mampu, 10 belum mampu, 6 belum disurvei.`

    Where nobody answered no number of able ones is said: nothing is known of them.
    """
    if not count.total:
        return _("Belum ada %(kind)s yang tercatat.") % {"kind": kind_word(kind)}
    if count.is_silent:
        return _("%(total)s %(kind)s tercatat: belum ada jawaban.") % {
            "total": _grouped(count.total),
            "kind": kind_word(kind),
        }
    facts = {
        "able": _grouped(count.able),
        "total": _grouped(count.total),
        "kind": kind_word(kind),
        "not_able": _grouped(count.not_able),
        "not_surveyed": _grouped(count.not_surveyed),
    }
    return (
        _("%(able)s dari %(total)s %(kind)s mampu, %(not_able)s belum mampu, %(not_surveyed)s belum disurvei.") % facts
    )


def named_sentence(able: int, named: int) -> str:
    """How many of the able ones the public list names: who counts them must not find fewer without a reason."""
    if not able:
        return ""
    facts = {"named": _grouped(named), "rest": _grouped(able - named)}
    if named == able:
        return _("Semua yang mampu disebut namanya di daftar.")
    if not named:
        return _("Belum ada yang disebut di daftar: buktinya masih ditunggu.")
    return (
        _("Yang disebut di daftar %(named)s, karena sudah berbukti; bukti dari %(rest)s lainnya masih ditunggu.")
        % facts
    )


def _grouped(count: int) -> str:
    return number_format(count, force_grouping=True)


def sentences(found: Report) -> list[str]:
    """One for each kind of unit."""
    return [sentence(kind, count) for kind, count in found.kinds.items()]


def sources(found: Report) -> list[tuple[str, int]]:
    """(source, units that rest on it), the most used first. Sources are never typed: they may be published."""
    used = Counter(line.source for line in found.lines if line.source)
    return sorted(used.items(), key=lambda one: (-one[1], one[0]))


def source_sentence(found: Report) -> str:
    """Where the answers come from."""
    named = [source.rstrip(".") for source, _units in sources(found)]
    if not named:
        return _("Belum ada jawaban survei untuk tanggal ini.")
    listed = "; ".join(named[:SHOWN_SOURCES])
    more = len(named) - SHOWN_SOURCES
    rest = _("; dan %(n)s sumber lain") % {"n": more} if more > 0 else ""
    return _("Sumber: %(sources)s%(rest)s.") % {"sources": listed, "rest": rest}
