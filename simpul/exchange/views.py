"""Imports as their pages show them: words for states, counts with their names, names of posts to match."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.base.words import say
from simpul.exchange import problem_list, undoing
from simpul.exchange.limits import limits
from simpul.exchange.models import Import
from simpul.exchange.sheets.columns import field_label, layout, measuring_headers
from simpul.exchange.sheets.faults import Problem
from simpul.registry.models import Unit

State = Import.State
STATES = {
    State.READY: (_("menunggu persetujuan Anda"), "eye"),
    State.QUEUED: (_("mengantre"), "hourglass"),
    State.RUNNING: (_("sedang berjalan"), "refresh-cw"),
    State.DONE: (_("selesai"), "circle-check"),
    State.UNDOING: (_("sedang ditarik"), "undo-2"),
    State.UNDONE: (_("sudah ditarik"), "undo-2"),
    State.FAILED: (_("berhenti"), "triangle-alert"),
}
COUNTS = (
    ("children_new", _("anak baru")),
    ("children_known", _("anak sudah terdaftar")),
    ("duplicates_sure", _("di antaranya dikenali dari nama dan tanggal lahir")),
    ("duplicates_likely", _("anak baru yang mirip anak lain (masuk daftar kembar)")),
    ("visits_new", _("hari ukur baru")),
    ("visits_known", _("hari ukur sudah ada")),
    ("visits_differ", _("baris berbeda dengan Simpul")),
    ("doses_new", _("kapsul vitamin A")),
    ("rows_skipped", _("baris ditandai hapus atau pindah (dilewati)")),
)
VERDICTS = {"new": _("baru"), "known": _("sudah ada"), "skipped": _("dilewati"), "bad": _("bermasalah")}
_SHOWN_PROBLEMS = 20


@dataclass(frozen=True)
class Line:
    """An import in the history."""

    job: Import
    state: str | Promise
    icon: str
    kind: str
    problems: int


@dataclass
class Name:
    """A post name of the sheet: how many rows bear it, which post it was matched with."""

    key: str
    shown: str
    rows: int
    post: str


@dataclass
class Page:
    """Everything the page of an import shows."""

    line: Line
    counts: list[tuple[int, str | Promise]] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    columns: list[tuple[str, str]] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    lacks: list[str] = field(default_factory=list)
    """Read as a list of children although some columns are not known: the headers that would make it a weighing."""
    edition: str = ""
    sample: list[dict[str, Any]] = field(default_factory=list)
    problems: list[tuple[int, list[Problem]]] = field(default_factory=list)
    bad: int = 0
    unmatched: int = 0
    brings: bool = False
    """Whether there is anything to write."""
    percent: int = 0
    may_undo: bool = False
    undo_until: Any = None
    built_on: int = 0
    kept_file: bool = False
    comparable: bool = False
    """Whether the sheet can be laid beside what Simpul knows."""


def line(job: Import) -> Line:
    """An import as the history shows it."""
    words, icon = STATES[State(job.state)]
    bad = job.result.get("counts", job.preview.get("counts", {})).get("rows_bad", 0)
    return Line(job, words, icon, say(layout(job.kind).title), bad)


def is_active(job: Import) -> bool:
    """Whether somebody works on it or will."""
    return job.state in (State.QUEUED, State.RUNNING, State.UNDOING)


def has_problems(job: Import) -> bool:
    """Whether there is a list of problems and the file to show them in."""
    return Import.objects.filter(pk=job.pk, body__isnull=False).exclude(problems=b"").exists()


def work(job: Import) -> Page:
    """How far the work is."""
    return Page(line(job), percent=100 * job.done // job.total if job.total else 0)


def page(job: Import, posts: Iterable[Unit]) -> Page:
    """The import with all that its state asks for."""
    made, preview = work(job), job.preview
    counts = job.result.get("counts") or preview.get("counts", {})
    made.counts = [(counts[key], words) for key, words in COUNTS if counts.get(key)]
    made.bad = counts.get("rows_bad", 0)
    made.brings = any(counts.get(key) for key in ("children_new", "visits_new"))
    made.columns = [(field_label(name), header) for name, header in preview.get("columns", ())]
    made.unused, made.unknown = preview.get("unused", []), preview.get("unknown", [])
    if job.kind == "identity" and made.unknown:
        made.lacks = measuring_headers()
    made.edition = preview.get("edition", "")
    made.names = _names(job)
    made.unmatched = sum(name.rows for name in made.names if not name.post)
    shown = {str(post.pk): post.name for post in posts}
    made.sample = [_sampled(one, job, shown) for one in preview.get("sample", ())] if job.state == State.READY else []
    if made.bad:
        packed = Import.objects.filter(pk=job.pk).values_list("problems", flat=True).get()
        made.problems = list(problem_list.unpack(bytes(packed)).items())[:_SHOWN_PROBLEMS]
        made.kept_file = has_problems(job)
    made.comparable = job.kind == "export" and Import.objects.filter(pk=job.pk, body__isnull=False).exists()
    made.may_undo = undoing.may_undo(job)
    if made.may_undo and job.finished_at is not None:
        made.undo_until = job.finished_at + timedelta(days=limits().undo_days)
        made.built_on = len(undoing.built_on(job))
    return made


def _names(job: Import) -> list[Name]:
    names = job.preview.get("names", {})
    return [Name(key, *names.get(key, (key, 0)), post=job.posts[key]) for key in sorted(job.posts)]


def _sampled(one: dict[str, Any], job: Import, posts: dict[str, str]) -> dict[str, Any]:
    return one | {
        "post": posts.get(job.posts.get(one["post"], ""), ""),
        "words": VERDICTS.get(one["verdict"], ""),
        "problems": [Problem(*problem) for problem in one["problems"]],
    }
