"""The sheet goes out with the real units, comes back filled, changes nothing twice and can be taken back whole."""

import io
import random
import tracemalloc
from datetime import date
from typing import Any

import pytest
from django.test import Client

from simpul.base.outbox.models import Message
from simpul.care.tests.stories import at
from simpul.exchange.models import Import, SurveyLink
from simpul.exchange.sheets import writing
from simpul.exchange.sheets.reading import tables
from simpul.exchange.survey import applying, reading, template
from simpul.exchange.survey.access import changed_by
from simpul.exchange.survey.reminding import path_of
from simpul.knowledge.services import service
from simpul.registry.capabilities.declare import declare
from simpul.registry.capabilities.models import Capability, UnitProfile
from simpul.registry.capabilities.standing import standing_on
from simpul.registry.functions.testing import health_office
from simpul.registry.models import Account, Area, Assignment, Unit
from simpul.registry.tests import kit
from simpul.registry.tests.kit import World, world

pytestmark = pytest.mark.django_db
MIND = "kesehatan-jiwa"
NOW = "2026-11-22T09:00"
TODAY = date(2026, 11, 22)


@pytest.fixture
def here() -> World:
    with at("2026-11-01T08:00"):
        made = world()
    Area.objects.get_or_create(code="31.71", defaults={"name": "Jakarta Pusat", "level": 2})
    Unit.objects.update(open_from=date(2026, 1, 1))
    return made


@pytest.fixture
def dinas(here: World) -> Account:
    with at("2026-11-01T08:00"):
        return kit.account("dinas-pusat", Assignment.Role.AGENCY, health_office("31.71"))


Rows = list[list[Any]]


def sheet(actor: Account) -> tuple[list[str], Rows]:
    """The template as an office program would open it."""
    data = template.as_file("xlsx", list(changed_by(actor)), [service(MIND)], TODAY)
    (rows,) = [list(map(list, one)) for one in tables(data)]
    return rows[0], rows[1:]


def filled(actor: Account, answers: dict[str, dict[str, Any]]) -> tuple[list[str], Rows]:
    headers, rows = sheet(actor)
    for row in rows:
        for header, value in answers.get(row[headers.index("Nama unit")], {}).items():
            row[next(at for at, name in enumerate(headers) if name.startswith(header))] = value
    return headers, rows


def as_xlsx(headers: list[str], rows: Rows) -> bytes:
    return writing.as_xlsx("Survei kemampuan", headers, rows)


def standing(unit: Unit) -> str:
    return standing_on(MIND, [unit.pk], TODAY)[unit.pk].status


YES = {"Mampu": "ya", "Jumlah kader": 2, "Sudut tenang": "ya", "Kuesioner": "tidak", "Diisi oleh": "ketua kader"}


def test_the_template_holds_every_unit_of_the_area_and_no_other(here: World, dinas: Account) -> None:
    names = {row[1] for row in sheet(dinas)[1]}
    assert names == set(changed_by(dinas).values_list("name", flat=True)) and len(names) == 6
    own = {row[1] for row in sheet(here.officer)[1]}
    assert own == {"Puskesmas Menteng", "Melati 1", "Melati 2"}


def test_a_filled_sheet_is_applied_whole_and_taken_back_whole(here: World, dinas: Account) -> None:
    with at(NOW):
        data = as_xlsx(*filled(dinas, {"Melati 1": YES, "Puskesmas Menteng": {"Mampu": "belum"}}))
        job = applying.take_in(dinas, "survei.xlsx", data)
        assert (job.preview["counts"]["able"], job.preview["counts"]["rows_empty"]) == (1, 4)
        assert Capability.objects.count() == 0
        assert applying.apply(dinas, job) == 2
        held = standing_on(MIND, [here.post.pk], TODAY)[here.post.pk].capability
        assert held is not None and {**held.evidence} == {
            "trained_kader": 2,
            "private_corner": True,
            "instruments": False,
            "answered_by": "ketua kader",
        }
        assert held.verified_on is None
        job.refresh_from_db()
        assert applying.undo(dinas, job) == 2
        assert (standing(here.post), standing(here.puskesmas)) == ("not_surveyed", "not_surveyed")


def test_undo_brings_back_what_was_said_before(here: World, dinas: Account) -> None:
    with at(NOW):
        declare(here.post, MIND, "not_able", date(2026, 10, 1), {}, "survei Oktober", dinas)
        job = applying.take_in(dinas, "a.xlsx", as_xlsx(*filled(dinas, {"Melati 1": {"Mampu": "ya"}})))
        applying.apply(dinas, job)
        job.refresh_from_db()
        assert standing(here.post) == "able"
        applying.undo(dinas, job)
        assert standing(here.post) == "not_able"


