"""Statements sent to PostgreSQL by the shortest way: prepared once for each connection, several in one round trip.

psycopg prepares none for Django, and a round trip through its cursors costs more than most statements of a push. Here
parameters go as text of no type, so PostgreSQL takes each for what the statement needs at its place.
"""

import logging
import select
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

import psycopg
from psycopg.abc import Transformer as Reader
from psycopg.adapt import Transformer
from psycopg.pq import DiagnosticField, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult

log = logging.getLogger(__name__)
Call = tuple[str, Sequence[Any]]
"""A statement with `%s` for each parameter, and the parameters."""
_MOST = 250
"""Prepared statements of one connection; beyond, all are forgotten. The code holds fewer than half as many."""
_BEGIN, _COMMIT = b"BEGIN", b"COMMIT"
_CHUNK = 2**18
_FINE = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK, ExecStatus.EMPTY_QUERY)
_QUOTED = str.maketrans({"\\": "\\\\", '"': '\\"'})


class Rows:
    """What a statement gave, read as a cursor is."""

    def __init__(self, rows: list[tuple[Any, ...]], rowcount: int) -> None:
        """`rowcount`: rows given or changed."""
        self._rows, self.rowcount = rows, rowcount

    def fetchone(self) -> tuple[Any, ...] | None:
        """The first row, or None."""
        return self._rows[0] if self._rows else None

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows."""
        return self._rows

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Row by row."""
        return iter(self._rows)


class Wire:
    """A psycopg connection with what it has prepared. Used by one thread at a time, as Django's connections are."""

    def __init__(self, pgconn: PGconn, encoding: str, reader: Reader) -> None:
        """Nothing prepared yet."""
        self.pgconn, self.encoding, self.reader = pgconn, encoding, reader
        self._names: dict[str, bytes] = {}
        self._stale = False

    def run(self, statement: str, parameters: Sequence[Any], *, binary: bool = False, begin: bool = False) -> Rows:
        """One statement, the first of a transaction if `begin`. Raises psycopg.Error."""
        given: Any = [dump(value) for value in parameters]
        if begin:
            self._read(self.pgconn.exec_(_BEGIN))
        self._make_room(1)
        name = self._prepared(statement)
        return self._read(self.pgconn.exec_prepared(name, given, result_format=int(binary)))

    def run_all(self, calls: Sequence[Call], *, begin: bool = False) -> list[Rows]:
        """Several statements in one round trip; after one that fails no other runs. Raises psycopg.Error."""
        given = self._given(calls)
        with self._pipeline():
            if begin:
                self.pgconn.send_query_params(_BEGIN, None)
            self._send(given)
            self.pgconn.pipeline_sync()
            results = self._collect()
        return [self._read(result) for result in results][int(begin) :]

    def finish(self, calls: Sequence[Call], after: Sequence[Call], *, begin: bool = False) -> None:
        """The last statements of a transaction and its commit, in one round trip. Raises psycopg.Error: nothing stays.

        `after` runs by itself once the commit stands; when it fails only the log says so.
        """
        given = self._given([*calls, *after])
        with self._pipeline():
            if begin:
                self.pgconn.send_query_params(_BEGIN, None)
            self._send(given[: len(calls)])
            self.pgconn.send_query_params(_COMMIT, None)
            self.pgconn.pipeline_sync()
            self._send(given[len(calls) :])
            self.pgconn.pipeline_sync()
            results, told = self._collect(), self._collect()
        for result in results:
            self._read(result)
        if results[-1].command_status != _COMMIT:
            raise psycopg.errors.InFailedSqlTransaction("The transaction had failed before; nothing of it stays.")
        for result in told:
            if result.status not in _FINE:
                log.warning("After a commit: %s", result.get_error_message(self.encoding))

    def copy(self, statement: str, data: bytes, *, begin: bool = False) -> None:
        """COPY … FROM STDIN, the first statement of a transaction if `begin`. Raises psycopg.Error."""
        if begin:
            self._read(self.pgconn.exec_(_BEGIN))
        asked = self.pgconn.exec_(statement.encode())
        if asked.status != ExecStatus.COPY_IN:
            self._read(asked)
        for start in range(0, len(data), _CHUNK):
            while not self.pgconn.put_copy_data(data[start : start + _CHUNK]):
                self._flush()
        while not self.pgconn.put_copy_end():
            self._flush()
        self._flush()
        results = list(iter(self._next, None))  # all of them: a connection with answers unread takes no statement
        for result in results:
            self._read(result)

    @property
    def idle(self) -> bool:
        """Whether no transaction is open."""
        return self.pgconn.transaction_status == TransactionStatus.IDLE

    def forget(self) -> None:
        """Prepare everything anew: the names in what was prepared mean other tables now, or changed ones."""
        self._stale = True

    def _given(self, calls: Sequence[Call]) -> list[tuple[bytes, Any]]:
        """Names of the prepared statements, and their parameters as texts."""
        self._make_room(len(calls))
        return [(self._prepared(statement), [dump(value) for value in values]) for statement, values in calls]

    @contextmanager
    def _pipeline(self) -> Iterator[None]:
        self.pgconn.enter_pipeline_mode()
        try:
            yield
        finally:
            if self.pgconn.status == psycopg.pq.ConnStatus.OK:
                self.pgconn.exit_pipeline_mode()

    def _send(self, given: Sequence[tuple[bytes, Any]]) -> None:
        for name, parameters in given:
            self.pgconn.send_query_prepared(name, parameters)

    def _make_room(self, count: int) -> None:
        """So that no statement of a call is forgotten while the others are prepared."""
        if self._stale or len(self._names) + count > _MOST:
            self._read(self.pgconn.exec_(b"DEALLOCATE ALL"))
            self._names.clear()
            self._stale = False

    def _prepared(self, statement: str) -> bytes:
        name = self._names.get(statement)
        if name is None:
            name = b"simpul_%d" % len(self._names)
            self._read(self.pgconn.prepare(name, dollars(statement)))
            self._names[statement] = name
        return name

    def _collect(self) -> list[PGresult]:
        results: list[PGresult] = []
        self._flush()
        nothing = 0
        while nothing < 2:
            result = self._next()
            nothing = nothing + 1 if result is None else 0
            if result is None:
                continue
            if result.status == ExecStatus.PIPELINE_SYNC:
                return results
            results.append(result)
        raise psycopg.OperationalError("The connection was lost in the middle of several statements.")

    def _flush(self) -> None:
        while self.pgconn.flush():
            self._wait(select.POLLIN | select.POLLOUT)
            self.pgconn.consume_input()

    def _next(self) -> PGresult | None:
        while self.pgconn.is_busy():
            self._wait(select.POLLIN)
            self.pgconn.consume_input()
        return self.pgconn.get_result()

    def _wait(self, events: int) -> None:
        poll = select.poll()
        poll.register(self.pgconn.socket, events)
        poll.poll()

    def _read(self, result: PGresult) -> Rows:
        if result.status not in _FINE:
            if self.pgconn.status == psycopg.pq.ConnStatus.BAD and not result.error_field(DiagnosticField.SQLSTATE):
                # The line was cut without a word: no fault of the statement, and worth another try.
                raise psycopg.OperationalError("The connection was lost.")
            raise psycopg.errors.error_from_result(result, encoding=self.encoding)
        count = int(result.command_tuples or 0)
        if result.status != ExecStatus.TUPLES_OK or not result.ntuples:
            return Rows([], count)
        self.reader.set_pgresult(result)
        return Rows(self.reader.load_rows(0, result.ntuples, tuple), result.ntuples)


