"""What an officer writes on a child's path: its opening, a step, its end."""

from datetime import date
from typing import Any

from django.db import transaction

from simpul.base import ids
from simpul.care.models import Path
from simpul.journal.actions.append import Draft, append
from simpul.journal.receive import store
from simpul.people.merged import records_of
from simpul.people.models import Person
from simpul.registry.models import Account


def open_path(
    actor: Account, child: Person, on: date, reasons: list[str], values: dict[str, Any], visit: str | None, note: str
) -> str:
    """Open a path and return its id; the child's open one when it has one already. Raises Refused."""
    with transaction.atomic():
        store.lock_counters({str(child.post_id)})
        known = Path.objects.filter(person__in=records_of(str(child.pk)), status="open").first()
        if known is not None:
            return str(known.pk)
        subject = str(ids.uuid7())
        data: dict[str, Any] = {"person": str(child.pk), "date": on.isoformat(), "reasons": reasons}
        data |= {"visit": visit, "values": values, "note": note}
        append(child.post_id, [Draft("path.opened", subject, data)], actor)
    return subject


def not_confirmed(actor: Account, child: Person, on: date, reasons: list[str], visit: str | None) -> None:
    """The child was measured again and grows well: nobody is asked about this weighing any more. Raises Refused."""
    subject, first = str(ids.uuid7()), str(ids.uuid7())
    opened = {"person": str(child.pk), "date": on.isoformat(), "reasons": reasons, "visit": visit}
    closed = {"person": str(child.pk), "date": on.isoformat(), "outcome": "not_confirmed"}
    drafts = [Draft("path.opened", subject, opened, id=first), Draft("path.closed", subject, closed, [first])]
    append(child.post_id, drafts, actor)


def step(actor: Account, path: Path, what: str, on: date, result: str, values: dict[str, Any], note: str) -> None:
    """Write what was done. Raises Refused."""
    data: dict[str, Any] = {"person": str(path.person_id), "step": what, "date": on.isoformat()}
    data |= {"result": result, "values": values, "note": note}
    append(path.post_id, [Draft("path.step", str(path.pk), data)], actor)


def close(actor: Account, path: Path, outcome: str, on: date, note: str) -> None:
    """End the path with its reason. Raises Refused."""
    data = {"person": str(path.person_id), "outcome": outcome, "date": on.isoformat(), "note": note}
    append(path.post_id, [Draft("path.closed", str(path.pk), data)], actor)
