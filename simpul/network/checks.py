"""Who may open a request or take a step with it, and what must hold. Asked once, when the entry is received."""

from datetime import datetime
from typing import Any
from uuid import UUID

from simpul.base import clock
from simpul.base.words import say
from simpul.journal.kinds import KADER, Refused, StoredEntry
from simpul.journal.unit_of_work import UnitOfWork
from simpul.network import places, workflow
from simpul.network.asked_words import named
from simpul.network.flow import Actor, Condition, Transition, Workflow
from simpul.network.forms import check_form
from simpul.network.models import Request
from simpul.network.wire import RequestMoved, RequestOpened
from simpul.people.late import carry_on, is_here, row_of
from simpul.people.records import misfit, unknown_subject
from simpul.registry.models import Account, Unit
from simpul.registry.names import is_post

PLAIN = "K1"
"""The class up to which a kader of the post may know of a request."""
GROUNDS = {"vital-interest", "law"}


def check_opened(entry: StoredEntry, data: RequestOpened, work: UnitOfWork, role: str) -> None:
    """A person who has left with the family: the request is opened where they are. A unit's journal has no register."""
    check_class(entry, data)
    _check_part(data, work)
    flow = workflow.for_service(data.service)
    check_form(flow.opening, data.values)
    named = {"named": data.person is not None, "basis": data.basis, "confidentiality": data.confidentiality}
    _check_conditions(flow.opening_conditions, named | {"urgency": data.urgency, "message": data.message} | data.values)
    if is_post(entry.post):
        carry_on(entry, work, row_of(data.person, work))


def check_class(entry: StoredEntry, data: RequestOpened) -> None:
    """Above K1: never in a journal that phones pull, and only on a ground that was said. Raises Refused."""
    if data.confidentiality == PLAIN:
        return
    if is_post(entry.post):
        raise Refused(
            "class_not_here",
            "Permintaan yang rahasia dibuka di puskesmas, bukan di posyandu.",
            "A confidential request is opened at the puskesmas, not at the post.",
            "Sampaikan langsung ke petugas puskesmas.",
            "Tell the officer of the puskesmas in person.",
            field="confidentiality",
        )
    if "basis" not in entry.data or data.basis == "none-needed":
        raise Refused(
            "basis_missing",
            "Tanyakan dulu persetujuannya, atau pilih dasar hukumnya. Tanpa itu permintaan rahasia tidak dikirim.",
            "Ask for consent first, or choose the legal ground. Without it a confidential request is not sent.",
            field="basis",
        )
    if data.basis in GROUNDS and not data.basis_note.strip():
        raise Refused(
            "basis_missing",
            "Tulis alasannya: mengapa data dibagi tanpa persetujuan.",
            "Write why the facts are shared without consent.",
            field="basis_note",
        )


def _check_part(data: RequestOpened, work: UnitOfWork) -> None:
    """A part belongs to an open request about the same person, which is no part itself. Raises Refused."""
    if data.part_of is None:
        return
    parent = work.find(Request, data.part_of)
    if parent is None:
        raise unknown_subject("permintaan", "request")
    same = data.person is None or str(parent.person_id) == data.person
    # A unit may ask for a part of what its post asked; one post never of another's.
    reachable = is_here(parent, work) or (not is_post(work.post) and places.home_of(parent.post_id) == work.post)
    if not reachable or parent.part_of is not None or not parent.open or not same:
        raise Refused(
            "part_not_here",
            "Bagian hanya dapat dibuka dari permintaan induk yang masih terbuka, tentang orang yang sama.",
            "A part is opened only from a parent request that is still open, about the same person.",
            field="part_of",
        )


def check_moved(entry: StoredEntry, data: RequestMoved, work: UnitOfWork, role: str) -> None:
    """Whether this role may take this step now. Raises Refused with words for the person who tried."""
    request = known(entry, work)
    if carry_on(entry, work, request):
        return
    flow = workflow.load(request.workflow)
    step = flow.step(data.action, request.state)
    if step is None:
        raise not_now(flow, request, data.action)
    held = _standing(entry, request, role)
    if held is not None and not step.is_open_to(held):
        raise not_yours()
    _check_filled(step, data)
    _check_unit(request, data)
    if step.conditions:
        _check_conditions(step.conditions, _facts(request, data, work, entry.happened))


def _standing(entry: StoredEntry, request: Request, role: str) -> frozenset[Actor] | None:
    """Where the author of a phone's entry stands; None for what the office writes, of which `move` has asked."""
    if role == KADER:
        return frozenset({Actor(KADER, places.POST)})
    if entry.device is None:
        return None
    author = Account.objects.filter(pk=entry.author).first()
    return places.standing(author, request) if author is not None else frozenset()


