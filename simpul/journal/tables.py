"""Rows of a model read, added and changed in bulk: the same rows as through the ORM at a fraction of its price.

What a model's columns are is worked out once. Reading gives instances of the model as the ORM would; adding is COPY in
text form; changing is one UPDATE from a JSON text. Statements name tables without a schema, so that a replay's scratch
tables may stand before the real ones (replay.py).
"""

import json as slow_json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar, cast

import msgspec
import psycopg
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.base import ModelState

from simpul.journal.copy_form import NULL, Write, form_of
from simpul.journal.libpq import Call, Wire
from simpul.journal.libpq import wire as wire_of

M = TypeVar("M", bound=models.Model)
N = TypeVar("N", bound=models.Model)
T = TypeVar("T")
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


class Plan(NamedTuple):
    """A model's table: its columns quoted and bare, the attribute, type and COPY form of each, and which hold JSON."""

    table: str
    columns: tuple[str, ...]
    bare: tuple[str, ...]
    attributes: tuple[str, ...]
    types: tuple[str, ...]
    to_copy: tuple[Write, ...]
    json: tuple[str, ...]
    key: str


@cache
def plan(model: type[models.Model]) -> Plan:
    """Work the columns of a model out, once."""
    fields: Sequence[Any] = model._meta.concrete_fields
    quote = connection.ops.quote_name
    key: Any = model._meta.pk
    return Plan(
        quote(model._meta.db_table),
        tuple(quote(field.column) for field in fields),
        tuple(field.column for field in fields),
        tuple(field.attname for field in fields),
        tuple(str(field.db_type(connection)) for field in fields),
        tuple(form_of(field) for field in fields),
        tuple(field.attname for field in fields if isinstance(field, models.JSONField)),
        quote(key.column),
    )


def execute(statement: str, parameters: Sequence[Any] = (), *, binary: bool = False) -> Any:
    """Run a statement, its parameters bound on the server; returns the cursor. Raises django.db.Error.

    `binary` brings large bytes as they are, not as text twice their size.
    """
    if watched(connections[DEFAULT_DB_ALIAS]):
        return _watched_execute(statement, parameters, binary=binary)
    return straight(lambda wire, begin: wire.run(statement, parameters, binary=binary, begin=begin))


def execute_all(calls: Sequence[Call], *, first: bool = False) -> list[Any]:
    """Run several statements in one round trip; returns their cursors. Raises django.db.Error: the first that fails.

    `first`: these only read, and a request begins with them. They find out themselves whether PostgreSQL was started
    anew since the request before; then they are asked again on a new connection.
    """
    line: Any = connections[DEFAULT_DB_ALIAS]
    if not calls or watched(line):
        return [_watched_execute(*call) for call in calls]
    if first and line.connection is not None and not line.in_atomic_block:
        probed, line.health_check_done = line.health_check_done, True
        try:
            return straight(lambda wire, begin: wire.run_all(calls, begin=begin))
        except OperationalError:
            line.health_check_done = probed
    return straight(lambda wire, begin: wire.run_all(calls, begin=begin))


def forget_prepared() -> None:
    """Call this when names of tables come to mean others: PostgreSQL notices tables that go or change, no new ones."""
    connection.ensure_connection()
    wire_of(cast(Any, connection.connection)).forget()


def watched(line: BaseDatabaseWrapper) -> bool:
    """Whether somebody counts statements or stands between: then each goes through Django's cursors."""
    return bool(line.queries_logged or line.execute_wrappers)


def _watched_execute(statement: str, parameters: Sequence[Any], *, binary: bool = False) -> Any:
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    bare: Any = psycopg.Cursor(connection.connection)
    bare.format = psycopg.pq.Format.BINARY if binary else psycopg.pq.Format.TEXT
    cursor = connection.make_debug_cursor(bare) if connection.queries_logged else connection.make_cursor(bare)
    cursor.execute(statement, parameters)
    return cursor


