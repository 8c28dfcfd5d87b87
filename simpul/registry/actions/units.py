"""Posts, puskesmas and the other units: make, change, close."""

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from simpul.base import audit
from simpul.registry.models import Account, Area, Post, Unit


class UnitFields(TypedDict, total=False):
    """What an operator may say of a unit; the last four concern posts only, `field` agencies."""

    name: str
    area: Area
    address: str
    phone: str
    field: str
    puskesmas: Unit | None
    nrp: str | None
    schedule: str
    rw: str


POST_FIELDS = ("puskesmas", "nrp", "schedule", "rw")


@transaction.atomic
def create_unit(actor: Account, kind: str, **fields: Unpack[UnitFields]) -> Unit:
    """A new unit; a post gets its register fields in the same step."""
    own, of_post = _split(fields)
    with audit.acting(actor):
        unit = Unit.objects.create(kind=kind, **own)
        if kind == Unit.Kind.POST:
            Post.objects.create(unit=unit, **of_post)
    return unit


@transaction.atomic
def edit_unit(actor: Account, unit: Unit, **fields: Unpack[UnitFields]) -> None:
    """Change a unit. Its kind and its area stay: both decide who may see what happened there."""
    own, of_post = _split(fields)
    own.pop("area", None)
    with audit.acting(actor):
        Unit.objects.filter(pk=unit.pk).update(**own)
        if unit.kind == Unit.Kind.POST:
            Post.objects.filter(pk=unit.pk).update(**of_post)


@transaction.atomic
def close_unit(actor: Account, unit: Unit, on: date | None) -> None:
    """Close a unit from a day on, or open it again with None. Nothing of its records is touched."""
    unit.closed_on = on
    with audit.acting(actor):
        unit.save(update_fields=["closed_on"])


def _split(fields: UnitFields) -> tuple[dict[str, object], dict[str, object]]:
    own = {k: v for k, v in fields.items() if k not in POST_FIELDS}
    return own, {k: v for k, v in fields.items() if k in POST_FIELDS}
