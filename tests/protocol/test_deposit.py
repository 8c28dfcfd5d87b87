"""Sealed copies come back by whoever carries them: placed once, never forged, never half applied."""

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from simpul.base.models import AuditRow
from simpul.journal.escrow.testing import bring, seal, sealed_by
from simpul.journal.models import DepositRecord, Device, DeviceAccount, Entry, Quarantine, Unopened, Waiting
from simpul.journal.testing import Phone, Place, Refusal, rehash
from simpul.journal.wire import Deposit, EscrowKey
from simpul.people.models import Person

from .deposit_kit import counts, made

# Who may carry ----------------------------------------------------------------------------------------------------


def test_a_phone_deposits_its_own_and_gets_receipts(phone: Phone, to: EscrowKey) -> None:
    entries = [phone.person(f"Anak {n}") for n in range(3)]
    answer = bring(phone, sealed_by(phone, entries, to))
    assert (answer.kept, answer.refused) == (3, 0)
    assert [(r.id, r.hash, r.outcome, r.replayed) for r in answer.receipts] == [
        (e.id, e.hash, "applied", False) for e in entries
    ]
    assert Person.objects.count() == 3 and counts() == made(fresh=3)


def test_a_colleague_carries_and_learns_counts_only(phone: Phone, colleague: Phone, to: EscrowKey) -> None:
    answer = bring(colleague, sealed_by(phone, [phone.person("Dititipkan")], to))
    assert (answer.kept, answer.refused, answer.receipts) == (1, 0, [])
    entry = Entry.objects.get()
    assert (str(entry.device), str(entry.author), str(entry.post_id)) == (phone.device, phone.author, phone.post)
    record = DepositRecord.objects.get()
    assert (str(record.device_id), str(record.carrier_id)) == (phone.device, colleague.device)


def test_receipts_are_the_same_by_whatever_way(phone: Phone, colleague: Phone, to: EscrowKey) -> None:
    first, second = phone.person("Lewat push"), phone.person("Lewat titipan")
    (pushed,) = phone.push([first])
    bring(colleague, sealed_by(phone, [first, second], to))
    assert counts() == made(fresh=1, known=1)
    again = phone.push([first, second])
    own = bring(phone, sealed_by(phone, [first, second], to)).receipts
    assert again == own == [msgspec.structs.replace(pushed, replayed=True), again[1]]
    assert again[1].outcome == "applied" and again[1].replayed


def test_a_stranger_and_a_wrong_token_deposit_nothing(phone: Phone, to: EscrowKey) -> None:
    sent = sealed_by(phone, [phone.person()], to)
    for bearer in ("", "kira-kira"):
        with pytest.raises(Refusal) as refusal:
            bring(Phone(bearer=bearer), sent)
        assert (refusal.value.status, refusal.value.problem.code) == (401, "device_unknown")
    assert not DepositRecord.objects.exists()


# At most once, and nothing by halves --------------------------------------------------------------------------------


def test_a_replay_is_harmless(phone: Phone, colleague: Phone, to: EscrowKey) -> None:
    sent = sealed_by(phone, [phone.person("Sekali")], to)
    twice = msgspec.structs.replace(sent, items=sent.items * 3)
    assert bring(colleague, twice).kept == 3
    assert counts() == made(fresh=1, known=2)
    assert bring(colleague, sent).kept == 1
    assert Entry.objects.count() == 1 and counts() == made(known=1)


def test_the_same_id_with_another_body_is_set_aside(phone: Phone, to: EscrowKey) -> None:
    first = phone.person("Yang pertama")
    second = rehash(msgspec.structs.replace(first, data={"name": "Yang lain"}))
    phone.push([first])
    (receipt,) = bring(phone, sealed_by(phone, [second], to)).receipts
    assert receipt.outcome == "quarantined" and receipt.reason and receipt.reason.code == "other_content"
    assert Person.objects.get().name == "Yang pertama"


def test_what_waits_goes_on_waiting(phone: Phone, colleague: Phone, to: EscrowKey) -> None:
    child = phone.person()
    change = phone.change(child.subject, {"identity": 1}, name="Diganti")
    change = rehash(msgspec.structs.replace(change, after=[child.id]))
    bring(colleague, sealed_by(phone, [change], to))
    assert counts() == made(waiting=1) and Waiting.objects.count() == 1
    bring(colleague, sealed_by(phone, [change, child], to))
    assert not Waiting.objects.exists() and Person.objects.get().name == "Diganti"


