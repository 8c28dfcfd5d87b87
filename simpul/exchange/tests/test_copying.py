"""A copy sheet says what was recorded, in the order of the application, and nothing of the mind."""

import pytest
from django.test import Client

from simpul.base import ids
from simpul.care.models import Visit
from simpul.care.tests.stories import Village
from simpul.exchange.copying.sheet import lines, sheets, sources
from simpul.registry.tests.kit import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]


def adult(village: Village) -> str:
    born = {"birth_date": "1980-03-04", "nik": "3174014403800001", "phone": "0812", "sex": "P"}
    who = village.child(village.family(), name="Sri Wahyuni", **born)
    values = {"weight_kg": 61.5, "systolic": 150, "diastolic": 95, "eye_right": "normal", "smoking": False}
    values |= {"family_stroke": True, "family_diabetes": True, "own_hypertension": True}
    data = {"visit": ids.visit_id(village.here, who, "2026-02-07"), "date": "2026-02-07", "card": "dewasa", "step": 2}
    village.write("visit.recorded", who, data | {"values": values})
    return who


def copied(sheet: str) -> dict[str, str]:
    return {line.label: line.value for line in lines(sheet, sources(Visit.objects.all())[0])}


def test_an_adult_line_by_line(village: Village) -> None:
    adult(village)
    told = copied("asik-ptm")
    assert list(told)[:5] == ["Tanggal pemeriksaan", "NIK", "Nama lengkap", "Tanggal lahir", "Jenis kelamin"]
    assert told["Tanggal pemeriksaan"] == "07/02/2026" and told["Tanggal lahir"] == "04/03/1980"
    assert (told["NIK"], told["Jenis kelamin"], told["RT"]) == ("3174014403800001", "Perempuan", "04")
    assert told["Provinsi"] == "DKI Jakarta" and told["Berat badan (kg)"] == "61,5"
    assert told["Tekanan darah sistole (mmHg)"] == "150" and told["Merokok"] == "tidak"
    assert [told[f"Riwayat penyakit keluarga {n}"] != "" for n in (1, 2, 3)] == [True, True, False]
    assert told["Gula darah sewaktu (mg/dL)"] == "", "what was not measured stays empty"


def test_every_dose_of_the_day_is_a_line(village: Village) -> None:
    child = village.child(name="Aisyah")
    village.weigh(child, "2026-02-07", 7.1)
    for product, number in (("DPT-HB-Hib", 2), ("OPV", 3)):
        village.write("dose.given", child, {"product": product, "number": number, "date": "2026-02-07", "batch": "B1"})
    village.write("dose.given", child, {"product": "BCG", "number": 1, "date": "2025-10-10"})
    told = copied("asik-imunisasi")
    assert told["Imunisasi ke-1"] == "DPT-HB-Hib 2, 07/02/2026, B1" and told["Imunisasi ke-2"].startswith("OPV 3")
    assert "Imunisasi ke-3" not in told


def test_a_capsule_or_tablet_given_that_day_answers_its_line(village: Village) -> None:
    child = village.child(name="Aisyah", birth_date="2024-01-01")
    village.weigh(child, "2026-02-07", 11.0)
    assert (copied("asik-balita")["Vitamin A"], copied("asik-balita")["Obat cacing"]) == ("", "")
    for product, day in (("VITA-MERAH", "2026-02-07"), ("ALBENDAZOL", "2026-01-20")):
        village.write("dose.given", child, {"product": product, "date": day})
    assert (copied("asik-balita")["Vitamin A"], copied("asik-balita")["Obat cacing"]) == ("ya", "")


def test_nothing_of_the_mind_is_ever_on_a_sheet(village: Village) -> None:
    """Whatever a visit holds: only fields that the sheet names are copied, and none of them is a questionnaire."""
    adult(village)
    Visit.objects.update(values={"srq_17": True, "jiwa_action": "darurat", "phq": 19, "weight_kg": 60})
    for sheet in sheets():
        assert not {"19", "darurat"} & set(copied(sheet).values())


def test_the_page_is_reached_from_the_person_and_offers_what_fits(village: Village) -> None:
    who, client = adult(village), sign_in(Client(), village.where.officer)
    page = client.get(f"/puskesmas/warga/{who}/").content.decode()
    assert f"/puskesmas/warga/{who}/salin/asik-ptm/" in page and "salin/asik-balita/" not in page
    sheet = client.get(f"/puskesmas/warga/{who}/salin/asik-ptm/").content.decode()
    assert "Sri Wahyuni" in sheet and 'data-copy="61,5"' in sheet
    assert "Belum ada pemeriksaan" in client.get(f"/puskesmas/warga/{who}/salin/asik-balita/").content.decode()
    assert client.get(f"/puskesmas/warga/{who}/salin/tidak-ada/").status_code == 404
