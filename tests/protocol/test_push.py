"""What becomes of entries that phones push: the survival cases of the protocol that concern receiving."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from simpul.base import clock, ids
from simpul.journal.models import Device, DeviceAccount, Entry, Flag, Quarantine, Waiting
from simpul.journal.testing import Phone, Place, Refusal, account, place, rehash
from simpul.journal.wire import Receipt
from simpul.people.models import Person
from simpul.registry.models import Assignment


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


# Waiting ----------------------------------------------------------------------------------------------------------


def test_an_entry_waits_for_what_it_names(phone: Phone) -> None:
    child = phone.person()
    change = phone.entry("person.changed", child.subject, {"fields": {"notes": "tetangga"}}, after=[child.id])
    (first,) = phone.push([change])
    assert first.outcome == "waiting" and first.seq is None
    assert Waiting.objects.count() == 1
    assert outcomes(phone.push([child])) == ["applied"]
    assert Waiting.objects.count() == 0
    (now,) = phone.push([change])
    assert (now.outcome, now.seq, now.replayed) == ("applied", 2, True)
    assert Person.objects.get().notes == "tetangga"


def test_waiting_in_the_wrong_order_within_one_batch(phone: Phone) -> None:
    child = phone.person()
    change = phone.entry("person.changed", child.subject, {"fields": {"notes": "x"}}, after=[child.id])
    receipts = phone.push([change, child])
    assert [(r.outcome, r.seq) for r in receipts] == [("applied", 2), ("applied", 1)]


def test_a_chain_of_waiting_entries_wakes_in_order(phone: Phone) -> None:
    chain = [phone.person("Anak 0")]
    for n in range(1, 6):
        chain.append(phone.person(f"Anak {n}", after=[chain[-1].id]))
    assert set(outcomes(phone.push(reversed(chain[1:])))) == {"waiting"}
    assert set(outcomes(phone.push(reversed(chain[1:])))) == {"waiting"}
    phone.push(chain[:1])
    assert [r.seq for r in phone.push(chain)] == [1, 2, 3, 4, 5, 6]


def test_what_waits_for_a_refused_entry_goes_on_waiting(phone: Phone) -> None:
    bad = phone.entry("person.registered", str(ids.uuid7()), {"name": "  "})
    late = phone.person("Anak", after=[bad.id])
    assert outcomes(phone.push([bad, late])) == ["quarantined", "waiting"]


# Merging ------------------------------------------------------------------------------------------------------------


def test_out_of_order_edits_of_two_phones_converge(phone: Phone, second: Phone) -> None:
    child = phone.person("Aisyah")
    phone.push([child])
    mine = phone.change(child.subject, {"identity": 1, "contact": 1}, name="Aisyah Putri", phone="0811")
    theirs = second.change(child.subject, {"identity": 1, "notes": 1}, name="Aisyah Lestari", notes="kembar")
    assert outcomes(second.push([theirs])) == ["applied"]
    (receipt,) = phone.push([mine])
    assert receipt.outcome == "conflict" and receipt.reason is not None
    one, two = phone.pull().posts[0].rows, second.pull().posts[0].rows
    assert one == two
    row, review = one["persons"][0], one["reviews"][0]
    assert (row["name"], row["phone"], row["notes"]) == ("Aisyah Lestari", "0811", "kembar")
    assert [option["value"] for option in review["options"]] == ["Aisyah Lestari", "Aisyah Putri"]
    assert review["status"] == "open" and not review["clinical"]


def test_a_review_is_decided_and_a_clinical_one_only_by_the_puskesmas(here: Place, phone: Phone, second: Phone) -> None:
    child = phone.person("Aisyah")
    phone.push([child])
    phone.push([phone.change(child.subject, {"identity": 1}, birth_date="2025-01-01")])
    (receipt,) = second.push([second.change(child.subject, {"identity": 1}, birth_date="2025-01-02")])
    assert receipt.outcome == "conflict"
    review = ids.review_id(receipt.id, "birth_date")
    resolved = {"review": review, "value": "2025-01-02"}
    (no,) = second.push([second.entry("review.resolved", child.subject, resolved)])
    assert no.reason is not None and no.reason.code == "puskesmas_decides"
    officer = Phone(post=here.posts[0]).enrol(here.officer, here.officer)
    (yes,) = officer.push([officer.entry("review.resolved", child.subject, resolved)])
    assert yes.outcome == "applied"
    rows = phone.pull().posts[0].rows
    assert rows["persons"][0]["birth_date"] == "2025-01-02"
    assert rows["reviews"][0]["status"] == "resolved" and rows["reviews"][0]["value"] == "2025-01-02"


def test_future_clock_does_not_win(phone: Phone, second: Phone) -> None:
    child = phone.person("Aisyah")
    phone.push([child])
    ahead = clock.iso(clock.now() + timedelta(days=800))
    fast = phone.entry(
        "person.changed",
        child.subject,
        {"fields": {"phone": "0811"}},
        base={"contact": 1},
        happened_at=ahead,
        recorded_at=ahead,
    )
    phone.push([fast])
    seen = phone.pull().posts[0].rows["persons"][0]["seq"]
    right = second.change(child.subject, {"contact": seen}, phone="0822")
    assert outcomes(second.push([right])) == ["applied"]
    assert Person.objects.get().phone == "0822"
    assert Flag.objects.get().code == "clock_ahead"


# Authority ----------------------------------------------------------------------------------------------------------


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


def test_a_batch_of_a_hundred_costs_few_queries(phone: Phone, django_assert_max_num_queries: object) -> None:
    phone.push([phone.person("Pertama")])
    entries = [phone.person(f"Anak {n}") for n in range(100)]
    with django_assert_max_num_queries(29):  # type: ignore[operator]
        assert set(outcomes(phone.push(entries))) == {"applied"}
