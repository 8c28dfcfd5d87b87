"""A verification looks at one moment of the database and lets everyone work meanwhile."""

from collections.abc import Callable
from typing import Any, LiteralString

import psycopg
import pytest
from django.db import connection

from simpul.base.testing.databases import root_url
from simpul.journal import replay
from simpul.journal.actions.verify import verify
from simpul.journal.models import Quarantine
from simpul.journal.testing import Phone, place

pytestmark = pytest.mark.django_db(transaction=True)
Write = Callable[[LiteralString], None]


@pytest.fixture
def elsewhere() -> Any:
    """A statement by another connection, committed at once."""
    with psycopg.connect(root_url(), dbname=connection.settings_dict["NAME"], autocommit=True) as other:
        yield lambda statement: other.execute(statement)


@pytest.fixture(autouse=True)
def weighed() -> None:
    """A post with a few entries."""
    here = place()
    phone = Phone(post=here.posts[0]).enrol(here.officer, here.kaders[0])
    phone.push([phone.person(f"Anak {number}") for number in range(3)])
    assert not Quarantine.objects.exists()


def test_a_push_at_work_is_not_waited_for(elsewhere: Write) -> None:
    elsewhere("BEGIN")
    elsewhere("UPDATE journal_postcounter SET seq = seq")
    connection.cursor().execute("SET lock_timeout = '2s'")
    assert verify().sound
    elsewhere("ROLLBACK")


def test_what_is_written_meanwhile_belongs_to_the_next_moment(
    elsewhere: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = replay.wrong_hashes

    def looks_and_is_overtaken() -> list[str]:
        elsewhere("DELETE FROM people_person")
        return look()

    monkeypatch.setattr(replay, "wrong_hashes", looks_and_is_overtaken)
    assert verify().sound
    monkeypatch.undo()
    assert {one.table for one in verify().rows} >= {"people_person"}
