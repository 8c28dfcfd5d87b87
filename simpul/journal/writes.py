"""What a transaction still has to write, gathered so that one round trip carries it, the last one with the commit.

Few rows go by an INSERT from a JSON text, which can be sent with other statements; many by COPY, which costs PostgreSQL
less for each row and a round trip of its own.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.expressions import DatabaseDefault

from simpul.journal import tables
from simpul.journal.copy_form import given
from simpul.journal.libpq import Call

FEW = 12
"""Rows of a table up to which a round trip saved is worth more than what COPY saves."""
Added = Mapping[type[models.Model], Sequence[models.Model]]


def write(added: Added, changed: Added, also: Sequence[Call] = ()) -> list[Any]:
    """Write new and changed rows, then run the statements `also`; returns what these gave. Raises as `prepared`."""
    calls = prepared(added, changed)
    return tables.execute_all([*calls, *also])[len(calls) :]


def prepared(added: Added, changed: Added) -> list[Call]:
    """The statements that write new and changed rows; of what is many, it is written already.

    Raises django.db.Error; ValueError or TypeError for a value no column can hold.
    """
    calls: list[Call] = []
    for model, rows in added.items():
        if len(rows) > FEW or "bytea" in tables.plan(model).types:
            tables.insert(model, rows)
        elif rows:
            calls.append(adding(model, rows))
    return calls + [tables.updating(model, rows) for model, rows in changed.items() if rows]


def adding(model: type[models.Model], rows: Sequence[models.Model]) -> Call:
    """The statement that adds rows. Raises ValueError or TypeError for a value no column can hold."""
    of = tables.plan(model)
    names = tuple(zip(of.bare, of.attributes, strict=True))
    return from_json(
        of.table, of.columns, of.types, [{bare: row.__dict__[name] for bare, name in names} for row in rows]
    )


def from_json(table: str, columns: tuple[str, ...], types: tuple[str, ...], rows: Sequence[Mapping[str, Any]]) -> Call:
    """The statement that adds rows given as column → JSON value. Raises as `adding`."""
    return _insert_statement(table, columns, types), [_encode(rows).decode()]


def finish(calls: Sequence[Call], after: Sequence[Call] = ()) -> None:
    """Run the last statements of an atomic block, commit if nothing is around it, then run `after`. One round trip.

    Raises django.db.Error: nothing stays. What fails in `after`, once the commit stands, goes to the log only.
    """
    line: Any = connections[DEFAULT_DB_ALIAS]
    outermost = line.in_atomic_block and line.commit_on_exit and not line.savepoint_ids
    if tables.watched(line) or not outermost:
        tables.execute_all([*calls, *after])
    else:
        tables.straight(lambda wire, begin: wire.finish(calls, after, begin=begin))


@cache
def _insert_statement(table: str, columns: tuple[str, ...], types: tuple[str, ...]) -> str:
    names = ", ".join(columns)
    typed = ", ".join(f"{name} {kind}" for name, kind in zip(columns, types, strict=True))
    return f"INSERT INTO {table} ({names}) SELECT {names} FROM json_to_recordset(%s::json) AS s({typed})"  # noqa: S608


def _form(value: Any) -> Any:
    """What the database would fill in, where a column has a default there. Raises TypeError for any other type."""
    if isinstance(value, DatabaseDefault):
        return given(value)
    raise TypeError(f"A value of type {type(value).__name__} has no JSON here.")


_encode = msgspec.json.Encoder(enc_hook=_form).encode
