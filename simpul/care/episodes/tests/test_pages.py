"""The person's page tells a pregnancy whole; births and deaths are listed by month; nobody else's."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from simpul.base import clock, ids
from simpul.base.models import AuditRow
from simpul.care.tests.stories import Village
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
PAGE = "/puskesmas/kelahiran-kematian/"


class Scene:
    """A mother of 16 at 30 weeks with what a kader writes of her."""

    def __init__(self) -> None:
        """Write it."""
        self.village = Village()
        self.today = clock.today()
        self.start = self.today - timedelta(days=30 * 7)
        self.family = self.village.family()
        born = (self.today - timedelta(days=16 * 365)).isoformat()
        self.mother = self.village.child(self.family, name="Siti Aminah", birth_date=born)
        self.pregnancy = str(ids.uuid7())
        known = {"height_cm": 143.0, "prepregnancy_weight_kg": 45.0, "gravida": 1, "parity": 0, "risks": ["asthma"]}
        known |= {"plan_place": "Puskesmas Menteng", "plan_contraception": "akdr"}
        opened = {"person": self.mother, "lmp": self.start.isoformat()} | known
        self.village.write("pregnancy.opened", self.pregnancy, opened)
        for weeks, values in (
            (12, {"weight_kg": 46.0, "systolic": 110, "diastolic": 70, "ttd_given": 30, "class_attended": True}),
            (28, {"weight_kg": 50.0, "systolic": 148, "diastolic": 92, "ttd_given": 30, "muac_cm": 22.5}),
        ):
            self.visit(self.start + timedelta(days=weeks * 7), values)
        contact = {"product": "ANC", "number": 1, "place": "pmb", "helper": "bidan", "source": "history"}
        self.dose(self.mother, contact, self.start + timedelta(days=70))

    def visit(self, day: Any, values: dict[str, Any]) -> None:
        """One visit on the pregnancy card."""
        visit = ids.visit_id(self.village.here, self.mother, day.isoformat())
        data = {"visit": visit, "date": day.isoformat(), "card": "hamil", "step": 2, "values": values}
        self.village.write("visit.recorded", self.mother, data)

    def dose(self, person: str, data: dict[str, Any], day: Any) -> None:
        """A dose or contact."""
        self.village.write("dose.given", person, data | {"date": day.isoformat()})

    def bear(self) -> str:
        """One girl, today; gives her id."""
        child = ids.birth_id(self.pregnancy, 1)
        data: dict[str, Any] = {
            "name": "Zahra",
            "sex": "P",
            "birth_date": self.today.isoformat(),
            "mother": self.mother,
        }
        data |= {"family": self.family, "born_of": self.pregnancy, "birth_weight_kg": 2.9, "birth_care": {"imd": True}}
        self.village.write("person.registered", child, data)
        self.dose(child, {"product": "KN", "number": 1, "place": "rs", "helper": "spa"}, self.today)
        self.dose(self.mother, {"product": "KF", "number": 1, "place": "rs", "helper": "spog"}, self.today)
        closed = {"outcome": "birth", "date": self.today.isoformat(), "children": [child], "birth_place": "rs"}
        self.village.write("pregnancy.closed", self.pregnancy, closed | {"birth_mode": "sesar"})
        return child

    def page(self, client: Client) -> str:
        """Her page, as the officer sees it."""
        kit.sign_in(client, self.village.where.officer)
        return str(client.get(f"/puskesmas/warga/{self.mother}/").content.decode())


def test_a_pregnancy_with_its_curves_risks_contacts_and_plan(client: Client) -> None:
    html = Scene().page(client)
    for words in ("30 minggu, trimester 3", "Usia di bawah 20 tahun", "Tinggi di bawah 145 cm", "Asma"):
        assert words in html
    assert "60 dari 90" in html and "1 dari 4" in html and "22,5 cm" in html
    assert html.count('<svg class="chart-svg"') == 2 and "148/92 mmHg" in html and "+5" in html
    assert "Praktik bidan, Bidan" in html and "Buku KIA: 1-2-3" in html and "Formulir kunjungan rumah: 2-2-2" in html
    assert "2 dari 7 disepakati" in html and "AKDR (IUD/spiral)" in html


def test_more_tablets_than_meant_have_reached_the_target(client: Client) -> None:
    scene = Scene()
    scene.visit(scene.start + timedelta(days=29 * 7), {"ttd_given": 30})
    assert "90 dari 90" in scene.page(client)
    scene.visit(scene.start + timedelta(days=210 - 1), {"ttd_given": 120})
    assert "210 (target 90 tercapai)" in scene.page(client)


def test_a_birth_with_the_newborn_and_both_first_visits(client: Client) -> None:
    scene = Scene()
    child = scene.bear()
    html = scene.page(client)
    assert f"/puskesmas/warga/{child}/" in html and "Operasi sesar" in html and "2,9" in html
    assert "Rumah sakit, Dokter anak" in html and "Rumah sakit, Dokter kandungan" in html
    assert child in str(list(AuditRow.objects.filter(action="read").values_list("subject", "detail")))


def test_a_month_of_births_and_deaths_for_the_own_posts_only(client: Client) -> None:
    scene = Scene()
    child = scene.bear()
    died = {"status": "died", "date": scene.today.isoformat(), "place": "rs", "cause": "birth"}
    scene.village.write("person.left", child, died)
    kit.sign_in(client, scene.village.where.officer)
    html = client.get(PAGE).content.decode()
    assert "Siti Aminah" in html and "Zahra" in html and "Kematian bayi baru lahir" in html
    before = (scene.today.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    empty = client.get(PAGE, {"bulan": before}).content.decode()
    assert "Siti Aminah" not in empty and "Belum ada persalinan tercatat" in empty
    assert client.get(PAGE, {"bulan": "bukan bulan"}).status_code == 200
    stranger = Village()
    other = Client()
    kit.sign_in(other, stranger.where.officer)
    assert "Siti Aminah" not in other.get(PAGE).content.decode()
