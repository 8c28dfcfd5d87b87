"""Rows read and written without the ORM are the rows that the ORM reads and writes."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simpul.journal import rows, tables
from simpul.journal.models import Review
from simpul.journal.testing import place

pytestmark = pytest.mark.django_db
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-1e15, 1e15) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def values() -> Any:
    """Columns of a review that may hold anything."""
    names = {
        "part": TEXT,
        "field": TEXT,
        "options": st.lists(JSON, max_size=3),
        "value": JSON,
        "extra": st.dictionaries(TEXT, JSON),
    }
    return st.fixed_dictionaries(names | {"clinical": st.booleans(), "person": st.none() | st.uuids()})


def review(post: str, given: dict[str, Any]) -> Review:
    """A review with these columns."""
    fixed = {"id": uuid.uuid4(), "post_id": uuid.UUID(post), "seq": 1, "record": uuid.uuid4(), "stamps": {}}
    return tables.new(Review, **fixed, **given)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_goes_in_comes_out(values: Any, data: st.DataObject) -> None:
    with transaction.atomic():
        row = review(place().posts[0], data.draw(values))
        tables.insert(Review, [row])
        assert _columns(tables.many(Review, [str(row.pk)])[str(row.pk)]) == _columns(Review.objects.get(pk=row.pk))
        assert _columns(Review.objects.get(pk=row.pk)) == _columns(row)
        other = review(str(row.post_id), data.draw(values))
        other.id = row.id
        tables.update(Review, [other])
        assert _columns(Review.objects.get(pk=row.pk)) == _columns(other)
        transaction.set_rollback(True)


def _columns(row: Review) -> dict[str, Any]:
    return {name: row.__dict__[name] for name in tables.plan(Review).attributes}


def test_a_new_row_has_the_defaults_of_the_model() -> None:
    assert _columns(tables.new(Review)) | {"id": 1} == _columns(Review()) | {"id": 1}


@pytest.mark.parametrize(
    "spoiled", [{"part": "a\0b"}, {"part": "\ud800"}, {"seq": "x"}, {"record": "x"}, {"part": "x" * 99}]
)
def test_a_value_that_no_column_takes_is_a_fault_of_the_database(spoiled: dict[str, Any]) -> None:
    row = review(place().posts[0], {"part": "p", "field": "f", "options": [], "clinical": False})
    row.__dict__.update(spoiled)
    with pytest.raises(DataError), transaction.atomic():
        rows.insert(Review, [row])


def test_an_id_that_is_taken_is_refused() -> None:
    row = review(place().posts[0], {"part": "p", "field": "f", "options": [], "clinical": False})
    tables.insert(Review, [row])
    with pytest.raises(IntegrityError), transaction.atomic():
        tables.insert(Review, [row])


PID = "SELECT pg_backend_pid()"


@pytest.mark.parametrize(
    "ask", [lambda: tables.execute(PID), lambda: tables.execute_all([(PID, ()), (PID, ())], first=True)[1]]
)
def test_the_first_statement_of_a_request_notices_that_postgresql_was_started_anew(ask: Callable[[], Any]) -> None:
    """A server thread keeps its connection between requests; a phone must not be told that the server is busy."""

    def request() -> int:
        connection.close_if_unusable_or_obsolete()  # what Django does when a request begins
        return int(ask().fetchone()[0])

    with ThreadPoolExecutor(1) as thread:
        first = thread.submit(request).result()
        tables.execute("SELECT pg_terminate_backend(%s, 5000)", [first])
        second = thread.submit(request).result()
        thread.submit(lambda: connection.close()).result()
    assert second != first
