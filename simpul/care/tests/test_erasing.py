"""Lawful erasure: a person is nowhere any more, everyone else is untouched, and a replay makes the same rows."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from simpul.base import audit_chain, database, ids
from simpul.care.tests import in_order
from simpul.care.tests.stories import Village
from simpul.care.tests.test_random_lives import BORN_AWAY, DEEDS, THERE_AND_BACK, Life
from simpul.journal import redactions, replay
from simpul.journal.actions.verify import verify
from simpul.journal.erasure import outside
from simpul.journal.erasure.erase import Erased, NotLawful, Order, erase
from simpul.journal.models import Entry, Quarantine, Redacted, Waiting
from simpul.journal.testing import Phone, account, rehash
from simpul.network.models import Request
from simpul.people.models import Family, Person
from simpul.registry.models import Account

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "Rahasiawati"


@pytest.fixture(autouse=True)
def own_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMPUL_REDACTIONS", str(tmp_path / "redactions.jsonl"))


def ordered(*, entries: Any = (), subjects: Any = (), by: tuple[Account, Account] | None = None) -> Erased:
    """An erasure that two people answer for."""
    officer, operator = by or (account("dpo", "operator", None), account("operator", "operator", None))
    with database.as_owner():
        return erase(Order(officer, operator, "Surat 12/PDP/2026"), entries, subjects)


def places_with(text: str) -> list[str]:
    """Every table and column of the database that holds the text, bytes and JSON included."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s', [f"%{text}%"])
            found += [table] * cursor.fetchone()[0]
        for table in ("journal_quarantine", "journal_waiting"):
            cursor.execute(f"SELECT count(*) FROM {table} WHERE position(%s::bytea in body) > 0", [text.encode()])
            found += [f"{table}.body"] * cursor.fetchone()[0]
    return found


def sound() -> None:
    """Journals, rows and audit agree."""
    report = verify()
    assert (report.gaps, report.hashes, report.rows) == ([], [], [])
    assert audit_chain.verify() == []


@dataclass
class Story:
    """A child with a whole history at one post, then at another; a sibling and a neighbour beside it."""

    village: Village
    child: str
    sibling: str
    neighbour: str
    family: str


@pytest.fixture
def story() -> Story:
    village = Village()
    family = village.family("Bagus")
    child = village.child(family, name=f"{SECRET} Kecil")
    sibling, neighbour = village.child(family, name="Kakak"), village.child(village.family("Wayan"), name="Wayan Ayu")
    first = village.weigh(child, "2026-03-05", 7.5, notes=f"kata ibu {SECRET}")
    village.weigh(child, "2026-03-05", 7.9, by=village.where.kaders[0])
    village.weigh(sibling, "2026-03-05", 9.5)
    village.weigh(neighbour, "2026-03-05", 6.5)
    village.write("dose.given", child, {"product": "MR", "date": "2026-03-05", "place": SECRET})
    village.write("entry.voided", child, {"target": first.id, "reason": f"bukan {SECRET}"})
    village.write("person.changed", child, {"fields": {"notes": f"{SECRET} sakit"}}, base={"notes": 99})
    request = village.refer(child, message=f"{SECRET} kurus")
    village.write("request.moved", request, {"action": "accept", "note": SECRET})
    pregnancy = str(ids.uuid7())
    village.write("pregnancy.opened", pregnancy, {"person": child, "lmp": "2026-02-01", "husband_name": SECRET})
    village.write("pregnancy.changed", pregnancy, {"fields": {"husband_name": f"{SECRET} lagi"}})
    village.write(
        "consent.given", child, {"purpose": "service", "granted": True, "date": "2026-03-05", "given_by": SECRET}
    )
    return Story(village, child, sibling, neighbour, family)


def test_a_person_is_nowhere_any_more(story: Story) -> None:
    assert len(places_with(SECRET)) > 10
    hashes = dict(Entry.objects.values_list("pk", "hash"))
    places = dict(Entry.objects.values_list("pk", "seq"))
    kept = Person.objects.get(pk=story.neighbour)
    done = ordered(subjects=[story.child])
    assert places_with(SECRET) == []
    assert len(done.entries) == 11
    for row in Entry.objects.filter(pk__in=hashes):
        assert (row.seq, bytes(row.hash)) == (places[row.pk], bytes(hashes[row.pk]))
    assert Person.objects.get(pk=story.neighbour).seq == kept.seq
    assert {str(pk) for pk in Person.objects.values_list("pk", flat=True)} == {story.sibling, story.neighbour}
    sound()


def test_what_moved_along_is_taken_out_of_the_arrival(story: Story) -> None:
    story.village.move(story.family)
    late = story.village.write("person.changed", story.child, {"fields": {"notes": f"{SECRET} terlambat"}})
    assert Entry.objects.filter(kind="family.arrived").count() >= 1
    done = ordered(subjects=[story.child])
    assert places_with(SECRET) == []
    assert done.partial and late.id in done.entries
    sibling = Person.objects.get(pk=story.sibling)
    assert (str(sibling.post_id), sibling.status) == (story.village.there, "active")
    assert sorted(done.posts) == sorted([story.village.here, story.village.there])
    sound()


