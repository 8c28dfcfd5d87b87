"""Who may write what: scope fails closed, and what was typed is never refused."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from simpul.base import clock, ids
from simpul.journal.models import Device, DeviceAccount, Entry, Flag, Quarantine
from simpul.journal.testing import Phone, Place, Refusal, account, place
from simpul.journal.wire import Receipt
from simpul.people.models import Person
from simpul.registry.models import Assignment


def outcomes(receipts: list[Receipt]) -> list[str]:
    return [receipt.outcome for receipt in receipts]


def test_missing_scope_fails_closed(here: Place, phone: Phone) -> None:
    stranger = place()
    codes = {}
    for name, post in (("next", here.posts[1]), ("far", stranger.posts[0]), ("none", str(ids.uuid7()))):
        (receipt,) = phone.push([phone.person(post=post)])
        codes[name] = receipt.reason.code if receipt.reason else receipt.outcome
    assert codes == {"next": "not_assigned", "far": "not_assigned", "none": "post_unknown"}
    assert not Person.objects.exists() and Quarantine.objects.count() == 3


def test_a_record_of_another_post_cannot_be_touched(
    here: Place, phone: Phone, django_capture_on_commit_callbacks: Any
) -> None:
    theirs = Phone(post=here.posts[1]).enrol(here.officer, here.kaders[1])
    child = theirs.person("Anak tetangga")
    theirs.push([child])
    left = phone.entry("person.left", child.subject, {"status": "died", "date": "2026-11-01"})
    visit = {"visit": ids.visit_id(phone.post, child.subject, "2026-11-21"), "date": "2026-11-21"}
    seen = phone.entry("visit.recorded", child.subject, visit | {"card": "balita", "step": 2})
    with django_capture_on_commit_callbacks(execute=True):
        phone.push([phone.change(child.subject, {"identity": 99}, name="Diganti"), left, seen])
        phone.push([phone.person("Diganti", subject=child.subject)])
    assert not Entry.objects.exclude(pk=child.id).filter(post=here.posts[1]).exists()
    row = Person.objects.get()
    assert (row.name, row.status, str(row.post_id)) == ("Anak tetangga", "active", here.posts[1])


def test_an_author_who_is_not_enrolled_here(here: Place, phone: Phone) -> None:
    colleague = account("teman", "kader", here.puskesmas)
    Assignment.objects.create(account=colleague, role="kader", unit_id=here.posts[0], starts_on="2020-01-01")
    (receipt,) = phone.push([phone.person(author=str(colleague.pk))])
    assert receipt.reason is not None and receipt.reason.code == "author_unknown"


def test_an_entry_of_another_device(phone: Phone, second: Phone) -> None:
    (receipt,) = phone.push([phone.person(device=second.device)])
    assert receipt.reason is not None and receipt.reason.code == "device_mismatch"


def test_a_role_that_may_not_write_the_kind(phone: Phone) -> None:
    arrived = {"from_post": phone.post, "moved_by": str(ids.uuid7()), "rows": {}}
    (receipt,) = phone.push([phone.entry("family.arrived", str(ids.uuid7()), arrived)])
    assert receipt.reason is not None and receipt.reason.code == "office_only"


def test_typed_while_assigned_is_accepted_after_the_assignment_ended(here: Place, phone: Phone) -> None:
    entry = phone.person()
    Assignment.objects.filter(account=here.kaders[0]).update(ends_on=clock.today() - timedelta(days=1))
    assert outcomes(phone.push([entry])) == ["applied"]
    assert Flag.objects.get(entry=entry.id).code == "assignment_ended"


def test_an_account_taken_off_the_phone_still_delivers(here: Place, phone: Phone) -> None:
    entry = phone.person()
    DeviceAccount.objects.update(removed_at=clock.now())
    assert outcomes(phone.push([entry])) == ["applied"]
    assert Flag.objects.get(entry=entry.id).code == "enrolment_removed"
    assert phone.pull().lost == []
    assert phone.scope().posts == []


def test_disabled_account_can_still_deposit(here: Place, phone: Phone) -> None:
    entry = phone.person()
    here.kaders[0].is_active = False
    here.kaders[0].save()
    (receipt,) = phone.push([entry])
    assert receipt.outcome == "quarantined" and receipt.reason is not None
    assert receipt.reason.code == "account_disabled"
    assert msgspec.json.decode(bytes(Quarantine.objects.get().body), type=type(entry)) == entry
    answer = phone.pull()
    assert answer.posts == [] and not Person.objects.exists()


def test_a_revoked_phone_is_told_so_and_reads_nothing(here: Place, phone: Phone) -> None:
    from simpul.journal.actions.revoke import revoke_device

    revoke_device(here.officer, Device.objects.get(), "hilang")
    for call in (phone.pull, phone.scope, lambda: phone.push([]), lambda: phone.snapshot(phone.post)):
        with pytest.raises(Refusal) as refusal:
            call()
        assert (refusal.value.status, refusal.value.problem.code) == (403, "device_revoked")


def test_holes_in_the_counter_are_noticed(phone: Phone) -> None:
    lost, late = phone.person("Hilang"), phone.person("Terlambat")
    phone.push([phone.person("Sampai")])
    assert Device.objects.get().missing_counters == [[1, 2]]
    phone.push([late])
    device = Device.objects.get()
    assert (device.last_counter, device.missing_counters) == (3, [[1, 1]])
    phone.push([lost])
    assert Device.objects.get().missing_counters == []
    assert phone.pull().last_counter == 3
