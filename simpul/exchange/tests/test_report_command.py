"""`simpul report` as people call it: files with the exact headers, and errors that say what to write."""

import io
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from simpul.care.tests.stories import Village
from simpul.cli.report import report
from simpul.knowledge.content import CONTENT_DIR, read_json

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]


def run(*args: str) -> Result:
    return CliRunner().invoke(report, args)


def rows(body: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("kind", ["identity", "measurement"])
@pytest.mark.parametrize("form", ["xls", "xlsx"])
def test_eppgbm_gets_its_own_headers(village: Village, tmp_path: Path, kind: str, form: str) -> None:
    village.weigh(village.child(name="Sekar", nik="3174015009250001"), "2026-01-14", 7.4)
    out = tmp_path / f"lembar.{form}"
    told = run(f"eppgbm-{kind}", "--post", village.here, "--month", "2026-01", "--format", form, "-o", str(out))
    assert told.exit_code == 0, told.output
    published = read_json(CONTENT_DIR / "exchange" / f"eppgbm-{kind}.json")["sets"][0]["headers"]
    header, row = rows(out.read_bytes())
    assert header == published and "3174015009250001" in row, "a NIK is text"


def test_eppgbm_as_csv_for_other_programs(village: Village) -> None:
    village.weigh(village.child(name="Sekar"), "2026-01-14", 7.4)
    told = run("eppgbm-measurement", "--area", "31", "--month", "2026-01", "--format", "csv")
    header, row = told.output.lstrip("\ufeff").splitlines()
    assert header.startswith("No,NIK,nama_anak,alamat,nama_posyandu,TANGGALUKUR,BERAT")
    assert row.startswith("1,,Sekar,") and ",2026-01-14,7.4," in row


def test_a_list_of_names(village: Village) -> None:
    village.child(name="Sekar", birth_date="2025-05-05")
    told = run("list", "--name", "sasaran-bayi", "--post", village.here, "--month", "2026-02")
    assert told.exit_code == 0 and "Sekar" in told.output


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["list", "--name", "sasaran-x", "--month", "2026-02"], "Sebutkan satu"),
        (["eppgbm-identity", "--post", "tidak ada", "--month", "2026-02"], "tidak ada"),
        (["eppgbm-identity", "--area", "99", "--month", "2026-02"], "tidak dikenal"),
        (["eppgbm-identity", "--area", "31", "--month", "Februari"], "2026-10"),
    ],
)
def test_errors_say_what_to_write(village: Village, args: list[str], words: str) -> None:
    told = run(*args)
    assert told.exit_code == 2 and words in told.output


def test_an_unknown_list_names_those_there_are(village: Village) -> None:
    told = run("list", "--name", "vitamin-b", "--post", village.here, "--month", "2026-02")
    assert told.exit_code == 2 and "vitamin-a" in told.output