def not_yours() -> Refused:
    """The refusal of a step that somebody else takes."""
    return Refused(
        "step_not_yours",
        "Langkah ini dilakukan oleh petugas puskesmas.",
        "This step belongs to the officers of the puskesmas.",
        "Sampaikan ke petugas; catatan Ibu tetap tersimpan.",
        "Tell the officer; what you wrote is kept.",
    )


def not_now(flow: Workflow, request: Request, action: str) -> Refused:
    """The refusal of a step that the present state does not offer: says what happened meanwhile."""
    label = {
        language: f"{text[:1].lower()}{text[1:]}"
        for language, text in named(flow.states[request.state].label, request).items()
    }
    last = request.history[-1] if request.history else {"at": ""}
    return Refused(
        "step_not_now",
        f"Rujukan ini sudah berubah: {label['id']} (sejak {last['at'][:16].replace('T', ' ')} UTC).",
        f"This request has changed meanwhile: {label['en']} (since {last['at'][:16]} UTC).",
        "Buka lagi rujukannya dan lihat langkah berikutnya.",
        "Open the request again and see what comes next.",
        field="action",
    )


def _check_filled(step: Transition, data: RequestMoved) -> None:
    missing = next((name for name in step.requires if not _filled(data, name)), None)
    wrong = data.outcome is not None and step.outcomes and data.outcome not in step.outcomes
    if missing or wrong:
        raise Refused(
            "step_incomplete",
            f"“{step.label['id']}” perlu diisi lengkap dulu.",
            f"“{step.label['en']}” needs to be filled in first.",
            field=missing or "outcome",
        )
    if data.to_unit is not None and not step.asks("to_unit"):
        raise misfit("to_unit")
    if data.wanted and not step.asks("wanted"):
        raise misfit("wanted")
    if data.appointment_at is not None:
        moment_of(data.appointment_at, "appointment_at")
    check_form(step.fields, data.values)


def _filled(data: RequestMoved, name: str) -> Any:
    return getattr(data, name) if name in RequestMoved.__struct_fields__ else data.values.get(name)


def _check_unit(request: Request, data: RequestMoved) -> None:
    """The unit that is asked from now on is open, no post, and not the one that was asked already."""
    if data.to_unit is None:
        return
    try:
        found = Unit.objects.filter(pk=UUID(data.to_unit), closed_on=None).exclude(kind=Unit.Kind.POST).first()
    except ValueError:
        found = None
    if found is None or str(found.pk) == places.asked_unit(request.post_id, request.to_unit_id):
        raise Refused(
            "unit_unknown",
            "Pilih tempat lain yang masih melayani.",
            "Choose another place that is still open.",
            field="to_unit",
        )


def _facts(request: Request, data: RequestMoved, work: UnitOfWork, at: datetime) -> dict[str, Any]:
    """What a condition may ask: the request, its parts, how often it entered its state, and what was filled in.

    `appointment_ahead`: an agreed time that had not come `at` the moment of the step.
    """
    parts = work.where(Request, lambda one: one.part_of == request.pk, part_of=request.pk)
    known = {name: getattr(request, name) for name in ("basis", "confidentiality", "urgency", "channel", "service")}
    counted = {"named": request.person_id is not None, "parts": len(parts), "parts_open": sum(p.open for p in parts)}
    counted["entered"] = sum(step["state"] == request.state for step in request.history)
    counted["appointment_ahead"] = appointment_ahead(request, at)
    given = {name: getattr(data, name) for name in RequestMoved.__struct_fields__ if name not in ("action", "values")}
    own: dict[str, Any] = request.values
    return own | data.values | known | counted | given


def appointment_ahead(request: Request, at: datetime) -> bool:
    """Whether the family is still to come to a time that was agreed."""
    return request.appointment_at is not None and request.appointment_at > at


def too_early(step: Transition, request: Request) -> str:
    """Why a step that the state offers is not to be taken yet, in words; empty when nothing known holds it back."""
    facts = {"appointment_ahead": appointment_ahead(request, clock.now())}
    broken = next((one for one in step.conditions if one.holds(facts) is False), None)
    return say(broken.words) if broken else ""


def _check_conditions(conditions: tuple[Condition, ...], facts: dict[str, Any]) -> None:
    broken = next((one for one in conditions if not one.is_met(facts)), None)
    if broken is not None:
        raise Refused("step_too_early", broken.words["id"], broken.words["en"], field=broken.field)


def moment_of(text: str, field: str) -> Any:
    """The moment that a text names. Raises Refused."""
    try:
        return clock.parse_iso(text)
    except (ValueError, TypeError, AttributeError):
        raise Refused(
            "value_misfit",
            "Waktu jadwal tidak dapat dibaca.",
            "The time of the appointment cannot be read.",
            field=field,
        ) from None


def known(entry: StoredEntry, work: UnitOfWork) -> Request:
    """The request that an entry moves. Raises Refused when it is not there."""
    request = work.find(Request, entry.subject)
    if request is None:
        raise unknown_subject("rujukan", "request")
    return request
