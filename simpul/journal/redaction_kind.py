"""Kind `entry.redacted` and part `redactions`: how phones learn that something was lawfully erased."""

from collections.abc import Iterable
from typing import Any

from simpul.journal import kinds
from simpul.journal.kinds import Kind, Need, Part, StoredEntry
from simpul.journal.models import Projected, Redacted
from simpul.journal.own_wire import EntryRedacted
from simpul.journal.unit_of_work import UnitOfWork

Rows = dict[str, list[str]]


def register() -> None:
    """Called once, when the app is ready."""
    kinds.register(REDACTED)
    kinds.register_part(Part("redactions", Redacted, _row))


def _row(row: Redacted) -> dict[str, Any]:
    return {"id": str(row.pk), "post": str(row.post_id), "seq": row.seq, "gone": row.gone}


def _needs(entry: StoredEntry, data: EntryRedacted) -> Iterable[Need]:
    yield from ((Redacted, target) for target in data.targets)
    yield from _changed(data)


def _changed(data: EntryRedacted) -> Iterable[tuple[type[Projected], str]]:
    for name, ids in data.changed.items():
        part = kinds.part(name)
        if part is not None:
            yield from ((part.model, pk) for pk in ids)


def _apply(entry: StoredEntry, data: EntryRedacted, work: UnitOfWork) -> None:
    for number, target in enumerate(data.targets):
        row = work.find(Redacted, target) or work.add(Redacted(id=target, post_id=entry.post))
        if number == 0:
            row.gone = _united(row.gone, data.gone)
        work.touch(row)
    for model, pk in _changed(data):
        changed = work.find(model, pk)
        # A row that has left with its family since is of the other post's journal.
        if changed is not None and str(changed.post_id) == work.post:
            work.touch(changed)


def _united(one: Rows, other: Rows) -> Rows:
    return {part: sorted({*one.get(part, []), *other.get(part, [])}) for part in sorted(one | other)}


REDACTED = Kind("entry.redacted", EntryRedacted, _apply, needs=_needs, office_only=True)
