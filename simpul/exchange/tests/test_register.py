"""A paper register typed in the grid: kept while typed, questioned like on the phone, written with its true day."""

import json
from typing import Any

import pytest
from django.test import Client

from simpul.base.models import AuditRow
from simpul.care.models import Dose, Session, Visit
from simpul.care.tests.stories import Village, at
from simpul.exchange.models import RegisterDraft
from simpul.journal.models import Entry
from simpul.registry.tests.kit import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day() -> Any:
    with at("2026-03-20T08:00"):
        yield


class Desk:
    """An officer before a register page of the first post, with one girl born on 10 September 2025."""

    def __init__(self) -> None:
        self.village = Village()
        self.child = self.village.child(self.village.family(), name="Aisyah Putri")
        self.client = sign_in(Client(), self.village.where.officer)

    def address(self, slug: str) -> str:
        return f"/impor/register/{self.village.here}/{slug}/"

    def save(self, slug: str, cells: dict[str, str], days: dict[str, str] | None = None) -> dict[str, Any]:
        body = {"cells": {f"{self.child}|{key}": text for key, text in cells.items()}, "days": days or {}}
        answer = self.client.post(self.address(slug) + "simpan/", json.dumps(body), content_type="application/json")
        assert answer.status_code == 200, answer.content
        found: dict[str, Any] = answer.json()
        return found

    def finish(self, slug: str) -> Any:
        return self.client.post(self.address(slug), {"do": "finish"})

    def page(self, slug: str) -> str:
        return str(self.client.get(self.address(slug)).content.decode())


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_paper_day_gets_its_true_date(desk: Desk) -> None:
    slug = "hari-2026-03-14"
    desk.save(slug, {"weight_kg": "7,2", "length_height_cm": "66", "measured": "t", "vitamin_a": "x"})
    assert Visit.objects.count() == 0
    assert "7,2" in desk.page(slug)
    assert desk.finish(slug).status_code == 302
    visit = Visit.objects.get()
    assert str(visit.date) == "2026-03-14" and visit.values == {
        "weight_kg": 7.2, "length_height_cm": 66.0, "measured": "l",
    }  # fmt: skip
    assert visit.results["source"] == {"id": "paper"}
    session = Session.objects.get()
    assert (str(session.date), session.status, session.pk) == ("2026-03-14", "closed", visit.session)
    assert Dose.objects.get().product == "VITA-BIRU"
    entry = Entry.objects.get(kind="visit.recorded")
    assert f"{entry.happened_at:%Y-%m-%d}" == "2026-03-14" and f"{entry.recorded_at:%Y-%m-%d}" == "2026-03-20"
    assert RegisterDraft.objects.count() == 0


def test_what_is_stored_is_shown_and_never_typed_over(desk: Desk) -> None:
    slug = "hari-2026-03-14"
    desk.village.weigh(desk.child, "2026-03-14", 7.0)
    assert '<span class="cell-stored">7</span>' in desk.page(slug)
    desk.save(slug, {"weight_kg": "9,9", "head_cm": "43"})
    desk.finish(slug)
    assert Visit.objects.get().values == {"weight_kg": 7.0, "head_cm": 43.0}


def test_twelve_months_of_one_measure(desk: Desk) -> None:
    slug = "berat-2026"
    answer = desk.save(slug, {"2026-01": "6.1", "2026-02": "6,6"}, {"2026-01": "2026-01-17"})
    assert list(answer["faults"]) == [f"{desk.child}|2026-02"]
    assert desk.finish(slug).status_code == 422 and Visit.objects.count() == 0
    assert desk.save(slug, {}, {"2026-02": "2026-02-14"})["faults"] == {}
    desk.finish(slug)
    assert [(str(v.date), v.values["weight_kg"]) for v in Visit.objects.order_by("date")] == [
        ("2026-01-17", 6.1),
        ("2026-02-14", 6.6),
    ]
    assert Session.objects.count() == 0


def test_a_month_proposes_the_day_on_which_most_were_seen(desk: Desk) -> None:
    other = desk.village.child(desk.village.family(), name="Bima")
    for child, day in ((desk.child, "2026-01-17"), (other, "2026-01-17"), (other, "2026-01-20")):
        desk.village.weigh(child, day, 6.0)
    page = desk.page("berat-2026")
    assert 'value="2026-01-17"' in page and page.count('<span class="cell-stored">6</span>') == 2


def test_an_unlikely_figure_is_asked_about_and_not_refused(desk: Desk) -> None:
    slug = "hari-2026-03-14"
    desk.village.weigh(desk.child, "2026-02-14", 7.0)
    answer = desk.save(slug, {"weight_kg": "10,4"})
    assert "Berat" in answer["questions"][f"{desk.child}|weight_kg"]
    assert desk.finish(slug).status_code == 302
    assert Visit.objects.get(date="2026-03-14").values["weight_kg"] == 10.4


def test_unreadable_cells_keep_everything_from_being_written(desk: Desk) -> None:
    slug = "hari-2026-03-14"
    answer = desk.save(slug, {"weight_kg": "delapan", "head_cm": "43"})
    assert f"{desk.child}|weight_kg" in answer["faults"]
    page = desk.finish(slug)
    assert page.status_code == 422 and Visit.objects.count() == 0
    assert "delapan" in page.content.decode() and "43" in page.content.decode()


def test_two_windows_keep_each_others_cells(desk: Desk) -> None:
    desk.save("hari-2026-03-14", {"weight_kg": "7,2"})
    desk.save("hari-2026-03-14", {"head_cm": "43"})
    desk.save("hari-2026-03-14", {"head_cm": ""})
    assert RegisterDraft.objects.get().cells == {f"{desk.child}|weight_kg": "7,2"}


@pytest.mark.parametrize(
    "slug", ["hari-2026-03-21", "hari-2019-01-01", "berat-2027", "panjang-2026", "hari-x", "hari-2026-02-30"]
)
def test_pages_that_cannot_be(desk: Desk, slug: str) -> None:
    assert desk.client.get(desk.address(slug)).status_code == 404


def test_rubbish_is_not_kept(desk: Desk) -> None:
    slug = "hari-2026-03-14"
    for body in (b"", b"[1]", b"{" * 3000, json.dumps({"cells": {"x|y": "1", f"{desk.child}|salah": "1"}}).encode()):
        answer = desk.client.post(desk.address(slug) + "simpan/", body, content_type="application/json")
        assert answer.status_code in (200, 404)
    assert all(draft.cells == {} for draft in RegisterDraft.objects.all())
    desk.save(slug, {"weight_kg": "7" * 500})
    assert len(RegisterDraft.objects.get().cells[f"{desk.child}|weight_kg"]) == 20


def test_another_posts_register_does_not_open(desk: Desk) -> None:
    other = Village()
    assert desk.client.get(f"/impor/register/{other.here}/hari-2026-03-14/").status_code == 404
    assert desk.client.get("/impor/register/", {"posyandu": other.here, "tanggal": "2026-03-14"}).status_code == 404


def test_the_page_writes_down_who_was_read(desk: Desk) -> None:
    before = AuditRow.objects.filter(action="read").count()
    assert "Aisyah Putri" in desk.page("hari-2026-03-14")
    assert AuditRow.objects.filter(action="read").count() == before + 1
    answer = desk.client.get("/impor/register/", {"posyandu": desk.village.here, "tanggal": "2026-03-14"})
    assert answer["Location"] == desk.address("hari-2026-03-14")
