"""What becomes of entries that phones push: the survival cases of the protocol that concern receiving."""

from typing import Any

import msgspec
import pytest

from simpul.base import ids
from simpul.journal.models import Device, Entry, Quarantine
from simpul.journal.testing import Phone, rehash
from simpul.journal.wire import Heartbeat, Receipt
from simpul.people.models import Person


def outcomes(receipts: list[Receipt]) -> list[str]:
    return [receipt.outcome for receipt in receipts]


def test_an_entry_gets_its_place_and_a_receipt_with_its_hash(phone: Phone) -> None:
    first, second = phone.person("Aisyah"), phone.person("Bagas")
    receipts = phone.push([first, second])
    assert [(r.outcome, r.seq, r.hash, r.replayed) for r in receipts] == [
        ("applied", 1, first.hash, False),
        ("applied", 2, second.hash, False),
    ]
    assert set(Person.objects.values_list("name", flat=True)) == {"Aisyah", "Bagas"}


def test_what_has_come_is_no_longer_said_to_be_on_the_phone(phone: Phone) -> None:
    """A locked phone sends and says nothing afterwards: the page of a lost phone must not count what lies here."""
    beats = [Heartbeat(pending=3, oldest_pending_age_s=90_000), Heartbeat(pending=1, oldest_pending_age_s=90_000)]
    phone.push([phone.person("Aisyah"), phone.person("Bagas")], heartbeat=beats[0])
    device = Device.objects.get(pk=phone.device)
    assert (device.pending, device.oldest_pending_age_s) == (1, 90_000)
    phone.push([phone.person("Citra")], heartbeat=beats[1])
    device.refresh_from_db()
    assert (device.pending, device.oldest_pending_age_s) == (0, 0)


def test_a_replay_returns_the_original_receipt(phone: Phone) -> None:
    entry = phone.person()
    (original,) = phone.push([entry])
    phone.push([phone.person("Lain")])
    (again,) = phone.push([entry])
    assert again == msgspec.structs.replace(original, replayed=True)
    assert Entry.objects.filter(pk=entry.id).count() == 1


def test_same_id_with_another_body_never_replaces(phone: Phone) -> None:
    entry = phone.person("Aisyah")
    other = rehash(msgspec.structs.replace(entry, data={"name": "Orang lain"}))
    assert outcomes(phone.push([entry])) == ["applied"]
    (receipt,) = phone.push([other])
    assert (receipt.outcome, receipt.hash, receipt.seq) == ("quarantined", other.hash, None)
    assert receipt.reason is not None and receipt.reason.code == "other_content"
    assert Person.objects.get(pk=entry.subject).name == "Aisyah"
    kept = Quarantine.objects.get(entry=entry.id)
    assert msgspec.json.decode(bytes(kept.body))["data"] == {"name": "Orang lain"}
    (again,) = phone.push([other])
    assert again.replayed and again.outcome == "quarantined"


def test_same_id_twice_in_one_batch(phone: Phone) -> None:
    entry = phone.person("Aisyah")
    other = rehash(msgspec.structs.replace(entry, data={"name": "Orang lain"}))
    receipts = phone.push([entry, entry, other])
    assert outcomes(receipts) == ["applied", "applied", "quarantined"]
    assert receipts[1].replayed and receipts[1].seq == 1


def test_a_bad_twin_does_not_take_the_place_of_the_good_one(phone: Phone) -> None:
    good = phone.person("Aisyah")
    forged = msgspec.structs.replace(good, data={"name": "Palsu"}, hash="0" * 64)
    receipts = phone.push([forged, good])
    assert outcomes(receipts) == ["quarantined", "applied"]
    assert Person.objects.get(pk=good.subject).name == "Aisyah"


def test_same_body_two_records_both_kept(phone: Phone) -> None:
    twins = [phone.person("Bayi"), phone.person("Bayi")]
    assert outcomes(phone.push(twins)) == ["applied", "applied"]
    assert Person.objects.filter(name="Bayi").count() == 2


def test_one_bad_entry_never_hides_the_other_499(phone: Phone) -> None:
    entries = [phone.person(f"Anak {n}") for n in range(500)]
    entries[137] = phone.entry("person.registered", str(ids.uuid7()), {"name": 5})
    receipts = phone.push(entries)
    assert outcomes(receipts).count("applied") == 499
    assert receipts[137].reason is not None and receipts[137].reason.code == "invalid_data"
    assert receipts[137].reason.message.id == "Bagian “name” tidak dapat dibaca server."
    assert [r.seq for r in receipts if r.seq] == list(range(1, 500))
    assert Quarantine.objects.count() == 1


