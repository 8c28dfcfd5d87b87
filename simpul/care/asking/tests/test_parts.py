"""Several agencies on one request: each part has its own state and clock; the parent waits, or says why not."""

import pytest
from django.test import Client

from simpul.base.access import NotYours
from simpul.care.tests.stories import Village
from simpul.journal.actions.append import append
from simpul.journal.kinds import Refused
from simpul.journal.models import Quarantine
from simpul.journal.testing import Phone, account
from simpul.network.actions.move import move
from simpul.network.actions.open import open_request
from simpul.network.models import Request
from simpul.people.actions.receive_family import receive_family
from simpul.registry.models import Account, Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
INBOX = "/puskesmas/rujukan/"


def hospital(village: Village) -> tuple[Unit, Account]:
    unit = Unit.objects.create(kind=Unit.Kind.HOSPITAL, name="RSUD Tebet", area=village.where.puskesmas.area)
    return unit, account("dokter", "petugas", unit)


def asked(unit: Unit, parent: str, person: str | None) -> dict[str, object]:
    return {"person": person, "service": "gizi", "to_unit": str(unit.pk), "part_of": parent, "message": "Mohon dibantu"}


def test_the_page_asks_another_agency_lists_its_state_and_the_parent_waits(client: Client) -> None:
    village = Village()
    unit, doctor = hospital(village)
    kit.sign_in(client, village.where.officer)
    child = village.child()
    parent = village.refer(child)
    page = f"{INBOX}{parent}/bagian/?layanan=gizi"
    assert "RSUD Tebet" in client.get(page).content.decode()
    ground = {"basis": "consent", "confidentiality": "K1", "channel": "datang"}
    sent = client.post(page, {"to_unit": str(unit.pk), "urgency": "segera", "message": "Gizi buruk"} | ground)
    assert sent.status_code == 302, sent.context["form"].errors
    part = Request.objects.get(part_of=parent)
    assert (str(part.post_id), str(part.person_id)) == (village.here, child)
    told = client.get(f"{INBOX}{parent}/").content.decode()
    assert "RSUD Tebet" in told and "Instansi lain" in told
    seen = Request.objects.get(pk=parent).seq
    closing = {"action": "complete", "outcome": "treated", "seen": seen, "back": ""}
    early = client.post(f"{INBOX}{parent}/jawab/", closing)
    assert early.status_code == 422 and "instansi lain yang belum selesai" in early.content.decode()
    assert client.post(f"{INBOX}{parent}/jawab/", closing | {"note": "RSUD lanjut sendiri"}).status_code == 302
    assert Request.objects.get(pk=parent).state == "completed"
    assert move(doctor, part, {"action": "accept"}, part.seq)


def test_the_parent_closes_freely_when_the_parts_have_ended() -> None:
    village = Village()
    unit, doctor = hospital(village)
    child = village.child()
    parent = village.refer(child)
    place = Unit.objects.get(pk=village.here)
    part = open_request(village.where.officer, place, asked(unit, parent, child))
    move(doctor, part, {"action": "complete", "outcome": "treated"}, part.seq)
    row = Request.objects.get(pk=parent)
    move(village.where.officer, row, {"action": "complete", "outcome": "treated"}, row.seq)
    assert not Request.objects.get(pk=parent).open


def test_a_part_is_of_an_open_request_about_the_same_person_and_no_part_has_parts() -> None:
    village = Village()
    unit, _doctor = hospital(village)
    child, other = village.child(), village.child(name="Bima")
    parent = village.refer(child)
    place = Unit.objects.get(pk=village.here)
    part = open_request(village.where.officer, place, asked(unit, parent, child))
    ended = village.refer(child)
    row = Request.objects.get(pk=ended)
    move(village.where.officer, row, {"action": "cancel", "note": "x"}, row.seq)
    for data in (asked(unit, str(part.pk), child), asked(unit, parent, other), asked(unit, ended, child)):
        with pytest.raises(Refused) as refused:
            open_request(village.where.officer, place, data)
        assert refused.value.reason.code == "part_not_here"
    with pytest.raises(NotYours):
        open_request(Village().where.officer, place, asked(unit, parent, child))


def test_a_kader_of_the_next_post_adds_no_part_to_it() -> None:
    village = Village()
    unit, _doctor = hospital(village)
    parent = village.refer(village.child())
    phone = Phone(post=village.there).enrol(village.where.officer, village.where.kaders[1])
    name = "0193a000-0000-7000-8000-00000000bb01"
    (receipt,) = phone.push([phone.entry("request.opened", name, asked(unit, parent, None))])
    assert receipt.outcome == "quarantined" and Quarantine.objects.get().code == "part_not_here"
    assert not Request.objects.filter(part_of=parent).exists()


def test_parts_move_with_the_family() -> None:
    village = Village()
    unit, _doctor = hospital(village)
    family = village.family()
    child = village.child(family)
    parent = village.refer(child)
    part = open_request(village.where.officer, Unit.objects.get(pk=village.here), asked(unit, parent, child))
    receive_family(village.move(family).id)
    there = Request.objects.filter(post=village.there)
    assert {str(pk) for pk in there.values_list("pk", flat=True)} == {parent, str(part.pk)}
    assert str(there.get(pk=part.pk).part_of) == parent
    row = there.get(pk=parent)
    with pytest.raises(Refused):
        move(village.where.officer, row, {"action": "complete", "outcome": "treated"}, row.seq)


def test_rerouting_asks_another_and_what_was_agreed_before_is_void() -> None:
    village = Village()
    unit, doctor = hospital(village)
    other = Unit.objects.create(kind=Unit.Kind.HOSPITAL, name="RSUD Lain", area=village.where.puskesmas.area)
    request = Request.objects.get(pk=village.refer(village.child(), to_unit=str(unit.pk)))
    move(doctor, request, {"action": "schedule", "appointment_at": "2030-11-25T02:00:00.000Z"}, request.seq)
    request.refresh_from_db()
    move(doctor, request, {"action": "refuse", "note": "Penuh"}, request.seq)
    request.refresh_from_db()
    assert request.state == "refused"
    with pytest.raises(Refused) as refused:
        move(doctor, request, {"action": "reroute", "to_unit": str(other.pk)}, request.seq)
    assert refused.value.reason.code == "step_not_yours"
    for wrong in (str(unit.pk), village.there, "bukan", None):
        with pytest.raises(Refused):
            move(village.where.officer, request, {"action": "reroute", "to_unit": wrong}, request.seq)
    move(village.where.officer, request, {"action": "reroute", "to_unit": str(other.pk)}, request.seq)
    request.refresh_from_db()
    assert (request.state, request.to_unit_id, request.appointment_at) == ("opened", other.pk, None)
    assert request.history[-1]["to_unit"] == str(other.pk)
    with pytest.raises(NotYours):
        move(doctor, request, {"action": "accept"}, request.seq)


def test_a_step_without_that_field_changes_no_unit() -> None:
    village = Village()
    unit, _doctor = hospital(village)
    request = village.refer(village.child())
    with pytest.raises(Refused):
        append(
            village.here,
            [("request.moved", request, {"action": "accept", "to_unit": str(unit.pk)})],
            village.where.officer,
        )
    assert Request.objects.get(pk=request).to_unit_id is None
