"""Pages of imports: upload, match posts, look, let it run, read what is wrong, take it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from simpul.base import audit
from simpul.base.access import NotYours, staff
from simpul.exchange import reports, views
from simpul.exchange.access import access_import, imports_of
from simpul.exchange.actions import confirm as confirming
from simpul.exchange.actions.take_in import match_posts, take_in
from simpul.exchange.limits import limits
from simpul.exchange.models import Import
from simpul.exchange.sheets import writing
from simpul.exchange.sheets.columns import layout, layouts
from simpul.exchange.sheets.faults import SheetError
from simpul.registry.access import posts_of
from simpul.registry.models import Assignment

OFFICER = Assignment.Role.OFFICER
SHOWN = 50
"""Imports of the history on one page."""


@staff(OFFICER)
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Choose a sheet; below, what was imported before."""
    actor: Any = request.user
    problem = None
    if request.method == "POST":
        try:
            job = _uploaded(request)
        except SheetError as error:
            problem = error.problem
        else:
            return redirect("import_one", job.pk)
    jobs = [views.line(job) for job in imports_of(actor).select_related("account")[:SHOWN]]
    context = {"jobs": jobs, "problem": problem, "layouts": layouts(), "limits": limits()}
    return render(request, "exchange/imports.html", context, status=422 if problem else 200)


def _uploaded(request: HttpRequest) -> Import:
    actor: Any = request.user
    sheet = request.FILES.get("sheet")
    if sheet is None:
        raise SheetError("empty_file")
    if (sheet.size or 0) > limits().bytes:
        raise SheetError("too_big", megabytes=limits().bytes // 1_000_000)
    return take_in(actor, sheet.name or "", sheet.read())


@staff(OFFICER)
@require_GET
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One import, as it stands."""
    actor: Any = request.user
    job = access_import(actor, pk)
    page = views.page(job, posts_of(actor))
    _audit(actor, job, page.sample)
    return render(request, "exchange/import.html", {"job": job, "page": page, "posts": posts_of(actor)})


@staff(OFFICER)
@require_GET
def progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far the work is; the page asks every second. When it has ended the whole page is loaded anew."""
    actor: Any = request.user
    job = access_import(actor, pk)
    if not views.is_active(job):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "exchange/parts/progress.html", {"job": job, "page": views.work(job)})


@staff(OFFICER)
@require_POST
def posts(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say which post each name of the sheet means."""
    actor: Any = request.user
    job = access_import(actor, pk)
    if job.state != Import.State.READY:
        raise NotYours
    names = sorted(job.posts)
    chosen = {name: request.POST.get(f"post_{place}", job.posts[name]) for place, name in enumerate(names)}
    match_posts(actor, job, chosen)
    messages.success(request, _("Posyandu dicocokkan. Pilihan ini diingat untuk lembar berikutnya."))
    return redirect("import_one", pk)


@staff(OFFICER)
@require_POST
def confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let it begin, or go on after a stop."""
    actor: Any = request.user
    confirming.confirm(actor, access_import(actor, pk))
    return redirect("import_one", pk)


@staff(OFFICER)
@require_POST
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw the sheet away before it began."""
    actor: Any = request.user
    confirming.discard(actor, access_import(actor, pk))
    messages.success(request, _("Lembar dibuang. Tidak ada yang berubah."))
    return redirect("imports")


@staff(OFFICER)
@require_POST
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the whole import back."""
    actor: Any = request.user
    confirming.undo(actor, access_import(actor, pk))
    return redirect("import_one", pk)


@staff(OFFICER)
@require_GET
def problems(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """The rows with problems: their own columns, what is wrong and how to repair it. Corrected, it can come again."""
    actor: Any = request.user
    job = access_import(actor, pk)
    if form not in writing.MIME or not views.has_problems(job):
        raise NotYours
    audit.read(actor, job.puskesmas_id or actor.pk, "import", [job.pk], "import problems")
    return sheet_answer(reports.problem_sheet(job, form), form, f"masalah-{str(job.pk)[:8]}")


@staff(OFFICER)
@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """An empty sheet with the newest published headers: `jenis` is its kind, `bentuk` its format."""
    kind, form = request.GET.get("jenis", "identity"), request.GET.get("bentuk", "xlsx")
    if form not in writing.MIME or kind not in {one.kind for one in layouts()}:
        raise NotYours
    found = layout(kind)
    made = writing.as_file(form, found.sheet, found.sets[0][1], [])
    return sheet_answer(made, form, found.id)


def _audit(actor: Any, job: Import, sample: list[dict[str, Any]]) -> None:
    """A sheet was looked at, and with it the persons of the rows shown (some of them only on their way in)."""
    audit.read(actor, job.puskesmas_id or actor.pk, "import", [job.pk], "import")
    by_post: dict[str, list[str]] = {}
    for post, person in (row["about"] for row in sample if row.get("about")):
        by_post.setdefault(post, []).append(person)
    for post, people in by_post.items():
        audit.read(actor, post, "person", people, "import")


def sheet_answer(body: bytes, form: str, name: str) -> HttpResponse:
    """A sheet to keep; `name` without its ending."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"', "Cache-Control": "private, no-store"}
    return HttpResponse(body, content_type=writing.MIME[form], headers=headers)
