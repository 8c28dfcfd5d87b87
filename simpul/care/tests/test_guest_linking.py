"""What people decide about a guest, and what phones may not say of one."""

import pytest
from django.test import Client

from simpul.base import ids
from simpul.base.models import AuditRow
from simpul.care.guests.actions import link, unlink
from simpul.care.guests.delivery import deliver
from simpul.care.models import Dose, Guest, Visit
from simpul.care.tests.guest_stories import CHILD, DAY, at_home, differences, guest, home_child, seen, status
from simpul.care.tests.stories import Village
from simpul.journal.models import Review
from simpul.journal.testing import Phone
from simpul.people.models import Person
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_officer_links_undoes_and_links_again() -> None:
    village = Village()
    right, wrong = home_child(village), home_child(village)
    subject = guest(village)
    seen(village, subject)
    village.write("dose.given", subject, {"product": "MR", "number": 1, "date": DAY})
    officer = village.where.officer
    link(officer, Guest.objects.get(pk=subject), Person.objects.get(pk=wrong))
    assert at_home(wrong).values == {"weight_kg": 7.4}
    unlink(officer, Guest.objects.get(pk=subject))
    assert at_home(wrong).status == "void"
    assert Dose.objects.get(person=wrong).status == "void"
    assert status(subject) == "waiting"
    link(officer, Guest.objects.get(pk=subject), Person.objects.get(pk=right))
    assert at_home(right).values == {"weight_kg": 7.4}
    link_again = Guest.objects.get(pk=subject)
    unlink(officer, link_again)
    link(officer, Guest.objects.get(pk=subject), Person.objects.get(pk=wrong))
    assert at_home(wrong).values == {"weight_kg": 7.4}
    assert at_home(right).status == "void"
    assert not differences()


def test_after_a_person_said_no_the_server_does_not_link_by_itself() -> None:
    village = Village()
    home_child(village)
    subject = guest(village)
    unlink(village.where.officer, Guest.objects.get(pk=subject))
    village.write("guest.changed", subject, {"fields": {"mother_name": "Siti Aminah"}})
    assert status(subject) == "waiting"


def test_a_guest_whose_family_has_moved_on_is_followed() -> None:
    village = Village()
    family = village.family(post=village.there)
    child = village.child(family, post=village.there, mother_name="Siti Aminah")
    subject = guest(village)
    first = seen(village, subject)
    village.write("family.moved", family, {"to_post": village.here}, village.there)
    village.write("entry.voided", subject, {"target": first.id, "reason": "anak lain"})
    assert at_home(child).status == "void"
    assert str(at_home(child).post_id) == village.here


def test_a_phone_cannot_say_that_another_post_saw_the_child() -> None:
    village = Village()
    child = home_child(village)
    phone = Phone(post=village.there).enrol(village.where.officer, village.where.kaders[1])
    forged = {"post": village.here, "name": "Melati 1"}
    data = {"visit": ids.visit_id(village.there, child, DAY), "date": DAY, "card": "balita", "step": 2}
    receipt = phone.push([phone.entry("visit.recorded", child, data | {"guest": forged})])[0]
    assert receipt.outcome == "quarantined"
    assert not Visit.objects.filter(person=child).exists()


def test_a_phone_replaces_its_own_value_at_home_too() -> None:
    village = Village()
    child = home_child(village)
    phone = Phone(post=village.here).enrol(village.where.officer, village.where.kaders[0])
    subject = str(ids.uuid7())
    data = {"visit": ids.visit_id(village.here, subject, DAY), "date": DAY, "card": "balita", "step": 2}
    entries = [phone.entry("guest.registered", subject, CHILD | {"home_post": village.there})]
    entries += [phone.entry("visit.recorded", subject, data | {"values": {"weight_kg": kg}}) for kg in (7.9, 7.4)]
    assert {receipt.outcome for receipt in phone.push(entries)} == {"applied"}
    assert at_home(child).values["weight_kg"] == 7.4
    assert not Review.objects.exists()


def test_what_the_serving_puskesmas_decides_holds_at_home() -> None:
    village = Village()
    child = home_child(village)
    subject = guest(village)
    seen(village, subject, 7.4)
    village.weigh(subject, DAY, 7.9, by=village.where.officer)
    assert {str(post) for post in Review.objects.values_list("post", flat=True)} == {village.here, village.there}
    mine = Review.objects.get(post=village.here)
    village.write("review.resolved", subject, {"review": str(mine.pk), "value": 7.9})
    deliver(subject)
    assert at_home(child).values["weight_kg"] == 7.9
    assert not Review.objects.filter(status="open").exists()


def test_a_phone_that_reads_a_guest_is_written_down() -> None:
    village = Village()
    subject = guest(village)
    phone = Phone(post=village.here).enrol(village.where.officer, village.where.kaders[0])
    rows = phone.pull().posts[0].rows
    assert [row["id"] for row in rows["guests"]] == [subject]
    assert AuditRow.objects.filter(
        action="read", actor__contains=phone.device, detail__ids__contains=[subject]
    ).exists()


def test_the_page_shows_who_waits_and_nothing_to_others() -> None:
    village, elsewhere = Village(), Village()
    child = home_child(village)
    subject = guest(village, home_post=None, name="Aisyah")
    client = kit.sign_in(Client(), village.where.officer)
    page = client.get("/puskesmas/tinjauan/tamu/").content.decode()
    assert "Aisyah" in page and child in page
    assert AuditRow.objects.filter(action="read", detail__ids__contains=[child]).exists()
    client.post(f"/puskesmas/tinjauan/tamu/{subject}/", {"do": "link", "person": child})
    assert status(subject) == "delivered"
    stranger = kit.sign_in(Client(), elsewhere.where.officer)
    assert "Aisyah" not in stranger.get("/puskesmas/tinjauan/tamu/").content.decode()
    for deed in ({"do": "unlink"}, {"do": "link", "person": child}, {"do": "register", "post": village.here}):
        assert stranger.post(f"/puskesmas/tinjauan/tamu/{subject}/", deed).status_code == 404
    assert status(subject) == "delivered"


def test_an_officer_cannot_link_to_or_register_at_a_post_that_is_not_theirs() -> None:
    village, elsewhere = Village(), Village()
    theirs = elsewhere.child()
    subject = guest(village, home_post=None)
    client = kit.sign_in(Client(), village.where.officer)
    for deed in ({"do": "link", "person": theirs}, {"do": "register", "post": elsewhere.here}, {"do": "?"}):
        assert client.post(f"/puskesmas/tinjauan/tamu/{subject}/", deed).status_code == 404
    client.post(f"/puskesmas/tinjauan/tamu/{subject}/", {"do": "send", "post": elsewhere.here})
    other = kit.sign_in(Client(), elsewhere.where.officer)
    assert CHILD["name"] in other.get("/puskesmas/tinjauan/tamu/").content.decode()
