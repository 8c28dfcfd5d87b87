"""Pages of growth paths: who is to be confirmed, what is late next, one path with its steps and its end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from simpul.base import audit, clock
from simpul.base.access import staff
from simpul.base.paging import page_of
from simpul.base.words import say
from simpul.care.dossier import dossier
from simpul.care.models import Path
from simpul.care.paths import actions
from simpul.care.paths.access import access_path
from simpul.care.paths.filters import FOLDERS, Filters, listed
from simpul.care.paths.forms import CloseForm, MeasureForm, StepForm
from simpul.care.paths.queries import PathLine, path_lines, proposal_of
from simpul.care.paths.trend import trend
from simpul.journal.kinds import Refused
from simpul.knowledge.growth_path import content, rhythm
from simpul.people.access import access_person
from simpul.people.models import Person
from simpul.people.queries import PersonLine
from simpul.registry.access import posts_of
from simpul.registry.models import Assignment

OFFICER = Assignment.Role.OFFICER
PAGE = 50


@staff(OFFICER)
@require_GET
def paths(request: HttpRequest) -> HttpResponse:
    """The list, what is late longest first."""
    actor: Any = request.user
    posts = list(posts_of(actor))
    filters = Filters.of(request.GET)
    found = listed(posts, filters, clock.today())
    page = page_of(request, found.lines, PAGE)
    _audit(actor, [line.person for line in page.object_list], "growth paths")
    context = {"page": page, "lines": page.object_list, "counts": found.counts, "filters": filters, "folders": FOLDERS}
    context |= {"folder": found.folder}
    context |= {"posts": posts, "tasks": [(code, say(task["word"])) for code, task in content()["tasks"].items()]}
    return render(request, "care/paths.html", context)


@staff(OFFICER)
@require_http_methods(["GET", "POST"])
def path_confirm(request: HttpRequest, person: UUID) -> HttpResponse:
    """An officer has measured the child again: a path opens, or the child grows well after all."""
    actor: Any = request.user
    child = access_person(actor, person)
    found = dossier(child)
    audit.read(actor, child.post_id, "person", found.ids, "growth paths")
    known = proposal_of(child, clock.today())
    asked = known.reasons if known else []
    visit = str(known.growth.visit_id) if known else None
    form = MeasureForm(child, request.POST or None, initial={"reasons": asked})
    if request.method == "POST" and request.POST.get("do") == "well" and known:
        actions.not_confirmed(actor, child, clock.today(), asked, visit)
        messages.success(request, _("Tersimpan: diukur ulang dan tumbuh baik."))
        return redirect("paths")
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            subject = actions.open_path(
                actor, child, typed["day"], typed["reasons"], form.values(), visit, typed["note"]
            )
        except Refused as refusal:
            form.add_error(None, refusal.said)
        else:
            messages.success(request, _("Jalur dibuka. Kader melihatnya di halaman anak saat sinkron berikutnya."))
            return redirect("path", subject)
    context = {"d": found, "form": form, "known": known}
    return render(request, "care/path_confirm.html", context, status=422 if form.errors else 200)


@staff(OFFICER)
@require_http_methods(["GET", "POST"])
def path(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One path: how it goes, and the step or end that the officer writes."""
    actor: Any = request.user
    row = access_path(actor, pk)
    line = _one(row)
    _audit(actor, [line.person], "growth paths")
    chosen = request.GET.get("langkah", "")
    form = _form(chosen, request.POST or None, line, access_person(actor, UUID(line.person.id)))
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            _write(actor, row, form)
        except Refused as refusal:
            form.add_error(None, refusal.said)
        else:
            messages.success(request, _("Tersimpan. Posyandu melihatnya saat sinkron berikutnya."))
            return redirect("path", pk)
    context = {"line": line, "chart": trend(line), "form": form, "chosen": chosen, "choices": _choices(line)}
    return render(request, "care/path.html", context, status=422 if form is not None and form.errors else 200)


def _one(row: Path) -> PathLine:
    lines = path_lines([row], clock.today())
    if not lines:
        raise Http404
    return lines[0]


def _form(chosen: str, posted: Any, line: PathLine, child: Person) -> StepForm | CloseForm | None:
    if chosen == "tutup":
        return CloseForm(posted, initial={"outcome": "recovered"} if line.recovered else None)
    step = next((one for one in content()["steps"] if one["code"] == chosen), None)
    if step is None:
        return None
    rule = rhythm(line.path.reasons)
    first = {"result": rule["feeding"], "days": rule["feeding_days"]} if chosen == "feeding_started" else None
    return StepForm(step, child, posted, initial=first)


def _write(actor: Any, row: Path, form: StepForm | CloseForm) -> None:
    typed = form.cleaned_data
    if isinstance(form, CloseForm):
        actions.close(actor, row, typed["outcome"], typed["day"], typed["note"])
        return
    code = str(form.step["code"])
    actions.step(actor, row, code, typed["day"], typed.get("result", ""), form.values(), typed["note"])


def _choices(line: PathLine) -> list[tuple[str, str]]:
    """Steps that can be written; none on a path that has ended."""
    if line.path.status != "open":
        return []
    return [(one["code"], say(one["word"])) for one in content()["steps"]]


def _audit(actor: Any, persons: list[PersonLine], purpose: str) -> None:
    by_post: dict[str, list[str]] = {}
    for one in persons:
        by_post.setdefault(one.post, []).append(one.id)
    for post, ids in by_post.items():
        audit.read(actor, post, "person", ids, purpose)
