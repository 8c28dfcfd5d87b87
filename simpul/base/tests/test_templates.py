"""A database that takes minutes to fill is filled once and copied; one that broke off is never taken for it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections

from simpul.base import database
from simpul.base.testing import databases

KIND, COPY = "probe", "simpul_probe_of_a_copy"


@pytest.fixture
def url() -> Iterator[str]:
    """The server; afterwards Django speaks to the test's database again, and the probes are gone."""
    held: Any = connections["default"]
    root, before = databases.root_url(), held.settings_dict["NAME"]
    yield root
    databases.point(before)
    for name in (COPY, *databases._named(root, f"simpul_{KIND}_")):
        database.drop_database(root, name)


def _fill() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO registry_area (code, name, level) VALUES ('99', 'Contoh', 1)")


@pytest.mark.django_db(transaction=True)
def test_it_is_filled_once_and_every_copy_has_what_was_filled_in(url: str) -> None:
    calls: list[int] = []

    def fill() -> None:
        calls.append(1)
        _fill()

    names = {databases.ensure_filled(url, KIND, fill) for _ in range(2)}
    assert len(names) == len(calls) == 1
    databases.clone(url, COPY, names.pop())
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), name FROM registry_area")
        assert cursor.fetchall() == [(COPY, "Contoh")]


@pytest.mark.django_db(transaction=True)
def test_one_that_broke_off_is_filled_again(url: str) -> None:
    with pytest.raises(ZeroDivisionError):
        databases.ensure_filled(url, KIND, lambda: 1 // 0)
    databases.clone(url, COPY, databases.ensure_filled(url, KIND, _fill))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM registry_area")
        assert cursor.fetchone() == (1,)
