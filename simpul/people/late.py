"""Entries that arrive after their family has left the post: carried on to the post where the family now is.

The old post's journal keeps the entry where it was written and changes nothing by it; the new post's journal receives
the same words. So a phone that was offline during a move loses nothing.
"""

import uuid
from itertools import accumulate, repeat
from typing import Any, TypeVar

from django.db import transaction

from simpul.base import clock, ids
from simpul.journal.kinds import Refused, StoredEntry
from simpul.journal.models import Entry, Flag, Projected
from simpul.journal.unit_of_work import UnitOfWork
from simpul.people.models import Family, Move, Person

Fact = TypeVar("Fact", bound=Projected)
ON_ITS_WAY = "to:"
"""Flag of an entry that waits to be written in another post's journal; the post's id follows."""
MOST_CARRIES = 16
"""An entry is carried once for each move that overtakes it; nobody moves so often while a phone is offline."""


def carried_id(entry: str) -> str:
    """The id of an entry in the journal to which it was carried: derived, so that it is written once."""
    return str(uuid.uuid5(ids.NAMESPACE, f"forwarded|{entry}"))


def names_of(entry: str) -> list[str]:
    """The ids under which an entry's words may stand in a journal: its own, and those it took when it was carried."""
    return list(accumulate(repeat(None, MOST_CARRIES), lambda name, _: carried_id(name), initial=entry))


def carried_row(model: type[Fact], target: StoredEntry, work: UnitOfWork) -> Fact | None:
    """The row that is an entry's own fact, under the name it has where it lives now."""
    names = names_of(target.id)
    work.prefetch((model, name) for name in names)
    return next(filter(None, (work.find(model, name) for name in names)), None)


def no_longer_counts(model: type[Fact], target: StoredEntry, work: UnitOfWork) -> None:
    """An entry was withdrawn: the row that is its own fact is void, in the journal of the post where it lives now."""
    row: Any = carried_row(model, target, work)
    if row is not None and is_here(row, work):
        row.status = "void"
        work.touch(row)


def is_here(row: Any, work: UnitOfWork) -> bool:
    """Whether the row belongs to the post whose journal is being written."""
    return str(row.post_id) == work.post


def row_of(person: str | None, work: UnitOfWork) -> Person | Family | None:
    """Where a person is to be found: the row; or the family elsewhere that a newborn's registration went after.

    The registration and the first weighing may come in one push, long before either has arrived at the new post.
    """
    row = work.find(Person, person)
    if row is not None or person is None:
        return row
    registered = work.entry_about(person, "person.registered")
    family = work.find(Family, (registered.data or {}).get("family")) if registered else None
    return family if family is not None and not is_here(family, work) else None


def lives_elsewhere(person: str | None, work: UnitOfWork) -> bool:
    """Whether the person has left this post for another."""
    return has_left(row_of(person, work), work)


def has_left(row: Person | Family | None, work: UnitOfWork) -> bool:
    """Whether the row was of this post and is of another by now.

    One that never was here counts as unknown. An entry that saw it was refused (`carry_on`); one that stands was
    written in the same moment as the row at the other post and did not see it, whatever their order. So a replay must
    not see it either.
    """
    return row is not None and not is_here(row, work) and _left_here(work, row)


def carry_on(entry: StoredEntry, work: UnitOfWork, *rows: Projected | None) -> bool:
    """After commit, write the entry in the journal of the post that now holds its rows. For `check` functions.

    Returns whether it was needed: one of `rows` lives at another post. Raises Refused when it never lived here:
    nobody writes about the people of another post by naming them.
    """
    gone = next((row for row in rows if row is not None and not is_here(row, work)), None)
    if gone is None:
        return False
    if not _left_here(work, gone):
        raise Refused(
            "other_post",
            "Data ini milik posyandu lain.",
            "This record belongs to another post.",
            "Minta puskesmas memindahkan keluarga ini.",
            "Ask the puskesmas to move this family.",
        )
    home = entry.post
    work.later(_remember, f"{entry.id} {gone.post_id}")
    transaction.on_commit(lambda: _forward(home), robust=True)
    return True


def _left_here(work: UnitOfWork, row: Any) -> bool:
    # Of the row alone: the subject of an entry is what its author says.
    about = str(getattr(row, "person_id", None) or row.pk)
    names = {str(row.pk), about}
    person = work.find(Person, about)
    if person is not None:
        # A child born since the move is in no list of those who left; its family is.
        names.add(str(person.family_id))

    def fits(move: Move) -> bool:
        return str(move.post_id) == work.post and bool(names & {str(move.family), *move.persons})

    return bool(work.where(Move, fits, post_id=uuid.UUID(work.post)))


def _remember(carries: set[str]) -> None:
    """Write down, with the entries themselves, that they are on their way: a crash now loses none of them."""
    posts = dict(carry.split(" ") for carry in carries)
    now = clock.now()
    Flag.objects.bulk_create(
        Flag(entry=entry, post_id=entry.post_id, code=f"{ON_ITS_WAY}{posts[str(entry.pk)]}", at=now, seen_at=now)
        for entry in Entry.objects.filter(pk__in=list(posts))
    )


def _forward(home: str) -> None:
    from simpul.people.actions.forward import forward_waiting

    forward_waiting(home)
