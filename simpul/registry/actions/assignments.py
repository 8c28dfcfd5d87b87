"""Who works where, from when to when."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from simpul.base import audit
from simpul.registry.actions.functions import give_function
from simpul.registry.leaving import rights_ended
from simpul.registry.models import Account, Area, Assignment, Unit


class AlreadyAssigned(ValueError):
    """The account already has this role at this place in that time."""


@transaction.atomic
def assign(
    actor: Account,
    account: Account,
    role: str,
    *,
    unit: Unit | None = None,
    area: Area | None = None,
    starts_on: date,
    ends_on: date | None = None,
    title: str = "",
    functions: Sequence[str] = (),
) -> Assignment:
    """Assign `account` to a unit or an area, with functions for the same time.

    Raises AlreadyAssigned when times overlap, ValueError when they turn or for an unknown function.
    """
    if ends_on is not None and ends_on < starts_on:
        raise ValueError("An assignment ends after it starts.")
    same = Assignment.objects.select_for_update().filter(account=account, role=role, unit=unit, area=area)
    overlap = same.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
    if ends_on is not None:
        overlap = overlap.filter(starts_on__lte=ends_on)
    if overlap.exists():
        raise AlreadyAssigned
    with audit.acting(actor):
        made: Assignment = Assignment.objects.create(
            account=account, role=role, unit=unit, area=area, starts_on=starts_on, ends_on=ends_on, title=title
        )
    for name in functions:
        give_function(actor, made, name, starts_on, ends_on)
    return made


@transaction.atomic
def end_assignment(actor: Account, assignment: Assignment, ends_on: date) -> None:
    """Let an assignment end with a day (that day included). What was typed until then is accepted later too."""
    if ends_on < assignment.starts_on:
        raise ValueError("An assignment ends after it starts.")
    assignment.ends_on = ends_on
    with audit.acting(actor):
        assignment.save(update_fields=["ends_on"])
    rights_ended()
