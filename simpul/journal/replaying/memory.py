"""A unit of work that knows no database: what is not in memory does not exist.

The rows of a group of posts are made from nothing, so nothing has to be read. What an entry asked for in vain is
remembered: should a row of another group bear that id, the two groups belong together (`groups.foreign`). So they do
when such a row comes later with its family: when it was asked for, it may have been in the other group already.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar, cast

from django.db.models import Model

from simpul.journal import rows as stored_rows
from simpul.journal.kinds import StoredEntry
from simpul.journal.replaying.groups import ARRIVED, Pair
from simpul.journal.unit_of_work import Key, UnitOfWork, freeze

M = TypeVar("M", bound=Model)


class Memory(UnitOfWork):
    """The rows of some posts under replay."""

    def __init__(self, *, undoable: bool) -> None:
        """`undoable`: an entry may be refused, because something that it stood on was erased."""
        super().__init__("", replaying=True, undoable=undoable)
        self._asked: set[Key] = set()
        self._in_vain: set[Key] = set()
        self._late: set[Pair] = set()
        self._first: dict[tuple[str, str, str], str] = {}
        self._decided = False

    def find(self, model: type[M], pk: str | None) -> M | None:
        """The row of whatever post of the group, or None."""
        if pk is None:
            return None
        key = (model, str(pk))
        row = self._rows.get(key)
        if row is None:
            self._asked.add(key)
        elif self.undoable and key not in self._before:
            self._before[key] = freeze(row)
        return cast("M | None", row)

    def where(self, model: type[M], match: Callable[[M], bool], **stored: Any) -> list[M]:
        """Rows of the group that match now, in order of their ids."""
        held = sorted(pk for (of, pk), row in self._rows.items() if of is model and row is not None)
        live = (self.find(model, pk) for pk in held)
        return [row for row in live if row is not None and match(row)]

    def prefetch(self, needs: Iterable[Key]) -> None:
        """Nothing is read ahead."""

    def add(self, instance: M) -> M:
        """Put a new row in. Raises Refused (`id_taken`) when a row with this id is there."""
        if self.entry.kind == ARRIVED and (type(instance), str(instance.pk)) in self._in_vain:
            self._late.add((self.entry.post, str(self.entry.data["from_post"])))
        return super().add(instance)

    def touch(self, instance: Model) -> None:
        """Mark a row as changed by the present entry."""
        self._decided = True
        super().touch(instance)

    def undo(self) -> None:
        """Put back everything the present entry changed. That it was refused may be for want of a row."""
        super().undo()
        self._decided = True

    def entry_about(self, subject: str, kind: str) -> StoredEntry | None:
        """The first earlier entry of this kind about the subject in this post, or None."""
        return self.entry_of(self._first.get((self.post, kind, subject)))

    def entry_of(self, pk: str | None) -> StoredEntry | None:
        """An entry of this post, or None. One query; for rare cases."""
        return None if pk is None else stored_rows.entry(self.post, pk)

    def entry_anywhere(self, pk: str) -> StoredEntry | None:
        """An entry of whatever post, or None. One query; for rare cases."""
        return stored_rows.entry_anywhere(pk)

    def begin(self, entry: StoredEntry) -> None:
        """Start an entry."""
        super().begin(entry)
        self.post = entry.post
        self._decided = False
        self._asked.clear()

    def done(self) -> bool:
        """The entry stands."""
        entry = self.entry
        self._first.setdefault((entry.post, entry.kind, entry.subject), entry.id)
        if self._decided:
            # An entry that changed nothing would change nothing either if it saw more rows of other posts.
            self._in_vain |= {key for key in self._asked if self._rows.get(key) is None}
        return self.conflicts > 0

    def held(self) -> Iterator[tuple[str, Model]]:
        """(id, row) of every row, also of those that have left for another post."""
        return ((pk, row) for (_, pk), row in self._rows.items() if row is not None)

    def in_vain(self) -> Iterator[Key]:
        """What was asked for and never came to be."""
        return (key for key in self._in_vain if self._rows.get(key) is None)

    def late(self) -> set[Pair]:
        """Post reached and post left of rows that came with their family after they had been asked for in vain."""
        return self._late