def test_an_entry_that_the_database_refuses_stands_alone(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault that shows only when the rows are written: the run is halved until it is found."""
    from simpul.people import persons

    real = persons.name_changed

    def spoiled(person: Person) -> None:
        real(person)
        if person.name == "Rusak":
            person.birth_order = 10**12

    monkeypatch.setattr(persons, "name_changed", spoiled)
    entries = [phone.person(f"Anak {n}") for n in range(40)]
    entries.insert(23, phone.person("Rusak"))
    receipts = phone.push(entries)
    assert outcomes(receipts).count("applied") == 40
    assert receipts[23].reason is not None and receipts[23].reason.code == "server_fault"
    assert [r.seq for r in receipts if r.seq] == list(range(1, 41))
    assert Person.objects.count() == 40


def test_a_fault_in_a_rooms_code_sets_one_entry_aside_and_leaves_no_trace(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    from simpul.people import persons

    real = persons.name_changed

    def faulty(person: Person) -> None:
        real(person)
        if person.name == "Galat":
            raise KeyError("galat")

    monkeypatch.setattr(persons, "name_changed", faulty)
    child = phone.person("Aisyah")
    receipts = phone.push([child, phone.change(child.subject, {}, name="Galat", notes="hilang?")])
    assert outcomes(receipts) == ["applied", "quarantined"]
    row = Person.objects.get(pk=child.subject)
    assert (row.name, row.notes, row.seq) == ("Aisyah", "", 1)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda body: body | {"after": "x"}, "malformed"),
        (lambda body: body | {"post": "bukan-uuid"}, "malformed"),
        (lambda body: body | {"happened_at": "2026-11-21 10:00"}, "malformed"),
        (lambda body: body | {"device_counter": -1}, "malformed"),
        (lambda body: body | {"data": {"name": "Lain"}}, "hash_mismatch"),
        (lambda body: {"id": body["id"], "hash": body["hash"]}, "malformed"),
    ],
)
def test_what_cannot_be_read_is_kept_as_it_came(phone: Phone, spoil: object, code: str) -> None:
    good = phone.person("Baik")
    body = msgspec.to_builtins(phone.person("Rusak"))
    raw = msgspec.json.encode(spoil(body))  # type: ignore[operator]
    receipts = phone.push([raw, good])
    assert outcomes(receipts) == ["quarantined", "applied"]
    assert receipts[0].id == body["id"] and receipts[0].hash == body["hash"]
    assert receipts[0].reason is not None and receipts[0].reason.code == code
    assert bytes(Quarantine.objects.get().body) == raw


@pytest.mark.parametrize("raw", [b"5", b"[]", b'"x"', b"{}", b"null", b"[" * 300 + b"]" * 300])
def test_no_entry_at_all_is_kept_too(phone: Phone, raw: bytes) -> None:
    receipts = phone.push([raw, phone.person()])
    assert outcomes(receipts) == ["quarantined", "applied"]
    assert bytes(Quarantine.objects.get().body) == raw


def test_a_nul_character_and_a_huge_entry_are_kept(phone: Phone) -> None:
    nul = phone.person("Ai\0syah")
    huge = phone.entry("person.registered", str(ids.uuid7()), {"name": "x", "notes": "y" * 70_000})
    receipts = phone.push([nul, huge, phone.person()])
    codes = [r.reason.code if r.reason else None for r in receipts]
    assert codes == ["nul_character", "too_big", None]
    assert Quarantine.objects.count() == 2


def test_a_number_that_no_double_holds_spoils_its_own_entry_only(phone: Phone) -> None:
    """One such number used to end the whole push: nothing behind it could ever be sent."""
    raw = msgspec.json.encode(phone.person()).replace(b'"Aisyah"', b'"Aisyah","weight":1' + b"0" * 400)
    receipts = phone.push([raw, phone.person()])
    assert outcomes(receipts) == ["quarantined", "applied"]
    assert receipts[0].reason is not None and receipts[0].reason.code == "hash_mismatch"


@pytest.mark.parametrize("field", [{"author": "x" * 70_000}, {"device_counter": 2**63}, {"post": "x" * 70_000}])
def test_a_huge_entry_with_a_broken_head_spoils_no_other(phone: Phone, field: dict[str, Any]) -> None:
    """Its head was taken over unread: the whole push failed, again and again."""
    odd = phone.entry("person.registered", str(ids.uuid7()), {"name": "x", "notes": "y" * 70_000})
    raw = msgspec.json.encode(msgspec.to_builtins(odd) | field)
    receipts = phone.push([raw, phone.person()])
    assert outcomes(receipts) == ["quarantined", "applied"]
    assert bytes(Quarantine.objects.get().body) == raw


def test_a_kind_of_a_newer_app_is_kept_with_a_reason(phone: Phone) -> None:
    (receipt,) = phone.push([phone.entry("person.sang", str(ids.uuid7()), {"song": "Pelangi"})])
    assert receipt.outcome == "quarantined" and receipt.reason is not None
    assert receipt.reason.code == "kind_unknown" and receipt.reason.repair is not None


def test_old_app_does_not_drop_new_fields(phone: Phone) -> None:
    child = phone.entry("person.registered", str(ids.uuid7()), {"name": "Aisyah", "favourite_song": "Pelangi"})
    phone.push([child])
    phone.push([phone.change(child.subject, {"identity": 1}, name="Aisyah Putri")])
    row = phone.pull().posts[0].rows["persons"][0]
    assert row["name"] == "Aisyah Putri" and row["extra"] == {"favourite_song": "Pelangi"}


def test_a_batch_of_a_hundred_costs_few_queries(phone: Phone, django_assert_max_num_queries: object) -> None:
    phone.push([phone.person("Pertama")])
    entries = [phone.person(f"Anak {n}") for n in range(100)]
    with django_assert_max_num_queries(29):  # type: ignore[operator]
        assert set(outcomes(phone.push(entries))) == {"applied"}
