"""Give and end a function of an assignment."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from simpul.base import audit, clock
from simpul.registry.functions.content import functions
from simpul.registry.functions.models import Function
from simpul.registry.leaving import rights_ended
from simpul.registry.models import Account, Assignment


class AlreadyHeld(ValueError):
    """The assignment already has this function in that time."""


@transaction.atomic
def give_function(
    actor: Account, assignment: Assignment, name: str, starts_on: date, ends_on: date | None = None
) -> Function:
    """Give an officer's assignment a function from a day on (to a day, included).

    Raises AlreadyHeld when times overlap, ValueError for an unknown function, another role or days that turn.
    """
    known = functions().get(name)
    if known is None or not known.offered or assignment.role != Assignment.Role.OFFICER:
        raise ValueError("An officer holds a function of the list.")
    if ends_on is not None and ends_on < starts_on:
        raise ValueError("A function ends after it starts.")
    Assignment.objects.select_for_update().get(pk=assignment.pk)
    lasts = Q(ends_on=None) | Q(ends_on__gt=starts_on) | Q(ends_on=starts_on, stopped_at=None)
    overlap = assignment.functions.filter(lasts, name=name)
    if ends_on is not None:
        overlap = overlap.filter(starts_on__lte=ends_on)
    if overlap.exists():
        raise AlreadyHeld
    with audit.acting(actor):  # one that began and was stopped that same day goes on
        made, _new = Function.objects.update_or_create(
            assignment=assignment, name=name, starts_on=starts_on, defaults={"ends_on": ends_on, "stopped_at": None}
        )
    _note(actor, made, "function.given", ends_on)
    return made


@transaction.atomic
def end_function(actor: Account, held: Function, ends_on: date) -> None:
    """Let a function end with a day (that day included); one that has not begun by then was never held.

    Raises ValueError for one that was stopped: nothing is left to end.
    """
    if held.stopped_at is not None:
        raise ValueError("A function ends once.")
    with audit.acting(actor):
        if ends_on < held.starts_on:
            held.delete()
        else:
            held.ends_on = ends_on
            held.save(update_fields=["ends_on"])
    _note(actor, held, "function.ended", ends_on)
    rights_ended()


@transaction.atomic
def stop_function(actor: Account, held: Function) -> None:
    """Let a function end at once: the next page, step and conversation of who held it ask and find it gone.

    Raises ValueError for one that is not held today.
    """
    today = clock.today()
    if not Function.objects.active(today).filter(pk=held.pk).exists():
        raise ValueError("Only a function that is held can be stopped.")
    held.ends_on, held.stopped_at = today, clock.now()
    with audit.acting(actor):
        held.save(update_fields=["ends_on", "stopped_at"])
    _note(actor, held, "function.stopped", today)
    rights_ended()


def _note(actor: Account, held: Function, action: str, ends_on: date | None) -> None:
    """Rights were given or taken: the audit says to whom and which, not only that a row changed."""
    said = {"function": held.name, "assignment": held.assignment_id, "starts_on": held.starts_on.isoformat()}
    until = ends_on.isoformat() if ends_on else None
    audit.note(actor, action, str(held.assignment.account_id), said | {"ends_on": until})
