"""The last round trip of a transaction: all of it stays or nothing, and news are told only of what stays."""

import logging
import uuid
from typing import Any

import psycopg
import pytest
from django.db import DataError, IntegrityError, connection, transaction

from simpul.journal import tables, writes
from simpul.journal.libpq import Call
from simpul.journal.models import PostCounter, Review
from simpul.journal.testing import place

ALONE = pytest.mark.django_db(transaction=True)


def one(statement: str, *parameters: Any) -> Any:
    """The first value of the first row."""
    return tables.execute(statement, parameters).fetchone()[0]


def seq_of(post: str) -> int:
    """As another connection sees it."""
    with psycopg.connect(**_parameters()) as other:
        found = other.execute("SELECT seq FROM journal_postcounter WHERE post_id = %s", [post]).fetchone()
    return int(found[0]) if found else -1


def _parameters() -> dict[str, Any]:
    known = connection.get_connection_params()
    return {name: known[name] for name in ("host", "port", "dbname", "user", "password") if name in known}


def counter(post: str, seq: int) -> Call:
    """The statement that makes a post's counter."""
    return "INSERT INTO journal_postcounter (post_id, seq) VALUES (%s, %s)", [post, seq]


@ALONE
def test_what_is_finished_is_seen_by_others_and_what_comes_after_runs_by_itself() -> None:
    post = place().posts[0]
    with transaction.atomic():
        assert one("SELECT 1") == 1
        writes.finish([counter(post, 7)], [("SELECT set_config('simpul.trial', 'told', false)", ())])
        assert seq_of(post) == 7
    assert one("SELECT current_setting('simpul.trial', true)") == "told"
    assert connection.connection.pgconn.transaction_status == 0


@ALONE
@pytest.mark.parametrize("begun", [False, True])
def test_of_what_fails_nothing_stays_and_nothing_is_told(begun: bool) -> None:
    post = place().posts[0]
    with pytest.raises(DataError), transaction.atomic():
        if begun:
            one("SELECT 1")
        bad: Call = ("SELECT 1 / %s::integer", [0])
        writes.finish([counter(post, 7), bad], [("SELECT set_config('simpul.trial', 'lie', false)", ())])
    assert seq_of(post) == -1
    assert one("SELECT coalesce(current_setting('simpul.trial', true), '')") != "lie"


@ALONE
def test_a_broken_reference_shows_at_the_commit_and_nothing_stays() -> None:
    nobody = str(uuid.uuid4())
    with pytest.raises(IntegrityError), transaction.atomic():
        writes.finish([counter(nobody, 1)])
    assert seq_of(nobody) == -1


@ALONE
def test_a_transaction_that_had_failed_before_is_not_taken_for_done() -> None:
    """PostgreSQL answers COMMIT of a failed transaction with ROLLBACK, and calls that no error."""
    post = place().posts[0]
    with pytest.raises(Exception, match=r"[Tt]ransaction"), transaction.atomic():
        tables.execute(*counter(post, 7))
        with pytest.raises(DataError):
            one("SELECT 1 / %s::integer", 0)
        writes.finish([])
    assert seq_of(post) == -1


@ALONE
def test_when_only_the_telling_fails_the_commit_stands(caplog: pytest.LogCaptureFixture) -> None:
    post = place().posts[0]
    with caplog.at_level(logging.WARNING), transaction.atomic():
        writes.finish([counter(post, 7)], [("SELECT 1 / %s::integer", [0])])
    assert seq_of(post) == 7
    assert "division by zero" in caplog.text


@ALONE
def test_inside_another_block_it_is_that_block_which_commits() -> None:
    post = place().posts[0]
    with transaction.atomic():
        with transaction.atomic():
            writes.finish([counter(post, 7)])
        assert seq_of(post) == -1
        transaction.set_rollback(True)
    assert not PostCounter.objects.filter(post=post).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, writes.FEW, writes.FEW + 1])
def test_few_rows_and_many_are_written_alike(count: int) -> None:
    post = uuid.UUID(place().posts[0])
    given = {
        "seq": 1,
        "part": 'kutip" \\ \n\t é',
        "field": "f",
        "clinical": True,
        "options": [{"a": [1.5, None, "\\n"]}],
    }
    made = [tables.new(Review, id=uuid.uuid4(), post_id=post, record=uuid.uuid4(), **given) for _ in range(count)]
    (found,) = writes.write({Review: made}, {}, [("SELECT count(*) FROM journal_review WHERE seq = 1", ())])
    assert found.fetchone() == (count,)
    stored = tables.many(Review, [str(row.pk) for row in made])
    names = tables.plan(Review).attributes
    assert [[stored[str(row.pk)].__dict__[name] for name in names] for row in made] == [
        [row.__dict__[name] for name in names] for row in made
    ]
