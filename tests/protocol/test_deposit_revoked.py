"""Deposits of revoked phones and closed accounts: for review, unless sworn to before; never lost."""

import msgspec
import pytest

from simpul.base import clock
from simpul.journal.actions.revoke import remove_account
from simpul.journal.escrow.testing import bring, oath, sealed_by
from simpul.journal.models import Device, DeviceAccount, Flag, Quarantine, Waiting
from simpul.journal.testing import Phone, Place, Refusal, place, rehash
from simpul.journal.wire import EscrowKey
from simpul.people.models import Person

from .deposit_kit import counts, made, revoke, swear

# Revoked phones and closed accounts ----------------------------------------------------------------------------------


def test_a_revoked_phone_is_shown_the_way_and_deposits_for_review(here: Place, phone: Phone, to: EscrowKey) -> None:
    entry = phone.person("Dari HP dicabut")
    revoke(here, phone)
    with pytest.raises(Refusal) as refusal:
        phone.push([entry])
    assert (refusal.value.status, refusal.value.problem.instead) == (403, "journal/deposit")
    answer = bring(phone, sealed_by(phone, [entry], to))
    assert (answer.kept, answer.refused, answer.receipts) == (1, 0, [])
    held = Quarantine.objects.get()
    assert (held.code, str(held.device_id), str(held.post_id)) == (
        "deposited_after_revocation",
        phone.device,
        phone.post,
    )
    assert not Person.objects.exists() and counts() == made(review=1)


def test_a_colleague_may_carry_for_a_revoked_phone(here: Place, phone: Phone, colleague: Phone, to: EscrowKey) -> None:
    sent = sealed_by(phone, [phone.person()], to)
    revoke(here, phone)
    assert bring(colleague, sent).kept == 1
    assert not Person.objects.exists() and counts() == made(review=1)


def test_what_arrived_before_the_revocation_stays_as_it_was(here: Place, phone: Phone, to: EscrowKey) -> None:
    child = phone.person("Sudah sampai")
    waits = rehash(msgspec.structs.replace(phone.person("Menunggu"), after=[phone.device]))
    phone.push([child, waits])
    revoke(here, phone)
    bring(phone, sealed_by(phone, [child, waits], to))
    assert counts() == made(known=2)
    assert Waiting.objects.count() == 1 and not Quarantine.objects.exists()


def test_a_complete_oath_needs_no_review(here: Place, phone: Phone, colleague: Phone, to: EscrowKey) -> None:
    entries = [phone.person(f"Disumpah {n}") for n in range(3)]
    swear(phone, entries)
    extra = phone.person("Sesudah sumpah")
    revoke(here, phone)
    bring(colleague, sealed_by(phone, [*entries, extra], to))
    assert counts() == made(fresh=3, review=1)
    assert set(Person.objects.values_list("name", flat=True)) == {e.data["name"] for e in entries}
    assert Quarantine.objects.get().entry == extra.id


def test_an_oath_completed_by_parts(here: Place, phone: Phone, colleague: Phone, to: EscrowKey) -> None:
    entries = [phone.person(f"Disumpah {n}") for n in range(4)]
    swear(phone, entries)
    phone.push(entries[3:])
    revoke(here, phone)
    bring(phone, sealed_by(phone, entries[:1], to))
    assert counts() == made(review=1)
    bring(colleague, sealed_by(phone, entries[1:2], to))
    assert counts() == made(review=1) and Person.objects.count() == 1
    bring(phone, sealed_by(phone, entries[2:3], to))
    assert Person.objects.count() == 4
    assert not Quarantine.objects.exists(), "what waited only for the oath is free"


def test_an_oath_that_does_not_fit_covers_nothing(here: Place, phone: Phone, to: EscrowKey) -> None:
    sworn, instead = phone.person("Disumpah"), phone.person("Diganti")
    swear(phone, [sworn])
    forged = rehash(msgspec.structs.replace(instead, device_counter=sworn.device_counter))
    revoke(here, phone)
    bring(phone, sealed_by(phone, [forged], to))
    assert counts() == made(review=1)
    bring(phone, sealed_by(phone, [sworn], to))
    assert counts() == made(review=1), "two entries under one counter: nobody can say which was sworn to"
    assert not Person.objects.exists()


def test_an_oath_cannot_be_sworn_after_the_revocation(here: Place, phone: Phone, to: EscrowKey) -> None:
    entry = phone.person()
    revoke(here, phone)
    with pytest.raises(Refusal):
        swear(phone, [entry])
    Device.objects.filter(pk=phone.device).update(
        attested_first=1, attested_last=1, attested_head=oath([entry]).head, attested_at=clock.now()
    )
    bring(phone, sealed_by(phone, [entry], to))
    assert counts() == made(review=1)


@pytest.mark.parametrize(("first", "last"), [(0, 1), (5, 4), (1, 10**12), (-3, -1)])
def test_an_oath_nobody_can_check_is_not_kept(phone: Phone, first: int, last: int) -> None:
    beat = {"device_time": "", "heartbeat": {"attested": {"first": first, "last": last, "head": "a" * 64}}}
    phone.call("POST", "devices/heartbeat", beat, dict)
    assert Device.objects.get(pk=phone.device).attested_at is None


def test_a_closed_account_still_deposits(here: Place, phone: Phone, to: EscrowKey) -> None:
    entry = phone.person()
    here.kaders[0].is_active = False
    here.kaders[0].save()
    (receipt,) = bring(phone, sealed_by(phone, [entry], to)).receipts
    assert receipt.outcome == "quarantined" and receipt.reason and receipt.reason.code == "account_disabled"
    assert phone.push([entry]) == [msgspec.structs.replace(receipt, replayed=True)]


def test_a_removed_enrolment_still_deposits(here: Place, phone: Phone, to: EscrowKey) -> None:
    entry = phone.person()
    remove_account(here.officer, DeviceAccount.objects.get(device=phone.device))
    assert bring(phone, sealed_by(phone, [entry], to)).receipts[0].outcome == "applied"
    assert Flag.objects.get(entry=entry.id).code == "enrolment_removed"


def test_an_ended_assignment_is_flagged(here: Place, phone: Phone, to: EscrowKey) -> None:
    entry = phone.person()
    here.kaders[0].assignments.update(ends_on="2026-01-01")
    assert bring(phone, sealed_by(phone, [entry], to)).receipts[0].outcome == "applied"
    assert Flag.objects.get(entry=entry.id).code == "assignment_ended"


def test_a_deposit_gives_nobody_a_post_they_never_served(phone: Phone, to: EscrowKey) -> None:
    (receipt,) = bring(phone, sealed_by(phone, [phone.person(post=place().posts[0])], to)).receipts
    assert receipt.reason and receipt.reason.code == "not_assigned"