_wires: "WeakKeyDictionary[psycopg.Connection[Any], Wire]" = WeakKeyDictionary()


def wire(connection: "psycopg.Connection[Any]") -> Wire:
    """That of a connection."""
    found = _wires.get(connection)
    if found is None:
        found = _wires[connection] = Wire(connection.pgconn, connection.info.encoding, Transformer(connection))
    return found


@lru_cache(maxsize=1024)
def dollars(statement: str) -> bytes:
    """The statement with `$1`, `$2` … where it has `%s`, and `%` where it has `%%`."""
    parts = statement.split("%s")
    numbered = "".join(f"{part}${number}" for number, part in enumerate(parts[:-1], 1)) + parts[-1]
    return numbered.replace("%%", "%").encode()


def dump(value: Any) -> bytes | None:
    """A parameter as text. Raises TypeError for a type that has none here, psycopg.DataError for U+0000."""
    if value is None:
        return None
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return b"t" if value else b"f"
    if isinstance(value, int | float | UUID):
        return str(value).encode()
    if isinstance(value, date):  # and so datetime
        return value.isoformat().encode()
    if isinstance(value, bytes | memoryview):
        return b"\\x" + bytes(value).hex().encode()
    if isinstance(value, list | tuple):
        return _text("{" + ",".join([f'"{str(item).translate(_QUOTED)}"' for item in value]) + "}")
    raise TypeError(f"A parameter of type {type(value).__name__} has no text here.")


def _text(value: str) -> bytes:
    # libpq takes the text up to the first NUL: the rest would be lost without a word.
    if "\0" in value:
        raise psycopg.DataError("PostgreSQL text cannot hold U+0000.")
    return value.encode()
