"""The page of reports: who may ask for what, files, the audit, and reports that are prepared beside it."""

import io
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from simpul.base.models import AuditRow
from simpul.care.tests.stories import Village, at
from simpul.exchange.models import PreparedReport
from simpul.exchange.reporting.office import pages, prepared
from simpul.exchange.reporting.office.scopes import ALL
from simpul.exchange.sheets.columns import layout
from simpul.registry.models import Account, Area, Assignment
from simpul.registry.tests.kit import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
Role = Assignment.Role
NAME = "Rahasia Namanya"


@pytest.fixture
def village() -> Iterator[Village]:
    """One girl, weighed in March; 5 April."""
    with at("2026-04-05T08:00"):
        made = Village()
        made.weigh(made.child(made.family(), name=NAME), "2026-03-10", 7.0)
        yield made


def ask(who: Account, path: str = "/laporan/", **fields: str) -> Any:
    """The page as this person gets it."""
    return sign_in(Client(), who).get(path, fields)


def everywhere(report: str, place: str = ALL) -> dict[str, str]:
    return {"laporan": report, "tempat": place, "bulan": "2026-03"}


def agency(area: str) -> Account:
    """Somebody of the regional health office."""
    who = Account.objects.create_user(f"dinas{area}")
    who.assignments.create(role=Role.AGENCY, area_id=area, starts_on="2020-01-01")
    return who


def test_an_officer_sees_figures_and_takes_them_along(village: Village) -> None:
    page = ask(village.where.officer, **everywhere("recap-balita", f"posyandu:{village.here}"))
    assert page.status_code == 200 and "Naik (N)" in page.content.decode()
    for form in ("csv", "xlsx", "pdf"):
        file = ask(village.where.officer, "/laporan/unduh/", bentuk=form, **everywhere("recap-balita"))
        assert file.status_code == 200 and file["Content-Type"] == pages.MIME[form]
        assert file["Content-Disposition"].endswith(f'recap-balita-2026-03.{form}"')
    assert not AuditRow.objects.filter(action="read").exists(), "figures name nobody"


def test_a_list_of_names_is_written_down_in_the_audit(village: Village) -> None:
    page = ask(village.where.officer, **everywhere("sasaran-bayi"))
    assert NAME in page.content.decode()
    ask(village.where.officer, "/laporan/unduh/", bentuk="csv", **everywhere("sasaran-bayi"))
    assert AuditRow.objects.filter(action="read").count() == 2


@pytest.mark.parametrize("kind", ["identity", "measurement"])
def test_eppgbm_sheets_are_looked_at_and_taken_along_as_eppgbm_takes_them(village: Village, kind: str) -> None:
    page = ask(village.where.officer, **everywhere(f"eppgbm-{kind}")).content.decode()
    assert NAME in page and "bentuk=xls&" in page.replace("&amp;", "&") and "bentuk=pdf" not in page
    file = ask(village.where.officer, "/laporan/unduh/", bentuk="xls", **everywhere(f"eppgbm-{kind}"))
    header, row = CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_index(0).to_python()
    assert header == list(layout(kind).sets[0][1]) and NAME in row
    assert AuditRow.objects.filter(action="read", detail__purpose=f"report eppgbm-{kind}").count() == 2
    assert ask(agency("31.74"), "/laporan/unduh/", bentuk="xls", **everywhere(f"eppgbm-{kind}")).status_code == 404


def test_an_office_above_gets_figures_of_its_area_and_no_names(village: Village) -> None:
    inside = agency("31.74")
    assert ask(inside, **everywhere("recap-balita")).status_code == 200
    assert NAME not in ask(inside).content.decode() and "sasaran-bayi" not in ask(inside).content.decode()
    assert ask(inside, **everywhere("sasaran-bayi")).status_code == 404


def test_an_office_above_asks_for_figures_of_one_post_of_its_area_only(village: Village) -> None:
    inside, one = agency("31.74"), f"posyandu:{village.here}"
    assert f'value="{one}"' in ask(inside).content.decode()
    for report in ("recap-balita", "skdn", "poster"):
        assert ask(inside, **everywhere(report, one)).status_code == 200
    for report in ("kunjungan-rumah", "sasaran-bayi", "kartu-balita"):
        assert ask(inside, **everywhere(report, one)).status_code == 404
    Area.objects.create(code="36.71", name="Tangerang", level=2)
    assert ask(agency("36.71"), **everywhere("recap-balita", one)).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        everywhere("tidak-ada"),
        everywhere("recap-balita", "posyandu:bukan-id"),
        everywhere("recap-balita", f"posyandu:{UUID(int=7)}"),
        everywhere("recap-balita", "wilayah:31.74"),
        everywhere("recap-balita") | {"bulan": "2026-13"},
    ],
)
def test_what_is_not_offered_is_not_there(village: Village, fields: dict[str, str]) -> None:
    assert ask(village.where.officer, **fields).status_code == 404


def test_a_long_report_is_prepared_and_fetched_by_whoever_asked(village: Village, monkeypatch: Any) -> None:
    monkeypatch.setattr(pages, "LONG", 1)
    monkeypatch.setattr(prepared, "soon", lambda: None)
    page = ask(village.where.officer, **everywhere("skdn")).content.decode()
    assert "Siapkan PDF" in page and "/laporan/unduh/" not in page
    client = sign_in(Client(), village.where.officer)
    client.post("/laporan/siapkan/", everywhere("skdn") | {"bentuk": "csv"})
    job = PreparedReport.objects.get()
    assert "sedang dibuat" in client.get(f"/laporan/{job.pk}/kemajuan/").content.decode()
    assert client.get(f"/laporan/{job.pk}/berkas/").status_code == 404
    assert prepared.run_waiting() == 1
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 12, 12)
    file = client.get(f"/laporan/{job.pk}/berkas/")
    assert "ditimbang bulan ini" in file.content.decode()
    assert ask(agency("31.74"), f"/laporan/{job.pk}/berkas/").status_code == 404


def test_names_are_never_prepared_into_a_stored_file(village: Village) -> None:
    client = sign_in(Client(), village.where.officer)
    assert client.post("/laporan/siapkan/", everywhere("sasaran-bayi") | {"bentuk": "csv"}).status_code == 404
    PreparedReport.objects.create(
        account=village.where.officer, report="sasaran-bayi", scope=ALL, month="2026-03", form="csv"
    )
    prepared.run_waiting()
    assert PreparedReport.objects.get().state == "failed"


def test_who_lost_the_post_gets_no_file(village: Village) -> None:
    job = PreparedReport.objects.create(
        account=village.where.officer, report="skdn", scope=f"posyandu:{village.here}", month="2026-03", form="csv"
    )
    village.where.officer.assignments.update(ends_on="2026-04-01")
    prepared.run_waiting()
    job.refresh_from_db()
    assert (job.state, job.body) == ("failed", None)
