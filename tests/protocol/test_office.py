"""Entries of the puskesmas' pages, answers to quarantine, withdrawal, verify and rebuild."""

from collections.abc import Callable

import pytest
from django.db import connection

from simpul.base import database, ids
from simpul.journal import replay
from simpul.journal.actions.answer import accept, dismiss
from simpul.journal.actions.append import Draft, append
from simpul.journal.actions.rebuild import rebuild
from simpul.journal.actions.verify import verify
from simpul.journal.kinds import Refused
from simpul.journal.models import Entry, Flag, PostCounter, Quarantine
from simpul.journal.testing import Phone, Place, place
from simpul.people.models import Person


def test_an_office_entry_reaches_the_phones(here: Place, phone: Phone) -> None:
    child = phone.person()
    phone.push([child])
    changed = Draft("person.changed", child.subject, {"fields": {"notes": "sudah dikunjungi"}}, base={"notes": 1})
    (entry,) = append(phone.post, [changed], here.officer)
    assert (entry.seq, entry.device, entry.author) == (2, None, str(here.officer.pk))
    assert phone.pull().posts[0].rows["persons"][0]["notes"] == "sudah dikunjungi"


def test_office_entries_apply_all_or_none(here: Place, phone: Phone) -> None:
    good = ("person.registered", str(ids.uuid7()), {"name": "Baik"})
    bad = ("person.changed", str(ids.uuid7()), {"fields": {"name": "Tidak ada"}})
    with pytest.raises(Refused):
        append(phone.post, [good, bad], here.officer)
    assert not Entry.objects.exists() and not Person.objects.exists()
    assert append(phone.post, [good], here.officer)[0].seq == 1


@pytest.mark.parametrize("kind", ["person.sang", "family.arrived"])
def test_a_page_may_not_write_what_is_not_its_own(here: Place, phone: Phone, kind: str) -> None:
    with pytest.raises(Refused):
        append(phone.post, [(kind, str(ids.uuid7()), {})], here.officer)


def test_an_officer_of_another_puskesmas_writes_nothing_here(phone: Phone) -> None:
    other = place()
    with pytest.raises(Refused) as refused:
        append(phone.post, [("person.registered", str(ids.uuid7()), {"name": "A"})], other.officer)
    assert refused.value.reason.code == "not_assigned"


def test_an_office_entry_with_a_given_id_is_written_once(here: Place, phone: Phone) -> None:
    draft = Draft("person.registered", str(ids.uuid7()), {"name": "Sekali"}, id=str(ids.uuid7()))
    first, second = (append(phone.post, [draft], here.officer)[0] for _ in range(2))
    assert (first.seq, first.hash) == (second.seq, second.hash) and Entry.objects.count() == 1


def test_a_quarantined_entry_is_accepted_as_it_is(here: Place, phone: Phone) -> None:
    here.kaders[0].is_active = False
    here.kaders[0].save()
    entry = phone.person()
    phone.push([entry])
    accept(here.officer, Quarantine.objects.get())
    held = Quarantine.objects.get()
    assert held.status == "repaired" and Person.objects.get().name == "Aisyah"
    assert str(Entry.objects.get(pk=entry.id).author) == phone.author
    assert Flag.objects.get().code == "accepted"
    (again,) = phone.push([entry])
    assert (again.outcome, again.hash, again.replayed) == ("applied", entry.hash, True)
    here.kaders[0].is_active = True
    here.kaders[0].save()
    rows = phone.pull().posts[0].rows
    assert (rows["repairs"][0]["id"], rows["repairs"][0]["by"]) == (entry.id, entry.id)


def test_a_quarantined_entry_is_closed_with_a_reason(here: Place, phone: Phone) -> None:
    bad = phone.entry("person.registered", str(ids.uuid7()), {"name": " "})
    phone.push([bad])
    with pytest.raises(Refused):
        accept(here.officer, Quarantine.objects.get())
    dismiss(here.officer, Quarantine.objects.get(), "tertulis dua kali")
    assert Quarantine.objects.get().status == "dismissed"
    row = phone.pull().posts[0].rows["repairs"][0]
    assert (row["id"], row["by"], row["reason"]) == (bad.id, None, "tertulis dua kali")


def test_a_kader_repairs_an_entry_with_a_new_one(phone: Phone) -> None:
    bad = phone.entry("person.registered", str(ids.uuid7()), {"name": " "})
    phone.push([bad])
    good = phone.person("Benar")
    repaired = phone.entry("entry.repaired", bad.subject, {"target": bad.id, "by": good.id})
    assert [r.outcome for r in phone.push([good, repaired])] == ["applied", "applied"]
    assert Quarantine.objects.get().status == "repaired"


