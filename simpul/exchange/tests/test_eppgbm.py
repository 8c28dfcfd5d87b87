"""e-PPGBM's sheets come out as they went in, and a comparison finds each planted difference and nothing else."""

from datetime import date
from typing import Any

import pytest

from simpul.care.tests.stories import Village
from simpul.exchange.eppgbm.compare import Comparison, compare
from simpul.exchange.eppgbm.sheets import identity, measurement
from simpul.exchange.sheets import writing
from simpul.exchange.sheets.parse import parse
from simpul.exchange.tests import kit
from simpul.people.models import Person
from simpul.registry.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]
MONTH = date(2026, 1, 1), date(2026, 1, 31)


def here(village: Village) -> list[Unit]:
    return list(Unit.objects.filter(pk=village.here))


def lines(sheet: Any) -> list[dict[str, Any]]:
    """The filled cells of a sheet's rows by header, without the running number."""
    return [
        {header: cell for header, cell in zip(sheet.headers, row, strict=True) if cell != "" and header != "No"}
        for row in sheet.rows
    ]


def named(village: Village) -> str:
    name: str = Unit.objects.get(pk=village.here).name
    return name


def bring(village: Village, kind: str, rows: list[dict[str, Any]]) -> None:
    job = kit.bring(village, kit.xls(kind, [row | {"nama_posyandu": named(village)} for row in rows]))
    assert job.state == "done" and job.result["counts"]["rows_bad"] == 0


def brought(village: Village) -> None:
    """Two children; the first weighed twice in January, with everything a sheet can say; the second in February."""
    bring(
        village,
        "identity",
        [kit.child(1, kia="Ya", lingkar_kepala_lahir="33,5", nik_ortu="3174015201900001"), kit.child(2)],
    )
    first = kit.weighing(1, "2026-01-14", lingkar_kepala=42, vita="Ya", asi_bulan_0="Ya", asi_bulan_1="Tidak", mbg="Ya")
    second = kit.weighing(1, "2026-01-28", BERAT="8,6", TINGGI="", LILA="", CARAUKUR="", kelas_ibu_balita="Ya")
    bring(village, "measurement", [first, second, kit.weighing(2, "2026-02-04")])


def test_what_was_imported_is_filled_in_cell_by_cell(village: Village) -> None:
    brought(village)
    sheet = identity(here(village), MONTH[1])
    assert len(sheet.headers) == 23 and sheet.name == "Sheet1"
    bagas, kirana = sorted(lines(sheet), key=lambda line: line["NIK"])
    assert bagas == {
        "anak_ke": 1,
        "tgl_lahir": "2025-02-11",
        "jenis_kelamin": "Perempuan",
        "nomor_KK": "3174010101200001",
        "NIK": "3174015201250001",
        "nama_anak": "Bagas Hartono",
        "usia_hamil": 39,
        "berat_lahir": 3.1,
        "panjang_lahir": 49.0,
        "lingkar_kepala_lahir": 33.5,
        "kia": "Ya",
        "imd": "Ya",
        "nama_ortu": "Ibu Siregar",
        "nik_ortu": "3174015201900001",
        "alamat": "Jalan Kenanga 1",
        "nama_posyandu": named(village),
        "rt": "004",
        "rw": "002",
    }
    assert kirana["jenis_kelamin"] == "Laki-laki" and "kia" not in kirana
    sheet = measurement(here(village), *MONTH)
    assert len(sheet.headers) == 22
    who = {"NIK": "3174015201250001", "nama_anak": "Bagas Hartono", "alamat": "Jalan Kenanga 1"}
    who |= {"nama_posyandu": named(village), "Pitting_edema": "Tidak", "asi_bulan_0": "Ya", "asi_bulan_1": "Tidak"}
    assert lines(sheet) == [
        who
        | {"TANGGALUKUR": "2026-01-14", "BERAT": 8.4, "TINGGI": 71.5, "LILA": 14.2, "lingkar_kepala": 42.0}
        | {"CARAUKUR": "terlentang", "vita": "Ya", "mbg": "Ya"},
        who | {"TANGGALUKUR": "2026-01-28", "BERAT": 8.6, "kelas_ibu_balita": "Ya"},
    ]


