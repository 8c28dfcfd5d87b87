"""What a post claims waits for the puskesmas; claim and use are held against each other; a change loses nothing."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from simpul.base import ids
from simpul.care.checklists.claims import settle
from simpul.care.checklists.tests.test_recording import filled, list_id
from simpul.care.tests.stories import Village, at
from simpul.exchange.survey.register import Asked, entries, filtered, rows
from simpul.exchange.survey.usage import uses
from simpul.knowledge.checklists import checklists
from simpul.knowledge.services import service
from simpul.network.models import Request
from simpul.registry.capabilities.declare import declare
from simpul.registry.capabilities.models import Capability
from simpul.registry.capabilities.standing import standing_on
from simpul.registry.functions.testing import health_office
from simpul.registry.models import Account, Area, Assignment, Post, Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
MIND = "kesehatan-jiwa"
LIST = "ramah-kesehatan-jiwa"
NOW = "2026-11-22T09:00"
TODAY = date(2026, 11, 22)
EVERYTHING = {item.id: "yes" for item in checklists()[LIST].items}


@pytest.fixture
def village() -> Village:
    with at("2026-06-01T08:00"):
        made = Village()
    Unit.objects.update(open_from=date(2026, 1, 1))
    Assignment.objects.update(starts_on=date(2026, 1, 1))
    return made


def place(village: Village) -> Unit:
    return Unit.objects.select_related("area", "post__puskesmas").get(pk=village.here)


def held(unit: Unit, day: date = TODAY) -> Capability | None:
    return standing_on(MIND, [unit.pk], day)[unit.pk].capability


def claim(village: Village, answers: dict[str, str] = EVERYTHING, day: str = "2026-11-20") -> Any:
    return filled(village, day, LIST, answers=answers)


def test_a_full_list_is_a_claim_that_nobody_verified(village: Village) -> None:
    with at(NOW):
        claim(village)
        assert (settle(), settle()) == (1, 0)
    said = held(place(village))
    assert said is not None and (said.status, said.verified_on) == ("able", None)
    assert said.valid_from == date(2026, 11, 20) and said.evidence["private_corner"] is True
    assert said.declared_by is not None


def test_what_lacks_one_needed_thing_is_not_yet_able(village: Village) -> None:
    with at(NOW):
        claim(village, EVERYTHING | {"private-corner": "not_yet"})
        settle()
    said = held(place(village))
    assert said is not None and (said.status, said.evidence["private_corner"]) == ("not_able", False)


def test_a_withdrawn_list_takes_its_claim_back(village: Village) -> None:
    with at(NOW):
        entry = claim(village)
        settle()
        village.write("entry.voided", entry.subject, {"target": entry.id, "reason": "salah"})
        assert settle() == 1
    assert held(place(village)) is None


def test_the_puskesmas_stands_behind_a_claim_in_one_tap_and_its_word_stays(village: Village) -> None:
    client = kit.sign_in(Client(), village.where.officer)
    with at(NOW):
        entry = claim(village)
        client = kit.sign_in(Client(), village.where.officer)
        page = client.get(f"/kemampuan/{village.here}/").content.decode()
        assert "belum dipastikan" in page and "Pastikan" in page
        client.post(f"/kemampuan/{village.here}/{MIND}/pastikan/")
        said = held(place(village))
        assert said is not None and said.verified_by == village.where.officer.name
        village.write("entry.voided", entry.subject, {"target": entry.id, "reason": "salah"})
        settle()
        claim(village, {"trained-kader": "no"}, "2026-11-21")
        settle()
    again = held(place(village))
    assert again is not None and (again.pk, again.status) == (said.pk, "able")


def test_the_puskesmas_may_accept_a_later_list(village: Village) -> None:
    with at(NOW):
        declare(place(village), MIND, "able", date(2026, 11, 1), {}, "survei", None, verified_on=date(2026, 11, 1))
        claim(village, {"trained-kader": "no"})
        client = kit.sign_in(Client(), village.where.officer)
        client.post(f"/kemampuan/{village.here}/daftar/{LIST}/pastikan/")
    said = held(place(village))
    assert said is not None and said.status == "not_able" and said.verified_on == TODAY


def test_an_officer_fills_the_list_beside_the_kader_and_prints_it(village: Village) -> None:
    with at(NOW):
        client = kit.sign_in(Client(), village.where.officer)
        address = f"/kemampuan/{village.here}/daftar/{LIST}/"
        assert client.post(address, {"trained-kader": "yes"}).status_code == 422
        assert client.post(address, EVERYTHING).status_code == 302
        assert "Sudah" in client.get(f"{address}cetak/").content.decode()
    said = held(place(village))
    assert said is not None and said.status == "able"
    assert list_id(village.here, LIST)


def doubt(village: Village, day: date = TODAY) -> str:
    unit = place(village)
    (row,) = rows([unit], [service(MIND)], day)
    return next(iter(row.cells[0].doubts), "")


def screened(village: Village, day: str) -> None:
    from simpul.care.models import Screening

    child = village.child(village.family(), "Warga")
    given = {"instrument": "phq-2", "date": day, "edition": "1", "said_complete": True, "complete": True}
    Screening.objects.create(
        id=ids.uuid7(), post_id=village.here, seq=900, person_id=child, by=village.where.kaders[0].pk, **given
    )


def test_able_without_use_for_long_is_questioned_until_it_is_used() -> None:
    with at("2026-06-01T09:00"):
        village = Village()
        village.family()
    with at("2026-07-01T09:00"):
        declare(place(village), MIND, "able", date(2026, 7, 1), {}, "survei", None)
        declare(place(village), "imunisasi", "able", date(2026, 7, 1), {}, "survei", None)
    assert doubt(village, date(2026, 9, 1)) == ""
    assert doubt(village) == "unused"
    (row,) = rows([place(village)], [service("imunisasi")], TODAY)
    assert row.cells[0].doubts == ()
    screened(village, "2026-10-20")
    assert doubt(village) == ""


def test_what_was_written_down_or_measured_a_moment_ago_is_not_questioned(village: Village) -> None:
    declare(place(village), MIND, "able", date(2026, 1, 1), {}, "survei", None)
    assert doubt(village) == ""
    with at("2026-01-02T09:00"):
        declare(place(village), MIND, "able", date(2026, 1, 2), {}, "survei", None)
    village.family()
    assert doubt(village) == ""


def test_not_able_but_used_since_is_questioned(village: Village) -> None:
    declare(place(village), MIND, "not_able", date(2026, 7, 1), {}, "survei", None)
    screened(village, "2026-06-20")
    assert doubt(village) == ""
    screened(village, "2026-10-20")
    assert doubt(village) == "used"


def test_use_of_a_puskesmas_is_what_it_completed(village: Village) -> None:
    puskesmas = Unit.objects.get(pk=Post.objects.get(pk=village.here).puskesmas_id)
    person = village.child(village.family(), "Warga")
    with at("2026-10-02T09:00"):
        request = village.refer(person)
    Request.objects.filter(pk=request).update(service=MIND)
    assert uses(service(MIND), [puskesmas])[puskesmas.pk].last is None
    Request.objects.filter(pk=request).update(outcome="cancelled")
    assert uses(service(MIND), [puskesmas])[puskesmas.pk].last is None
    Request.objects.filter(pk=request).update(outcome="treated")
    assert uses(service(MIND), [puskesmas])[puskesmas.pk].last == date(2026, 10, 2)


def test_a_change_keeps_what_was_said_and_can_be_taken_back(village: Village) -> None:
    declare(place(village), MIND, "not_able", date(2026, 7, 1), {"trained_kader": 1}, "survei", None)
    with at(NOW):
        client = kit.sign_in(Client(), village.where.officer)
        address = f"/kemampuan/{village.here}/{MIND}/ubah/"
        assert 'value="1"' in client.get(address).content.decode()
        form = {"status": "able", "on": "2026-11-22", "source": "visit", "trained_kader": "3", "is_verified": "on"}
        assert client.post(address, form | {"on": "2027-01-01"}).status_code == 422
        assert client.post(address, form | {"age_from": 20, "age_to": 5}).status_code == 422
        assert client.post(address, form).status_code == 302
        said = held(place(village))
        assert said is not None and said.evidence == {"trained_kader": 3}
        assert said.source == "Kunjungan pembinaan puskesmas"
        (entry,) = [one for one in entries(place(village), TODAY) if one.cell.service.id == MIND]
        assert len(entry.history) == 2
        client.post(f"/kemampuan/{village.here}/tarik/{said.pk}/")
    back = held(place(village))
    assert back is not None and (back.status, back.source) == ("not_able", "survei")


def test_a_team_reads_and_changes_nothing(village: Village) -> None:
    area = place(village).area
    with at(NOW):
        client = kit.sign_in(Client(), kit.account("tim", Assignment.Role.TEAM, area=area))
        assert client.get(f"/kemampuan/{village.here}/").status_code == 200
        assert client.get(f"/kemampuan/{village.here}/{MIND}/ubah/").status_code == 403
        assert client.post(f"/kemampuan/{village.here}/{MIND}/pastikan/").status_code == 403


def test_the_register_is_filtered_and_searched(village: Village) -> None:
    declare(place(village), MIND, "able", date(2026, 7, 1), {}, "survei", None)
    units = Unit.objects.all()

    def names(**asked: str) -> set[str]:
        return set(filtered(units, Asked(**asked), TODAY).values_list("name", flat=True))

    assert names(service=MIND, status="able") == {place(village).name}
    assert place(village).name not in names(service=MIND, status="not_surveyed")
    assert names(kind="puskesmas") == set(units.filter(kind="puskesmas").values_list("name", flat=True))
    assert names(text=place(village).name.lower()) >= {place(village).name}
    assert names(area="99") == set()


def dinas(area: str) -> Account:
    found, _ = Area.objects.get_or_create(code=area, defaults={"name": "Jakarta", "level": area.count(".") + 1})
    return kit.account("dinas", Assignment.Role.AGENCY, health_office(found))


def test_the_report_is_read_aloud_drilled_and_taken_along(village: Village) -> None:
    declare(place(village), MIND, "able", date(2026, 7, 1), {}, "survei Juli", None)
    code = place(village).area_id[:2]
    with at(NOW):
        client = kit.sign_in(Client(), dinas(code))
        page = client.get("/kemampuan/laporan/").content.decode()
        assert "posyandu mampu" in page and "survei Juli" in page
        inner = client.get("/kemampuan/laporan/", {"wilayah": place(village).area_id}).content.decode()
        assert place(village).name in inner
        assert client.get("/kemampuan/laporan/", {"wilayah": "11"}).status_code == 404
        for form in ("json", "csv", "xlsx", "text"):
            assert client.get("/kemampuan/laporan/unduh/", {"bentuk": form}).status_code == 200
        assert client.get("/kemampuan/laporan/unduh/", {"bentuk": "exe"}).status_code == 404


def test_everybody_may_read_counts_and_whom_to_call_but_no_place(village: Village) -> None:
    code = place(village).area_id[:2]
    Area.objects.get_or_create(code=code, defaults={"name": "Jakarta", "level": 1})
    declare(place(village), MIND, "able", date(2026, 7, 1), {}, "survei Juli", None)
    with at(NOW):
        page = Client().get("/layanan-jiwa/").content.decode()
    assert "posyandu mampu" in page and "119" in page and place(village).name not in page
