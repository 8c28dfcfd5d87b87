"""Faults that systems of this kind have had, one test each (docs/reliability.md names the class of failure)."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, connections

from simpul.base import clock, database, ids
from simpul.config import tick
from simpul.journal.erasure.erase import Order, erase
from simpul.journal.models import Entry
from simpul.journal.testing import Phone, Place, account, place
from simpul.people.models import Person
from tests.protocol.conftest import phone_of

NOON = "2026-11-21T05:00:00.000Z"


def drained(phone: Phone, limit: int) -> list[int]:
    """The places of every head, in the order they came."""
    seqs: list[int] = []
    while True:
        answer = phone.pull(limit)
        seqs += [head.seq for page in answer.posts for head in page.heads]
        if not answer.has_more:
            return seqs


@pytest.mark.parametrize("step_s", [0, -3600], ids=["equal", "backwards"])
def test_times_that_are_equal_or_run_backwards_skip_nothing(phone: Phone, step_s: int) -> None:
    """More entries of one moment than a page holds, then a clock that runs backwards: the place alone counts."""
    at = [clock.iso(clock.parse_iso(NOON) + timedelta(seconds=step_s * n)) for n in range(9)]
    phone.push([phone.person(happened_at=time, recorded_at=time) for time in at])
    assert drained(phone, 2) == list(range(1, 10))


@pytest.mark.parametrize("days", [730, -730], ids=["ahead", "behind"])
def test_a_wrong_clock_wins_nothing_that_its_author_had_not_seen(phone: Phone, second: Phone, days: int) -> None:
    """Two phones change one field without knowing of each other: two years more or less on a clock decide nothing."""
    child = phone.person("Aisyah")
    phone.push([child, phone.change(child.subject, {"contact": 1}, phone="0811")])
    off = clock.iso(clock.now() + timedelta(days=days))
    patch = {"fields": {"phone": "0822"}}
    blind = second.entry("person.changed", child.subject, patch, base={"contact": 0}, happened_at=off, recorded_at=off)
    [receipt] = second.push([blind])
    assert (receipt.outcome, receipt.seq) == ("conflict", 3)
    assert Person.objects.get().phone == "0811"


def test_a_change_to_someone_who_has_died_is_kept(phone: Phone, second: Phone) -> None:
    """Offline at the other table nobody knew: the words get their place, and death stays what it is."""
    child = phone.person("Aisyah")
    phone.push([child])
    phone.push([phone.entry("person.left", child.subject, {"status": "died", "date": "2026-11-20"})])
    [receipt] = second.push([second.change(child.subject, {"contact": 1}, phone="0822")])
    assert receipt.outcome in ("applied", "conflict")
    person = Person.objects.get()
    assert (person.status, person.phone) == ("died", "0822")


def test_a_correction_of_what_was_withdrawn_is_kept_for_a_person_to_see(phone: Phone, second: Phone) -> None:
    """The value it corrects is gone; what was typed is not, and its author is told."""
    child = phone.person("Aisyah")
    visit = "0190d3f0-0000-7000-8000-000000000001"
    data = {"visit": visit, "date": "2026-11-21", "card": "balita", "step": 2, "values": {"weight_kg": 8.4}}
    weighed = phone.entry("visit.recorded", child.subject, data)
    phone.push([child, weighed])
    phone.push([phone.entry("entry.voided", child.subject, {"target": weighed.id, "reason": "keliru"})])
    fixed = {"visit": visit, "corrects": weighed.id, "values": {"weight_kg": 8.6}}
    [receipt] = second.push([second.entry("visit.corrected", child.subject, fixed)])
    placed = Entry.objects.filter(pk=receipt.id).exists()
    assert placed or (receipt.outcome == "quarantined" and receipt.reason is not None and receipt.reason.message.id)


def test_one_of_two_like_items_is_withdrawn_by_its_id(phone: Phone) -> None:
    """Two doses that look alike: withdrawing the first leaves the second, whatever place it has in a list."""
    child = phone.person("Aisyah")
    dose = {"product": "MR", "number": 1, "date": "2026-11-20", "source": "history"}
    first, other = (phone.entry("dose.given", child.subject, dose) for _ in range(2))
    phone.push([child, first, other])
    phone.pull()
    phone.push([phone.entry("entry.voided", child.subject, {"target": first.id, "reason": "ganda"})])
    [row] = phone.pull().posts[0].rows["doses"]
    assert (row["id"], row["status"]) == (first.id, "void")
    held = {row["id"]: row["status"] for row in phone.snapshot(phone.post).rows["doses"]}
    assert held == {first.id: "void", other.id: "ok"}


def test_entries_are_written_into_the_chain_of_their_post(here: Place, phone: Phone) -> None:
    """One audit row for each post and push, with the places it took."""
    other = phone_of(here, 1)
    phone.push([phone.person(), phone.person()])
    other.push([other.person()])
    with connection.cursor() as cursor:
        cursor.execute("SELECT chain, subject FROM base_auditrow WHERE action = 'entries' ORDER BY at_us")
        assert cursor.fetchall() == [(here.posts[0], "1-2"), (here.posts[1], "1-1")]


@pytest.mark.django_db(transaction=True)
def test_a_lock_is_released_by_its_owner_only() -> None:
    """While one process ticks, another does nothing and does not open the way for a third."""
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [tick._LOCK])
        ran: list[int] = []
        for _ in range(2):
            assert tick.tick([lambda: ran.append(1)]) == 0
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [tick._LOCK])
        assert tick.tick([lambda: ran.append(1)]) == 1 and ran == [1]
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
def test_the_post_that_an_erased_child_had_left_drops_its_rows_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What phones of the old post still hold of a family that moved is a copy like any other."""
    monkeypatch.setenv("SIMPUL_REDACTIONS", str(tmp_path / "redactions.jsonl"))
    here = place(posts=2)
    phone, other = phone_of(here), phone_of(here, 1)
    family = phone.entry("family.registered", str(ids.uuid7()), {"head_name": "Rahasia"})
    child = phone.entry("person.registered", str(ids.uuid7()), {"name": "Rahasia", "family": family.subject})
    phone.push([family, child])
    phone.pull()
    phone.push([phone.entry("family.moved", family.subject, {"to_post": other.post})])
    phone.pull()
    operator = account("operator", "operator", None)
    with database.as_owner():
        erase(Order(here.officer, operator, "Surat 12/PDP/2026"), subjects={child.subject})
    gone: dict[str, set[str]] = {}
    for row in phone.pull().posts[0].rows["redactions"]:
        for part, pks in row["gone"].items():
            gone.setdefault(part, set()).update(pks)
    assert child.subject in gone["persons"] and family.subject in gone["families"]
