"""The puskesmas answers who asked for a call: the treating team alone sees how to reach them; nobody is forgotten."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from simpul.base import clock
from simpul.base.models import AuditRow
from simpul.care.contacts.actions import erase_due
from simpul.care.contacts.content import kept
from simpul.care.models import AgreedContact, FollowUp
from simpul.care.tests.stories import Village
from simpul.care.tests.test_self_check import PHONE, SENTINEL, ask
from simpul.journal.kinds import Refused
from simpul.journal.testing import account
from simpul.network.actions.move import move
from simpul.network.models import Request
from simpul.registry.models import Account, Assignment, Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db(transaction=True)
SHOWN = "+6281277319924"
Role = Assignment.Role


@pytest.fixture
def psychologist() -> Account:
    """Of a puskesmas where somebody has asked for a call after a red result."""
    village = Village()
    found = account("psikolog", Role.PSYCHOLOGIST, village.where.puskesmas)
    ask(Client(), phone=PHONE)
    return found


def asked() -> Request:
    return Request.objects.get()


def page_of(actor: Account) -> Any:
    return kit.sign_in(Client(), actor).get(f"/puskesmas/rujukan/{asked().pk}/")


def go(actor: Account | None, action: str, **data: Any) -> None:
    request = asked()
    move(actor, request, {"action": action, **data}, request.seq)


def test_the_treating_team_sees_whom_to_call_and_it_is_written_down(psychologist: Account) -> None:
    html = page_of(psychologist).content.decode()
    for shown in (
        SENTINEL,
        SHOWN,
        "Sore, 15.00 sampai 18.00",
        "belum tentu ditelepon",
        "Jangan meninggalkan pesan",
        "Skala e-Jiwa",
        "merah:",
    ):
        assert shown in html, shown
    read = AuditRow.objects.filter(action="read", subject="contact", actor=str(psychologist.pk))
    # The list beside it names them too.
    assert {(row.detail["purpose"], *row.detail["ids"]) for row in read} == {
        (purpose, str(asked().pk)) for purpose in ("call", "inbox")
    }


def test_the_page_says_who_asked_and_hands_nothing_over(psychologist: Account) -> None:
    """No family agreed, nobody came, nobody opened it for them, and no line took anybody over."""
    html = page_of(psychologist).content.decode()
    for true in (
        "Diminta sendiri oleh orangnya",
        "Ditelepon, pada jam yang dipilihnya",
        "Orangnya sendiri, tanpa akun",
    ):
        assert true in html, true
    for false in (
        "Keluarga setuju",
        "keluarganya setuju",
        "Datang langsung",
        "Diserahkan ke layanan 24 jam:",
        "<dd>Server",
        "· Server",
    ):
        assert false not in html, false


def test_the_office_reads_that_the_colour_is_a_reading_and_the_citizen_does_not(psychologist: Account) -> None:
    assert "tafsiran program ini" in page_of(psychologist).content.decode()
    assert "tafsiran" not in Client().get("/cek-diri/umum/").content.decode()


def test_nobody_else_does(psychologist: Account) -> None:
    here = Unit.objects.get(kind=Unit.Kind.PUSKESMAS)
    elsewhere = Unit.objects.create(kind=Unit.Kind.PUSKESMAS, name="Lain", area_id="31.74.01.1001")
    post = Unit.objects.filter(kind=Unit.Kind.POST)[0]
    others = [
        account("loket", Role.OFFICER, here),
        account("psikolog-lain", Role.PSYCHOLOGIST, elsewhere),
        account("operator", Role.OPERATOR, None),
        account("kader", Role.KADER, post),
    ]
    for actor in others:
        page = page_of(actor)
        assert SENTINEL not in page.content.decode() and SHOWN not in page.content.decode()
        assert page.status_code in (302, 403, 404), actor
    inbox = kit.sign_in(Client(), others[0]).get("/puskesmas/rujukan/").content.decode()
    assert "Minta ditelepon" not in inbox and SENTINEL not in inbox


def test_the_inbox_says_that_somebody_waits_and_not_who(psychologist: Account) -> None:
    page = kit.sign_in(Client(), psychologist).get("/puskesmas/rujukan/?map=scheduled").content.decode()
    assert SENTINEL not in page
    title = page[page.index("<title>") : page.index("</title>")]
    assert "e-Jiwa" not in title and SENTINEL not in title


def test_not_reached_again_and_again_is_counted_and_never_closes_by_itself(
    psychologist: Account, monkeypatch: Any
) -> None:
    go(psychologist, "not_reached")
    go(psychologist, "not_reached", note="Tidak diangkat")
    assert "2 kali dicoba" in page_of(psychologist).content.decode()
    with pytest.raises(Refused, match="Not tried often enough"):
        go(psychologist, "give_up", note="x")
    with pytest.raises(Refused):
        go(psychologist, "complete", outcome="supported")
    later = clock.now() + timedelta(days=400)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert erase_due() == 0
    request = asked()
    assert request.open and request.state == "trying" and request.due_at and request.due_at < later
    for _ in range(3):
        go(psychologist, "not_reached")
    go(psychologist, "give_up", note="Lima kali, jam berbeda")
    assert (asked().open, asked().outcome) == (False, "not_reached")


def test_called_handed_over_and_closed_with_an_outcome(psychologist: Account, monkeypatch: Any) -> None:
    go(psychologist, "reached")
    assert asked().state == "contacted" and asked().due_at is not None
    go(psychologist, "hand_over", note="Psikolog JakCare mendampingi")
    go(psychologist, "complete", outcome="line")
    assert (asked().open, asked().outcome) == (False, "line")
    assert AgreedContact.objects.get().sealed is not None
    later = clock.now() + timedelta(days=kept().days + 1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert erase_due() == 1 and AgreedContact.objects.get().sealed is None


def test_the_form_of_the_page_takes_the_steps(psychologist: Account) -> None:
    client, request = kit.sign_in(Client(), psychologist), asked()
    sent = {"action": "not_reached", "seen": request.seq, "note": ""}
    answer = client.post(f"/puskesmas/rujukan/{request.pk}/jawab/", sent)
    assert answer.status_code == 302 and asked().state == "trying"


@pytest.mark.parametrize(
    ("level", "urgency"), [("e-jiwa:merah", "darurat"), ("e-jiwa:kuning", "segera"), ("", "biasa")]
)
def test_a_red_result_is_late_soonest(level: str, urgency: str) -> None:
    account("psikolog", Role.PSYCHOLOGIST, Village().where.puskesmas)
    ask(Client(), level=level, times=["kapansaja"])
    request = asked()
    assert request.urgency == urgency and request.due_at is not None
    if urgency == "darurat":
        assert request.due_at - request.received_at <= timedelta(hours=4)


def test_withdrawing_wins_over_an_officer_who_moved_it_meanwhile(psychologist: Account) -> None:
    from simpul.care.selfcheck.actions import withdraw

    go(psychologist, "reached")
    withdraw(FollowUp.objects.get())
    assert asked().state == "withdrawn" and AgreedContact.objects.get().sealed is None
    assert "sudah dihapus" in page_of(psychologist).content.decode()


def test_a_key_that_was_changed_loses_the_number_not_the_page(psychologist: Account, settings: Any) -> None:
    held = AgreedContact.objects.get()
    AgreedContact.objects.filter(pk=held.pk).update(sealed=bytes(held.sealed or b"")[:-1] + b"?")
    page = page_of(psychologist)
    assert page.status_code == 200 and "sudah dihapus" in page.content.decode()


def test_ids_of_a_form_open_no_request_of_somebody_else(psychologist: Account) -> None:
    first = asked()
    ask(Client(), form=str(first.pk))
    assert Request.objects.count() == 2
    assert uuid.UUID(str(first.pk)) in set(FollowUp.objects.values_list("pk", flat=True))


def offer_hours(psychologist: Account) -> None:
    """Every weekday morning of the psychologist's puskesmas."""
    from datetime import time

    from simpul.network.calendars.models import Availability

    unit = Unit.objects.get(kind=Unit.Kind.PUSKESMAS)
    for weekday in range(1, 8):
        Availability.objects.create(
            psychologist=psychologist,
            unit=unit,
            weekday=weekday,
            opens=time(8),
            closes=time(12),
            slot_minutes=60,
            channel="datang",
            from_day=clock.today(),
        )


