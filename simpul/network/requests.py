"""How `request.opened` and `request.moved` change rows, and who may write them."""

from typing import Any

from simpul.base import clock
from simpul.journal import tables
from simpul.journal.kinds import KADER, Refused, StoredEntry
from simpul.journal.unit_of_work import UnitOfWork
from simpul.network import workflow
from simpul.network.clocks import Place
from simpul.network.models import Request
from simpul.network.risk import risk
from simpul.network.wire import RequestMoved, RequestOpened
from simpul.network.workflow import Transition, Workflow
from simpul.people.late import carry_on, is_here, lives_elsewhere, row_of
from simpul.people.records import put_all, unknown_fields, unknown_subject
from simpul.registry.zones import zone_of_unit

KNOWN = frozenset(RequestOpened.__struct_fields__)


def opened(entry: StoredEntry, data: RequestOpened, work: UnitOfWork) -> None:
    """`request.opened`: the clock runs from the moment the server knows of it. Raises Refused when the id is taken."""
    if lives_elsewhere(data.person, work):
        return
    flow = workflow.for_service(data.service)
    request = tables.new(Request, id=entry.subject, post_id=entry.post, workflow=flow.id, opened_by=entry.author)
    reasons = [plain_reason(one) for one in data.reasons]
    values = {name: getattr(data, name) for name in KNOWN} | {"reasons": reasons}
    put_all(request, values, KNOWN)
    request.extra = unknown_fields(entry.data, KNOWN)
    request.opened_at, request.received_at = entry.happened, entry.received_at
    request.risk = risk(flow, data.urgency, reasons)
    _enter(request, flow, flow.initial, entry)
    request.history = [_step(entry, "open", request.state, data.message)]
    work.add(request)


def plain_reason(reason: Any) -> dict[str, str]:
    """A reason as JSON."""
    return {"rule": reason.rule, "text": reason.text}


def check_opened(entry: StoredEntry, data: RequestOpened, work: UnitOfWork, role: str) -> None:
    """A person who has left with the family: the request is opened where they are."""
    carry_on(entry, work, row_of(data.person, work))


def check_moved(entry: StoredEntry, data: RequestMoved, work: UnitOfWork, role: str) -> None:
    """Whether this role may take this step now. Raises Refused with words for the person who tried."""
    request = _known(entry, work)
    if carry_on(entry, work, request):
        return
    flow = workflow.load(request.workflow)
    step = flow.step(data.action, request.state)
    if step is None:
        raise not_now(flow, request, data.action)
    at = "post" if role == KADER else "puskesmas"
    if not (step.allows(role, at) or (role != KADER and step.allows(role, "to_unit"))):
        raise Refused(
            "step_not_yours",
            "Langkah ini dilakukan oleh petugas puskesmas.",
            "This step belongs to the officers of the puskesmas.",
            "Sampaikan ke petugas; catatan Ibu tetap tersimpan.",
            "Tell the officer; what you wrote is kept.",
        )
    _check_filled(step, data)


def not_now(flow: Workflow, request: Request, action: str) -> Refused:
    """The refusal of a step that the present state does not offer: says what happened meanwhile."""
    state = flow.states[request.state]
    last = request.history[-1] if request.history else {"at": ""}
    return Refused(
        "step_not_now",
        f"Rujukan ini sudah berubah: {state.label['id'].lower()} (sejak {last['at'][:16].replace('T', ' ')} UTC).",
        f"This request has changed meanwhile: {state.label['en'].lower()} (since {last['at'][:16]} UTC).",
        "Buka lagi rujukannya dan lihat langkah berikutnya.",
        "Open the request again and see what comes next.",
        field="action",
    )


def _check_filled(step: Transition, data: RequestMoved) -> None:
    missing = next((name for name in step.requires if not getattr(data, name)), None)
    wrong = data.outcome is not None and step.outcomes and data.outcome not in step.outcomes
    if missing or wrong:
        raise Refused(
            "step_incomplete",
            f"“{step.label['id']}” perlu diisi lengkap dulu.",
            f"“{step.label['en']}” needs to be filled in first.",
            field=missing or "outcome",
        )
    if data.appointment_at is not None:
        _moment(data.appointment_at)


def _moment(text: str) -> Any:
    try:
        return clock.parse_iso(text)
    except ValueError:
        raise Refused(
            "value_misfit",
            "Waktu jadwal tidak dapat dibaca.",
            "The time of the appointment cannot be read.",
            field="appointment_at",
        ) from None


def moved(entry: StoredEntry, data: RequestMoved, work: UnitOfWork) -> None:
    """`request.moved`: the request enters its next state; the answer is in the row that the post pulls."""
    request = _known(entry, work)
    if not is_here(request, work):
        return
    flow = workflow.load(request.workflow)
    step = flow.step(data.action, request.state) or flow.named(data.action)
    if step is None:
        raise not_now(flow, request, data.action)
    if data.appointment_at is not None:
        request.appointment_at = _moment(data.appointment_at)
    request.follow_up = data.follow_up or request.follow_up
    _leave(request, flow, step, entry)
    _enter(request, flow, step.target, entry, resumes=step.resumes)
    final = flow.states[step.target].final
    request.outcome = (step.outcome or data.outcome) if final else None
    request.history = [*request.history, _step(entry, data.action, request.state, data.note)]
    if data.clinical_note:
        note = {"entry": entry.id, "at": entry.happened_at, "by": entry.author, "note": data.clinical_note}
        request.clinical_notes = [*request.clinical_notes, note]
    work.touch(request)


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
        request.due_at = place.due(state, request.urgency, now, request.appointment_at)


def _step(entry: StoredEntry, action: str, state: str, note: str) -> dict[str, str]:
    return {"action": action, "state": state, "at": entry.happened_at, "by": entry.author, "note": note}


def _known(entry: StoredEntry, work: UnitOfWork) -> Request:
    request = work.find(Request, entry.subject)
    if request is None:
        raise unknown_subject("rujukan", "request")
    return request
