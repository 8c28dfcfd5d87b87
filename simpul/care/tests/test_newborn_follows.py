"""A newborn and all that was written of it in the same push follow a family that had left meanwhile."""

from typing import Any

import pytest

from simpul.base import ids
from simpul.care.models import Dose, Visit
from simpul.care.tests.stories import Village
from simpul.journal import replay
from simpul.journal.models import Entry, Flag, Quarantine
from simpul.journal.testing import Phone
from simpul.journal.wire import Entry as Written
from simpul.network.models import Request
from simpul.people.actions.forward import forward_waiting
from simpul.people.models import Consent, Person

pytestmark = pytest.mark.django_db(transaction=True)

DAY = "2026-04-10"
BORN = {"name": "Bayi Ny. Siti", "sex": "L", "birth_date": DAY}


def morning(phone: Phone, family: str, child: str) -> list[Written]:
    """What one offline morning wrote of a newborn."""
    visit = {"visit": ids.visit_id(phone.post, child, DAY), "date": DAY, "card": "balita", "step": 2}
    registered = phone.entry("person.registered", child, BORN | {"family": family})
    weighed = phone.entry("visit.recorded", child, visit | {"values": {"weight_kg": 3.1}}, after=[registered.id])
    fix: dict[str, Any] = {"visit": visit["visit"], "corrects": weighed.id, "values": {"weight_kg": 3.2}}
    return [
        registered,
        weighed,
        phone.entry("visit.corrected", child, fix, after=[weighed.id]),
        phone.entry("dose.given", child, {"product": "HB0", "date": DAY}),
        phone.entry("person.changed", child, {"fields": {"birth_weight_kg": 3.2}}),
        phone.entry("consent.given", child, {"purpose": "care", "granted": True, "date": DAY}),
        phone.entry("request.opened", str(ids.uuid7()), {"person": child, "service": "health"}),
    ]


def check_all_there(village: Village, child: str) -> None:
    assert str(Person.objects.get(pk=child).post_id) == village.there
    visit = Visit.objects.get(person=child)
    assert (str(visit.post_id), visit.values) == (village.there, {"weight_kg": 3.2})
    assert str(Dose.objects.get(person=child).post_id) == village.there
    assert str(Consent.objects.get(subject=child).post_id) == village.there
    assert str(Request.objects.get(person=child).post_id) == village.there
    assert not Quarantine.objects.exists()
    assert not Flag.objects.exclude(seen_at=None).exists()
    with replay.scratch():
        replay.replay()
        assert not replay.differences()


def story() -> tuple[Village, Phone, str]:
    village = Village()
    family = village.family()
    village.child(family)
    phone = Phone(post=village.here).enrol(village.where.officer, village.where.kaders[0])
    village.move(family)
    return village, phone, family


@pytest.mark.parametrize("at_a_time", [1, 2, 7])
def test_everything_of_one_morning_follows(at_a_time: int) -> None:
    village, phone, family = story()
    child = str(ids.uuid7())
    written = morning(phone, family, child)
    for start in range(0, len(written), at_a_time):
        receipts = phone.push(written[start : start + at_a_time])
        assert {receipt.outcome for receipt in receipts} == {"applied"}
    check_all_there(village, child)


def test_a_crash_before_it_was_carried_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    village, phone, family = story()
    child = str(ids.uuid7())
    written = morning(phone, family, child)
    with monkeypatch.context() as crash:
        crash.setattr("simpul.people.late._forward", lambda home: None)
        phone.push(written[:1])
        phone.push(written[1:])
    assert not Person.objects.filter(pk=child).exists() and not Visit.objects.filter(person=child).exists()
    assert forward_waiting() == len(written)
    check_all_there(village, child)


def test_a_withdrawal_in_the_same_push_follows_too() -> None:
    village, phone, family = story()
    child = str(ids.uuid7())
    written = morning(phone, family, child)[:2]
    gone = phone.entry("entry.voided", child, {"target": written[1].id, "reason": "anak lain"}, after=[written[1].id])
    assert {receipt.outcome for receipt in phone.push([*written, gone])} == {"applied"}
    assert Visit.objects.get(person=child).status == "void"
    assert Entry.objects.filter(post=village.there, kind="entry.voided").exists()
