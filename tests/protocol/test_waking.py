"""Waiting follows repairs: what waits for an entry that was set aside wakes by whatever answers it."""

from typing import Any
from uuid import UUID

import msgspec
import pytest

from simpul.base import ids
from simpul.care.actions.repair import repair
from simpul.journal.actions.answer import accept, dismiss
from simpul.journal.actions.answer_waiting import dismiss_waiting, release
from simpul.journal.actions.verify import verify
from simpul.journal.kinds import Refused
from simpul.journal.models import Entry, Flag, Quarantine, Repair, Review, Waiting
from simpul.journal.testing import Phone, Place
from simpul.journal.wire import Entry as Wire
from simpul.people.models import Person

from .conftest import phone_of


def set_aside_and_waiting(phone: Phone) -> tuple[Wire, Wire]:
    """A child without a name, set aside; a change of the child that waits for it."""
    bad = phone.entry("person.registered", str(ids.uuid7()), {"name": "  "})
    late = phone.entry("person.changed", bad.subject, {"fields": {"notes": "tetangga"}}, after=[bad.id])
    assert [r.outcome for r in phone.push([bad, late])] == ["quarantined", "waiting"]
    return bad, late


def repaired(here: Place) -> str:
    held = Quarantine.objects.get()
    return repair(here.officer, held, {"subject": subject_of(held)}, {"name": "Aisyah"})


def subject_of(held: Quarantine) -> Any:
    return msgspec.json.decode(bytes(held.body))["subject"]


def test_an_entry_that_waits_for_two_wakes_when_the_second_arrives(phone: Phone) -> None:
    first, second = phone.person("Satu"), phone.person("Dua")
    late = phone.entry("person.changed", first.subject, {"fields": {"notes": "x"}}, after=[first.id, second.id])
    phone.push([first])
    phone.push([late])
    phone.push([second])
    assert not Waiting.objects.exists()


def test_a_repair_by_the_officer_wakes_what_waited(here: Place, phone: Phone) -> None:
    _bad, late = set_aside_and_waiting(phone)
    made = repaired(here)
    assert not Waiting.objects.exists() and not Review.objects.exists()
    assert Person.objects.get().notes == "tetangga"
    (receipt,) = phone.push([late])
    assert (receipt.outcome, receipt.replayed) == ("applied", True)
    assert str(Repair.objects.get().by) == made
    assert verify().sound


def test_accepting_it_as_it_is_wakes_what_waited(here: Place, phone: Phone) -> None:
    far = phone_of(here, 1)
    child = far.person("Aisyah", post=phone.post)
    phone.push([late := phone.person("Adik", after=[child.id])])
    far.push([child])
    accept(here.officer, Quarantine.objects.get())
    assert not Waiting.objects.exists() and Entry.objects.filter(pk=late.id).exists()


def test_a_repair_by_the_kader_wakes_what_waited_in_the_same_push(phone: Phone) -> None:
    bad, late = set_aside_and_waiting(phone)
    again = phone.person("Aisyah", subject=bad.subject)
    answer = phone.entry("entry.repaired", bad.subject, {"target": bad.id, "by": again.id})
    assert [r.outcome for r in phone.push([answer, again])] == ["applied", "applied"]
    assert not Waiting.objects.exists() and Person.objects.get().notes == "tetangga"
    assert Entry.objects.filter(pk=late.id).exists()


def test_what_comes_after_the_repair_does_not_wait_at_all(here: Place, phone: Phone) -> None:
    bad, _late = set_aside_and_waiting(phone)
    repaired(here)
    (receipt,) = phone.push([phone.person("Adik", after=[bad.id])])
    assert receipt.outcome == "applied"


def test_a_repair_of_a_repair_is_followed(phone: Phone) -> None:
    bad, late = set_aside_and_waiting(phone)
    worse = phone.entry("person.registered", bad.subject, {"name": ""})
    phone.push([worse, phone.entry("entry.repaired", bad.subject, {"target": bad.id, "by": worse.id})])
    assert Waiting.objects.count() == 1, "what answers it was set aside itself"
    good = phone.person("Aisyah", subject=bad.subject)
    phone.push([good, phone.entry("entry.repaired", bad.subject, {"target": worse.id, "by": good.id})])
    assert not Waiting.objects.exists() and Entry.objects.filter(pk=late.id).exists()


def test_repairs_that_name_each_other_wake_nothing_and_end(phone: Phone) -> None:
    one, two = str(ids.uuid7()), str(ids.uuid7())
    phone.push([phone.person("Menunggu", after=[one])])
    pairs = [(one, two), (two, one)]
    answers = [phone.entry("entry.repaired", a, {"target": a, "by": b}) for a, b in pairs]
    assert [r.outcome for r in phone.push(answers)] == ["applied", "applied"]
    assert Waiting.objects.count() == 1


def test_a_dismissal_wakes_nothing(here: Place, phone: Phone) -> None:
    set_aside_and_waiting(phone)
    dismiss(here.officer, Quarantine.objects.get(), "salah ketik")
    assert Waiting.objects.count() == 1


def test_the_officer_releases_what_waits(here: Place, phone: Phone) -> None:
    gone = str(ids.uuid7())
    first = phone.person("Menunggu", after=[gone])
    then = phone.person("Sesudahnya", after=[first.id])
    phone.push([first, then])
    release(here.officer, Waiting.objects.get(pk=first.id))
    assert not Waiting.objects.exists() and Person.objects.count() == 2
    assert Flag.objects.get().code == "released"
    assert {r.outcome for r in phone.push([first, then])} == {"applied"}


def test_what_still_does_not_apply_goes_on_waiting_with_the_reason(here: Place, phone: Phone) -> None:
    _bad, late = set_aside_and_waiting(phone)
    with pytest.raises(Refused):
        release(here.officer, Waiting.objects.get())
    assert Waiting.objects.get().entry == UUID(late.id)


def test_the_officer_closes_what_waits_and_its_words_stay(here: Place, phone: Phone) -> None:
    first = phone.person("Menunggu", after=[str(ids.uuid7())])
    phone.push([first])
    dismiss_waiting(here.officer, Waiting.objects.get(), "ketikan ganda")
    assert not Waiting.objects.exists() and not Person.objects.exists()
    held = Quarantine.objects.get()
    assert (held.status, held.code, str(held.device_id)) == ("dismissed", "waiting_closed", phone.device)
    (receipt,) = phone.push([first])
    assert receipt.outcome == "quarantined" and receipt.reason and receipt.reason.code == "waiting_closed"
    (row,) = phone.pull().posts[0].rows["repairs"]
    assert (row["id"], row["by"], row["reason"]) == (first.id, None, "ketikan ganda")


def test_what_is_refused_on_waking_names_the_phone_that_wrote_it(here: Place, phone: Phone, second: Phone) -> None:
    child = second.person("Anak")
    bad = phone.entry("person.registered", str(ids.uuid7()), {"name": " "}, after=[child.id])
    phone.push([bad])
    second.push([child])
    assert str(Quarantine.objects.get().device_id) == phone.device
