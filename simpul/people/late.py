"""Entries that arrive after their family has left the post: carried on to the post where the family now is.

The old post's journal keeps the entry where it was written and changes nothing by it; the new post's journal receives
the same words. So a phone that was offline during a move loses nothing.
"""

from typing import Any

from django.db import transaction

from simpul.journal.kinds import StoredEntry
from simpul.journal.models import Projected
from simpul.journal.unit_of_work import UnitOfWork


def is_here(row: Any, work: UnitOfWork) -> bool:
    """Whether the row belongs to the post whose journal is being written."""
    return str(row.post_id) == work.post


def carry_on(entry: StoredEntry, work: UnitOfWork, *rows: Projected | None) -> bool:
    """After commit, write the entry in the journal of the post that now holds its rows. For `check` functions.

    Returns whether it was needed: one of `rows` lives at another post.
    """
    gone = next((row for row in rows if row is not None and not is_here(row, work)), None)
    if gone is None:
        return False
    to_post = str(gone.post_id)
    transaction.on_commit(lambda: _forward(entry.id, to_post), robust=True)
    return True


def _forward(entry_id: str, to_post: str) -> None:
    from simpul.people.actions.forward import forward

    forward(entry_id, to_post)
