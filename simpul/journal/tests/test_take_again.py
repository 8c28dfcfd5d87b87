"""After a restore phones come back in any order; what stood before stands again without anybody's repair."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from simpul.base import clock, ids
from simpul.care.models import Visit
from simpul.journal import epoch
from simpul.journal.actions import take_again as module
from simpul.journal.actions.take_again import RETURNING, take_again
from simpul.journal.actions.verify import verify
from simpul.journal.models import Entry, Quarantine
from simpul.journal.testing import Phone, Place, place
from simpul.journal.wire import Entry as WireEntry
from simpul.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
OPEN = Quarantine.Status.OPEN


@pytest.fixture(autouse=True)
def forgetful() -> None:
    cache.clear()


@pytest.fixture
def where() -> Place:
    return place()


def phone_of(where: Place) -> Phone:
    """A phone of the post that knows the present epoch."""
    return Phone(post=where.posts[0]).enrol(where.officer, where.kaders[0])


def outcomes(phone: Phone, *entries: WireEntry) -> list[str]:
    return [receipt.outcome for receipt in phone.push(entries)]


def test_what_came_before_its_ground_is_taken_when_that_has_come(where: Place) -> None:
    """A change, and a change of the change, by one phone; the registration by another, later."""
    epoch.begin(epoch.BACKUP)
    first, second = phone_of(where), phone_of(where)
    child = str(ids.uuid7())
    changes = [second.change(child, {"notes": 99}, notes=words) for words in ("batuk", "sembuh")]
    assert outcomes(second, *changes) == ["quarantined", "quarantined"]
    assert take_again() == 0
    assert outcomes(first, first.person("Aisyah", child)) == ["applied"]
    assert take_again() == 2
    assert Person.objects.get(pk=child).notes == "sembuh"
    assert not Quarantine.objects.filter(status=OPEN).exists()
    assert {(str(row.author), str(row.device)) for row in Entry.objects.filter(pk__in=[one.id for one in changes])} == {
        (second.author, second.device)
    }
    assert outcomes(second, *changes) == ["applied", "applied"]
    (page,) = second.pull().posts
    assert {row["id"] for row in page.rows["repairs"]} == {one.id for one in changes}
    assert take_again() == 0 and verify().sound


def test_one_may_be_what_the_next_was_waiting_for(where: Place) -> None:
    """A correction waits for the visit, its withdrawal by another phone, which is tried first, for the correction."""
    epoch.begin(epoch.BACKUP)
    tried_first, tried_last = sorted((phone_of(where), phone_of(where)), key=lambda phone: phone.device)
    child, day = str(ids.uuid7()), "2026-03-05"
    visit = ids.visit_id(where.posts[0], child, day)
    data = {"visit": visit, "date": day, "card": "balita", "step": 2, "values": {"weight_kg": 7.5}}
    given = tried_last.entry("visit.recorded", child, data)
    wrong = {"visit": visit, "corrects": given.id, "values": {"weight_kg": 75.0}}
    corrected = tried_last.entry("visit.corrected", child, wrong)
    voided = tried_first.entry("entry.voided", child, {"target": corrected.id, "reason": "salah ketik"})
    assert outcomes(tried_first, voided) == outcomes(tried_last, corrected) == ["quarantined"]
    assert outcomes(tried_last, tried_last.person("Aisyah", child), given) == ["applied", "applied"]
    assert take_again() == 2
    assert not Quarantine.objects.filter(status=OPEN).exists() and verify().sound
    assert Visit.objects.get(pk=visit).values == {"weight_kg": 7.5}


def test_other_faults_stay_for_a_person_to_repair(where: Place) -> None:
    epoch.begin(epoch.BACKUP)
    phone = phone_of(where)
    assert outcomes(phone, phone.entry("person.registered", str(ids.uuid7()), {"name": 5})) == ["quarantined"]
    assert outcomes(phone, phone.change(str(ids.uuid7()), None, notes="batuk")) == ["quarantined"]
    outcomes(phone, phone.person("Wayan"))
    assert take_again() == 0
    assert Quarantine.objects.filter(status=OPEN).count() == 2


def test_without_a_restore_nothing_is_taken_on_its_own(where: Place) -> None:
    phone, child = phone_of(where), str(ids.uuid7())
    assert outcomes(phone, phone.change(child, None, notes="batuk")) == ["quarantined"]
    outcomes(phone, phone.person("Aisyah", child))
    assert take_again() == 0
    epoch.begin(epoch.BACKUP)
    assert take_again() == 0, "it was set aside in the life before"
    with clock.frozen(clock.now() + RETURNING + timedelta(days=1)):
        assert take_again() == 0


def test_a_quiet_post_is_not_tried_again_each_half_minute(where: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    epoch.begin(epoch.BACKUP)
    phone = phone_of(where)
    outcomes(phone, phone.change(str(ids.uuid7()), None, notes="batuk"))
    tries: list[object] = []

    def refused(held: object) -> bool:
        tries.append(held)
        return False

    monkeypatch.setattr(module, "_taken", refused)
    for _ in range(3):
        take_again()
    assert len(tries) == 1
    outcomes(phone, phone.person("Wayan"))
    take_again()
    assert len(tries) == 2


def test_many_that_never_apply_do_not_keep_later_ones_waiting(where: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than one go tries them; the one that can be taken stands behind them all."""
    monkeypatch.setattr(module, "MOST", 2)
    epoch.begin(epoch.BACKUP)
    first, last = sorted((phone_of(where), phone_of(where)), key=lambda phone: phone.device)
    outcomes(first, *(first.change(str(ids.uuid7()), None, notes="batuk") for _ in range(5)))
    child = str(ids.uuid7())
    assert outcomes(last, last.change(child, {"notes": 99}, notes="sembuh")) == ["quarantined"]
    outcomes(first, first.person("Aisyah", child))
    assert sum(take_again() for _ in range(4)) == 1
    assert Person.objects.get(pk=child).notes == "sembuh"
    assert Quarantine.objects.filter(status=OPEN).count() == 5