def test_after_a_yellow_result_a_time_can_be_chosen_and_only_one_that_is_free() -> None:
    found = account("psikolog", Role.PSYCHOLOGIST, Village().where.puskesmas)
    offer_hours(found)
    number, pin = ask(Client(), level="e-jiwa:kuning")
    html = Client().post("/cek-diri/status/", {"number": number, "pin": pin}).content.decode()
    slot = html.split('name="slot" value="')[1].split('"')[0]
    wrong = Client().post("/cek-diri/status/waktu/", {"number": number, "pin": pin, "slot": "x|2030-01-01T01:00:00Z"})
    assert "baru saja terisi" in wrong.content.decode() and asked().state == "opened"
    Client().post("/cek-diri/status/waktu/", {"number": number, "pin": pin, "slot": slot})
    request = asked()
    assert request.state == "scheduled" and request.appointment_at is not None and request.slot
    assert 'name="slot"' not in Client().post("/cek-diri/status/", {"number": number, "pin": pin}).content.decode()


def test_after_a_red_result_the_call_comes_first(psychologist: Account) -> None:
    """A time next week would stop the clock of somebody who needs a call today."""
    offer_hours(psychologist)
    number, pin = ask(Client(), phone="081234567890")
    status = {"number": number, "pin": pin}
    assert 'name="slot"' not in Client().post("/cek-diri/status/", status).content.decode()
    request = Request.objects.get(pk=FollowUp.objects.get(number=number).request)
    move(psychologist, request, {"action": "reached"}, request.seq)
    assert 'name="slot"' in Client().post("/cek-diri/status/", status).content.decode()


def test_a_time_given_back_asks_for_a_call_again(psychologist: Account) -> None:
    when = clock.now() + timedelta(days=2)
    go(psychologist, "schedule", appointment_at=clock.iso(when))
    assert asked().state == "scheduled"
    request = asked()
    move(None, request, {"action": "release"}, request.seq)
    assert (asked().state, asked().appointment_at, asked().open) == ("opened", None, True)
    due = asked().due_at
    assert due is not None and due < when + timedelta(days=7)