@pytest.mark.parametrize("seed", range(8))
def test_a_sheet_read_twice_changes_nothing_in_any_order(here: World, dinas: Account, seed: int) -> None:
    chance = random.Random(seed)
    names = [unit.name for unit in changed_by(dinas)]
    answers = {
        name: {"Mampu": chance.choice(["ya", "belum", "Mampu", "", "YA"]), "Sudut tenang": chance.choice(["ya", "", 0])}
        for name in names
    }
    headers, rows = filled(dinas, answers)
    with at(NOW):
        applying.apply(dinas, applying.take_in(dinas, "a.xlsx", as_xlsx(headers, rows)))
        before = list(Capability.objects.order_by("pk").values_list("pk", "status", "superseded"))
        chance.shuffle(rows)
        again = applying.take_in(dinas, "b.xlsx", as_xlsx(headers, [*rows, *rows[:2]]))
        assert not again.preview["units"] and applying.apply(dinas, again) == 0
        csv = applying.take_in(dinas, "b.csv", writing.as_csv(headers, rows))
        assert not csv.preview["units"] and not csv.preview["counts"]["rows_bad"]
    assert list(Capability.objects.order_by("pk").values_list("pk", "status", "superseded")) == before


WRONG = [
    ({"Mampu": "mungkin"}, "Kolom Mampu berisi kata lain."),
    ({"Mampu": "ya", "Sejak": "2027-01-01"}, "Tanggal tidak terbaca"),
    ({"Mampu": "ya", "Jumlah kader": "banyak"}, "Kader terlatih: bukan angka bulat."),
    ({"Mampu": "ya", "Kuesioner": "kadang"}, "Kuesioner atau alat: bukan ya atau tidak."),
    ({"Mampu": "ya", "ID": "00000000-0000-0000-0000-000000000000"}, "Unit dengan ID ini tidak ada"),
    ({"Mampu": "ya", "Layanan": "cuaca"}, "Layanan ini tidak dikenal"),
    ({"Mampu": "ya", "Diisi": "x" * 121}, "terlalu panjang"),
]


@pytest.mark.parametrize(("wrong", "what"), WRONG)
def test_a_bad_row_is_named_and_the_others_wait_for_a_yes(
    here: World, dinas: Account, wrong: dict[str, Any], what: str
) -> None:
    client = kit.sign_in(Client(), dinas)
    data = as_xlsx(*filled(dinas, {"Melati 1": wrong, "Melati 2": {"Mampu": "ya"}}))
    with at(NOW):
        page = upload(client, data)
        assert what in page and Capability.objects.count() == 0
        job = Import.objects.get()
        bad = client.get(f"/kemampuan/survei/{job.pk}/masalah.csv").content.decode()
        assert what in bad and "Perbaikan" in bad
        applying.apply(dinas, job)
    assert (standing(here.post), standing(here.next_post)) == ("not_surveyed", "able")


def upload(client: Client, data: bytes) -> str:
    sent = io.BytesIO(data)
    sent.name = "survei.xlsx"
    return client.post("/kemampuan/survei/", {"sheet": sent}, follow=True).content.decode()


def test_rows_that_contradict_each_other_come_back_both(here: World, dinas: Account) -> None:
    headers, rows = filled(dinas, {"Melati 1": {"Mampu": "ya"}})
    (twin,) = [list(row) for row in rows if row[1] == "Melati 1"]
    twin[headers.index("Mampu (ya/belum)")] = "belum"
    with at(NOW):
        job = applying.take_in(dinas, "a.xlsx", as_xlsx(headers, [*rows, twin]))
    assert job.preview["counts"]["rows_bad"] == 2 and not job.preview["units"]


def test_an_officer_speaks_for_the_own_posts_alone(here: World, dinas: Account) -> None:
    with at(NOW):
        data = as_xlsx(*filled(dinas, {"Kenanga 1": {"Mampu": "ya"}, "Melati 1": {"Mampu": "ya"}}))
        job = applying.take_in(here.officer, "a.xlsx", data)
        assert job.preview["units"] == [str(here.post.pk)]
        client = kit.sign_in(Client(), here.other_officer)
        assert client.get(f"/kemampuan/survei/{job.pk}/").status_code == 404


def test_what_is_no_survey_is_said_kindly(here: World, dinas: Account) -> None:
    client = kit.sign_in(Client(), dinas)
    page = upload(client, writing.as_xlsx("x", ["Nama", "Berat"], [["a", 1]]))
    assert "Judul kolom tidak lengkap." in page and not Import.objects.exists()


