"""Sheets made by tests in the real formats, and a village to import them into."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlwt

from simpul.care.models import Dose, Visit
from simpul.care.tests.stories import Village
from simpul.exchange.actions import confirm, take_in
from simpul.exchange.models import Import
from simpul.exchange.sheets import writing
from simpul.exchange.sheets.columns import layout
from simpul.exchange.worker import run_waiting
from simpul.people.models import Family, Person

Line = Mapping[str, Any]


def headers(kind: str, edition: str = "2025") -> tuple[str, ...]:
    """The published header row of a sheet."""
    return dict(layout(kind).sets)[edition]


def table(kind: str, lines: Sequence[Line], edition: str = "2025") -> list[list[Any]]:
    """Lines by header as rows of cells."""
    return [[line.get(header, "") for header in headers(kind, edition)] for line in lines]


def csv(kind: str, lines: Sequence[Line], edition: str = "2025") -> bytes:
    """As a .csv of Simpul's own making."""
    return writing.as_csv(headers(kind, edition), table(kind, lines, edition))


def xlsx(kind: str, lines: Sequence[Line], edition: str = "2025") -> bytes:
    """As an .xlsx."""
    return writing.as_xlsx("Sheet1", headers(kind, edition), table(kind, lines, edition))


def xls(kind: str, lines: Sequence[Line], edition: str = "2025") -> bytes:
    """As an Excel 97-2003 file, what e-PPGBM gives and takes."""
    book = xlwt.Workbook()
    page = book.add_sheet("Sheet1")
    for place, header in enumerate(headers(kind, edition)):
        page.write(0, place, header)
    for number, row in enumerate(table(kind, lines, edition), start=1):
        for place, cell in enumerate(row):
            page.write(number, place, cell)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def child(number: int = 1, **over: Any) -> dict[str, Any]:
    """A line of the identity sheet."""
    return {
        "No": number,
        "anak_ke": 1,
        "tgl_lahir": f"2025-0{1 + number % 9}-1{number % 9}",
        "jenis_kelamin": "Perempuan" if number % 2 else "Laki-laki",
        "nomor_KK": f"317401010120{number:04d}",
        "NIK": f"317401520125{number:04d}",
        "nama_anak": f"{NAMES[number % len(NAMES)]} {SURNAMES[number // len(NAMES) % len(SURNAMES)]}",
        "usia_hamil": 39,
        "berat_lahir": "3,1",
        "panjang_lahir": 49,
        "imd": "Ya",
        "nama_ortu": f"Ibu {SURNAMES[number % len(SURNAMES)]}",
        "alamat": f"Jalan Kenanga {number}",
        "nama_posyandu": "Melati 1",
        "rt": "004",
        "rw": "002",
    } | over


NAMES = ("Zahra", "Bagas", "Kirana", "Dimas", "Fatimah", "Yusuf", "Melani", "Taufik", "Wulandari")
SURNAMES = ("Hartono", "Siregar", "Nasution", "Wijaya", "Kurniawan", "Simanjuntak")


def weighing(number: int = 1, day: str = "2026-01-14", **over: Any) -> dict[str, Any]:
    """A line of the measurement sheet about `child(number)`."""
    who = child(number)
    return {
        "No": number,
        "NIK": who["NIK"],
        "nama_anak": who["nama_anak"],
        "nama_posyandu": "Melati 1",
        "TANGGALUKUR": day,
        "BERAT": "8,4",
        "TINGGI": 71.5,
        "LILA": "14.2",
        "Pitting_edema": "Tidak",
        "CARAUKUR": "terlentang",
    } | over


def upload(village: Village, data: bytes, name: str = "lembar.xlsx") -> Import:
    """As the officer of the village does on the page."""
    return take_in.take_in(village.where.officer, name, data)


def bring(village: Village, data: bytes) -> Import:
    """Upload, confirm and do the work."""
    job = upload(village, data)
    confirm.confirm(village.where.officer, job)
    run_waiting()
    return Import.objects.get(pk=job.pk)


def take_back(village: Village, job: Import) -> Import:
    """Withdraw the import and do the work."""
    confirm.undo(village.where.officer, job)
    run_waiting()
    return Import.objects.get(pk=job.pk)


def picture() -> dict[str, Any]:
    """What the projections say, without places, times and what was withdrawn."""
    people = Person.objects.exclude(status="mistake").order_by("pk")
    visits = Visit.objects.filter(status="ok").order_by("pk")
    named = people.values_list("pk", "post", "family", "name", "sex", "birth_date", "nik", "status", "birth_weight_kg")
    living = {family for _, _, family, *_ in named}
    families = Family.objects.filter(pk__in=living).order_by("pk")
    return {
        "people": list(named),
        "families": list(families.values_list("pk", "post", "head_name", "kk_number", "rt", "rw")),
        "visits": [(v.pk, v.post_id, v.person_id, v.date, sorted(v.values.items())) for v in visits],
        "doses": sorted(Dose.objects.filter(status="ok").values_list("person", "product", "date")),
    }
