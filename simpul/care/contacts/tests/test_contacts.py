"""What somebody agreed to lies in no journal, is read by whoever was asked alone, and is forgotten."""

import gzip
import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.db import connection
from django.test import Client

from simpul.base import clock, ids
from simpul.base.models import AuditRow
from simpul.care.contacts.actions import ALONE, erase_due
from simpul.care.contacts.content import kept
from simpul.care.models import AgreedContact
from simpul.care.screenings.tests.stories import adult
from simpul.care.tests.stories import Village
from simpul.care.tests.test_erasing import ordered
from simpul.journal.actions.verify import verify
from simpul.journal.kinds import Refused
from simpul.journal.models import Entry, Quarantine, Redacted
from simpul.journal.testing import Phone, account
from simpul.network.actions.move import move
from simpul.network.models import Request
from simpul.registry.models import Account, Assignment, Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db(transaction=True)
Role = Assignment.Role
NAME, DIGITS = "SENTINEL-5519", "81255190077"
REACH = {"name": NAME, "phone": f"0{DIGITS}", "times": ["sore"], "may_leave_message": False}


def asked(village: Village, person: str | None = None, **over: Any) -> str:
    """A request as first aid opens it, for somebody unnamed unless told."""
    return village.refer(person, "darurat", service="kesehatan-jiwa", **over)


def agree(village: Village, request: str, reach: dict[str, Any] | None = REACH, **over: Any) -> Any:
    return village.write("contact.agreed", request, {"reach": reach}, **over)


def psychologist(village: Village) -> Account:
    return account("psikolog", Role.PSYCHOLOGIST, village.where.puskesmas)


def page(actor: Account, request: str) -> Any:
    return kit.sign_in(Client(), actor).get(f"/puskesmas/rujukan/{request}/")


def everything() -> str:
    """Every row of every table as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        found = []
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT coalesce(string_agg(t::text, chr(10)), '') FROM \"{table}\" t")
            found.append(cursor.fetchone()[0])
    return "\n".join(found)


def test_the_treating_team_of_the_unit_asked_reads_it_and_it_is_written_down() -> None:
    village = Village()
    reader = psychologist(village)
    request = asked(village)
    agree(village, request)
    html = page(reader, request).content.decode()
    assert NAME in html and f"+62{DIGITS}" in html and "Sore, 15.00 sampai 18.00" in html
    assert "Jangan meninggalkan pesan" in html and "Boleh dihubungi" in html
    rows = AuditRow.objects.filter(action="read", subject="contact", actor=str(reader.pk))
    # The list beside it names them too.
    read = sorted((row.detail["purpose"], row.detail["ids"]) for row in rows)
    assert read == [("call", [request]), ("inbox", [request])]


def test_nobody_else_reads_it() -> None:
    village = Village()
    request = asked(village)
    agree(village, request)
    elsewhere = Unit.objects.create(kind=Unit.Kind.PUSKESMAS, name="Lain", area_id="31.74.01.1001")
    others = [
        account("loket", Role.OFFICER, village.where.puskesmas),
        account("lain", Role.PSYCHOLOGIST, elsewhere),
        account("operator", Role.OPERATOR, None),
        village.where.kaders[0],
    ]
    for actor in others:
        html = page(actor, request).content.decode()
        assert NAME not in html and DIGITS not in html, actor.username
    assert not AuditRow.objects.filter(subject="contact").exists()


def test_who_sent_it_on_reads_it_no_more() -> None:
    """Asked of a hospital: the puskesmas where the request lies follows it, and no longer calls."""
    village = Village()
    reader = psychologist(village)
    hospital = Unit.objects.create(kind=Unit.Kind.HOSPITAL, name="RS", area_id="31.74.01.1001")
    theirs = account("rs", Role.PSYCHOLOGIST, hospital)
    request = asked(village, to_unit=str(hospital.pk))
    agree(village, request)
    assert NAME not in page(reader, request).content.decode()
    assert NAME in page(theirs, request).content.decode()


def test_it_lies_in_no_journal_table_log_or_phone(caplog: Any) -> None:
    """The journal keeps that it came; a colleague's phone learns not even a name; a copy of the database neither."""
    caplog.set_level(logging.DEBUG)
    village = Village()
    kader, colleague = village.where.kaders[0], account("kader-dua", Role.KADER, Unit.objects.get(pk=village.here))
    mine = Phone(post=village.here).enrol(village.where.officer, kader)
    theirs = Phone(post=village.here).enrol(village.where.officer, colleague)
    request = asked(village)
    receipt = mine.push([mine.entry("contact.agreed", request, {"reach": REACH})])[0]
    assert receipt.outcome == "applied"
    stored = Entry.objects.get(pk=receipt.id)
    assert (stored.data, stored.sealed) == (None, None) and stored.redacted_at is not None
    fetched = gzip.decompress(theirs.send("GET", f"journal/snapshot/{theirs.post}").content)
    told = everything() + caplog.text + (fetched + msgspec.json.encode(theirs.pull())).decode()
    for word in (NAME, DIGITS):
        assert word not in told, word
    assert not Redacted.objects.exists(), "a phone would load its whole post again"
    assert AgreedContact.objects.get(pk=request).sealed is not None


