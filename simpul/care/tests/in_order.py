"""Replay without any cleverness: all journals in the order of writing, one unit of work on scratch tables.

The measure for `simpul.journal.replaying`, which goes post by post in memory.
"""

from simpul.care.growth import score_persons
from simpul.care.models import Visit
from simpul.journal import kinds, redactions, replay
from simpul.journal import tables as bulk
from simpul.journal.kinds import Refused, StoredEntry
from simpul.journal.models import Entry
from simpul.journal.own_kinds import decode
from simpul.journal.own_wire import EntryRepaired
from simpul.journal.receive.follow import chain
from simpul.journal.rows import stored
from simpul.journal.unit_of_work import UnitOfWork


def differences() -> list[replay.Difference]:
    """How the rows differ from those that the journals make, entry after entry."""
    with replay.scratch():
        instead: dict[str, str] = {}
        for row in bulk.where(Entry, "true ORDER BY place", []):
            _apply(stored(row), instead)
        score_persons({str(pk) for pk in Visit.objects.values_list("person", flat=True)})
        return replay.differences()


def _apply(entry: StoredEntry, instead: dict[str, str]) -> None:
    work = UnitOfWork(entry.post, replaying=True)
    work.begin(entry)
    if entry.erased:
        redactions.mark(entry, work)
    else:
        kind = kinds.kind(entry.kind)
        assert kind is not None
        data = decode(kind, entry)
        entry.followed = chain(entry.after, instead)
        try:
            kind.apply(entry, data, work)
        except Refused:
            assert redactions.any_yet()
            work.undo()
        if isinstance(data, EntryRepaired) and data.by:
            instead[data.target] = data.by
    work.done()
    work.flush()
