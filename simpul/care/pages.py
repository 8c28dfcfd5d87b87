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
from simpul.care.csv_out import person_csv
from simpul.care.dossier import Dossier, account_names, dossier
from simpul.care.episodes.deaths import death_words
from simpul.care.episodes.episode import Episode, episodes
from simpul.care.findings import latest_findings
from simpul.care.forms import AnswerForm
from simpul.care.models import ParentCode
from simpul.care.parents.doors import is_child
from simpul.care.paths.queries import paths_of, proposal_of
from simpul.care.paths.trend import trend
from simpul.care.person_links import links_of
from simpul.care.readers import readers
from simpul.care.screenings.access import may_answer, treats
from simpul.care.screenings.history import count_of
from simpul.journal.kinds import Refused
from simpul.network.access import access_request
from simpul.network.models import Request
from simpul.people.access import access_person
from simpul.people.queries import search
from simpul.registry.access import posts_of
from simpul.registry.models import Assignment
from simpul.registry.zones import zone_of_unit

OFFICER, PSYCHOLOGIST = Assignment.Role.OFFICER, Assignment.Role.PSYCHOLOGIST


@staff(OFFICER, PSYCHOLOGIST)
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """The list; on wide screens the first request is open beside it."""
    actor: Any = request.user
    context = _list(request)
    lines = context["inbox"].lines
    if lines:
        context |= _detail(request, access_request(actor, lines[0].request.pk))
    _audit_lines(actor, lines)
    return render(request, "care/inbox.html", context | {"first": True})


@staff(OFFICER, PSYCHOLOGIST)
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


@staff(OFFICER, PSYCHOLOGIST)
@require_POST
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a step; whatever does not fit comes back with what was typed."""
    actor: Any = request.user
    asked = access_request(actor, pk)
    if not may_answer(actor, asked):
        raise NotYours
    form = _form(asked, request.POST.get("action", ""), request.POST)
    back = f"{reverse('referral', args=[pk])}?{request.POST.get('back', '')}"
    if form is None:
        messages.error(request, _("Rujukan ini baru saja berubah. Lihat dulu perubahannya, lalu jawab lagi."))
        return redirect(back)
    if form.is_valid():
        try:
            write_answer(actor, asked, form.payload(), form.cleaned_data["seen"])
        except Refused as refusal:
            form.add_error(None, refusal.said)
        else:
            messages.success(request, _("Tersimpan. Posyandu melihat jawaban ini saat sinkron berikutnya."))
            return redirect(back)
    context = _list(request) | _detail(request, access_request(actor, pk)) | {"form": form, "chosen": form.step.action}
    _audit_lines(actor, context["inbox"].lines)
    return render(request, "care/inbox.html", context, status=422)


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
        "folders": reads.FOLDERS,
        "inbox": reads.inbox(actor, filters),
        "posts": posts_of(actor),
        "query": query.urlencode(),
    }


def _query(text: str) -> Any:
    from django.http import QueryDict

    return QueryDict(text)


def _detail(request: HttpRequest, asked: Request) -> dict[str, Any]:
    """The right side. Writes the audit row of reading."""
    actor: Any = request.user
    main, after, rest = reads.answers(asked)
    mine = may_answer(actor, asked)
    chosen = request.GET.get("jawab", "") if mine else ""
    about = dossier(asked.person) if asked.person is not None else None
    if about is not None:
        _audit_dossier(actor, about, "referral")
    return {
        "line": reads.line(asked, clock.now()),
        "why": reads.why(asked, _finding(asked)),
        "asked": asked,
        "may_answer": mine,
        "closing": reads.closing(asked),
        "d": about,
        "steps": reads.steps(asked),
        "main": main,
        "after": after,
        "rest": rest,
        "outcome": reads.outcome_words(asked),
        "notes": _clinical_notes(asked) if mine else [],
        "screened": _screened(actor, asked.person),
        "chosen": chosen,
        "form": _form(asked, chosen, None),
    }


def _finding(asked: Request) -> str:
    return latest_findings([asked.person_id]).get(str(asked.person_id), "") if asked.person_id else ""


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
    return AnswerForm(step, reads.outcomes(asked, step), zone, data, initial={"seen": asked.seq})


def _audit_lines(actor: Any, lines: list[reads.Line]) -> None:
    named = ((one.request.post_id, one.request.person_id) for one in lines if one.request.person_id)
    _audit_read(actor, named, "inbox")


def _audit_dossier(actor: Any, found: Dossier, purpose: str) -> None:
    audit.read(actor, found.person.post_id, "person", found.ids, purpose)


def _audit_read(actor: Any, pairs: Any, purpose: str) -> None:
    by_post: dict[Any, list[Any]] = {}
    for post, who in pairs:
        by_post.setdefault(post, []).append(who)
    for post, ids in by_post.items():
        audit.read(actor, post, "person", ids, purpose)
