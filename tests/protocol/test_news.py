"""Open boards hear which post has news: after a push, after an entry of the office, of nothing that did not stay."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, transaction

from simpul.base import ids
from simpul.care.live import CHANNEL
from simpul.journal import tables
from simpul.journal.actions.append import append
from simpul.journal.testing import Phone, Place, place

from .conftest import phone_of

pytestmark = pytest.mark.django_db(transaction=True)
LONGEST_S = 20.0
"""A message that is coming arrives at once; so long is waited for it on a busy machine."""


@pytest.fixture
def town(transactional_db: None) -> Place:
    """A puskesmas with a post, in tables that commit."""
    del transactional_db
    return place()


@pytest.fixture
def board(town: Place) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """A connection that listens as a board does."""
    del town
    known = connection.get_connection_params()
    names = [name for name in ("host", "port", "dbname", "user", "password") if name in known]
    with psycopg.connect(**{name: known[name] for name in names}, autocommit=True) as line:
        line.execute(f"LISTEN {CHANNEL}")
        yield line


def heard(board: "psycopg.Connection[tuple[object, ...]]") -> list[str]:
    """The posts told until a word of our own, which comes last: nothing is left unheard."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, 'end')", [CHANNEL])
    found: list[str] = []
    for note in board.notifies(timeout=LONGEST_S):
        if note.payload == "end":
            return found
        found.append(note.payload)
    raise AssertionError("The end was not heard.")


def test_a_push_tells_of_its_post_once_and_one_that_places_nothing_tells_nothing(
    town: Place, board: "psycopg.Connection[tuple[object, ...]]"
) -> None:
    phone: Phone = phone_of(town)
    first = phone.person()
    phone.push([first, phone.person()])
    assert heard(board) == [phone.post]
    phone.push([first])
    phone.push([phone.entry("no.such", str(ids.uuid7()), {})])
    assert heard(board) == []


def test_the_office_tells_with_its_commit_and_not_when_it_is_undone(
    town: Place, board: "psycopg.Connection[tuple[object, ...]]"
) -> None:
    post, family = town.posts[0], str(ids.uuid7())
    drafts = [("family.registered", family, {"head_name": "Ibu Sari"})]
    with transaction.atomic():
        append(post, drafts, town.officer)
        transaction.set_rollback(True)
    assert heard(board) == []
    append(post, drafts, town.officer)
    assert heard(board) == [post]


def test_whoever_says_later_tells_by_itself(town: Place, board: "psycopg.Connection[tuple[object, ...]]") -> None:
    """In one transaction with the entries, news would make all commits of the server wait for each other's disk."""
    with transaction.atomic():
        tables.execute("SELECT set_config('simpul.news', 'later', true)")
        append(town.posts[0], [("family.registered", str(ids.uuid7()), {"head_name": "Ibu Sari"})], town.officer)
    assert heard(board) == []
