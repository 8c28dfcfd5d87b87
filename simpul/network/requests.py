"""How `request.opened` and `request.moved` change rows. Who may write them: checks.py."""

from typing import Any

from simpul.base import clock
from simpul.journal import tables
from simpul.journal.kinds import StoredEntry
from simpul.journal.rows import plain
from simpul.journal.unit_of_work import UnitOfWork
from simpul.network import workflow
from simpul.network.calendars import steps as calendar_steps
from simpul.network.checks import known, moment_of, not_now
from simpul.network.clocks import Place, moment_named
from simpul.network.escalation.ladder import rungs
from simpul.network.models import Request
from simpul.network.risk import risk
from simpul.network.wire import RequestMoved, RequestOpened
from simpul.network.workflow import Transition, Workflow
from simpul.people.late import is_here, lives_elsewhere
from simpul.people.records import put, put_all, unknown_fields
from simpul.registry.names import is_post
from simpul.registry.zones import zone_of_unit

KNOWN = frozenset(RequestOpened.__struct_fields__)


def opened(entry: StoredEntry, data: RequestOpened, work: UnitOfWork) -> None:
    """`request.opened`: the clock runs from the moment the server knows of it. Raises Refused when the id is taken."""
    if is_post(entry.post) and lives_elsewhere(data.person, work):
        return
    flow = workflow.for_service(data.service)
    request = tables.new(Request, id=entry.subject, post_id=entry.post, workflow=flow.id, opened_by=entry.author)
    values = plain(data)
    put_all(request, values, KNOWN)
    request.extra = unknown_fields(entry.data, KNOWN)
    request.opened_at, request.received_at = entry.happened, entry.received_at
    request.risk = risk(flow, data.urgency, values["reasons"])
    _enter(request, flow, flow.initial, entry)
    request.history = [_step(entry, "open", request.state, data.message)]
    work.add(request)
    calendar_steps.opened(request, work)


def moved(entry: StoredEntry, data: RequestMoved, work: UnitOfWork) -> None:
    """`request.moved`: the request enters its next state; the answer is in the row that the post pulls."""
    request = known(entry, work)
    if not is_here(request, work):
        return
    flow = workflow.load(request.workflow)
    step = flow.step(data.action, request.state) or flow.named(data.action)
    if step is None:
        raise not_now(flow, request, data.action)
    if data.to_unit is not None:
        _ask_another(request, data.to_unit)
    if data.appointment_at is not None:
        request.appointment_at = moment_of(data.appointment_at, "appointment_at")
    request.follow_up = data.follow_up or request.follow_up
    request.slot, request.answered_by = data.slot or request.slot, data.answered_by or request.answered_by
    request.values = {**request.values, **data.values}
    if data.wanted:
        _wish_anew(request, data)
    if not step.keeps_clock:
        _leave(request, flow, step, entry)
        _enter(request, flow, step.target, entry, resumes=step.resumes)
    final = flow.states[step.target].final
    request.outcome = (step.outcome or data.outcome) if final else None
    said = {"to_unit": data.to_unit, "answered_by": data.answered_by}
    request.history = [*request.history, _step(entry, data.action, request.state, data.note) | said]
    if data.clinical_note:
        note = {"entry": entry.id, "at": entry.happened_at, "by": entry.author, "note": data.clinical_note}
        request.clinical_notes = [*request.clinical_notes, note]
    work.touch(request)
    calendar_steps.moved(request, work, wishes=bool(data.wanted))


def _ask_another(request: Request, unit: str) -> None:
    """Another unit owes the answer now: what was agreed with the one before it is void."""
    put(request, "to_unit", unit, KNOWN)
    request.appointment_at = request.slot = None
    request.answered_by = ""


def _wish_anew(request: Request, data: RequestMoved) -> None:
    """Other moments suit the family now: the appointment that was missed is over."""
    request.wanted, request.channel = list(data.wanted), data.channel or request.channel
    request.wish = plain(data)["wish"]
    request.appointment_at = request.slot = None


def _leave(request: Request, flow: Workflow, step: Transition, entry: StoredEntry) -> None:
    """Keep what is left of the present clock when the next state pauses it."""
    state, following = flow.states[request.state], flow.states[step.target]
    if following.pauses == state.id:
        place = Place(zone_of_unit(entry.post))
        request.paused = place.pause(state, request.urgency, request.due_at, entry.received_at)
    elif not step.resumes:
        request.paused = None


def _enter(request: Request, flow: Workflow, name: str, entry: StoredEntry, *, resumes: bool = False) -> None:
    state, place, now = flow.states[name], Place(zone_of_unit(entry.post)), entry.received_at
    request.state, request.state_since, request.open = name, now, not state.final
    if resumes and request.paused and request.paused["state"] == name:
        request.due_at, request.paused = place.resume(request.paused, now), None
    else:
        request.due_at = place.due(
            state, request.urgency, now, moment_named(state, request.values, request.appointment_at)
        )
    request.ladder = [clock.iso(moment) for moment in rungs(flow.ladder(request.urgency), request.due_at, place)]


def _step(entry: StoredEntry, action: str, state: str, note: str) -> dict[str, Any]:
    done = {"action": action, "state": state, "at": entry.happened_at, "by": entry.author, "note": note}
    return done | {"to_unit": None, "answered_by": ""}
