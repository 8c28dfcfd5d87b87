"""Entries that wait for others, and edits of several phones that meet."""

from datetime import timedelta

from simpul.base import clock, ids
from simpul.journal.models import Flag, Waiting
from simpul.journal.testing import Phone, Place
from simpul.journal.wire import Receipt
from simpul.people.models import Person


def outcomes(receipts: list[Receipt]) -> list[str]:
    return [receipt.outcome for receipt in receipts]


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