def test_what_has_no_place_cannot_be_withdrawn(phone: Phone) -> None:
    voided = phone.entry("entry.voided", str(ids.uuid7()), {"target": str(ids.uuid7()), "reason": "keliru"})
    (receipt,) = phone.push([voided])
    assert receipt.reason is not None and receipt.reason.code == "target_unknown"
    child = phone.person()
    phone.push([child])
    (receipt,) = phone.push([phone.entry("entry.voided", child.subject, {"target": child.id, "reason": "x"})])
    assert receipt.reason is not None and receipt.reason.code == "cannot_void"


# Verify and rebuild -------------------------------------------------------------------------------------------------


@pytest.fixture
def lived(here: Place, phone: Phone, second: Phone) -> Phone:
    """A post with registrations, patches, a conflict, a decision, a visit, a withdrawal, a repair, unknown fields."""
    child = phone.entry("person.registered", str(ids.uuid7()), {"name": "Aisyah", "song": 8.0, "sex": "P"})
    family = phone.entry("family.registered", str(ids.uuid7()), {"head_name": "Budi"})
    phone.push([child, family])
    visit = ids.visit_id(phone.post, child.subject, "2026-11-21")
    data = {"visit": visit, "date": "2026-11-21", "card": "balita", "step": 2, "values": {"weight_kg": 8.4}}
    weighed = phone.entry("visit.recorded", child.subject, data)
    phone.push([weighed, phone.change(child.subject, {"identity": 1}, name="Aisyah Putri")])
    theirs = second.change(child.subject, {"identity": 1, "notes": 1}, name="Aisyah Lestari", notes="kembar")
    (conflict,) = second.push([theirs])
    assert conflict.outcome == "conflict"
    review = {"review": ids.review_id(theirs.id, "name"), "value": "Aisyah Lestari"}
    bad = phone.person(" ")
    phone.push([bad, phone.entry("review.resolved", child.subject, review)])
    phone.push([phone.entry("entry.voided", child.subject, {"target": weighed.id, "reason": "keliru"})])
    dismiss(here.officer, Quarantine.objects.get(), "ganda")
    return phone


def rows_as_text() -> dict[str, list[str]]:
    found = {}
    with connection.cursor() as cursor:
        for table in replay.tables():
            cursor.execute(f'SELECT t::text FROM public."{table}" t ORDER BY 1')
            found[table] = [row[0] for row in cursor.fetchall()]
    return found


def test_a_replay_makes_the_same_rows(lived: Phone) -> None:
    report = verify()
    assert report.sound, report
    assert report.entries == Entry.objects.count() == 8


def test_rebuild_yields_byte_equal_projections(lived: Phone) -> None:
    before = rows_as_text()
    assert sum(map(len, before.values())) == 5
    Person.objects.update(name="Rusak", notes="", extra={})
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_review")
    assert rows_as_text() != before
    assert rebuild() == 8
    assert rows_as_text() == before
    assert verify().sound


def spoil_row(lived: Phone) -> None:
    Person.objects.update(notes="diubah diam-diam")


def spoil_counter(lived: Phone) -> None:
    PostCounter.objects.filter(post=lived.post).update(seq=99)


@pytest.mark.parametrize(("spoil", "found"), [(spoil_row, "rows"), (spoil_counter, "gaps")])
def test_verify_finds_what_was_changed(lived: Phone, spoil: Callable[[Phone], None], found: str) -> None:
    spoil(lived)
    report = verify()
    assert not report.sound and getattr(report, found)


@pytest.mark.django_db(transaction=True)
def test_verify_finds_a_rewritten_entry_and_a_cut_tail() -> None:
    here = place()
    phone = Phone(post=here.posts[0]).enrol(here.officer, here.kaders[0])
    phone.push([phone.person("Satu"), phone.person("Dua")])
    with connection.cursor() as cursor, pytest.raises(Exception, match="permission denied"):
        cursor.execute("UPDATE journal_entry SET data = '{}'")
    with database.as_owner() as owner, owner.cursor() as cursor:
        cursor.execute('UPDATE journal_entry SET data = \'{"name": "Palsu"}\' WHERE seq = 1')
    report = verify()
    assert report.hashes and report.rows
    with database.as_owner() as owner, owner.cursor() as cursor:
        cursor.execute("DELETE FROM journal_entry WHERE seq = 2")
    assert verify().gaps == here.posts
