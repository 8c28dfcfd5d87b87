"""Replay all journals into scratch tables that stand before the real ones, and compare.

Temporary tables of the same names hide the real ones from unqualified queries, so that `apply` functions run
unchanged. They vanish with the transaction. Tables that are computed from the rows (growth) are computed again too.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection, transaction

from simpul.journal import kinds, redactions
from simpul.journal import tables as bulk
from simpul.journal.derived import compute_all, derived_tables
from simpul.journal.hash import entry_hash
from simpul.journal.kinds import Kind, Refused, StoredEntry
from simpul.journal.models import Entry, Projected
from simpul.journal.own_kinds import decode
from simpul.journal.own_wire import EntryRepaired
from simpul.journal.receive.follow import chain
from simpul.journal.rows import stored
from simpul.journal.unit_of_work import UnitOfWork

CHUNK = 5000
_SHOWN = 20


class Difference(NamedTuple):
    """A row of `table` that is only in the journal's replay (`missing`) or only in the table (`extra`)."""

    table: str
    side: str
    row: str


def tables() -> list[str]:
    """Every table that entries make, and those computed from them."""
    models = [model for model in apps.get_models() if issubclass(model, Projected)]
    return sorted([*(model._meta.db_table for model in models), *derived_tables()])


@contextmanager
def scratch() -> Iterator[None]:
    """Inside the block projections are empty scratch tables; the real ones are `public.NAME`."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            for table in tables():
                cursor.execute(
                    f'CREATE TEMPORARY TABLE "{table}" (LIKE public."{table}" INCLUDING DEFAULTS INCLUDING INDEXES)'
                    " ON COMMIT DROP"
                )
        yield
        with connection.cursor() as cursor:
            for table in tables():
                cursor.execute(f'DROP TABLE IF EXISTS pg_temp."{table}"')


def replay(posts: Collection[str] | None = None) -> int:
    """Apply every entry in the order of writing; returns how many. Raises what an `apply` raises.

    With `posts` only their rows are made: what they wrote, and the arrivals elsewhere that took rows from them.
    """
    count = 0
    instead: dict[str, str] = {}
    for batch in _batches(posts):
        _apply(batch, instead)
        count += len(batch)
    _derive()
    return count


def _derive() -> None:
    with connection.cursor() as cursor:
        for table in tables():
            # Fresh tables have no statistics; without them the questions about rows are planned badly.
            cursor.execute(f'ANALYZE pg_temp."{table}"')
    compute_all()


def _apply(entries: list[StoredEntry], instead: dict[str, str]) -> None:
    work = UnitOfWork(entries[0].post, replaying=True, undoable=redactions.any_yet())
    typed: list[tuple[StoredEntry, Kind | None, Any]] = []
    for entry in entries:
        if entry.erased:
            typed.append((entry, None, None))
            continue
        kind = kinds.kind(entry.kind)
        if kind is None:
            raise LookupError(f"This server does not know the kind {entry.kind} of entry {entry.id}.")
        typed.append((entry, kind, decode(kind, entry)))
    work.prefetch(need for entry, kind, data in typed if kind for need in kind.needs(entry, data))
    for entry, kind, data in typed:
        work.post = entry.post
        work.begin(entry)
        if kind is None:
            redactions.mark(entry, work)
        else:
            entry.followed = chain(entry.after, instead)
            _apply_one(entry, kind, data, work)
            if isinstance(data, EntryRepaired) and data.by:
                instead[data.target] = data.by
        work.done()
    work.flush()


def _apply_one(entry: StoredEntry, kind: Kind, data: Any, work: UnitOfWork) -> None:
    try:
        kind.apply(entry, data, work)
    except Refused:
        # It was accepted once. What it stood on may have been erased since; then it changes nothing any more.
        if not work.undoable:
            raise
        work.undo()


def _entries(posts: Collection[str] | None = None, *, whole: bool = False) -> Iterator[StoredEntry]:
    """Entries in order of writing; with `whole` only those of which nothing was erased."""
    for batch in _batches(posts, whole=whole):
        yield from batch


def _batches(posts: Collection[str] | None = None, *, whole: bool = False) -> Iterator[list[StoredEntry]]:
    condition = "place > %s" + (" AND redacted_at IS NULL" if whole else "")
    parameters: list[Any] = []
    if posts is not None:
        condition += " AND (post_id = ANY(%s::uuid[]) OR (kind = 'family.arrived' AND data ->> 'from_post' = ANY(%s)))"
        parameters = [[*posts], [*posts]]
    after = 0
    while True:
        rows = bulk.where(Entry, f"{condition} ORDER BY place LIMIT {CHUNK}", [after, *parameters])
        if not rows:
            return
        after = rows[-1].place
        yield [stored(row) for row in rows]


def differences() -> list[Difference]:
    """Rows that differ between scratch and real tables, compared as text; at most twenty per table and side."""
    found = []
    with connection.cursor() as cursor:
        for table in tables():
            for side, one, other in (("missing", "pg_temp", "public"), ("extra", "public", "pg_temp")):
                cursor.execute(
                    f'SELECT t::text FROM {one}."{table}" t EXCEPT ALL SELECT t::text FROM {other}."{table}" t'  # noqa: S608
                    f" ORDER BY 1 LIMIT {_SHOWN}"
                )
                found += [Difference(table, side, row) for (row,) in cursor.fetchall()]
    return found


def replace_real() -> None:
    """Put the scratch rows in place of the real ones."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in tables():
            cursor.execute(f'DELETE FROM public."{table}"')  # noqa: S608 (names of models)
            cursor.execute(f'INSERT INTO public."{table}" SELECT * FROM pg_temp."{table}"')  # noqa: S608


def wrong_hashes() -> list[str]:
    """Ids of entries whose content does not have its hash. Redacted ones have no content to ask."""
    return [entry.id for entry in _entries(whole=True) if entry_hash(entry) != entry.hash]


def wrong_places() -> list[str]:
    """Posts whose places are not 1, 2, 3 … up to their counter."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.post_id::text FROM journal_postcounter c LEFT JOIN ("
            " SELECT post_id, count(*) AS n, max(seq) AS last FROM journal_entry GROUP BY post_id) e"
            " ON e.post_id = c.post_id WHERE coalesce(e.n, 0) <> c.seq OR coalesce(e.last, 0) <> c.seq"
            " UNION SELECT post_id::text FROM journal_entry"
            " WHERE post_id NOT IN (SELECT post_id FROM journal_postcounter) ORDER BY 1"
        )
        return [row[0] for row in cursor.fetchall()]


def lock_all_posts() -> None:
    """Nobody writes until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE journal_postcounter IN EXCLUSIVE MODE")
