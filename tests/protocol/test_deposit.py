"""Sealed copies come back by whoever carries them: placed once, never forged, never half applied."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from simpul.base import clock
from simpul.base.models import AuditRow
from simpul.journal.actions.revoke import remove_account, revoke_device
from simpul.journal.escrow import caps, keys
from simpul.journal.escrow.testing import bring, oath, seal, sealed_by
from simpul.journal.models import DepositRecord, Device, DeviceAccount, Entry, Flag, Quarantine, Unopened, Waiting
from simpul.journal.testing import Phone, Place, Refusal, place, rehash
from simpul.journal.wire import Deposit, EscrowKey, Heartbeat, Sealed
from simpul.people.models import Person

from .conftest import phone_of


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMPUL_ESCROW_KEYS", str(tmp_path / "keys"))


def key_of(phone: Phone) -> EscrowKey:
    escrow = phone.scope().escrow
    assert escrow is not None
    return escrow


@pytest.fixture
def to(phone: Phone) -> EscrowKey:
    return key_of(phone)


@pytest.fixture
def colleague(here: Place) -> Phone:
    """A phone of the next post."""
    return phone_of(here, 1)


def revoke(here: Place, phone: Phone) -> None:
    revoke_device(here.officer, Device.objects.get(pk=phone.device), "HP hilang")


def swear(phone: Phone, entries: Any) -> None:
    beat = {"device_time": clock.iso(clock.now()), "heartbeat": Heartbeat(attested=oath(entries))}
    phone.call("POST", "devices/heartbeat", beat, dict)


def counts() -> dict[str, int]:
    row = DepositRecord.objects.latest("pk")
    return {name: getattr(row, name) for name in ("fresh", "known", "review", "waiting", "refused")}


def made(**over: int) -> dict[str, int]:
    return {"fresh": 0, "known": 0, "review": 0, "waiting": 0, "refused": 0} | over


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


# Sizes --------------------------------------------------------------------------------------------------------------


def refused_with(call: Callable[[], object]) -> tuple[int, str]:
    with pytest.raises(Refusal) as refusal:
        call()
    return refusal.value.status, refusal.value.problem.code


def test_sizes(phone: Phone, to: EscrowKey) -> None:
    sent = sealed_by(phone, [phone.person()], to)
    many = msgspec.structs.replace(sent, items=sent.items * (caps.MOST_ITEMS + 1))
    assert refused_with(lambda: bring(phone, many)) == (413, "too_many")
    bomb = gzip.compress(b'{"format":"simpul-outbox-1","items":[' + b" " * 30_000_000)
    assert len(bomb) < 100_000
    extra: Any = {"HTTP_AUTHORIZATION": f"Bearer {phone.bearer}", "HTTP_CONTENT_ENCODING": "gzip"}
    answered = phone.client.post("/api/v1/journal/deposit", bomb, content_type="application/json", **extra)
    assert (answered.status_code, answered.json()["code"]) == (413, "too_many")
    assert not DepositRecord.objects.exists()


def test_bombs_inside_the_seal(phone: Phone, to: EscrowKey) -> None:
    entry = phone.person()
    big = rehash(msgspec.structs.replace(entry, data={"name": "x" * 900_000}))
    items = [seal(big, to, phone.device, phone.key, phone.epoch) for _ in range(20)]
    whole = Deposit(device=phone.device, made_at="", items=items)
    assert refused_with(lambda: bring(phone, whole)) == (413, "too_many")
    one = msgspec.structs.replace(whole, items=items[:1])
    (receipt,) = bring(phone, one).receipts
    assert receipt.reason and receipt.reason.code == "too_big", "kept, as a push keeps it"


def test_a_revoked_phone_brings_so_much_a_day(
    here: Place, phone: Phone, to: EscrowKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = sealed_by(phone, [phone.person()], to)
    revoke(here, phone)
    size = len(msgspec.json.encode(sent))
    monkeypatch.setattr(caps, "DAY_BYTES", 2 * size)
    bring(phone, sent)
    bring(phone, sent)
    assert refused_with(lambda: bring(phone, sent)) == (429, "deposit_full")
    with clock.frozen(clock.now() + caps.DAY * 1.01):
        assert bring(phone, sent).kept == 1


def test_rubbish_is_kept_up_to_a_limit(phone: Phone, to: EscrowKey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caps, "DAY_BYTES", 100)
    rubbish = [Sealed(id="x", hash="x", key="x", epoch="x", enc="x", ct="x" * 200)]
    bring(phone, Deposit(device=phone.device, made_at="", items=rubbish))
    assert refused_with(lambda: bring(phone, sealed_by(phone, [phone.person()], to))) == (429, "deposit_full")


# Keys ---------------------------------------------------------------------------------------------------------------


def test_old_keys_open_what_was_sealed_before_the_rotation(phone: Phone, to: EscrowKey) -> None:
    keys.rotate()
    now = key_of(phone)
    assert now.id != to.id
    before, after = phone.person("Sebelum"), phone.person("Sesudah")
    items = [seal(before, to, phone.device, phone.key, phone.epoch), *sealed_by(phone, [after], now).items]
    assert bring(phone, Deposit(device=phone.device, made_at="", items=items)).kept == 2


def test_a_missing_key_is_said_clearly_and_nothing_is_kept(phone: Phone, to: EscrowKey) -> None:
    now = key_of(phone)
    first = keys.rotate()
    fresh = key_of(phone)
    assert fresh.id == first
    sent = Deposit(
        device=phone.device,
        made_at="",
        items=[
            seal(phone.person(), fresh, phone.device, phone.key, phone.epoch),
            seal(phone.person(), now, phone.device, phone.key, phone.epoch),
        ],
    )
    lost = keys.folder() / f"{now.id}.pem"
    kept = lost.read_bytes()
    lost.unlink()
    keys._read.cache_clear()
    assert refused_with(lambda: bring(phone, sent)) == (503, "key_missing")
    assert not Entry.objects.exists() and not Unopened.objects.exists()
    lost.write_bytes(kept)
    assert bring(phone, sent).kept == 2


def test_phones_go_on_without_a_key(phone: Phone, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SIMPUL_ESCROW_KEYS", str(tmp_path / "empty"))
    monkeypatch.setenv("SIMPUL_ENV", "production")
    assert phone.scope().escrow is None


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


# Audit --------------------------------------------------------------------------------------------------------------


def test_who_carried_it_is_written_down(phone: Phone, colleague: Phone, to: EscrowKey) -> None:
    bring(colleague, sealed_by(phone, [phone.person("Rahasia")], to))
    row = AuditRow.objects.filter(action="deposit").get()
    assert row.actor == colleague.device and row.detail["fresh"] == 1
    assert "Rahasia" not in str(row.detail)
