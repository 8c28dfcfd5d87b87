"""Replay one group of posts: its entries in the order of writing, its rows in memory, at the end as lines of COPY."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model

from simpul.base import clock
from simpul.journal import kinds, redactions
from simpul.journal import tables as bulk
from simpul.journal.derived import derived
from simpul.journal.kinds import Refused, StoredEntry
from simpul.journal.models import Projected
from simpul.journal.own_kinds import decode
from simpul.journal.receive.follow import chain
from simpul.journal.replaying.groups import Answer, Group, Pair, Roads
from simpul.journal.replaying.memory import Memory
from simpul.journal.rows import is_uuid

AT_ONCE = 2_000
"""Entries read at once."""


class ReplayStopped(Exception):
    """An entry cannot be applied again. Holds the ids of entry and post, the kind and a code; no text of a person."""

    def __init__(self, entry: str, post: str, kind: str, code: str) -> None:
        """`code`: a refusal's, or the name of an error's class."""
        super().__init__(entry, post, kind, code)
        self.entry, self.post, self.kind, self.code = entry, post, kind, code


class DoesNotApply(ReplayStopped):
    """An entry was refused: by the rows that are there."""


@dataclass
class Made:
    """What a group came to: table → its rows as lines of COPY; what was asked for in vain: (table, id).

    `late`: ties to posts from which such a row came later. `stopped`: the first entry that does not apply to what the
    group knows, unless erasures may be the reason.
    """

    group: Group
    rows: dict[str, bytes] = field(default_factory=dict)
    in_vain: list[tuple[str, str]] = field(default_factory=list)
    late: set[Pair] = field(default_factory=set)
    stopped: ReplayStopped | None = None


def replay_group(group: Group, roads: Roads) -> Made:
    """Make the rows of the group's posts. Raises ReplayStopped for an entry that no rows of others could mend."""
    try:
        return _made(group, _replayed(group, roads.answers, undoable=False))
    except DoesNotApply as stop:
        # It was accepted once. What it stands on may be another group's, which shows by what it asks for in vain; or
        # it was erased since, then it changes nothing any more.
        made = _made(group, _replayed(group, roads.answers, undoable=True))
        made.stopped = None if roads.erased else stop
        return made


def _replayed(group: Group, answers: tuple[Answer, ...], *, undoable: bool) -> Memory:
    work = Memory(undoable=undoable)
    instead: dict[str, str] = {}
    ahead = iter(answers)
    answer = next(ahead, None)
    for place, entry in entries_of(group):
        while answer is not None and answer.place < place:
            instead[answer.target] = answer.by
            answer = next(ahead, None)
        work.begin(entry)
        if entry.erased:
            redactions.mark(entry, work)
        else:
            if entry.after:
                entry.followed = chain(entry.after, instead)
            _apply(entry, work)
        work.done()
    return work


def _apply(entry: StoredEntry, work: Memory) -> None:
    kind = kinds.kind(entry.kind)
    if kind is None:
        raise ReplayStopped(entry.id, entry.post, entry.kind, "kind_unknown")
    try:
        kind.apply(entry, decode(kind, entry), work)
    except Refused as refused:
        if not work.undoable:
            raise DoesNotApply(entry.id, entry.post, entry.kind, refused.reason.code) from None
        work.undo()
    except Exception as error:
        # Not the error itself: its words may hold what somebody typed.
        raise ReplayStopped(entry.id, entry.post, entry.kind, type(error).__name__) from error


_COLUMNS = (
    "place, id::text, post_id::text, kind, subject::text, after::text, base::text, data::text, sealed::text,"
    " happened_at::text, recorded_at::text, author::text, device::text, device_counter, app_version,"
    " rules_edition, seq, received_at::text"
)


def entries_of(group: Group) -> Iterator[tuple[int, StoredEntry]]:
    """(place, entry) of the group, in order of writing. In a transaction."""
    query = (
        f"SELECT {_COLUMNS} FROM journal_entry WHERE post_id = ANY(%s::uuid[])"  # noqa: S608
        f" UNION ALL SELECT {_COLUMNS} FROM journal_entry WHERE id = ANY(%s::uuid[]) ORDER BY place"
    )
    connection.ensure_connection()
    with connection.connection.cursor(name=f"replay_{uuid.uuid4().hex}") as cursor:
        cursor.itersize = AT_ONCE
        cursor.execute(query, [[*group.posts], [*group.arrivals]])
        for row in cursor:
            yield row[0], _entry(row)


def _entry(row: tuple[Any, ...]) -> StoredEntry:
    """As `rows.stored` makes it; the hash is not asked for."""
    data = row[7]
    return StoredEntry(
        id=row[1],
        post=row[2],
        kind=row[3],
        subject=row[4],
        after=bulk.read_json(row[5]),
        base=row[6] and bulk.read_json(row[6]),
        data=bulk.read_json(data) if data is not None else {},
        sealed=row[8] and bulk.read_json(row[8]),
        happened_at=clock.iso(datetime.fromisoformat(row[9])),
        recorded_at=clock.iso(datetime.fromisoformat(row[10])),
        author=row[11],
        device=row[12],
        device_counter=row[13],
        app_version=row[14],
        rules_edition=row[15],
        hash="",
        seq=row[16],
        received_at=datetime.fromisoformat(row[17]),
        erased=data is None,
    )


def _made(group: Group, work: Memory) -> Made:
    here = set(group.posts)
    own: dict[type[Model], list[tuple[str, Model]]] = {}
    for pk, row in work.held():
        if isinstance(row, Projected) and str(row.post_id) in here:
            own.setdefault(type(row), []).append((pk, row))
    ordered = {model: [row for _, row in sorted(rows, key=_first)] for model, rows in own.items()}
    for one in derived():
        ordered[one.model] = one.of_rows(lambda model: ordered.get(model, []))
    made = Made(group, {model._meta.db_table: bulk.lines(model, rows) for model, rows in ordered.items() if rows})
    made.in_vain = [(model._meta.db_table, pk) for model, pk in work.in_vain() if is_uuid(pk)]
    made.late = {pair for pair in work.late() if not here.issuperset(pair)}
    return made


def _first(pair: tuple[str, Model]) -> str:
    return pair[0]
