"""The rows that a run of entries of one post changes: read in bulk, changed in memory, written in bulk.

`apply` functions of kinds work on it alone. An entry that is refused halfway leaves no trace: what it touched is put
back (`undo`), and the entries around it go on.
"""

import pickle
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

from django.db.models import Model

from simpul.base import ids
from simpul.journal import deriving, rows, tables
from simpul.journal.deriving import Job
from simpul.journal.kinds import Refused, StoredEntry
from simpul.journal.libpq import Call
from simpul.journal.merge import Conflict, option
from simpul.journal.models import Projected, Review
from simpul.journal.own_wire import ReviewOption

M = TypeVar("M", bound=Model)
Key = tuple[type[Model], str]


class UnitOfWork:
    """Rows of one post under change. `entry` is the one being applied; the caller sets it with `begin`.

    A replay moves one unit of work from post to post, in the order of writing.
    """

    entry: StoredEntry

    def __init__(self, post: str, replaying: bool = False, *, undoable: bool = True) -> None:
        """`post` is the journal's post; while `replaying`, entries were accepted long ago.

        Only an `undoable` work remembers each row as it was before an entry; the other is dropped as a whole.
        """
        self.post = post
        self.replaying = replaying
        self.undoable = undoable
        self.conflicts = 0
        self._rows: dict[Key, Any] = {}
        self._new: set[Key] = set()
        self._dirty: set[Key] = set()
        self._entries: dict[tuple[str, str], StoredEntry | None] = {}
        self._before: dict[Key, bytes | None] = {}
        self._new_here: set[Key] = set()
        self._dirty_here: set[Key] = set()
        self._later: dict[Job, set[Any]] = {}

    # What kinds use ---------------------------------------------------------------------------------------------

    def get(self, model: type[M], pk: str | None) -> M | None:
        """The row, or None. Raises Refused (`other_post`) when it belongs to another post."""
        row = self.find(model, pk)
        if row is not None and str(cast(Any, row).post_id) != self.post:
            raise Refused(
                "other_post",
                "Data ini milik posyandu lain.",
                "This record belongs to another post.",
                "Minta puskesmas memindahkan keluarga ini.",
                "Ask the puskesmas to move this family.",
            )
        return row

    def find(self, model: type[M], pk: str | None) -> M | None:
        """The row of whatever post, or None. For what crosses posts on purpose (a family that arrives)."""
        if pk is None:
            return None
        key = (model, str(pk))
        if key not in self._rows:
            self._rows[key] = rows.one(model, str(pk))
        row = self._rows[key]
        if self.undoable and row is not None and key not in self._before:
            self._before[key] = freeze(row)
        return cast("M | None", row)

    def where(self, model: type[M], match: Callable[[M], bool], **stored: Any) -> list[M]:
        """Rows that match now: those in memory and those the filter `stored` finds. One query; for rare kinds only."""
        found = cast(Any, model)._base_manager.filter(**stored).values_list("pk", flat=True)
        keys = {str(pk) for pk in found} | {pk for of, pk in self._rows if of is model}
        self.prefetch((model, pk) for pk in keys)
        live = (self.find(model, pk) for pk in sorted(keys))
        return [row for row in live if row is not None and match(row)]

    def later(self, job: Job, item: Hashable) -> None:
        """Run `job` once with all its items after the rows are written, in the same transaction.

        For tables derived from rows (growth scores). Not while replaying: what is derived follows from the rows.
        """
        if not self.replaying:
            self._later.setdefault(job, set()).add(item)

    def add(self, instance: M) -> M:
        """Put a new row in. Raises Refused (`id_taken`) when a row with this id is there."""
        key = (type(instance), str(instance.pk))
        if self.find(*key) is not None:
            raise Refused(
                "id_taken",
                "Nomor pengenal ini sudah dipakai untuk data lain.",
                "This id already belongs to another record.",
            )
        self._before.setdefault(key, None)
        self._rows[key] = instance
        self._new.add(key)
        self._new_here.add(key)
        self.touch(instance)
        return instance

    def touch(self, instance: Model) -> None:
        """Mark a row as changed by the present entry."""
        if isinstance(instance, Projected):
            instance.seq = self.entry.seq
        key = (type(instance), str(instance.pk))
        if key not in self._dirty:
            self._dirty.add(key)
            self._dirty_here.add(key)

    def adopt(self, instance: Projected) -> None:
        """Bring a row of another post under this one (the caller's action holds both posts' locks)."""
        instance.post_id = self.entry.post
        self.touch(instance)

    def entry_of(self, pk: str | None) -> StoredEntry | None:
        """An earlier entry of this post, or None."""
        if pk is None:
            return None
        key = (self.post, pk)
        if key not in self._entries:
            self._entries[key] = rows.entry(self.post, pk)
        return self._entries[key]

    def entry_about(self, subject: str, kind: str) -> StoredEntry | None:
        """The first earlier entry of this kind about the subject in this post, or None. One query; for rare cases."""
        known = (one for (post, _), one in self._entries.items() if post == self.post)
        here = (one for one in known if one and one.kind == kind and one.subject == subject)
        return next(here, None) or rows.entry_about(self.post, subject, kind, self.entry.seq)

    def entry_anywhere(self, pk: str) -> StoredEntry | None:
        """An earlier entry of whatever post, or None: a fact moves with its family, its entry stays where it was."""
        return self.entry_of(pk) or rows.entry_anywhere(pk)

    def open_review(
        self,
        entry: StoredEntry,
        part: str,
        record: str,
        field: str,
        current_option: ReviewOption,
        new_option: ReviewOption,
        clinical: bool,
        person: str | None,
    ) -> None:
        """Keep both values and ask someone to decide. The entry's receipt becomes `conflict`."""
        options = [rows.plain(current_option), rows.plain(new_option)]
        review = Review(id=ids.review_id(entry.id, field), post_id=self.post, part=part, field=field)
        review.record, review.person, review.clinical = record, person, clinical
        review.options = options
        self.add(review)
        self.conflicts += 1

    def open_conflict(self, part: str, record: str, conflict: Conflict, clinical: bool, person: str | None) -> None:
        """Open the review of a field that `merge_patch` could not merge."""
        by = self.entry_of(conflict.stamp[3])
        current = option(by or self.entry, conflict.current)
        new = option(self.entry, conflict.new)
        self.open_review(self.entry, part, record, conflict.field, current, new, clinical, person)

    # What the pipeline uses ---------------------------------------------------------------------------------------

    def prefetch(self, needs: Iterable[Key]) -> None:
        """Read the named rows, one query for each table, in one round trip."""
        wanted = rows.wanted((model, pk) for model, pk in needs if (model, str(pk)) not in self._rows)
        self.hold(rows.found_many(wanted, tables.execute_all(rows.asking_many(wanted))))

    def hold(self, found: Mapping[Key, Model | None]) -> None:
        """Take rows that were read under the post's lock; None: not there."""
        self._rows.update(found)

    def prefetch_entries(self, wanted: Iterable[str]) -> None:
        """Read earlier entries of this post in one query."""
        missing = {pk for pk in wanted if (self.post, pk) not in self._entries}
        if missing:
            found = rows.entries(self.post, missing)
            self._entries.update({(self.post, pk): found.get(pk) for pk in missing})

    def begin(self, entry: StoredEntry) -> None:
        """Start an entry; what it changes can be undone until the next begins."""
        self.entry = entry
        self._before, self._new_here, self._dirty_here = {}, set(), set()
        self.conflicts = 0

    def done(self) -> bool:
        """The entry stands; returns whether it opened a review."""
        self._entries[self.post, self.entry.id] = self.entry
        return self.conflicts > 0

    def undo(self) -> None:
        """Put back everything the present entry changed."""
        for key, frozen in self._before.items():
            if frozen is None:
                self._rows[key] = None
            else:
                thaw(self._rows[key], frozen)
        self._new -= self._new_here
        self._dirty -= self._dirty_here

    def flush(self, also: Sequence[Call] = ()) -> None:
        """Write all changed rows and what follows from them, and run the statements `also`. Raises django.db.Error."""
        tables.execute_all(self.flush_leaving(also))

    def flush_leaving(self, also: Sequence[Call] = ()) -> list[Call]:
        """The same, but for the statements it returns: the caller runs them before the transaction ends."""
        fresh: dict[type[Model], list[Model]] = {}
        known: dict[type[Model], list[Model]] = {}
        for key in sorted(self._dirty, key=lambda key: (key[0]._meta.label, key[1])):
            (fresh if key in self._new else known).setdefault(key[0], []).append(self._rows[key])
        self._new, self._dirty = set(), set()
        jobs, self._later = self._later, {}
        return deriving.run(jobs, lambda asked: rows.write(fresh, known, [*also, *asked])[len(also) :])


def freeze(row: Model) -> bytes:
    """The row as it is, to be put back by `thaw`."""
    state = {name: value for name, value in row.__dict__.items() if name != "_state"}
    return pickle.dumps(state, protocol=5)


def thaw(row: Model, frozen: bytes) -> None:
    """Put a row back as it was when it was frozen."""
    state = pickle.loads(frozen)  # noqa: S301  (bytes this process froze a moment ago)
    for name in [name for name in row.__dict__ if name != "_state"]:
        del row.__dict__[name]
    row.__dict__.update(state)
