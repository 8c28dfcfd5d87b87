"""A sealed request whose unit has lost its last psychologist: counted for the head, passed on unread, never lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from simpul.base import clock
from simpul.base.access import NotYours
from simpul.base.models import AuditRow
from simpul.journal.testing import Place, account, place
from simpul.network.access import requests_of
from simpul.network.actions.open import open_request
from simpul.network.models import Request
from simpul.network.routing.tests.test_candidates import able
from simpul.network.unread import Passed, pass_on, told_to, unread
from simpul.registry.functions.testing import does
from simpul.registry.models import Account, Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
SECRET = "rahasia sekali"
MIND = "kesehatan-jiwa"


class Town:
    """A puskesmas with a head and a hospital whose psychologist was asked; a second hospital that is able."""

    def __init__(self) -> None:
        self.here: Place = place()
        home = self.here.puskesmas
        self.asked, self.other = (
            Unit.objects.create(kind=Unit.Kind.HOSPITAL, name=name, area=home.area) for name in ("RS Satu", "RS Dua")
        )
        self.head = does(account("kepala", "petugas", home), "kepala")
        self.midwife = does(account("bidan", "petugas", home), "bidan")
        self.gone = account("psikolog", "psikolog", self.asked)
        self.next = account("psikolog-dua", "psikolog", self.other)
        able(self.asked)
        able(self.other)
        data: dict[str, Any] = {"person": None, "service": MIND, "to_unit": str(self.asked.pk), "message": SECRET}
        self.request = open_request(self.midwife, home, data | {"basis": "consent", "confidentiality": "K3"})

    def loses(self, who: Account) -> None:
        who.assignments.update(ends_on=clock.today() - timedelta(days=1))

    def row(self) -> Request:
        return Request.objects.get(pk=self.request.pk)


def reads(who: Account, town: Town) -> bool:
    return requests_of(who).filter(pk=town.request.pk).exists()


@pytest.mark.parametrize("level", ["K1", "K2", "K3"])
def test_only_a_sealed_one_without_anybody_counts(level: str) -> None:
    town = Town()
    Request.objects.update(confidentiality=level)
    assert not unread().exists()
    town.loses(town.gone)
    assert unread().exists() is (level == "K3")
    account("baru", "psikolog", town.asked)
    assert not unread().exists()


def test_an_account_that_is_shut_reads_nothing() -> None:
    town = Town()
    Account.objects.filter(pk=town.gone.pk).update(is_active=False)
    assert unread().count() == 1


def test_the_head_learns_how_many_and_nothing_of_them() -> None:
    town = Town()
    town.loses(town.gone)
    there = does(account("kepala-rs", "petugas", town.asked), "kepala")
    assert (told_to(town.head), told_to(there), told_to(town.midwife), told_to(town.next)) == (1, 1, 0, 0)
    page = kit.sign_in(Client(), town.head).get("/terlambat/").content.decode()
    assert "1 permintaan rahasia tidak dapat dibuka" in page and "Teruskan ke tempat yang mampu" in page
    for told in (SECRET, str(town.request.pk), "RS Satu", "RS Dua", MIND):
        assert told not in page, told
    page = kit.sign_in(Client(), there).get("/terlambat/").content.decode()
    assert "1 permintaan rahasia" in page and "Teruskan ke tempat" not in page  # home decides where it goes
    assert "rahasia tidak dapat" not in kit.sign_in(Client(), town.midwife).get("/terlambat/").content.decode()


def test_the_head_has_it_passed_on_without_reading_it() -> None:
    town = Town()
    town.loses(town.gone)
    client = kit.sign_in(Client(), town.head)
    page = client.post("/terlambat/teruskan/", follow=True).content.decode()
    assert "1 permintaan diteruskan" in page and SECRET not in page and "RS Dua" not in page
    row = town.row()
    assert (row.to_unit_id, row.state, row.open) == (town.other.pk, "opened", True) and row.due_at is not None
    assert reads(town.next, town) and reads(town.midwife, town) and not reads(town.head, town)
    assert AuditRow.objects.filter(action="request.passed_on").count() == 1
    assert client.post("/terlambat/teruskan/").status_code == 404


@pytest.mark.parametrize("why", ["not able", "nobody there"])
def test_what_can_go_nowhere_stays_and_is_still_counted(why: str) -> None:
    town = Town()
    town.loses(town.gone)
    if why == "nobody there":
        town.loses(town.next)
    else:
        Unit.objects.filter(pk=town.other.pk).update(closed_on=clock.today())
    assert pass_on(town.head) == Passed(0, 1)
    assert town.row().to_unit_id == town.asked.pk and told_to(town.head) == 1


@pytest.mark.parametrize("who", ["midwife", "next", "gone", "former", "elsewhere"])
def test_nobody_else_passes_anything_on(who: str) -> None:
    town = Town()
    town.loses(town.gone)
    elsewhere = does(account("kepala-rs", "petugas", town.other), "kepala")
    if who == "former":
        town.loses(town.head)
    actor = {"former": town.head, "elsewhere": elsewhere}.get(who) or getattr(town, who)
    with pytest.raises(NotYours):
        pass_on(actor)
    assert town.row().to_unit_id == town.asked.pk


def test_nobody_passes_on_what_somebody_may_read() -> None:
    town = Town()
    with pytest.raises(NotYours):
        pass_on(town.head)
