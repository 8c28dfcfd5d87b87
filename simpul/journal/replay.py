"""Replay journals into tables: scratch ones to compare with the real ones, or the real ones themselves.

Scratch tables are temporary tables of the same names, which hide the real ones from unqualified queries and vanish
with the transaction. Tables that are computed from the rows (growth) are computed again too.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from simpul.journal import redactions
from simpul.journal import tables as bulk
from simpul.journal.derived import derived, derived_tables
from simpul.journal.hash import entry_hash
from simpul.journal.models import Entry, Projected
from simpul.journal.replaying.group import Made, ReplayStopped
from simpul.journal.replaying.groups import Pair, Roads, elsewhere, foreign, groups, roads, twice
from simpul.journal.replaying.workers import replayed
from simpul.journal.rows import stored

CHUNK = 5000
_SHOWN = 20
Progress = Callable[[int, int], object]
"""Told (entries replayed, entries in all)."""


class Difference(NamedTuple):
    """A row of `table` that is only in the journal's replay (`missing`) or only in the table (`extra`)."""

    table: str
    side: str
    row: str


def tables() -> list[str]:
    """Every table that entries make, and those computed from them."""
    return sorted(_models())


def _models() -> dict[str, type[Model]]:
    found = {model._meta.db_table: model for model in apps.get_models() if issubclass(model, Projected)}
    return found | {one.model._meta.db_table: one.model for one in derived()}


@contextmanager
def scratch(*, steady: bool = False) -> Iterator[None]:
    """Inside the block projections are empty scratch tables; the real ones are `public.NAME`.

    With `steady` everything inside is one moment of the database, whatever is written meanwhile.
    """
    alone = not connection.in_atomic_block
    with transaction.atomic():
        if steady:
            _stand_still(alone=alone)
        with connection.cursor() as cursor:
            for table in tables():
                cursor.execute(
                    f'CREATE TEMPORARY TABLE "{table}" (LIKE public."{table}" INCLUDING DEFAULTS INCLUDING INDEXES)'
                    " ON COMMIT DROP"
                )
        bulk.forget_prepared()
        yield
        with connection.cursor() as cursor:
            for table in tables():
                cursor.execute(f'DROP TABLE IF EXISTS pg_temp."{table}"')


def replay(posts: Collection[str] | None = None, *, processes: int = 1, progress: Progress | None = None) -> int:
    """Make every row from the journals, in the tables that the names mean now; returns how many entries were read.

    With `posts` only the rows of those, and of posts that cannot be told from them (`replaying.groups`). The tables
    are emptied first. With several `processes` the journals must be committed and stand still. Raises
    ReplayStopped, WorkerLost.
    """
    known = roads(redactions.any_yet())
    ties: set[Pair] = set()
    while True:
        count, more = _replay(known, ties, posts, processes, progress)
        if not more:
            break
        ties |= more
    if posts is None:
        for one in derived():
            one.again(one.across())
    return count


def _replay(
    known: Roads, ties: set[Pair], posts: Collection[str] | None, processes: int, progress: Progress | None
) -> tuple[int, set[Pair]]:
    """Returns the entries, and ties that show only now: then everything must be done again."""
    models = _models()
    for table in models:
        bulk.execute(f'DELETE FROM "{table}"')  # noqa: S608 (names of models)
    wanted = groups(known, ties, posts)
    whole, count = sum(group.entries for group in wanted), 0
    asked: dict[str, dict[str, str]] = {}
    found: set[Pair] = set()
    stopped: list[ReplayStopped] = []
    for made in replayed(wanted, known, processes):
        found |= _load(made, models) | made.late
        stopped += [made.stopped] if made.stopped else []
        for table, pk in made.in_vain:
            asked.setdefault(table, {})[pk] = made.group.posts[0]
        count += made.group.entries
        if progress is not None:
            progress(count, whole)
    _analyse_scratch(models)
    found |= foreign(asked)
    if posts is not None:
        found |= foreign(asked, "public.") | elsewhere(models.keys() - derived_tables())
    together = {post: number for number, group in enumerate(wanted) for post in group.posts}
    more = {pair for pair in found if together.get(pair[0]) != together.get(pair[1], -1)}
    if stopped and not more:
        raise stopped[0]
    return count, more


def _load(made: Made, models: Mapping[str, type[Model]]) -> set[Pair]:
    """Write what a group came to. Where another group made the same row, the two belong together."""
    try:
        with transaction.atomic():
            for table, lines in made.rows.items():
                bulk.copy_lines(models[table], lines)
    except IntegrityError:
        own = {table: lines for table, lines in made.rows.items() if table not in derived_tables()}
        ties = twice(own, made.group.posts[0])
        if not ties:
            raise
        return ties
    return set()


def _analyse_scratch(names: Iterable[str]) -> None:
    """Fresh tables have no statistics; without them the questions about rows are planned badly."""
    query = "SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relname = ANY(%s)"
    for (table,) in bulk.execute(query, [[*names]]).fetchall():
        bulk.execute(f'ANALYZE pg_temp."{table}"')


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


def wrong_hashes() -> list[str]:
    """Ids of entries whose content does not have its hash. Redacted ones have no content to ask."""
    found: list[str] = []
    after = 0
    while True:
        condition = f"place > %s AND redacted_at IS NULL ORDER BY place LIMIT {CHUNK}"
        rows = bulk.where(Entry, condition, [after])
        if not rows:
            return found
        after = rows[-1].place
        found += [entry.id for entry in map(stored, rows) if entry_hash(entry) != entry.hash]


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


def _stand_still(*, alone: bool) -> None:
    """One snapshot for the whole transaction. One that was open before has read already: there nobody may write."""
    if not alone:
        lock_all_posts()
        return
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def lock_all_posts() -> None:
    """Nobody writes until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE journal_postcounter IN EXCLUSIVE MODE")
