"""A request as the inbox lists it: whom it is about, why, what is to be done next, since when it waits."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from simpul.base import clock
from simpul.base.words import say
from simpul.care.contacts.names import nicknames
from simpul.care.dossier import age_words
from simpul.care.findings import latest_findings
from simpul.care.models import Guest
from simpul.care.screenings.access import is_of_mind
from simpul.knowledge.content import CONTENT_DIR, read_json
from simpul.network import workflow
from simpul.network.asked_words import state_label, state_of
from simpul.network.clocks import moment_named
from simpul.network.flow import Actor
from simpul.network.models import Request
from simpul.network.places import asked_unit
from simpul.network.risk import gravity
from simpul.people.models import Person
from simpul.registry import names
from simpul.registry.names import unit_name
from simpul.registry.zones import local_day

URGENCY = {"biasa": _("Biasa"), "segera": _("Segera"), "darurat": _("Darurat")}
NOT_REACHED, REACHED = "not_reached", "reached"
Standing = Callable[[Request], frozenset[Actor]]


@dataclass(frozen=True)
class Line:
    """A request in the list. `late_by` is set when its clock has run out; for someone who has died none runs.

    `asked`: the unit that owes the answer. `todo`: what it has to do next. `tries`: calls that reached nobody, the last
    at `tried_at`. `written`: when it was written, where that was on an earlier day than it arrived. `is_nickname`: the
    name was left with the request, for whoever reaches them. `finding`: the person's latest. `begins`: the first
    moment at which a call is safe, while it lies ahead.
    """

    request: Request
    name: str
    age: str
    reason: str
    more_reasons: int
    post: str
    urgency: str
    state: str
    died: bool
    waiting: timedelta
    late_by: timedelta | None
    due_in: timedelta | None
    asked: str
    todo: str
    tries: int
    tried_at: datetime | None
    written: datetime | None
    is_nickname: bool
    finding: str
    begins: datetime | None = None


def lines(requests: Iterable[Request], standing: Standing) -> list[Line]:
    """Requests as a list shows them, in a handful of queries."""
    rows, now = list(requests), clock.now()
    names.learn([unit for one in rows for unit in (one.post_id, one.to_unit_id)])
    found = latest_findings(one.person_id for one in rows if one.person_id)
    called, guests = nicknames(rows, standing), _guests(rows)
    return [_line(one, now, found.get(str(one.person_id), ""), called, guests) for one in rows]


def subject_name(request: Request) -> str:
    """Whom the request is about: a person of the register, or a guest."""
    return _guests([request]).get(request.pk) or person_name(request.person)


def subject_names(requests: Iterable[Request], standing: Standing) -> dict[UUID, str]:
    """By request, whom it is about, of those with any name; nicknames as the list shows them. Three queries at most."""
    rows = list(requests)
    people = {one.pk: one.person.name for one in rows if one.person is not None}
    return people | _guests(rows) | nicknames(rows, standing)


def person_name(person: Person | None) -> str:
    """The name; words for a request without one."""
    return person.name if person is not None else str(_("Tanpa nama"))


def said(reason: Mapping[str, Any]) -> str:
    """A reason as it was said at the post."""
    return str(reason.get("text", ""))


def why(request: Request, found: str, words_of: Callable[[Mapping[str, Any]], str] = said) -> list[str]:
    """What asks for an answer, gravest first: dangers, then the latest finding, then the other reasons, each once.

    What asks for care of the mind stands alone: a measure beside it would hide it.
    """
    flow = workflow.load(request.workflow)
    known = dict.fromkeys((gravity(flow, str(one.get("rule"))), words_of(one)) for one in request.reasons)
    ordered = [words for _gravity, words in sorted(known, key=lambda one: -one[0])]
    if not found or is_of_mind(request):
        return ordered
    dangers = sum(grave >= flow.severity["darurat"] for grave, _words in known)
    return [*ordered[:dangers], found, *ordered[dangers:]]


def todo_words(request: Request) -> str:
    """What whoever is asked has to do next; where the content says nothing, how it stands."""
    return say(_todo().get(request.workflow, {}).get(request.state)) or state_label(request)


@cache
def _todo() -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = read_json(CONTENT_DIR / "programme" / "inbox.json")["todo"]
    return found


def _line(request: Request, now: datetime, found: str, called: Mapping[UUID, str], guests: Mapping[UUID, str]) -> Line:
    reasons = why(request, found) or [request.message]
    person = request.person
    died = person is not None and person.status == "died"
    ends = request.due_at if request.open and not died else None
    late = now - ends if ends and ends < now else None
    tried = _tries(request)
    return Line(
        request=request,
        name=called.get(request.pk) or guests.get(request.pk) or person_name(person),
        age=age_words(person.birth_date) if person else "",
        reason=reasons[0],
        more_reasons=len(reasons) - 1,
        post=unit_name(request.post_id),
        urgency=str(URGENCY.get(request.urgency, request.urgency)),
        state=state_label(request),
        died=died,
        waiting=now - request.received_at,
        late_by=late,
        due_in=ends - now if ends and late is None else None,
        asked=unit_name(asked_unit(request.post_id, request.to_unit_id)),
        todo=todo_words(request) if request.open else "",
        tries=len(tried),
        tried_at=tried[-1] if tried else None,
        written=_written(request),
        is_nickname=request.pk in called,
        finding=found,
        begins=_begins(request, now),
    )


def _begins(request: Request, now: datetime) -> datetime | None:
    state = state_of(request)
    if not request.open or state.from_appointment:
        return None
    named = moment_named(state, request.values, request.appointment_at)
    return named if named is not None and named > now else None


def _written(request: Request) -> datetime | None:
    """When it was written, if that was another day than it came: the phone had no signal meanwhile."""
    zone_of = str(request.post_id)
    earlier = local_day(zone_of, request.opened_at) < local_day(zone_of, request.received_at)
    return request.opened_at if earlier else None


def _tries(request: Request) -> list[datetime]:
    """Calls that reached nobody since somebody was last reached."""
    found: list[datetime] = []
    for step in request.history:
        if step["action"] == REACHED:
            found = []
        elif step["action"] == NOT_REACHED:
            found.append(clock.parse_iso(step["at"]))
    return found


def _guests(requests: Iterable[Request]) -> dict[UUID, str]:
    """Names of those who are guests of the post, by request."""
    unknown = {one.pk: one for one in requests if one.person_id and one.person is None}
    rows = Guest.objects.filter(pk__in=[one.person_id for one in unknown.values()]) if unknown else ()
    known = {(str(one.pk), str(one.post_id)): f"{one.name} ({_('tamu')})" for one in rows}
    found = {pk: known.get((str(one.person_id), str(one.post_id))) for pk, one in unknown.items()}
    return {pk: name for pk, name in found.items() if name}