def test_the_last_of_a_family_takes_the_family_along(story: Story) -> None:
    ordered(subjects=[story.child])
    assert Family.objects.filter(pk=story.family).exists()
    ordered(subjects=[story.sibling])
    assert not Family.objects.filter(pk=story.family).exists()
    assert places_with("Bagus") == []
    sound()


def test_phones_learn_what_to_drop_and_what_changed(story: Story) -> None:
    where = story.village.where
    phone = Phone(post=where.posts[0]).enrol(where.officer, where.kaders[0])
    before = {row["id"] for page in phone.pull().posts for rows in page.rows.values() for row in rows}
    ordered(subjects=[story.child])
    (page,) = phone.pull().posts
    gone = {pk for row in page.rows["redactions"] for ids_ in row["gone"].values() for pk in ids_}
    parts = phone.snapshot(where.posts[0]).rows
    held = {row["id"] for part, rows in parts.items() if part != "redactions" for row in rows}
    assert before - gone <= held and not gone & held and story.child in gone
    assert {row["id"] for row in page.rows["redactions"]} == {
        str(pk) for pk in Redacted.objects.values_list("pk", flat=True)
    }


def test_one_entry_goes_and_the_visit_is_folded_again(story: Story) -> None:
    where = story.village.where
    phone = Phone(post=where.posts[0]).enrol(where.officer, where.kaders[0])
    wrong = story.village.weigh(story.neighbour, "2026-04-05", 66.0, notes=SECRET + " salah orang")
    right = story.village.weigh(story.neighbour, "2026-04-05", 6.6, length_height_cm=66.0, by=where.kaders[0])
    story.village.write("visit.corrected", story.neighbour, _correction(story, wrong.id))
    phone.pull()
    ordered(entries=[wrong.id])
    visit = ids.visit_id(where.posts[0], story.neighbour, "2026-04-05")
    (page,) = phone.pull().posts
    (row,) = [row for row in page.rows["visits"] if row["id"] == visit]
    assert right.id in row["entries"].values() and wrong.id not in row["entries"].values()
    assert "salah orang" not in str(page.rows)
    sound()


def _correction(story: Story, wrong: str) -> dict[str, Any]:
    visit = ids.visit_id(story.village.here, story.neighbour, "2026-04-05")
    return {"visit": visit, "corrects": wrong, "values": {"weight_kg": 6.7}}


def test_what_stood_on_an_erased_entry_stands_no_more_and_breaks_nothing(story: Story) -> None:
    """Only the registration is erased: what was written about the person has nothing to stand on."""
    registered = Entry.objects.get(kind="person.registered", subject=story.neighbour)
    ordered(entries=[str(registered.pk)])
    assert not Person.objects.filter(pk=story.neighbour).exists()
    sound()


def test_what_only_the_row_of_an_erased_entry_leads_to_goes_with_it(story: Story) -> None:
    """A decision holds a copy of what was erased, a step of a request names nobody: a later erasure would miss both."""
    village, child = story.village, story.child
    disputed = village.write("person.changed", child, {"fields": {"father_name": SECRET}}, base={"parents": 99})
    rival = village.write("person.changed", child, {"fields": {"father_name": f"{SECRET} lain"}})
    review = ids.review_id(rival.id, "father_name")
    decided = village.write("review.resolved", review, {"review": review, "value": f"{SECRET} lain"})
    opened = Entry.objects.get(kind="request.opened", subject__in=Request.objects.values("pk"))
    step = Entry.objects.get(kind="request.moved", subject=opened.subject)
    done = ordered(entries=[rival.id, str(opened.pk)])
    assert set(done.entries) == {rival.id, decided.id, str(opened.pk), str(step.pk)}
    assert Entry.objects.get(pk=disputed.id).data is not None
    sound()
    ordered(subjects=[child])
    assert places_with(SECRET) == []
    sound()


def test_two_people_an_order_and_the_owner_are_needed(story: Story) -> None:
    officer, operator = account("dpo", "operator", None), account("operator", "operator", None)
    with pytest.raises(NotLawful):
        ordered(subjects=[story.child], by=(operator, operator))
    operator.is_active = False
    with pytest.raises(NotLawful):
        ordered(subjects=[story.child], by=(officer, operator))
    operator.is_active = True
    with pytest.raises(NotLawful), database.as_owner():
        erase(Order(officer, operator, "  "), (), [story.child])
    with pytest.raises(ProgrammingError, match="permission denied"):
        erase(Order(officer, operator, "Surat"), (), [story.child])
    assert len(places_with(SECRET)) > 10
    assert Redacted.objects.count() == 0


def test_done_twice_it_changes_nothing(story: Story) -> None:
    ordered(subjects=[story.child])
    entries, lines = Entry.objects.count(), outside.read()
    again = ordered(subjects=[story.child])
    assert (again.entries, again.partial) == ([], [])
    assert (Entry.objects.count(), outside.read()) == (entries, lines)


