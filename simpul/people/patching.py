"""A patch of a record, field by field, with reviews where two authors disagree."""

from collections.abc import Collection, Mapping
from typing import Any

from simpul.journal.merge import merge_patch
from simpul.journal.models import Projected
from simpul.journal.unit_of_work import UnitOfWork
from simpul.people.records import put_all, value_of


def patch(
    work: UnitOfWork,
    row: Projected,
    part: str,
    fields: Mapping[str, Any],
    known: frozenset[str],
    groups: Mapping[str, str],
    *,
    person: str | None,
    clinical: Collection[str] = (),
) -> set[str]:
    """Merge `fields` into the row; returns the names that changed. Open a review for each conflict.

    Raises Refused when a value does not fit its field.
    """
    present = {name: value_of(row, name) for name in fields}
    merged = merge_patch(work.entry, present, row.stamps, fields, groups)
    put_all(row, merged.changed, known)
    for conflict in merged.conflicts:
        work.open_conflict(part, str(row.pk), conflict, conflict.field in clinical, person)
    if merged.changed:
        work.touch(row)
    return set(merged.changed)