def reach(unit: Unit, **ways: str) -> None:
    UnitProfile.objects.update_or_create(unit=unit, defaults=ways)


def test_a_small_file_with_one_long_text_in_every_cell_takes_little_memory(here: World, dinas: Account) -> None:
    """Fifteen kilobytes whose cells all show one text of 32,000 letters took 472 MB of the server."""
    headers, _rows = sheet(dinas)
    data = writing.as_xlsx("Survei kemampuan", headers, [["x" * 32_000] * len(headers)] * 300)
    assert len(data) < 100_000
    tracemalloc.start()
    try:
        found = reading.read(data, applying.own_units(dinas), TODAY)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found.counts["rows_bad"] == 300
    assert peak < 20_000_000


def test_who_has_not_answered_is_reminded_once_a_day_and_answers_without_an_account(
    here: World, dinas: Account
) -> None:
    reach(here.puskesmas, whatsapp="081234567890")
    client = kit.sign_in(Client(), dinas)
    with at(NOW):
        said = client.post(
            "/kemampuan/survei/ingatkan/", {"layanan": MIND, "semua": "ya"}, follow=True
        ).content.decode()
        assert "1 pengingat dikirim." in said and "5 tidak punya kontak." in said
        client.post("/kemampuan/survei/ingatkan/", {"layanan": MIND, "unit": [str(here.puskesmas.pk)]})
        assert Message.objects.count() == 1
        link = SurveyLink.objects.get()
        path = path_of(link)
        stranger = Client()
        assert "Puskesmas Menteng" in stranger.get(path).content.decode()
        assert stranger.post(path, {"status": "able"}).status_code == 422
        form = {"status": "able", "psychologist_hours": "Senin 08–12", "answered_by": "kepala puskesmas"}
        assert "Terima kasih" in stranger.post(path, form).content.decode()
        assert stranger.get(path).status_code == 410
    held = standing_on(MIND, [here.puskesmas.pk], TODAY)[here.puskesmas.pk].capability
    assert held is not None and (held.status, held.verified_on) == ("able", None)
    assert held.evidence == {"psychologist_hours": "Senin 08–12", "answered_by": "kepala puskesmas"}
    with at("2026-11-23T10:00"):
        client.post("/kemampuan/survei/ingatkan/", {"layanan": MIND, "semua": "ya"})
    assert Message.objects.count() == 1  # who answered is left in peace


def test_a_day_later_a_silent_place_may_be_reminded_again(here: World, dinas: Account) -> None:
    reach(here.post, sms="081234567890")
    for moment, sent in (("2026-11-22T09:00", 1), ("2026-11-23T08:59", 1), ("2026-11-23T09:01", 2)):
        with at(moment):
            client = kit.sign_in(Client(), dinas)
            client.post("/kemampuan/survei/ingatkan/", {"layanan": MIND, "unit": [str(here.post.pk)]})
        assert Message.objects.count() == sent


def test_words_are_copied_for_a_place_without_contact(here: World, dinas: Account) -> None:
    client = kit.sign_in(Client(), dinas)
    with at(NOW):
        page = client.post(f"/kemampuan/survei/kata/{here.post.pk}/", {"layanan": MIND}).content.decode()
        assert "/isian/" in page and "jiwa" not in page.split("<textarea")[1].split("</textarea>")[0]
        assert (
            kit.sign_in(Client(), here.other_officer)
            .post(f"/kemampuan/survei/kata/{here.post.pk}/", {"layanan": MIND})
            .status_code
            == 404
        )


def test_a_link_opens_nothing_once_an_answer_was_verified(here: World, dinas: Account) -> None:
    with at(NOW):
        client = kit.sign_in(Client(), dinas)
        client.post(f"/kemampuan/survei/kata/{here.post.pk}/", {"layanan": MIND})
        path = path_of(SurveyLink.objects.get())
        declare(here.post, MIND, "able", TODAY, {}, "kunjungan", dinas, verified_by="Ibu Dinas", verified_on=TODAY)
        assert Client().get(path).status_code == 410
        assert Client().post(path, {"status": "not_able", "answered_by": "x"}).status_code == 410
    assert standing(here.post) == "able"


def test_a_link_past_its_last_day_opens_nothing(here: World, dinas: Account) -> None:
    client = kit.sign_in(Client(), dinas)
    with at(NOW):
        client.post(f"/kemampuan/survei/kata/{here.post.pk}/", {"layanan": MIND})
    path = path_of(SurveyLink.objects.get())
    with at("2026-12-20T09:00"):
        assert Client().get(path).status_code == 410
    assert Client().get("/isian/tidak-ada/").status_code == 410
