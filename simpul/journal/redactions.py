"""Lawful erasures: which entries may never come back, from whatever copy, and what stays of them in their place."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, cast

from simpul.journal import kinds, tables
from simpul.journal.kinds import StoredEntry
from simpul.journal.libpq import Call
from simpul.journal.models import Redacted, Redaction
from simpul.journal.receive import reasons
from simpul.journal.receive.arrived import UUID, Arrived
from simpul.journal.unit_of_work import UnitOfWork
from simpul.journal.wire import Receipt

ENTRY, SUBJECT = "entry", "subject"
"""What an erasure speaks of: one entry, or everything that is about a subject (a person, their pregnancy …)."""
REFUSED = reasons.reason(
    "redacted",
    "Catatan ini sudah dihapus menurut aturan perlindungan data; server tidak menyimpannya lagi.",
    "This entry was erased under the rules of data protection; the server does not keep it again.",
)


def known(ids: Collection[str]) -> set[str]:
    """Those of the entries that were erased. Ids are lower-case UUIDs."""
    found = Redaction.objects.filter(entry__in=ids, what=ENTRY).values_list("entry", flat=True)
    return {str(pk) for pk in found}


def mark_arrived(items: Iterable[Arrived]) -> None:
    """Set `erased` on the items that were erased, or are about a subject that was. One query."""
    here = list(items)
    mark_found(here, tables.execute(*asking(here)))


def asking(items: Iterable[Arrived]) -> Call:
    """The statement of `mark_arrived`, to be sent with others; `mark_found` takes the answer."""
    named = {name for item in items for name in _names(item)}
    return "SELECT entry, what FROM journal_redaction WHERE entry = ANY(%s::uuid[])", [[*named]]


def mark_found(items: Iterable[Arrived], found: Iterable[Sequence[Any]]) -> None:
    """Set `erased` on the items that the statement of `asking` found on the list."""
    erased = {(str(pk), what) for pk, what in found}
    for item in items if erased else ():
        item.erased = any((name, what) in erased for name, what in _names(item).items())


def _names(item: Arrived) -> dict[str, str]:
    """Ids by which the item may be on the list → what such a line speaks of."""
    names: dict[str, str] = {}
    if item.entry is not None:
        names[item.entry.subject] = SUBJECT
        # A kind reads the person from what the author wrote; it needs no place for that.
        entry = cast(StoredEntry, item.entry)
        person = item.kind.person(entry, item.data) if item.kind and item.data is not None else None
        if person is not None:
            names[person] = SUBJECT
    names[item.id] = ENTRY
    return {name: what for name, what in names.items() if UUID.fullmatch(name)}


def refusal(item: Arrived) -> Receipt:
    """The answer for an erased entry that cannot have a place: it was read, and is kept nowhere."""
    return Receipt(id=item.id, outcome="quarantined", hash=item.hash, reason=REFUSED)


def mark(entry: StoredEntry, work: UnitOfWork) -> None:
    """What phones see of an erased entry: its id, so that they drop their copies. Of what passed they have none."""
    if kinds.is_passing(entry.kind):
        return
    row = work.find(Redacted, entry.id)
    if row is None:
        row = work.add(Redacted(id=entry.id, post_id=entry.post))
    work.touch(row)


def any_yet() -> bool:
    """Whether anything was ever erased here."""
    return Redaction.objects.exists()