def straight(work: Callable[[Wire, bool], T]) -> T:
    """Do the work on the connection's wire; it begins the transaction if one is due. Raises django.db.Error."""
    line: Any = connections[DEFAULT_DB_ALIAS]  # itself: each look through `django.db.connection` costs a search
    line.close_if_health_check_failed()  # as Django's own cursors do: PostgreSQL may have been started anew
    line.ensure_connection()
    line.validate_no_broken_transaction()
    wire = wire_of(line.connection)
    try:
        return work(wire, wire.idle and not line.connection.autocommit)
    except psycopg.Error as error:
        if isinstance(error, psycopg.errors.FeatureNotSupported):  # "cached plan must not change result type"
            wire.forget()
        with line.wrap_database_errors:
            raise


def many(model: type[M], ids: Iterable[str]) -> dict[str, M]:
    """Rows by id as text. Every id must be a UUID."""
    wanted = list(ids)
    found = instances(model, execute(*asking_many(model, wanted))) if wanted else []
    return {str(row.pk): row for row in found}


def asking_many(model: type[models.Model], ids: list[str]) -> Call:
    """The statement of `many`, for `execute_all`."""
    return asking(model, f"{plan(model).key} = ANY(%s::uuid[])", [ids])


def where(model: type[M], condition: str, parameters: Sequence[Any]) -> list[M]:
    """Rows that fit an SQL condition (written by us, with `%s` for each parameter)."""
    return instances(model, execute(*asking(model, condition, parameters)))


def asking(model: type[models.Model], condition: str, parameters: Sequence[Any]) -> Call:
    """The statement of `where`, for `execute_all`; `instances` reads what it gives."""
    of = plan(model)
    return f"SELECT {', '.join(of.columns)} FROM {of.table} WHERE {condition}", parameters  # noqa: S608


def instances(model: type[M], found: Iterable[Sequence[Any]]) -> list[M]:
    """Rows as instances of their model, their values in the order of its columns."""
    return [instance(model, values) for values in found]


def pairs(model: type[M], other: type[N], link: str, condition: str, parameters: Sequence[Any]) -> list[tuple[M, N]]:
    """Rows `a` of a model with the row `b` that column `link` names, in one query; `condition` as in `where`."""
    return paired(model, other, execute(*asking_pairs(model, other, link, condition, parameters)))


def asking_pairs(
    model: type[models.Model], other: type[models.Model], link: str, condition: str, parameters: Sequence[Any]
) -> Call:
    """The statement of `pairs`, for `execute_all`; `paired` reads what it gives."""
    one, two = plan(model), plan(other)
    columns = [*(f"a.{name}" for name in one.columns), *(f"b.{name}" for name in two.columns)]
    joined = f"{one.table} a JOIN {two.table} b ON b.{two.key} = a.{link}"
    return f"SELECT {', '.join(columns)} FROM {joined} WHERE {condition}", parameters  # noqa: S608


def paired(model: type[M], other: type[N], found: Iterable[Sequence[Any]]) -> list[tuple[M, N]]:
    """Pairs of rows as instances, their values in the order of the columns of both models."""
    middle = len(plan(model).columns)
    return [(instance(model, row[:middle]), instance(other, row[middle:])) for row in found]


def instance(model: type[M], values: Sequence[Any]) -> M:
    """A stored row as an instance of its model, `values` in the order of its columns."""
    of = plan(model)
    row = model.__new__(model)
    state = ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    attributes = dict(zip(of.attributes, values, strict=True))
    for name in of.json:
        if attributes[name] is not None:
            attributes[name] = read_json(attributes[name])
    row.__dict__.update(attributes, _state=state)
    return row


def new(model: type[M], **attributes: Any) -> M:
    """A row that is not stored yet, as `model(**attributes)` would make it. Columns go by attribute: `post_id`."""
    row = model.__new__(model)
    plain, made = _defaults(model)
    row.__dict__.update(plain)
    row.__dict__.update({name: make() for name, make in made if name not in attributes}, **attributes)
    row._state = ModelState()
    return row


