"""The short way to PostgreSQL gives what Django's cursors give and fails as they do; the connection stays in order."""

import os
import socket
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import DataError, IntegrityError, NotSupportedError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.journal import libpq, tables
from simpul.journal.libpq import dollars

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
SAMPLES = [
    ("text", 'kutip" garis\\ koma, {kurung} é'),
    ("integer", -7),
    ("double precision", 1.25),
    ("boolean", True),
    ("boolean", False),
    ("uuid", UUID("01a2029e-b70b-748e-b49d-1e7618375aa0")),
    ("timestamptz", datetime(2026, 11, 22, 3, 4, 5, 678901, tzinfo=UTC)),
    ("date", date(2026, 2, 28)),
    ("bytea", b"\0\xff\\x41"),
    ("text", None),
]


def one(statement: str, *parameters: Any) -> Any:
    """The first value of the first row."""
    return tables.execute(statement, parameters).fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "value"), SAMPLES)
def test_a_value_comes_back_as_it_went(kind: str, value: object) -> None:
    assert one(f"SELECT %s::{kind}", value) == value
    (rows,) = tables.execute_all([(f"SELECT %s::{kind}", [value])])
    assert rows.fetchall() == [(value,)]


@pytest.mark.django_db
@settings(deadline=None, max_examples=60)
@given(WORDS, st.lists(WORDS, max_size=4))
def test_texts_and_lists_come_back_whatever_they_hold(text: str, words: list[str]) -> None:
    assert one("SELECT %s::text", text) == text
    assert one("SELECT %s::text[]", words) == words


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["be\0hind", ["fine", "be\0hind"]])
def test_text_with_a_nul_is_refused_not_cut(value: object) -> None:
    for ask in (lambda: one("SELECT %s::text", value), lambda: tables.execute_all([("SELECT %s::text", [value])])):
        with pytest.raises(DataError):
            ask()
    assert one("SELECT 1") == 1


def test_placeholders_are_numbered_and_doubled_percents_are_percents() -> None:
    assert dollars("SELECT %s, 7 %% 4, %s") == b"SELECT $1, 7 % 4, $2"


@pytest.mark.django_db(transaction=True)
def test_of_several_none_stays_when_one_fails_and_the_next_are_answered() -> None:
    bad = ("SELECT 1 / %s::integer", [0])
    with pytest.raises(DataError):
        tables.execute_all([("SELECT set_config('simpul.trial', 'kept', false)", ()), bad, ("SELECT 1", ())])
    assert one("SELECT coalesce(current_setting('simpul.trial', true), '')") != "kept"
    with pytest.raises(DataError), transaction.atomic():
        tables.execute_all([("SELECT 1", ()), bad])
    first, second = tables.execute_all([("SELECT %s::integer", [1]), ("SELECT %s::integer", [2])])
    assert (first.fetchone(), second.fetchone()) == ((1,), (2,))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("several", [False, True])
def test_the_first_statement_of_a_block_begins_its_transaction(several: bool) -> None:
    with transaction.atomic():
        setting = ("SELECT set_config('simpul.trial', 'inside', true)", ())
        tables.execute_all([setting]) if several else tables.execute(*setting)
        assert one("SELECT current_setting('simpul.trial', true)") == "inside"
    assert one("SELECT current_setting('simpul.trial', true)") != "inside"


@pytest.mark.django_db
def test_what_was_prepared_is_prepared_anew_when_a_table_changed_under_it() -> None:
    tables.execute("CREATE TEMPORARY TABLE trial (a integer)")
    tables.execute("INSERT INTO trial VALUES (%s)", [1])
    assert one("SELECT * FROM trial") == 1
    tables.execute("ALTER TABLE trial ALTER a TYPE text")
    with pytest.raises(NotSupportedError), transaction.atomic():
        one("SELECT * FROM trial")
    assert one("SELECT * FROM trial") == "1"


@pytest.mark.django_db
def test_copy_brings_more_than_one_chunk_and_raises_what_the_table_refuses() -> None:
    tables.execute("CREATE TEMPORARY TABLE trial (a integer PRIMARY KEY, b text)")
    tables.copy("trial", ("a", "b"), [f"{n}\t{'x' * 100}" for n in range(6000)])
    assert one("SELECT sum(length(b)) FROM trial") == 600_000
    with pytest.raises(IntegrityError), transaction.atomic():
        tables.copy("trial", ("a", "b"), ["1\tagain"])
    with pytest.raises(DataError), transaction.atomic():
        tables.copy("trial", ("a", "b"), ["no number\tx"])
    assert one("SELECT count(*) FROM trial") == 6000


@pytest.mark.django_db(transaction=True)
def test_a_statement_in_a_broken_transaction_is_refused_as_by_django() -> None:
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(transaction.TransactionManagementError):
            one("SELECT 1")
    assert connection.connection.pgconn.transaction_status == 0


@pytest.mark.django_db
def test_however_many_statements_the_connection_keeps_few_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libpq, "_MOST", 5)
    for n in range(12):
        calls = [(f"SELECT {n} + {more} + %s::integer", [1]) for more in range(4)]
        assert [found.fetchone() for found in tables.execute_all(calls)] == [(n + more + 1,) for more in range(4)]
    assert one("SELECT count(*) FROM pg_prepared_statements") <= 5


@pytest.mark.django_db
def test_a_temporary_table_hides_the_real_one_once_what_was_prepared_is_forgotten() -> None:
    count = "SELECT count(*) FROM journal_serverepoch"
    assert one(count) >= 1
    tables.execute("CREATE TEMPORARY TABLE journal_serverepoch (id uuid) ON COMMIT DROP")
    tables.forget_prepared()
    assert one(count) == 0
    tables.execute("DROP TABLE pg_temp.journal_serverepoch")
    assert one(count) >= 1


@pytest.mark.django_db
def test_a_line_that_is_cut_without_a_word_is_no_fault_of_the_statement() -> None:
    """As when PostgreSQL is killed: the phone is told to come again, not that the server has failed."""
    known = connection.settings_dict
    with psycopg.connect(host=known["HOST"], user=known["USER"], dbname=known["NAME"]) as other:
        wire = libpq.wire(other)
        with socket.socket(fileno=os.dup(other.pgconn.socket)) as line:
            line.shutdown(socket.SHUT_RDWR)
        with pytest.raises(psycopg.OperationalError):
            wire.run_all([("SELECT 1", [])])
