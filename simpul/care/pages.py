"""Pages of a puskesmas: the inbox of requests, the person. Each shown person leaves an audit row of reading."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.middleware import HtmxDetails

from simpul.base import audit, clock
from simpul.base.access import NotYours, staff
from simpul.care import inbox as reads
from simpul.care.actions.answer import answer as write_answer
from simpul.care.actions.revoke_card import revoke_card
from simpul.care.answering import answers, closing
from simpul.care.asking.choices import offered
from simpul.care.asking.folders import FOLDERS
from simpul.care.asking.telling import told, works_in_health
from simpul.care.csv_out import person_csv
from simpul.care.dossier import Dossier, account_names, dossier
from simpul.care.episodes.deaths import death_words
from simpul.care.episodes.episode import Episode, episodes
from simpul.care.forms import AnswerForm, typed
from simpul.care.inbox_lines import Line, lines, why
from simpul.care.models import ParentCode
from simpul.care.parents.doors import is_child
from simpul.care.paths.queries import paths_of, proposal_of
from simpul.care.paths.trend import trend
from simpul.care.person_links import links_of
from simpul.care.readers import readers
from simpul.care.screenings.access import may_answer, treats
from simpul.care.screenings.history import count_of
from simpul.journal.kinds import Refused
from simpul.network.access import access_request, answers_requests
from simpul.network.models import Request
from simpul.network.places import standings
from simpul.network.workflow import load
from simpul.people.access import access_person, persons_of
from simpul.people.queries import search
from simpul.registry.access import posts_of
from simpul.registry.models import Assignment
from simpul.registry.zones import zone_of_unit

OFFICER = Assignment.Role.OFFICER


@answers_requests
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """The list; on wide screens the first request is open beside it."""
    actor: Any = request.user
    context = _list(request)
    shown = context["inbox"].lines
    if shown:
        context |= _detail(request, shown[0].request, shown[0])
    _audit_lines(actor, shown)
    return render(request, "care/inbox.html", context | {"first": True})


@answers_requests
@require_GET
def referral(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One request with its person; htmx asks for the right side only."""
    actor: Any = request.user
    detail = _detail(request, access_request(actor, pk))
    if HtmxDetails(request):
        return render(request, "care/parts/referral.html", detail)
    context = _list(request) | detail
    _audit_lines(actor, context["inbox"].lines)
    return render(request, "care/inbox.html", context)


@answers_requests
@require_POST
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a step; whatever does not fit comes back with what was typed."""
    actor: Any = request.user
    asked = access_request(actor, pk)
    if not may_answer(actor, asked):
        raise NotYours
    form = _form(asked, request.POST.get("action", ""), request.POST)
    back = f"{reverse('referral', args=[pk])}?{_kept(_query(request.POST.get('back', '')))}"
    if form is None:
        return _overtaken(request, actor, asked)
    if form.is_valid():
        try:
            write_answer(actor, asked, form.payload(), form.cleaned_data["seen"])
        except Refused as refusal:
            form.refuse(refusal)
            form.look_again(access_request(actor, pk).seq)
        else:
            messages.success(request, reads.saved_words(asked))
            return redirect(back)
    context = _list(request) | _detail(request, access_request(actor, pk)) | {"form": form, "chosen": form.step.action}
    _audit_lines(actor, context["inbox"].lines)
    return render(request, "care/inbox.html", context, status=422)


def _overtaken(request: HttpRequest, actor: Any, asked: Request) -> HttpResponse:
    """Somebody else was quicker and the step is offered no more: what was typed stays on the page."""
    messages.error(request, _("Rujukan ini baru saja berubah. Lihat dulu perubahannya, lalu jawab lagi."))
    unsent = typed(load(asked.workflow), request.POST.get("action", ""), request.POST)
    context = _list(request) | _detail(request, asked) | {"unsent": unsent}
    _audit_lines(actor, context["inbox"].lines)
    return render(request, "care/inbox.html", context, status=409)


@staff(OFFICER)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Search for a person of the puskesmas' posts."""
    actor: Any = request.user
    text = request.GET.get("q", "").strip()[:80]
    found = search({str(pk) for pk in posts_of(actor).values_list("pk", flat=True)}, text, clock.today(), 40)
    _audit_read(actor, ((one.post, one.id) for one in found), "search")
    return render(request, "care/people.html", {"q": text, "found": found})


