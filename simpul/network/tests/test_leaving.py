"""An account is closed by whoever was told what hangs on it, and nobody's request is lost by it."""

import pytest
from django.test import Client

from simpul.base import clock
from simpul.base.models import AuditRow
from simpul.base.outbox.models import Message
from simpul.care.tests.stories import at
from simpul.journal.models import Device, DeviceAccount
from simpul.journal.testing import Phone, account
from simpul.network.calendars.tests.kit import SUNDAY, Practice
from simpul.network.calendars.tests.test_reminders import NAME, booked, mother
from simpul.network.calendars.work import run
from simpul.network.leaving import work_of
from simpul.network.models import Request
from simpul.registry.functions.testing import does
from simpul.registry.leaving import open_work
from simpul.registry.models import Account, Assignment
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
Role = Assignment.Role


def operator() -> Client:
    return kit.sign_in(Client(), kit.account("operator-kota", Role.OPERATOR))


def said(who: Account) -> list[str]:
    return [one.what for one in work_of(who)]


def test_closing_asks_first_and_says_what_becomes_of_the_promises() -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice))
        who, client = practice.psychologist, operator()
        page = f"/operator/akun/{who.pk}/"
        assert f'href="{page}tutup/"' in client.get(page).content.decode()
        asked = client.get(f"{page}tutup/").content.decode()
        assert "1 janji yang akan datang." in asked and "keluarga dikabari" in asked and NAME not in asked
        who.refresh_from_db()
        assert who.is_active, "looking closes nothing"
        closed = client.post(f"{page}tutup/", follow=True).content.decode()
        who.refresh_from_db()
        assert not who.is_active and "1 janji yang akan datang." in closed and "Buka akun lagi" in closed
        assert AuditRow.objects.filter(action="account.closed", subject=str(who.pk)).count() == 1
        run()
        booking.refresh_from_db()
        row = Request.objects.get(pk=booking.request_id)
        assert (booking.release, row.state, row.open) == ("release", "accepted", True)
        assert [one.template for one in Message.objects.filter(state="waiting")] == ["appointment-changed"]
        assert "janji" not in client.get(page).content.decode().partition("tertutup")[2].partition("</section>")[0]


def test_a_closed_account_is_opened_again_before_the_tick_and_keeps_its_promises() -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice))
        who, client = practice.psychologist, operator()
        client.post(f"/operator/akun/{who.pk}/tutup/")
        client.post(f"/operator/akun/{who.pk}/tindakan/", {"do": "open"})
        run()
        booking.refresh_from_db()
        who.refresh_from_db()
        assert who.is_active and booking.released_at is None


def test_what_only_one_can_read_is_counted_until_a_second_one_can() -> None:
    with at(SUNDAY):
        practice = Practice()
        booking = booked(practice, mother(practice))
        Request.objects.filter(pk=booking.request_id).update(confidentiality="K2")
        alone = "1 permintaan rahasia yang hanya dapat dibaca orang ini di unitnya."
        for one in Account.objects.filter(assignments__unit=practice.puskesmas).exclude(pk=practice.psychologist.pk):
            does(one)
        assert alone in said(practice.psychologist)
        midwife = account("bidan-jiwa", Role.OFFICER, practice.puskesmas)
        assert said(midwife) == []
        does(midwife, "bidan")
        assert alone not in said(practice.psychologist) and said(midwife) == []
        does(midwife, "gizi")
        assert alone in said(practice.psychologist)


def test_phones_are_named_with_what_they_still_hold() -> None:
    practice = Practice()
    where = practice.village.where
    kader = Account.objects.filter(assignments__role=Role.KADER, assignments__unit=where.posts[0]).first()
    assert kader is not None
    phone = Phone(post=str(where.posts[0])).enrol(where.officer, kader)
    Device.objects.filter(pk=phone.device).update(pending=7)
    (one,) = open_work(kader)
    assert one.what == "1 HP terdaftar." and "terakhir diketahui: 7" in one.then
    DeviceAccount.objects.update(removed_at=clock.now())
    assert open_work(kader) == []


def test_nobody_closes_their_own_account_and_a_closed_one_is_not_closed_again() -> None:
    world = kit.world()
    client = kit.sign_in(Client(), world.operator)
    client.post(f"/operator/akun/{world.operator.pk}/tutup/")
    world.operator.refresh_from_db()
    assert world.operator.is_active
    client.post(f"/operator/akun/{world.officer.pk}/tutup/")
    again = client.get(f"/operator/akun/{world.officer.pk}/tutup/", follow=True).content.decode()
    assert "Akun ini sudah ditutup" in again
    assert AuditRow.objects.filter(action="account.closed").count() == 1
