"""Say what a unit can do, verify what a post claims, take back what was said by mistake."""

from typing import Any

from simpul.base import clock
from simpul.base.access import NotYours, only
from simpul.care.checklists.claims import source_of
from simpul.care.checklists.models import ChecklistRecord
from simpul.exchange.survey.access import access_change
from simpul.exchange.survey.content import survey
from simpul.exchange.survey.forms import OfficeForm
from simpul.knowledge.checklists import checklists, evidence_of, judge
from simpul.registry.capabilities.declare import declare, retract
from simpul.registry.capabilities.models import Capability
from simpul.registry.capabilities.standing import in_force
from simpul.registry.models import Account, Unit


def change(actor: Account, unit: Unit, service: str, form: OfficeForm) -> Capability:
    """Declare what the form says. The form is valid; who verified is the actor or nobody."""
    data = form.cleaned_data
    limits: dict[str, Any] = {name: data[name] for name in ("cost", "capacity_per_week", "age_from", "age_to")}
    verified = {"verified_by": actor.name, "verified_on": clock.today()} if data["is_verified"] else {}
    more = limits | verified | {"languages": tuple(data["languages"])}
    source = next(one.label["id"] for one in survey().sources if one.id == data["source"])
    return declare(unit, service, data["status"], data["on"], form.evidence(), source, actor, **more)


def verify(actor: Account, unit: Unit, service: str) -> Capability:
    """Stand behind what is said of a unit today. Raises NotYours when nothing is said, or it is verified already."""
    held = only(in_force(service, clock.today()).filter(unit=access_change(actor, unit.pk)))
    if held.verified_on is not None:
        raise NotYours
    return declare(
        unit,
        service,
        held.status,
        held.valid_from,
        held.evidence,
        held.source,
        actor,
        until=held.until,
        verified_by=actor.name,
        verified_on=clock.today(),
        cost=held.cost,
        capacity_per_week=held.capacity_per_week,
        age_from=held.age_from,
        age_to=held.age_to,
        languages=tuple(held.languages),
    )


def accept_checklist(actor: Account, row: ChecklistRecord) -> Capability:
    """Stand behind what a post says of itself by a checklist. Raises NotYours for a list that is not known here."""
    one = checklists().get(row.checklist)
    if one is None:
        raise NotYours
    unit = access_change(actor, row.post_id)
    status = "able" if judge(one, row.answers).state == "ready" else "not_able"
    evidence = evidence_of(one, row.answers)
    verified = {"verified_by": actor.name, "verified_on": clock.today()}
    return declare(unit, one.service, status, clock.today(), evidence, source_of(one), actor, **verified)


def take_back(actor: Account, unit: Unit, pk: int) -> None:
    """Retract a declaration of this unit; what was said before holds again. Raises NotYours."""
    access_change(actor, unit.pk)
    retract(only(Capability.objects.filter(pk=pk, unit=unit, retracted_at=None)), actor)
