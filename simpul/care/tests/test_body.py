"""Youths, adults and older people on the office's pages: bands in words, private answers apart, who they are."""

from typing import Any

import pytest
from django.test import Client

from simpul.base import ids
from simpul.care.dossier import VisitLine, dossier
from simpul.care.findings import latest_findings
from simpul.care.tests.stories import Village
from simpul.people.models import Person
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
BORN = {"remaja": "2011-05-05", "dewasa": "1980-05-05", "lansia": "1950-05-05"}


def seen(village: Village, card: str, date: str, values: dict[str, Any], person: str = "", **over: Any) -> str:
    """Someone with this card, measured on that day; returns their id."""
    who = person or village.child(name="Ratna Dewi", birth_date=BORN[card], birth_weight_kg=None, **over)
    visit = ids.visit_id(village.here, who, date)
    data = {"visit": visit, "date": date, "card": card, "step": 2, "values": values}
    village.write("visit.recorded", who, data)
    return who


def lines(person: str) -> list[VisitLine]:
    """The visits of the person's page, newest first."""
    return dossier(Person.objects.get(pk=person)).visits


def test_measures_are_told_with_their_bands() -> None:
    village = Village()
    who = seen(village, "dewasa", "2026-02-10", {"weight_kg": 70, "height_cm": 160, "systolic": 150, "diastolic": 95})
    seen(village, "dewasa", "2026-03-10", {"weight_kg": 64, "glucose_mgdl": 210}, who)
    later, first = lines(who)
    assert first.words == ["IMT: Obesitas", "TD: Tinggi"]
    assert later.words == ["IMT: Normal", "GD: Tinggi"], "the height of the visit before counts"
    assert ("Tekanan darah", "150/95 mmHg") in first.values
    assert latest_findings([who]) == {who: "GD: Tinggi"}


def test_a_youth_has_the_words_of_the_growth_standard() -> None:
    village = Village()
    who = seen(village, "remaja", "2026-03-10", {"weight_kg": 30, "height_cm": 155})
    assert lines(who)[0].words == ["IMT: Sangat kurus"]


def test_nothing_is_found_when_all_is_well() -> None:
    village = Village()
    who = seen(village, "lansia", "2026-03-10", {"systolic": 120, "diastolic": 75, "muac_cm": 25})
    assert lines(who)[0].words == ["TD: Normal"]
    assert latest_findings([who]) == {}


def test_what_was_said_alone_stands_apart_and_on_no_paper(client: Client) -> None:
    village = Village()
    who = seen(village, "remaja", "2026-03-10", {"weight_kg": 50, "smoking": True, "high_salt": True})
    line = lines(who)[0]
    assert line.private == [("Merokok atau vape", "ya")]
    assert line.yes == ["Banyak makan asin"]
    assert all("Merokok" not in label for label, _ in line.values)
    kit.sign_in(client, village.where.officer)
    page = client.get(f"/puskesmas/warga/{who}/").content.decode()
    paragraph = next(part for part in page.split("<p") if "Merokok atau vape" in part)
    assert paragraph.startswith(' class="no-print">')


def test_who_they_are_at_home() -> None:
    village = Village()
    who = seen(
        *(village, "lansia", "2026-03-10", {"weight_kg": 50}),
        relation="kakek_nenek",
        occupation="Petani",
        marital_status="ditinggal",
        disabilities=["dengar", "lain"],
        assistance=["pendamping"],
    )
    assert dossier(Person.objects.get(pk=who)).household == [
        ("Hubungan", "Kakek atau nenek"),
        ("Pekerjaan atau sekolah", "Petani"),
        ("Status perkawinan", "Pasangan meninggal"),
        ("Yang sulit dilakukan sendiri", "Mendengar, lain"),
        ("Yang menolong saat datang", "Didampingi keluarga"),
    ]