@pytest.mark.parametrize("form", ["csv", "xlsx", "xls"])
def test_our_own_sheets_come_back_as_known_and_change_nothing(village: Village, form: str) -> None:
    brought(village)
    before = kit.picture()
    for sheet in (identity(here(village), MONTH[1]), measurement(here(village), *MONTH)):
        job = kit.bring(village, writing.as_file(form, sheet.name, sheet.headers, sheet.rows))
        counts = job.result["counts"]
        assert counts["rows_bad"] == counts["children_new"] == counts["visits_new"] == 0
    assert kit.picture() == before


def test_asi_is_told_from_the_posts_own_visits(village: Village) -> None:
    child = village.child(birth_date="2026-01-05", sex="P", name="Sekar")
    for day, only in (("2026-02-10", True), ("2026-03-10", False)):
        village.weigh(child, day, 5.1, exclusive_breastfeeding=only)
    (line,) = lines(measurement(here(village), date(2026, 3, 1), date(2026, 3, 31)))
    told = {name: value for name, value in line.items() if name.startswith("asi")}
    assert told == {"asi_bulan_1": "Ya", "asi_bulan_2": "Tidak"}


def download(*rows: dict[str, Any]) -> Any:
    return parse(kit.csv("export", rows))


def told(row: dict[str, Any], post: str, **over: Any) -> dict[str, Any]:
    """A line of the download about a child and a day of the import sheets."""
    same = {"NIK": row["NIK"], "Nama": row["nama_anak"], "JK": "P", "Tgl Lahir": "2025-02-11", "Posyandu": post}
    same |= {"Tanggal Pengukuran": "2026-01-14", "Berat": 8.4, "Tinggi": 71.5, "Cara Ukur": "Terlentang", "LiLA": 14.2}
    return same | over


def found(village: Village, *rows: dict[str, Any]) -> Comparison:
    return compare(download(*rows), {named(village).casefold(): village.here, "melati lama": ""})


def test_a_download_that_agrees_has_no_difference(village: Village) -> None:
    bring(village, "identity", [kit.child(1)])
    bring(village, "measurement", [kit.weighing(1)])
    made = found(village, told(kit.child(1), named(village)))
    assert made.differences == [] and made.agreeing_days == 1
    assert (made.children_there, made.children_here) == (1, 1)


def test_each_difference_is_found_once(village: Village) -> None:
    brought(village)
    stranger = kit.child(9, nama_anak="Laras")
    made = found(
        village,
        told(kit.child(1), named(village), Berat=9.4, NIK=""),
        told(kit.child(1), named(village), **{"Tanggal Pengukuran": "2026-01-21"}),
        told(stranger, named(village)),
        told(stranger, "Melati lama"),
        told(kit.child(1), named(village), **{"Tgl Lahir": "kapan"}),
    )
    assert [(one.what, one.name, one.there, one.here) for one in made.differences] == [
        ("value", "Bagas Hartono", "9,4", "8,4"),
        ("day_there", "Bagas Hartono", "", ""),
        ("child_there", "Laras", "", ""),
        ("child_here", "Kirana Hartono", "", ""),
    ]
    assert made.unmatched == ["Melati lama"] and made.unread == [6]
    assert made.agreeing_days == 0 and (made.first, made.last) == (date(2026, 1, 14), date(2026, 1, 21))


def test_a_merged_child_is_one_child(village: Village) -> None:
    brought(village)
    twin = village.child(name="Bagas H", birth_date="2025-02-11", sex="P")
    village.weigh(twin, "2026-01-20", 8.5)
    kept = str(Person.objects.get(name="Bagas Hartono").pk)
    village.write("person.merged", kept, {"gone": twin})
    days = [line["TANGGALUKUR"] for line in lines(measurement(here(village), *MONTH))]
    assert days == ["2026-01-14", "2026-01-20", "2026-01-28"]
    assert len(identity(here(village), MONTH[1]).rows) == 2