def test_nothing_stays_when_the_server_fails_halfway(
    phone: Phone, to: EscrowKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    from simpul.journal.actions import deposit as action

    def broken(*_: object) -> None:
        raise RuntimeError("power cut")

    sent = sealed_by(phone, [phone.person()], to)
    monkeypatch.setattr(action, "_set_apart", broken)
    with pytest.raises(Refusal) as refusal:
        bring(phone, sent)
    assert refusal.value.status == 500
    assert not Entry.objects.exists() and not DepositRecord.objects.exists()
    assert Device.objects.get(pk=phone.device).last_counter == 0


def test_counters_that_came_by_deposit_are_no_longer_missing(phone: Phone, colleague: Phone, to: EscrowKey) -> None:
    late = phone.person("Terlambat")
    phone.push([phone.person("Sampai")])
    assert Device.objects.get(pk=phone.device).missing_counters == [[1, 1]]
    bring(colleague, sealed_by(phone, [late], to))
    assert Device.objects.get(pk=phone.device).missing_counters == []
    assert Device.objects.get(pk=colleague.device).last_counter == 0


# Forgery ------------------------------------------------------------------------------------------------------------


def test_forgeries_are_counted_and_kept_apart(phone: Phone, colleague: Phone, to: EscrowKey) -> None:
    entry = phone.person()
    good = seal(entry, to, phone.device, phone.key, phone.epoch)
    other = seal(phone.person("Lain"), to, phone.device, phone.key, phone.epoch)
    thief = ec.generate_private_key(ec.SECP256R1())
    items = {
        "other device's key": seal(entry, to, phone.device, colleague.key, phone.epoch),
        "nobody's key": seal(entry, to, phone.device, thief, phone.epoch),
        "tampered": msgspec.structs.replace(good, ct="A" + good.ct[1:] if good.ct[0] != "A" else "B" + good.ct[1:]),
        "swapped hash": msgspec.structs.replace(good, hash=other.hash),
        "swapped id": msgspec.structs.replace(good, id=other.id),
        "wrong key id": msgspec.structs.replace(good, key="0123456789abcdef"),
        "path for a key": msgspec.structs.replace(good, key="../../secret-key"),
        "another label": seal(entry, to, phone.device, phone.key, phone.epoch, label=other),
    }
    sent = Deposit(device=phone.device, made_at="kemarin", items=list(items.values()))
    answer = bring(colleague, sent)
    assert (answer.kept, answer.refused) == (0, len(items))
    assert not Entry.objects.exists() and not Quarantine.objects.exists()
    codes = dict(zip(items, Unopened.objects.order_by("pk").values_list("code", flat=True), strict=True))
    assert codes == {
        "other device's key": "forged",
        "nobody's key": "forged",
        "tampered": "unopenable",
        "swapped hash": "unopenable",
        "swapped id": "unopenable",
        "wrong key id": "key_unknown",
        "path for a key": "key_unknown",
        "another label": "mislabelled",
    }
    bring(colleague, sent)
    assert Unopened.objects.count() == len(items), "the same item is kept apart once"


def test_one_bad_item_spoils_no_other(phone: Phone, colleague: Phone, to: EscrowKey) -> None:
    sent = msgspec.to_builtins(sealed_by(phone, [phone.person("Baik")], to))
    sent["items"] = [{"id": 7}, "bukan salinan", *sent["items"], None]
    answer = colleague.call("POST", "journal/deposit", sent, dict)
    assert (answer["kept"], answer["refused"]) == (1, 3)
    assert Person.objects.get().name == "Baik"


def test_swapped_device(phone: Phone, colleague: Phone, to: EscrowKey) -> None:
    sent = msgspec.structs.replace(sealed_by(phone, [phone.person()], to), device=colleague.device)
    assert bring(colleague, sent).refused == 1
    mine = colleague.person(device=phone.device)
    (receipt,) = bring(colleague, sealed_by(colleague, [mine], to)).receipts
    assert receipt.reason and receipt.reason.code == "device_mismatch"


@pytest.mark.parametrize("device", ["00000000-0000-4000-8000-000000000000", "x", "", "x" * 5000, "\0"])
def test_an_unknown_device(phone: Phone, to: EscrowKey, device: str) -> None:
    sent = msgspec.structs.replace(sealed_by(phone, [phone.person()], to), device=device)
    assert bring(phone, sent).refused == 1
    assert Unopened.objects.get().code == "device_unknown"


def test_a_phone_that_the_restored_server_never_knew_brings_what_it_wrote(
    here: Place, phone: Phone, colleague: Phone, to: EscrowKey
) -> None:
    entry, before = phone.person("Sebelum dipulihkan"), phone.device
    sent = sealed_by(phone, [entry], to)
    DeviceAccount.objects.filter(device=before).delete()
    Device.objects.filter(pk=before).delete()
    assert bring(colleague, sent).refused == 1, "nobody else can prove it"
    phone.bearer = ""
    phone.enrol(here.officer, here.kaders[0])
    assert phone.device != before
    (receipt,) = bring(phone, sent).receipts
    assert receipt.outcome == "applied" and str(Entry.objects.get().device) == before
    assert Unopened.objects.get().code == "device_unknown"


def test_a_forged_author_is_set_aside_like_in_a_push(here: Place, phone: Phone, to: EscrowKey) -> None:
    (receipt,) = bring(phone, sealed_by(phone, [phone.person(author=str(here.kaders[1].pk))], to)).receipts
    assert receipt.outcome == "quarantined" and receipt.reason and receipt.reason.code == "author_unknown"
    assert not Person.objects.exists()


def test_a_changed_body_under_an_honest_signature_is_set_aside(phone: Phone, to: EscrowKey) -> None:
    changed = msgspec.structs.replace(phone.person("Asli"), data={"name": "Diubah"})
    (receipt,) = bring(phone, sealed_by(phone, [changed], to)).receipts
    assert receipt.reason and receipt.reason.code == "hash_mismatch"
    assert not Person.objects.exists() and Device.objects.get(pk=phone.device).last_counter == 0


# Audit --------------------------------------------------------------------------------------------------------------


def test_who_carried_it_is_written_down(phone: Phone, colleague: Phone, to: EscrowKey) -> None:
    bring(colleague, sealed_by(phone, [phone.person("Rahasia")], to))
    row = AuditRow.objects.filter(action="deposit").get()
    assert row.actor == colleague.device and row.detail["fresh"] == 1
    assert "Rahasia" not in str(row.detail)
