"""A restore that nobody announced is found; one that was announced, and a clock that is wrong, change nothing."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from simpul.base import clock
from simpul.journal import epoch, epoch_mark
from simpul.journal.models import ServerEpoch
from simpul.journal.testing import Phone, Place, Refusal, place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIMPUL_EPOCH_MARK", str(tmp_path / "mark.json"))
    return tmp_path / "mark.json"


@pytest.fixture
def here() -> Place:
    return place()


@pytest.fixture
def phone(here: Place) -> Phone:
    return Phone(post=here.posts[0]).enrol(here.officer, here.kaders[0])


def test_an_older_database_is_noticed_and_phones_are_told(phone: Phone) -> None:
    phone.push([phone.person(), phone.person()])
    phone.pull()
    before = epoch.current()
    assert epoch_mark.watch() is None
    with connection.cursor() as cursor:
        # What a copied disk does: the journals have come less far than they had.
        cursor.execute("SELECT setval('journal_place', (SELECT max(place) - 1 FROM journal_entry))")
    begun = epoch_mark.watch()
    assert begun == epoch.current() != before
    for call in (phone.pull, lambda: phone.push([phone.person()])):
        with pytest.raises(Refusal) as refused:
            call()
        assert (refused.value.status, refused.value.problem.code) == (409, "epoch_changed")
    assert epoch_mark.watch() is None


def test_a_database_of_before_the_last_epoch_is_noticed(phone: Phone, mark: Path) -> None:
    assert epoch_mark.watch() is None
    mark.write_text('{"epoch": "0d5f0e3c-2b47-4a11-9d0a-1f6a9e2b3c4d", "place": 0}')
    assert epoch_mark.watch() is not None


def test_work_and_an_announced_restore_are_no_news(phone: Phone, mark: Path) -> None:
    for _ in range(3):
        phone.push([phone.person()])
        assert epoch_mark.watch() is None
    begun = epoch.begin("announced")
    assert epoch_mark.watch() is None
    assert epoch.current() == begun
    mark.write_text("torn")
    assert epoch_mark.watch() is None


def test_a_new_epoch_is_the_latest_though_the_clock_went_back(phone: Phone) -> None:
    with clock.frozen(clock.now() - timedelta(days=400)):
        begun = epoch.begin("restored on a machine with a wrong clock")
    assert epoch.current() == begun
    assert ServerEpoch.objects.count() == 2
