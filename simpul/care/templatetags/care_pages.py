"""Words for persons, requests and reads."""

from datetime import UTC, date, datetime
from typing import Any

from django import template
from django.utils.translation import gettext as _

from simpul.base.words import say
from simpul.care.dossier import age_words
from simpul.knowledge.growth_path import Task
from simpul.knowledge.growth_path import content as path_content
from simpul.network import workflow
from simpul.network.asked_words import state_label
from simpul.network.models import Request
from simpul.people.nik import mask_nik
from simpul.people.queries import PersonLine, Suspect
from simpul.registry.models import Unit

register = template.Library()


@register.filter
def age(birth: date | None) -> str:
    """Age today in words."""
    return age_words(birth)


@register.filter
def place(post: Unit) -> str:
    """What tells a post from another of its name: village, lane, address."""
    lane = f"RW {post.post.rw}" if post.post.rw and f"RW {post.post.rw}" not in post.address else ""
    return ", ".join(filter(None, (post.area.name, lane, post.address)))


@register.filter
def masked(nik: str | None) -> str:
    """A NIK with its middle hidden."""
    return mask_nik(nik)


@register.filter
def state_words(request: Request) -> str:
    """Where a request stands; its outcome when it has ended."""
    if not request.outcome:
        return state_label(request)
    return say(workflow.load(request.workflow).outcomes[request.outcome])


@register.filter
def action_words(action: str | None) -> str:
    """The word of an action."""
    known = {"edukasi": _("Edukasi"), "konsul": _("Konsul"), "rujuk": _("Rujuk"), "darurat": _("Darurat")}
    return known.get(action or "", _("belum dinilai"))


@register.filter
def moment(at_us: int) -> datetime:
    """A moment from microseconds since 1970."""
    return datetime.fromtimestamp(at_us / 1_000_000, UTC)


@register.filter
def purpose(code: str) -> str:
    """Why a record was read, in words."""
    known = {
        "inbox": _("daftar rujukan"),
        "referral": _("rujukan"),
        "new request": _("permintaan baru"),
        "appointment": _("memilih waktu janji"),
        "calendar": _("kalender"),
        "consultation": _("konsultasi"),
        "answer link": _("tautan jawaban"),
        "survey": _("survei kemampuan"),
        "survey problems": _("baris survei yang perlu diperbaiki"),
        "person page": _("halaman warga"),
        "search": _("pencarian"),
        "download": _("unduhan"),
        "births and deaths": _("daftar kelahiran dan kematian"),
        "reviews": _("tinjauan"),
        "quarantine": _("catatan yang perlu diperbaiki"),
        "duplicates": _("catatan kembar"),
        "screenings": _("skrining"),
        "growth paths": _("jalur tumbuh"),
        "parent": _("halaman orang tua"),
        "home visits": _("evaluasi kunjungan rumah"),
        "parent code": _("kode orang tua"),
        "moves": _("pindah keluarga"),
        "import": _("impor lembar"),
        "import problems": _("baris impor yang bermasalah"),
        "e-PPGBM compared": _("perbandingan dengan e-PPGBM"),
        "copy sheet": _("lembar salin"),
        "guests": _("tamu"),
        "waiting": _("catatan yang menunggu"),
        "register": _("register kertas"),
        "satusehat": _("pengiriman ke SATUSEHAT"),
        "fhir_bundle": _("pratinjau FHIR oleh operator"),
        "dukcapil": _("pencocokan Dukcapil"),
        "pull": _("sinkron HP"),
        "sync": _("sinkron HP"),
        "snapshot": _("muat awal HP"),
    }
    return _("laporan") if code.startswith("report ") else known.get(code, code)


@register.filter
def task_words(task: Task) -> str:
    """What is to be done on a growth path, in words."""
    return say(path_content()["tasks"][task.code]["word"])


@register.filter
def step_words(step: dict[str, Any]) -> str:
    """A step of a growth path, in words."""
    return say(step["word"])


@register.filter
def outcome_words(code: str) -> str:
    """How a growth path ended, in words."""
    known = {one["code"]: one["word"] for one in path_content()["outcomes"]}
    return say(known.get(code)) or code


@register.filter
def sides(pair: Suspect) -> list[PersonLine]:
    """The two records of a pair."""
    return [pair.a, pair.b]