def test_copies_beside_the_journal_go_too(story: Story) -> None:
    where = story.village.where
    phone = Phone(post=where.posts[0]).enrol(where.officer, where.kaders[0])
    bad = phone.entry("visit.recorded", story.child, {"visit": "?", "values": {"notes": SECRET}})
    waits = phone.change(story.child, None, notes=f"{SECRET} menunggu")
    waits.after.append(str(ids.uuid7()))
    other = phone.entry("person.registered", str(ids.uuid7()), {"name": 5, "notes": "orang lain"})
    outcomes = [one.outcome for one in phone.push([bad, rehash(waits), other])]
    assert outcomes == ["quarantined", "waiting", "quarantined"]
    done = ordered(subjects=[story.child])
    assert done.copies == 2 and places_with(SECRET) == []
    assert not Waiting.objects.exists()
    assert redactions.known([bad.id, waits.id, other.id]) == {bad.id, waits.id}
    told = {row["id"] for page in phone.pull().posts for row in page.rows.get("redactions", [])}
    assert {bad.id, waits.id} <= told
    assert [one.outcome for one in phone.push([bad])] == ["quarantined"] and places_with(SECRET) == []
    assert b"orang lain" in bytes(Quarantine.objects.get(entry=other.id).body)
    sound()


def test_an_erased_entry_never_comes_back(story: Story) -> None:
    """Pushed again, under another hash, and words about the person that arrive only now."""
    where = story.village.where
    phone = Phone(post=where.posts[0]).enrol(where.officer, where.kaders[0])
    mine = phone.change(story.child, {"notes": 99}, notes=f"{SECRET} dari HP")
    (first,) = phone.push([mine])
    late, unreadable = (
        phone.change(story.child, None, phone=f"0812 {SECRET}"),
        phone.entry("visit.recorded", story.child, {}),
    )
    ordered(subjects=[story.child])
    (again,) = phone.push([mine])
    assert (again.outcome, again.seq, again.hash, again.replayed) == (first.outcome, first.seq, first.hash, True)
    forged = rehash(msgspec.structs.replace(mine, data={"fields": {"notes": f"{SECRET} palsu"}}))
    told = [one.outcome for one in phone.push([late, forged, unreadable])]
    assert told == ["applied", "quarantined", "quarantined"]
    assert [one.outcome for one in phone.push([late])] == ["applied"]
    assert places_with(SECRET) == []
    assert Redacted.objects.filter(pk=late.id).exists()
    assert redactions.known([mine.id, story.sibling]) == {mine.id}
    sound()


def test_writers_of_other_posts_go_on_while_one_is_erased(story: Story) -> None:
    where = story.village.where
    phone = Phone(post=where.posts[1]).enrol(where.officer, where.kaders[1])
    with database.as_owner():
        order = Order(account("dpo", "operator", None), account("op", "operator", None), "Surat")
        with transaction.atomic():
            erase(order, (), [story.child])
            worker = threading.Thread(target=_push_and_close, args=(phone,))
            worker.start()
            worker.join(30)
            assert not worker.is_alive(), "a writer of another post waits for the erasure"


def _push_and_close(phone: Phone) -> None:
    phone.push([phone.person("Tetangga")])
    connection.close()


@dataclass
class SecretLife(Life):
    """A life in which every child's name says which one it is."""

    def born(self) -> None:
        """A child with a name of its own."""
        super().born()
        name = f"{SECRET} {self.persons[-1]}"
        home = str(Person.objects.get(pk=self.persons[-1]).post_id)
        self.village.write(
            "person.changed", self.persons[-1], {"fields": {"father_name": name}}, home, base={"parents": 999}
        )


def _examples() -> Iterator[tuple[list[str], int]]:
    yield THERE_AND_BACK * 2, 1
    yield [*DEEDS, "merged", "moved", "weighed", "moved", *DEEDS], 7
    yield BORN_AWAY, 7


@settings(max_examples=6, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(DEEDS), min_size=10, max_size=40), st.integers(0, 2**32), st.booleans())
def test_any_life_can_be_erased(deeds: list[str], seed: int, whole: bool) -> None:
    _live_and_erase(deeds, seed, whole)


@pytest.mark.parametrize(("deeds", "seed"), list(_examples()))
def test_lives_that_cross_posts_can_be_erased(deeds: list[str], seed: int) -> None:
    _live_and_erase(deeds, seed, True)


def _live_and_erase(deeds: list[str], seed: int, whole: bool) -> None:
    life = SecretLife(Random(seed))
    life.settles()
    life.born()
    life.born()
    for deed in deeds:
        life.do(deed)
    erased = life.random.choice(life.persons)
    if whole:
        group = _records(erased)
        ordered(subjects=[erased])
        for person in group:
            assert places_with(f"{SECRET} {person}") == []
        assert not Person.objects.filter(pk__in=group).exists()
    else:
        about = list(Entry.objects.filter(post__in=life.village.where.posts).exclude(kind="family.arrived"))
        ordered(entries=[str(life.random.choice(about).pk)])
    with replay.scratch():
        replay.replay()
        assert replay.differences() == []
    assert in_order.differences() == []


def _records(person: str) -> list[str]:
    from simpul.people.merged import records_of

    return records_of(person)