@staff(OFFICER)
@require_GET
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All about a person."""
    actor: Any = request.user
    found = dossier(access_person(actor, pk))
    _audit_dossier(actor, found, "person page")
    read_by = readers(found.ids, {found.person.post_id, *(line.visit.post_id for line in found.visits)})
    context = {
        "d": found,
        "readers": read_by,
        "today": clock.today(),
        "screened": _screened(actor, found.person),
        "links": links_of(found),
        "episodes": _episodes(actor, found),
        "death": death_words(found.person),
        "paths": [(line, trend(line)) for line in paths_of(found.ids, clock.today())],
        "proposed": proposal_of(found.person, clock.today()),
        "may_have_code": is_child(found.person),
        "codes": ParentCode.objects.filter(person__in=found.ids, status="ok").exists(),
    }
    return render(request, "care/person.html", context)


@staff(OFFICER)
@require_GET
def person_download(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The measurements of a person as CSV."""
    actor: Any = request.user
    found = dossier(access_person(actor, pk))
    _audit_dossier(actor, found, "download")
    response = HttpResponse(person_csv(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="pertumbuhan-{found.person.pk}.csv"'
    return response


@staff(OFFICER)
@require_POST
def person_card(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The printed card was lost: its code opens nothing any more."""
    actor: Any = request.user
    if revoke_card(actor, access_person(actor, pk)):
        messages.success(request, _("Kartu dicabut. Kader mencetak kartu baru dari HP-nya."))
    return redirect("person", pk)


def _episodes(actor: Any, found: Dossier) -> list[Episode]:
    """Her pregnancies. The newborns that they name leave audit rows too."""
    shown = episodes(found, set(posts_of(actor).values_list("pk", flat=True)))
    named = ((child.person.post_id, str(child.person.pk)) for one in shown for child in one.children)
    _audit_read(actor, named, "person page")
    return shown


def _list(request: HttpRequest) -> dict[str, Any]:
    actor: Any = request.user
    query = request.GET if request.method == "GET" else _query(request.POST.get("back", ""))
    filters = reads.Filters.of(query)
    return {
        "filters": filters,
        "folders": FOLDERS,
        "inbox": reads.inbox(actor, filters),
        "posts": posts_of(actor),
        "query": _kept(query),
    }


def _kept(query: Any) -> str:
    """What the list is narrowed to, to come back to; never the answer that is open."""
    kept = query.copy()
    kept.pop("jawab", None)
    return str(kept.urlencode())


def _query(text: str) -> Any:
    from django.http import QueryDict

    return QueryDict(text)


def _detail(request: HttpRequest, asked: Request, line: Line | None = None) -> dict[str, Any]:
    """The right side; `line` where a list has it already. Writes the audit row of reading."""
    actor: Any = request.user
    stands = standings(actor)
    held, line = stands(asked), line or lines([asked], stands)[0]
    mine = may_answer(actor, asked)
    chosen = request.GET.get("jawab", "") if mine else ""
    about = dossier(asked.person) if asked.person is not None and works_in_health(actor) else None
    if about is not None:
        _audit_dossier(actor, about, "referral")
    return {
        "line": line,
        "why": why(asked, line.finding),
        "asked": asked,
        "may_answer": mine,
        "closing": closing(asked, held),
        "d": about,
        "opens_record": about is not None and persons_of(actor).filter(pk=about.person.pk).exists(),
        "steps": reads.steps(asked),
        "answers": answers(asked, held),
        "outcome": reads.outcome_words(asked),
        "notes": _clinical_notes(asked) if mine else [],
        "screened": _screened(actor, asked.person),
        "chosen": chosen,
        "query": _kept(request.GET if request.method == "GET" else _query(request.POST.get("back", ""))),
        "form": _form(asked, chosen, None),
    } | told(actor, asked, held)


def _screened(actor: Any, person: Any) -> int | None:
    """How many screenings the treating team may read; None for everyone else."""
    return count_of(str(person.pk)) if person is not None and treats(actor, person) else None


def _clinical_notes(asked: Request) -> list[tuple[Any, str, str]]:
    names = account_names(note["by"] for note in asked.clinical_notes)
    return [(clock.parse_iso(n["at"]), names.get(n["by"], ""), n["note"]) for n in reversed(asked.clinical_notes)]


def _form(asked: Request, action: str, data: Any) -> AnswerForm | None:
    step = reads.transition(asked, action)
    if step is None:
        return None
    zone = zone_of_unit(str(asked.post_id))
    return AnswerForm(step, zone, offered(asked), data, initial={"seen": asked.seq})


def _audit_lines(actor: Any, shown: list[Line]) -> None:
    audit.read_each(actor, "person", ((one.request.post_id, one.request.person_id) for one in shown), "inbox")
    called = ((one.request.post_id, one.request.pk) for one in shown if one.is_nickname)
    audit.read_each(actor, "contact", called, "inbox")


def _audit_dossier(actor: Any, found: Dossier, purpose: str) -> None:
    audit.read(actor, found.person.post_id, "person", found.ids, purpose)


def _audit_read(actor: Any, pairs: Any, purpose: str) -> None:
    by_post: dict[Any, list[Any]] = {}
    for post, who in pairs:
        by_post.setdefault(post, []).append(who)
    for post, ids in by_post.items():
        audit.read(actor, post, "person", ids, purpose)
