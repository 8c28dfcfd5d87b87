"""Log lines: structured, and unable to repeat what somebody typed."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection
from hypothesis import given
from hypothesis import strategies as st

from simpul.config.watch.logs import ByRoute, JsonLine, PrivateLine

SECRET = "3671012503940007"


@pytest.fixture(params=[JsonLine, PrivateLine])
def log(request: pytest.FixtureRequest) -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger that writes with each of the two formatters."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(request.param())
    logger = logging.getLogger(f"simpul.tests.{request.param.__name__}")
    logger.addHandler(handler)
    logger.propagate = False
    yield logger, out
    logger.removeHandler(handler)


@pytest.mark.django_db
def test_a_broken_constraint_does_not_repeat_the_value(log: tuple[logging.Logger, io.StringIO]) -> None:
    """PostgreSQL says `Key (entry)=(…) already exists`; the line says what broke and where, not that."""
    logger, out = log
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE nik (value text UNIQUE)")
        cursor.execute("INSERT INTO nik VALUES (%s)", [SECRET])
        try:
            cursor.execute("INSERT INTO nik VALUES (%s)", [SECRET])
        except IntegrityError as error:
            assert SECRET in str(error)
            logger.exception("The database refused entry %s", "0190-entry")
            logger.error("Refused: %s", error)
    assert SECRET not in out.getvalue()
    assert "IntegrityError 23505" in out.getvalue() and "0190-entry" in out.getvalue()
    assert "config/watch/tests/test_logs.py" in out.getvalue()


def test_causes_and_contexts_stay_silent_too(log: tuple[logging.Logger, io.StringIO]) -> None:
    """`raise … from …` chains words of both."""
    logger, out = log
    try:
        try:
            int(SECRET + "x")
        except ValueError as error:
            raise RuntimeError(f"could not read {SECRET}") from error
    except RuntimeError:
        logger.exception("Failed")
    assert SECRET not in out.getvalue()
    assert "RuntimeError" in out.getvalue()


@given(st.text(), st.dictionaries(st.sampled_from(["route", "ms", "status"]), st.text() | st.integers() | st.floats()))
def test_every_line_is_one_object(message: str, extra: dict[str, object]) -> None:
    """Whatever is in it, a line is one line and reads back."""
    record = logging.LogRecord("simpul", logging.INFO, "", 0, message, None, None)
    record.__dict__.update(extra)
    line = JsonLine().format(record)
    assert "\n" not in line
    assert json.loads(line)["message"] == message


@pytest.mark.parametrize(("status", "kept"), [(500, True), (404, True), (429, False), (503, False)])
def test_whoever_is_told_to_come_again_is_no_fault(status: int, kept: bool) -> None:
    """A peak must not drown the log; the figures count it."""
    record = logging.makeLogRecord({"name": "django.request", "status_code": status})
    assert ByRoute().filter(record) is kept