def test_a_rebuild_makes_the_same_rows_and_keeps_the_contact() -> None:
    village = Village()
    agree(village, asked(village))
    assert verify().sound, "rows differ from the journal"
    assert AgreedContact.objects.get().sealed is not None


def test_what_they_no_longer_wish_is_erased_at_once() -> None:
    village = Village()
    reader, request = psychologist(village), asked(village)
    agree(village, request)
    agree(village, request, None)
    held = AgreedContact.objects.get(pk=request)
    assert held.sealed is None and held.erased_at is not None
    assert "sudah dihapus" in page(reader, request).content.decode()


def test_it_goes_along_with_a_family_that_moves_and_the_post_left_behind_may_still_erase_it() -> None:
    village = Village()
    reader, family = psychologist(village), village.family()
    request = asked(village, person=adult(village, family))
    agree(village, request)
    village.move(family)
    assert str(Request.objects.get(pk=request).post_id) == village.there
    assert NAME in page(reader, request).content.decode()
    agree(village, request, None)
    assert AgreedContact.objects.get(pk=request).sealed is None


def test_left_before_the_request_by_another_post_it_is_shown_to_nobody() -> None:
    """Ids are guessed by nobody, but a page does not rest on that."""
    village = Village()
    reader, request = psychologist(village), str(ids.uuid7())
    agree(village, request, post=village.there)
    village.write("request.opened", request, {"person": None, "service": "kesehatan-jiwa"})
    assert NAME not in page(reader, request).content.decode()


def test_by_way_of_the_kader_there_is_no_number() -> None:
    village = Village()
    reader, request = psychologist(village), asked(village)
    agree(village, request, {"name": "", "phone": "", "times": ["pagi"]})
    html = page(reader, request).content.decode()
    assert "Lewat kader yang menemani" in html and "tel:" not in html.split("hubungi")[1].split("</section>")[0]


def test_after_the_end_it_is_forgotten_and_never_before(monkeypatch: Any) -> None:
    village = Village()
    reader, ended, waits = psychologist(village), asked(village), asked(village)
    agree(village, ended)
    agree(village, waits)
    found = Request.objects.get(pk=ended)
    move(reader, found, {"action": "complete", "outcome": "treated"}, found.seq)
    assert erase_due() == 0
    later = clock.now() + kept() + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert erase_due() == 1
    assert AgreedContact.objects.get(pk=ended).sealed is None
    assert AgreedContact.objects.get(pk=waits).sealed is not None


def test_whose_request_is_nowhere_is_forgotten_in_a_day(monkeypatch: Any) -> None:
    """The request was set aside, or lawfully erased: nobody may call any more."""
    village = Village()
    agree(village, str(ids.uuid7()))
    assert erase_due() == 0
    later = clock.now() + ALONE + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert erase_due() == 1


def test_whoever_is_lawfully_erased_is_called_by_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMPUL_REDACTIONS", str(tmp_path / "redactions.jsonl"))
    village = Village()
    person = adult(village, village.family())
    request, other = asked(village, person=person), asked(village)
    agree(village, request)
    agree(village, other)
    ordered(subjects=[person])
    assert not Request.objects.filter(pk=request).exists() and verify().sound
    later = clock.now() + ALONE + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert erase_due() == 1
    assert AgreedContact.objects.get(pk=other).sealed is not None


@pytest.mark.parametrize(
    "wrong", [{"phone": "12"}, {"times": ["tengah malam"]}, {"name": "x" * 41}], ids=lambda one: next(iter(one))
)
def test_what_is_no_contact_is_refused(wrong: dict[str, Any]) -> None:
    village = Village()
    request = asked(village)
    with pytest.raises(Refused):
        agree(village, request, REACH | wrong)
    assert not AgreedContact.objects.exists()


def test_no_post_writes_over_the_contact_of_another() -> None:
    village = Village()
    request = asked(village)
    agree(village, request)
    with pytest.raises(Refused):
        agree(village, request, None, post=village.there)
    assert AgreedContact.objects.get(pk=request).sealed is not None


def test_with_what_anybody_answers_no_contact_is_left() -> None:
    village = Village()
    with pytest.raises(Refused):
        agree(village, village.refer(None))
    assert not AgreedContact.objects.exists()


def test_what_is_set_aside_shows_no_number_on_the_page() -> None:
    """A number that is none is kept for the puskesmas to put right, and is read on no page."""
    village = Village()
    phone = Phone(post=village.here).enrol(village.where.officer, village.where.kaders[0])
    request = asked(village)
    sent = phone.push([phone.entry("contact.agreed", request, {"reach": REACH | {"times": ["x"]}})])
    assert sent[0].outcome == "quarantined"
    kept_aside = Quarantine.objects.get()
    shown = kit.sign_in(Client(), village.where.officer).get(f"/puskesmas/perbaiki/{kept_aside.pk}/")
    html = shown.content.decode()
    assert shown.status_code == 200 and "Boleh dihubungi" in html
    assert NAME not in html and DIGITS not in html
