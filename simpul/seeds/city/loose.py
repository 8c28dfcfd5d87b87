"""Load first, check afterwards: foreign keys and plain indexes of the filled tables are taken off and put back.

Only for an empty database that nobody uses yet. Primary keys, unique constraints, checks and the audit's triggers stay.
Putting back proves every reference again, as creating it did.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from simpul.base import database
from simpul.journal import replay

MEMORY = "256MB"
_FOREIGN_KEYS = (
    "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s) ORDER BY 1, 2"
)
_INDEXES = (
    "SELECT quote_ident(c.relname), pg_get_indexdef(i.indexrelid) FROM pg_index i"
    " JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisunique"
    " AND i.indrelid::regclass::text = ANY(%s) ORDER BY 1"
)


def tables() -> list[str]:
    """The tables that a seed fills."""
    return ["journal_entry", *replay.tables()]


@contextmanager
def loosened() -> Iterator[None]:
    """Inside the block the tables have no foreign keys and no plain indexes."""
    with database.as_owner() as owner, owner.cursor() as cursor:
        foreign, indexes = _read(cursor, _FOREIGN_KEYS), _read(cursor, _INDEXES)
        for table, name, _ in foreign:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
    try:
        yield
    finally:
        with database.as_owner() as owner, owner.cursor() as cursor:
            _put_back(cursor, foreign, indexes)


def _put_back(cursor: Any, foreign: list[Any], indexes: list[Any]) -> None:
    cursor.execute(f"SET maintenance_work_mem = '{MEMORY}'")
    for _, definition in indexes:
        cursor.execute(definition)
    for table, name, definition in foreign:
        cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    for table in tables():
        cursor.execute(f"ANALYZE {table}")


def _read(cursor: Any, query: str) -> list[Any]:
    cursor.execute(query, [tables()])
    return list(cursor.fetchall())