@cache
def _defaults(model: type[models.Model]) -> tuple[dict[str, Any], tuple[tuple[str, Callable[[], Any]], ...]]:
    """What every new row holds alike, and what is made anew for each: a list, a moment, an id."""
    fields: Sequence[Any] = model._meta.concrete_fields
    plain = {field.attname: field.get_default() for field in fields if not callable(field.default)}
    return plain, tuple((field.attname, field.get_default) for field in fields if callable(field.default))


def read_json(stored: str) -> Any:
    """The value of a jsonb column. Figures beyond what phones send (1e400) are read by the slower road."""
    try:
        return _decode(stored)
    except msgspec.DecodeError:
        return slow_json.loads(stored)


def insert(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Add rows by COPY. Raises django.db.Error; ValueError or TypeError for a value no column can hold."""
    if rows:
        copy_lines(model, lines(model, rows))


def lines(model: type[models.Model], rows: Iterable[models.Model]) -> bytes:
    """Rows in the text form of COPY. Raises ValueError or TypeError for a value no column can hold."""
    of = plan(model)
    pairs = tuple(zip(of.attributes, of.to_copy, strict=True))
    made = []
    for row in rows:
        held = row.__dict__
        made.append("\t".join([NULL if (value := held[name]) is None else write(value) for name, write in pairs]))
    return ("\n".join(made) + "\n").encode()


def copy_lines(model: type[models.Model], data: bytes) -> None:
    """Add rows that `lines` has written. Raises django.db.Error."""
    of = plan(model)
    _copy(of.table, of.columns, data)


def copy(table: str, columns: Sequence[str], lines: Sequence[str]) -> None:
    """Add lines in the text form of COPY."""
    _copy(table, columns, ("\n".join(lines) + "\n").encode())


def _copy(table: str, columns: Sequence[str], data: bytes) -> None:
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    if watched(connections[DEFAULT_DB_ALIAS]):
        with connection.cursor() as cursor, connection.wrap_database_errors, cursor.cursor.copy(statement) as out:
            out.write(data)
    else:
        straight(lambda wire, begin: wire.copy(statement, data, begin=begin))


def update(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Write every column of rows that are there. Raises as `insert`."""
    if rows:
        execute(*updating(model, rows))


def updating(model: type[models.Model], rows: Sequence[models.Model]) -> Call:
    """The statement of `update`, for `execute_all`."""
    of = plan(model)
    names = tuple(zip(of.bare, of.attributes, strict=True))
    body = [{column: row.__dict__[name] for column, name in names} for row in rows]
    return _update_statement(model), [_encode(body).decode()]


def save(row: models.Model, attributes: Sequence[str]) -> None:
    """Write some columns of a row that is there. Raises django.db.Error."""
    execute(*saving(row, attributes))


def saving(row: models.Model, attributes: Sequence[str]) -> Call:
    """The statement of `save`, for `execute_all`."""
    return _save_statement(type(row), tuple(attributes)), [*(_bound(row, name) for name in attributes), row.pk]


def _bound(row: models.Model, name: str) -> Any:
    value = row.__dict__[name]
    return _encode(value).decode() if name in plan(type(row)).json and value is not None else value


@cache
def _save_statement(model: type[models.Model], attributes: tuple[str, ...]) -> str:
    of = plan(model)
    columns = dict(zip(of.attributes, of.columns, strict=True))
    sets = ", ".join(f"{columns[name]} = %s" for name in attributes)
    return f"UPDATE {of.table} SET {sets} WHERE {of.key} = %s"  # noqa: S608


@cache
def _update_statement(model: type[models.Model]) -> str:
    of = plan(model)
    if "bytea" in of.types:
        raise TypeError(f"Rows of {model.__name__} are not changed in bulk yet.")
    sets = ", ".join(f"{name} = s.{name}" for name in of.columns if name != of.key)
    typed = ", ".join(f"{name} {kind}" for name, kind in zip(of.columns, of.types, strict=True))
    return (
        f"UPDATE {of.table} AS t SET {sets} FROM json_to_recordset(%s::json) AS s({typed})"  # noqa: S608
        f" WHERE t.{of.key} = s.{of.key}"
    )
