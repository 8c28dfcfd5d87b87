"""Pages: what a download of e-PPGBM and Simpul say differently, to look at and to keep as a sheet."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from simpul.base import audit
from simpul.base.access import NotYours, staff
from simpul.base.paging import page_of
from simpul.exchange.access import access_import
from simpul.exchange.actions.take_in import body_of
from simpul.exchange.eppgbm.compare import Comparison, Difference, compare
from simpul.exchange.models import Import
from simpul.exchange.pages import sheet_answer
from simpul.exchange.sheets import writing
from simpul.exchange.sheets.parse import parse
from simpul.registry.access import posts_of
from simpul.registry.models import Assignment

OFFICER = Assignment.Role.OFFICER
COMPARABLE = "export"
"""The kind of sheet that says both who a child is and how it was measured."""
PAGE = 100


@staff(OFFICER)
@require_GET
def compared(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Counts, then the differences: those to mend first, children only known here last and folded."""
    actor: Any = request.user
    job, found, posts = _compared(actor, pk)
    page = page_of(request, found.differences, PAGE)
    _audit(actor, page.object_list)
    told = [(posts.get(one.post, ""), words_of(one), one) for one in page.object_list]
    only_here = [line for line in told if line[2].what == "child_here"]
    lines = [line for line in told if line not in only_here]
    context = {"job": job, "found": found, "counts": _counts(found), "page": page}
    context |= {"lines": lines, "only_here": only_here}
    return render(request, "exchange/compared.html", context)


@staff(OFFICER)
@require_GET
def compared_sheet(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """All differences as a sheet."""
    actor: Any = request.user
    if form not in writing.MIME:
        raise NotYours
    _job, found, posts = _compared(actor, pk)
    _audit(actor, found.differences)
    headers = [_("Posyandu"), _("Nama"), _("Tanggal"), _("Yang berbeda"), "e-PPGBM", "Simpul", _("Baris")]
    rows = [
        [posts.get(one.post, ""), one.name, one.day or "", words_of(one), one.there, one.here, one.row or ""]
        for one in found.differences
    ]
    return sheet_answer(writing.as_file(form, _("Beda"), headers, rows), form, f"beda-eppgbm-{str(pk)[:8]}")


def words_of(one: Difference) -> str:
    """What differs, in words."""
    words = {
        "child_there": _("anak hanya ada di e-PPGBM"),
        "child_here": _("anak hanya ada di Simpul"),
        "day_there": _("hari ukur hanya ada di e-PPGBM"),
        "day_here": _("hari ukur hanya ada di Simpul"),
        "value": one.field,
    }
    return words[one.what]


def _compared(actor: Any, pk: UUID) -> tuple[Import, Comparison, dict[str, str]]:
    job = access_import(actor, pk)
    if job.kind != COMPARABLE or not Import.objects.filter(pk=pk, body__isnull=False).exists():
        raise NotYours
    posts: dict[str, str] = {str(unit.pk): unit.name for unit in posts_of(actor).order_by("name")}
    return job, compare(parse(body_of(job)), job.posts), posts


def _counts(found: Comparison) -> list[tuple[str, int]]:
    return [
        (_("hari ukur sama persis"), found.agreeing_days),
        (_("nilai berbeda"), found.count("value")),
        (_("hari ukur hanya ada di e-PPGBM"), found.count("day_there")),
        (_("hari ukur hanya ada di Simpul"), found.count("day_here")),
        (_("anak hanya ada di e-PPGBM"), found.count("child_there")),
        (_("anak hanya ada di Simpul"), found.count("child_here")),
    ]


def _audit(actor: Any, shown: Any) -> None:
    by_post: dict[str, list[str]] = {}
    for one in shown:
        if one.person:
            by_post.setdefault(one.post, []).append(one.person)
    for post, people in by_post.items():
        audit.read(actor, post, "person", sorted(set(people)), "e-PPGBM compared")
