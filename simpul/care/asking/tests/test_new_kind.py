"""A new kind of request is one file of content: opening, steps by role, clocks, forms, inbox and the phone's words."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from simpul.base import clock
from simpul.care.asking.tests.kinds import FLOW, SERVICE, school_dropout  # noqa: F401  (a fixture)
from simpul.care.tests.stories import Village, at
from simpul.journal.actions.append import append
from simpul.journal.kinds import Refused
from simpul.journal.testing import account
from simpul.knowledge.check.schemas import SchemaBook
from simpul.knowledge.check.workflows import workflow_problems
from simpul.knowledge.content import CONTENT_DIR
from simpul.network import generate
from simpul.network.escalation.firing import fire_due
from simpul.network.escalation.queries import line_of
from simpul.network.models import Request
from simpul.registry.models import Account, Unit
from simpul.registry.tests import kit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("school_dropout")]
INBOX = "/puskesmas/rujukan/"
MONDAY = "2026-11-23T09:00"


def education(village: Village) -> tuple[Unit, Account]:
    office = Unit.objects.create(kind=Unit.Kind.AGENCY, name="Sudin Pendidikan", area=village.where.puskesmas.area)
    return office, account("pendidikan", "dinas", office)


def opened(client: Client, village: Village, office: Unit, **over: str) -> Request:
    kit.sign_in(client, village.where.officer)
    child = village.child(name="Raka Pratama")
    page = f"{INBOX}baru/?warga={child}&layanan={SERVICE}"
    form = client.get(page).content.decode()
    for said in ("Jenjang", "Sekolah terakhir", "Sudin Pendidikan", "Anak putus sekolah"):
        assert said in form
    sent = client.post(page, given(office) | over)
    assert sent.status_code == 302, sent.context["form"].errors
    return Request.objects.get(service=SERVICE)


def given(office: Unit) -> dict[str, str]:
    ground = {"basis": "consent", "confidentiality": "K1", "channel": "kunjungan"}
    return {"to_unit": str(office.pk), "urgency": "biasa", "message": "Sudah 3 bulan", "level": "smp"} | ground


def step(client: Client, request: Request, **data: str) -> Request:
    request.refresh_from_db()
    client.post(f"{INBOX}{request.pk}/jawab/", {"seen": str(request.seq), "back": ""} | data)
    request.refresh_from_db()
    return request


def test_the_file_is_sound_content() -> None:
    book = SchemaBook(CONTENT_DIR)
    assert list(book.problems(CONTENT_DIR / "workflows" / "school-dropout.json", FLOW)) == []
    assert list(workflow_problems("workflows/school-dropout.json", FLOW)) == []


def test_it_is_opened_answered_sent_back_and_closed_by_whom_it_names(client: Client) -> None:
    village = Village()
    office, clerk = education(village)
    with at(MONDAY):
        request = opened(client, village, office)
        assert (request.workflow, request.state, request.values) == ("school-dropout", "opened", {"level": "smp"})
        assert request.due_at == clock.now() + timedelta(days=7)  # five working days
        assert step(client, request, action="close", outcome="back").state == "opened"  # no step of the puskesmas
        kit.sign_in(client, clerk)
        listed = client.get(INBOX).content.decode()
        page = client.get(f"{INBOX}{request.pk}/").content.decode()
        assert "Raka Pratama" in listed and "Menunggu dinas pendidikan" in page and "Tanya balik" in page
        assert step(client, request, action="ask", note="Sekolah mana?").state == "asked_back"
    with at("2026-11-25T09:00"):
        short = {"action": "reply", "note": "x"}
        with pytest.raises(Refused) as refused:
            append(village.here, [("request.moved", str(request.pk), short)], village.where.kaders[0])
        assert refused.value.reason.field == "school"
        said = {"action": "reply", "note": "Ini", "values": {"school": "SDN 01"}}
        append(village.here, [("request.moved", str(request.pk), said)], village.where.kaders[0])
        request.refresh_from_db()
        assert (request.state, request.values) == ("opened", {"level": "smp", "school": "SDN 01"})
        # The clock stood still for two working days.
        assert request.due_at == clock.now() + timedelta(days=7)
        kit.sign_in(client, clerk)
        assert step(client, request, action="visit", starts_day="2026-12-01", starts_time="08:00").state == "visiting"
        assert request.values["starts"] == "2026-12-01T01:00:00.000Z"
        assert step(client, request, action="close", outcome="package").outcome == "package"


def test_an_agency_reads_the_request_and_nothing_of_the_record(client: Client) -> None:
    village = Village()
    office, clerk = education(village)
    request = opened(client, village, office)
    village.weigh(str(request.person_id), "2026-03-10", 5.3, length_height_cm=64.0, measured="l")
    kit.sign_in(client, clerk)
    page = client.get(f"{INBOX}{request.pk}/")
    assert page.context["d"] is None
    assert "chart-svg" not in page.content.decode()
    assert client.get(f"/puskesmas/warga/{request.person_id}/").status_code == 403
    stranger = account("lain", "dinas", Unit.objects.create(kind="dinas", name="Dinas Lain", area=office.area))
    kit.sign_in(client, stranger)
    assert client.get(f"{INBOX}{request.pk}/").status_code == 404


def test_its_own_conditions_and_fields_are_asked_for(client: Client) -> None:
    village = Village()
    office, _clerk = education(village)
    kit.sign_in(client, village.where.officer)
    page = f"{INBOX}baru/?warga={village.child()}&layanan={SERVICE}"
    hurried = client.post(page, given(office) | {"urgency": "darurat"})
    assert hurried.status_code == 422 and "Ini tidak pernah darurat." in hurried.content.decode()
    assert client.post(page, given(office) | {"level": ""}).status_code == 422
    assert client.post(page, given(office) | {"level": "tk"}).status_code == 422
    assert not Request.objects.filter(service=SERVICE).exists()


def test_it_is_late_like_any_other_and_the_phone_learns_its_words(client: Client, school_dropout: Path) -> None:  # noqa: F811
    village = Village()
    office, _clerk = education(village)
    with at(MONDAY):
        request = opened(client, village, office)
    with at("2026-12-01T09:00"):
        fire_due()
        line = line_of(request)
        assert line is not None and line.told == "Terlambat."
    flows = {one["id"]: one for one in json.loads(generate.generate())}
    mine = flows["school-dropout"]
    assert [move["action"] for move in mine["moves"]] == ["reply"]
    assert [one["id"] for one in mine["moves"][0]["fields"]] == ["note", "school"]
    assert mine["states"]["opened"]["label"]["id"] == "Menunggu dinas pendidikan"
