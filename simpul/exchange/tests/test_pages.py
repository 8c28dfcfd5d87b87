"""An officer imports on the page: upload, match, look, begin, read what is wrong, correct it, take it back."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from simpul.base.models import AuditRow
from simpul.care.models import Visit
from simpul.care.tests.stories import Village, at
from simpul.exchange.models import Import, PostName
from simpul.exchange.sheets import writing
from simpul.exchange.sheets.parse import parse
from simpul.exchange.tests import kit
from simpul.exchange.worker import run_waiting
from simpul.people.models import Person
from simpul.registry.models import Assignment, Unit
from simpul.registry.tests.kit import account, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]


@pytest.fixture
def client(village: Village) -> Client:
    return sign_in(Client(), village.where.officer)


def send(client: Client, data: bytes, name: str = "lembar.xls") -> Any:
    return client.post("/impor/", {"sheet": SimpleUploadedFile(name, data)})


def newest() -> Import:
    return Import.objects.order_by("-made_at")[0]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_from_upload_to_undo(village: Village, client: Client) -> None:
    lines = [
        kit.child(1, nama_posyandu="MELATI SATU"),
        kit.child(2, nama_posyandu="melati satu", tgl_lahir="31/02/2025"),
    ]
    answer = send(client, kit.xls("identity", lines))
    job = newest()
    assert answer.status_code == 302 and answer["Location"] == f"/impor/{job.pk}/"
    page = text(client.get(f"/impor/{job.pk}/"))
    assert "MELATI SATU" in page and "2 baris belum punya posyandu" in page
    client.post(f"/impor/{job.pk}/posyandu/", {"post_0": village.here})
    page = text(client.get(f"/impor/{job.pk}/"))
    assert "Bagas Hartono" in page and "tidak terbaca sebagai tanggal" in page
    assert PostName.objects.get().name == "melati satu"
    client.post(f"/impor/{job.pk}/mulai/")
    run_waiting()
    assert Person.objects.get().name == "Bagas Hartono"
    assert "Tarik seluruh impor" in text(client.get(f"/impor/{job.pk}/"))
    sheet = client.get(f"/impor/{job.pk}/masalah.xlsx")
    [header, row] = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    assert header[-2:] == ["Masalah", "Perbaikan"] and "tidak terbaca" in str(row[-2]) and "2026-03-14" in str(row[-1])
    assert row[2] == "31/02/2025"
    assert client.post(f"/impor/{job.pk}/tarik/").status_code == 302
    run_waiting()
    assert "sudah ditarik" in text(client.get(f"/impor/{job.pk}/")).lower()
    assert Person.objects.get().status == "mistake"


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_list_of_problems_corrected_comes_in_again(village: Village, client: Client, form: str) -> None:
    kit.bring(village, kit.xlsx("identity", [kit.child(1), kit.child(2)]))
    job = kit.bring(village, kit.xls("measurement", [kit.weighing(1, BERAT="84"), kit.weighing(2)]))
    sheet = client.get(f"/impor/{job.pk}/masalah.{form}").content
    again = parse(sheet)
    assert again.recognised.unknown == ["Masalah", "Perbaikan"]
    assert again.rows[0].values["nik"] == kit.weighing(1)["NIK"] and again.rows[0].values["weight_kg"] == 84
    kit.bring(village, kit.csv("measurement", [kit.weighing(1)]))
    assert Visit.objects.count() == 2


def test_a_second_sheet_remembers_the_post(village: Village, client: Client) -> None:
    send(client, kit.csv("identity", [kit.child(1, nama_posyandu="RW dua")]))
    client.post(f"/impor/{newest().pk}/posyandu/", {"post_0": village.there})
    send(client, kit.csv("identity", [kit.child(2, nama_posyandu="rw DUA")]))
    assert newest().posts == {"rw dua": village.there}


def test_a_weighing_sheet_with_other_headers_is_not_taken_for_a_list_in_silence(client: Client) -> None:
    known = ["NIK", "nama_anak", "nama_posyandu", "tgl_lahir", "jenis_kelamin"]
    strange = ["hari timbang", "hasil (kg)"]
    row = ["3174012304250002", "Bagas", "Melati 1", "2025-04-23", "Laki-laki", "2026-11-05", "8,4"]
    send(client, writing.as_csv([*known, *strange], [row]), "timbang.csv")
    page = text(client.get(f"/impor/{newest().pk}/"))
    assert "tanpa hasil ukur" in page and "hari timbang, hasil (kg)" in page
    assert "TANGGALUKUR, BERAT, TINGGI" in page


def test_a_download_is_laid_beside_simpul_without_importing_it(village: Village, client: Client) -> None:
    village.weigh(village.child(name="Sekar Ayu", birth_date="2025-02-11"), "2026-01-14", 8.4)
    line = {"Nama": "Sekar Ayu", "JK": "P", "Tgl Lahir": "2025-02-11", "Posyandu": "melati satu", "Berat": 9.4}
    send(client, kit.csv("export", [line | {"Tanggal Pengukuran": "2026-01-14"}]))
    job = newest()
    assert "Belum dicocokkan" in text(client.get(f"/impor/{job.pk}/banding/"))
    client.post(f"/impor/{job.pk}/posyandu/", {"post_0": village.here})
    assert "Bandingkan dengan Simpul" in text(client.get(f"/impor/{job.pk}/"))
    page = text(client.get(f"/impor/{job.pk}/banding/"))
    assert "Sekar Ayu" in page and "9,4" in page and "8,4" in page
    sheet = client.get(f"/impor/{job.pk}/banding.xlsx").content
    [header, row] = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert header[4:6] == ["e-PPGBM", "Simpul"] and row[1:6] == ["Sekar Ayu", "2026-01-14", "Berat (kg)", "9,4", "8,4"]
    assert AuditRow.objects.filter(action="read", detail__purpose="e-PPGBM compared").count() == 2
    assert Visit.objects.get().values["weight_kg"] == 8.4
    assert client.get(f"/impor/{job.pk}/banding.pdf").status_code == 404


def test_a_post_of_somebody_else_cannot_be_chosen(village: Village, client: Client) -> None:
    other = Village()
    send(client, kit.csv("identity", [kit.child(1, nama_posyandu="x")]))
    job = newest()
    assert client.post(f"/impor/{job.pk}/posyandu/", {"post_0": other.here}).status_code == 404
    assert client.post(f"/impor/{job.pk}/posyandu/", {"post_0": "bukan"}).status_code == 404
    assert PostName.objects.count() == 0


def test_an_officer_who_lost_the_post_no_longer_sees_its_sheets(village: Village) -> None:
    job = kit.upload(village, kit.csv("identity", [kit.child(1)]))
    away = account("pindahan", Assignment.Role.OFFICER, Unit.objects.get(pk=village.there))
    job.puskesmas, job.account = None, away
    job.save()
    assert sign_in(Client(), away).get(f"/impor/{job.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "kosong"),
        (b"%PDF-1.4", "bukan lembar kerja"),
        (b"a;b\n1;2", "tidak dikenali"),
        (b"NIK;BERAT\n1;2", "wajib"),
    ],
)
def test_a_file_that_cannot_be_read_says_so_on_the_page(client: Client, data: bytes, words: str) -> None:
    answer = send(client, data)
    assert answer.status_code in (200, 422) and words in text(answer)
    assert Import.objects.count() == 0


def test_nothing_is_confirmed_twice_and_a_discarded_sheet_is_gone(village: Village, client: Client) -> None:
    job = kit.upload(village, kit.csv("identity", [kit.child(1)]))
    assert client.post(f"/impor/{job.pk}/mulai/").status_code == 302
    assert client.post(f"/impor/{job.pk}/mulai/").status_code == 404
    assert client.post(f"/impor/{job.pk}/buang/").status_code == 404
    other = kit.upload(village, kit.csv("identity", [kit.child(2)]))
    assert client.post(f"/impor/{other.pk}/buang/").status_code == 302
    assert not Import.objects.filter(pk=other.pk).exists()


def test_progress_is_told_and_ends_with_the_whole_page(village: Village, client: Client) -> None:
    job = kit.upload(village, kit.csv("identity", [kit.child(1)]))
    client.post(f"/impor/{job.pk}/mulai/")
    assert "mengantre" in text(client.get(f"/impor/{job.pk}/kemajuan/"))
    run_waiting()
    assert client.get(f"/impor/{job.pk}/kemajuan/")["HX-Refresh"] == "true"


def test_an_import_is_not_taken_back_after_its_time(village: Village, client: Client) -> None:
    job = kit.bring(village, kit.csv("identity", [kit.child(1)]))
    with at("2026-02-25T09:00"):
        late = sign_in(Client(), village.where.officer)
        assert "Tarik seluruh impor" not in text(late.get(f"/impor/{job.pk}/"))
        assert late.post(f"/impor/{job.pk}/tarik/").status_code == 404
    with at("2026-03-20T09:00"):
        run_waiting()
    job.refresh_from_db()
    assert job.body is None and job.preview == {}


@pytest.mark.parametrize("kind", ["identity", "measurement", "export"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_templates_have_the_published_headers(client: Client, kind: str, form: str) -> None:
    answer = client.get("/impor/contoh/", {"jenis": kind, "bentuk": form})
    assert answer.status_code == 200
    assert client.get("/impor/contoh/", {"jenis": kind, "bentuk": "exe"}).status_code == 404
    if form == "csv":
        assert answer.content.decode("utf-8-sig").strip().split(";") == list(kit.headers(kind))


def test_looking_and_downloading_leave_traces(village: Village, client: Client) -> None:
    job = kit.upload(village, kit.csv("identity", [kit.child(1), kit.child(2, tgl_lahir="x")]))
    for path in (f"/impor/{job.pk}/", f"/impor/{job.pk}/masalah.csv"):
        before = AuditRow.objects.filter(action="read").count()
        assert client.get(path).status_code == 200
        assert AuditRow.objects.filter(action="read").count() > before, path
