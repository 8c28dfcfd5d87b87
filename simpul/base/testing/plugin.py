"""The pytest plugin that puts the test databases under pytest-django."""

import os
from collections import deque
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.test import TransactionTestCase

from simpul.base import database, embedded
from simpul.base.testing import databases

LAST_WORDS = 15


def _name(config: pytest.Config) -> str:
    worker = getattr(config, "workerinput", {}).get("workerid", "main")
    return f"simpul_test_{worker}"


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """Clone the template; tests that commit get a fresh clone afterwards instead of a flush.

    A flush truncates, which the application role may not do to the journal.
    """
    url, name = databases.root_url(), _name(request.config)
    with django_db_blocker.unblock():
        databases.ensure_template(url)
        databases.clone(url, name)
        # The class is Django's: its teardown is the one place every committing test passes.
        setattr(TransactionTestCase, "_fixture_teardown", lambda self: databases.clone(url, name))  # noqa: B010
    # Blocked again: a test that does not say it needs the database would leave its rows to the next.
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        database.drop_database(url, name)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """When the server ended under the tests, what it said last: each failure after that only says that it is gone."""
    data = embedded.home() / os.environ["SIMPUL_PG_FOLDER"]
    if (data / "log").exists() and not (data / "postmaster.pid").exists():
        terminalreporter.section("The database server ended before the tests did")
        with (data / "log").open(errors="replace") as log:
            terminalreporter.write("".join(deque(log, LAST_WORDS)))
