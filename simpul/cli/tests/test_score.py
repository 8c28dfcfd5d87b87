"""`simpul score`: one form, many forms, rows of a CSV; what cannot be read says where, what and what to do."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from simpul.cli.score import score

SRQ = {str(item): 0 for item in range(1, 21)}
KEYS = ["complete", "score", "band", "critical", "action", "edition", "trace", "eligible", "reason", "missing"]


def run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(score, arguments, input=typed)


def one(tmp_path: Path, instrument: str, data: Any, *more: str) -> Any:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    done = run(instrument, str(path), *more)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def form(**answers: object) -> dict[str, Any]:
    return {"age_years": 30, "sex": "P", "answers": SRQ | answers}


def test_one_form_is_one_object(tmp_path: Path) -> None:
    told = one(tmp_path, "srq-20", form(**{"1": 1, "17": 1}))
    assert list(told) == KEYS
    assert (told["complete"], told["score"], told["critical"], told["action"]) == (True, 2, ["17"], "darurat")


def test_what_is_not_complete_is_said_so(tmp_path: Path) -> None:
    told = one(tmp_path, "srq-20", form(**{"4": None}))
    assert (told["complete"], told["score"], told["band"], told["action"]) == (False, None, None, None)
    assert told["missing"] == ["4"]


def test_somebody_else_than_it_is_made_for_is_answered_so(tmp_path: Path) -> None:
    told = one(tmp_path, "phq-9", {"age_years": 8, "sex": "L", "answers": {"1": 1}})
    assert (told["complete"], told["eligible"], told["score"]) == (False, False, None)
    assert "12 tahun" in told["reason"]["id"]


def test_many_forms_are_a_list(tmp_path: Path) -> None:
    told = one(tmp_path, "srq-20", [form(), form(**{"17": 1})])
    assert [each["action"] for each in told] == ["edukasi", "darurat"]


def test_a_variant_is_chosen(tmp_path: Path) -> None:
    six = form(**{str(item): 1 for item in range(1, 7)})
    assert one(tmp_path, "srq-20", six)["action"] == "rujuk"
    assert one(tmp_path, "srq-20", six, "--setting", "cutoff=7")["action"] == "edukasi"


def test_what_says_nothing_to_a_scorer_is_named(tmp_path: Path) -> None:
    told = one(tmp_path, "srq-20", form() | {"village": "x"})
    assert told["trace"][-1] == {"step": "ignored", "keys": ["village"]}


def test_a_form_may_be_typed(tmp_path: Path) -> None:
    assert json.loads(run("srq-20", "-", typed=json.dumps(form())).stdout)["score"] == 0
    out = tmp_path / "out.json"
    assert run("srq-20", "-", "-o", str(out), typed=json.dumps(form())).exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["score"] == 0


@pytest.mark.parametrize(
    ("instrument", "typed", "said"),
    [
        ("srq-21", "{}", "tidak ada instrumen bernama 'srq-21'; yang ada: aks,"),
        ("srq-20", "{", "bukan JSON pada baris 1. Perbaiki baris itu."),
        ("srq-20", '{"age_years": 30, "answers": {"17": 1, "17": 0}}', "kunci 17: tertulis dua kali. Sisakan satu."),
        ("srq-20", "3", "isian: bukan objek JSON."),
        ("srq-20", '{"age_years": 30}', "answers: tidak ada atau bukan objek."),
        ("srq-20", '{"answers": {}}', "age_years: umurnya belum ada."),
        ("srq-20", '{"age_years": "tua", "answers": {}}', "age_years: bukan umur. Tulis angka 0 sampai 130."),
        ("srq-20", '{"age_years": 30, "sex": "X", "answers": {}}', "sex: bukan L atau P."),
        ("srq-20", '{"age_years": 30, "answers": {"21": 1}}', "butir 21: tidak ada dalam srq-20. Butirnya: 1, 2,"),
        (
            "srq-20",
            '{"age_years": 30, "answers": {"2": 5}}',
            "butir 2: jawaban 5 bukan pilihan butir ini. Pilihannya: 0, 1",
        ),
        ("srq-20", '[{"age_years": 30, "answers": {"2": 5}}]', "isian 1: butir 2: "),
    ],
)
def test_what_cannot_be_used_says_where_what_and_what_to_do(instrument: str, typed: str, said: str) -> None:
    done = run(instrument, "-", typed=typed)
    assert done.exit_code == 2
    assert said in done.stderr and done.stdout == ""


def test_a_danger_beside_a_slip_is_still_said() -> None:
    done = run("srq-20", "-", typed='{"age_years": 30, "answers": {"2": 5, "17": "ya"}}')
    assert done.exit_code == 2
    assert "butir 17 tidak boleh menunggu: hubungi petugas sekarang" in done.stderr


def test_files_and_settings_that_are_not_there() -> None:
    assert "tidak bisa dibaca" in run("srq-20", "/nowhere/a.json").stderr
    done = run("srq-20", "-", "--setting", "cutoff=9", typed="{}")
    assert done.exit_code == 2 and "Yang bisa dipilih: cutoff: 6, 7." in done.stderr


def rows(
    tmp_path: Path, instrument: str, text: str, *more: str, delimiter: str = ","
) -> tuple[Result, list[dict[str, str]]]:
    path, out = tmp_path / "rows.csv", tmp_path / "out.csv"
    path.write_text(text.replace(",", delimiter), encoding="utf-8")
    done = run(instrument, str(path), "-o", str(out), *more)
    with out.open(encoding="utf-8", newline="") as file:
        return done, list(csv.DictReader(file, delimiter=delimiter))


PHQ2 = "kode,age_years,sex,1,2\nA,30,P,1,1\nB,30,L,3,3\nC,30,P,3,\nD,9,P,3,3\nE,30,P,7,1\nF,,P,1,1\n"


def test_every_row_has_its_answer_beside_it(tmp_path: Path) -> None:
    done, told = rows(tmp_path, "phq-2", PHQ2)
    assert done.exit_code == 0
    assert [row["kode"] for row in told] == list("ABCDEF")
    assert [row["complete"] for row in told] == ["true", "true", "false", "false", "false", "false"]
    assert [row["score"] for row in told] == ["2", "6", "", "", "", ""]
    assert [row["action"] for row in told] == ["edukasi", "rujuk", "", "", "", ""]
    assert told[2]["missing"] == "2" and told[3]["eligible"] == "false" and "12 tahun" in told[3]["reason"]
    assert json.loads(told[1]["trace"])[0]["value"] == 6


def test_a_row_that_cannot_be_read_says_so_beside_it_and_on_the_screen(tmp_path: Path) -> None:
    done, told = rows(tmp_path, "phq-2", PHQ2)
    assert told[4]["error"].startswith("butir 1: jawaban 7 bukan pilihan butir ini.")
    assert told[5]["error"] == "age_years: umurnya belum ada. Tulis umur dalam tahun, atau age_months dalam bulan."
    assert "baris 6: butir 1: jawaban 7" in done.stderr and "baris 7: age_years" in done.stderr
    assert rows(tmp_path, "phq-2", PHQ2, "--strict")[0].exit_code == 1


def test_a_danger_in_a_row_that_cannot_be_read_is_not_lost(tmp_path: Path) -> None:
    head = ",".join(map(str, range(1, 21)))
    cells = ",".join("9" if item == 1 else "1" for item in range(1, 21))
    _, (told,) = rows(tmp_path, "srq-20", f"age_years,sex,{head}\n30,P,{cells}\n", delimiter=";")
    assert (told["critical"], told["action"], told["complete"]) == ("17", "darurat", "false")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "kosong"),
        ("nama,umur\nA,3\n", "baris 1: tidak ada kolom butir."),
        ("age_years,1,2,3\n30,1,1,1\n", "baris 1: kolom 3 bukan butir phq-2."),
    ],
)
def test_a_table_that_cannot_be_used(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(text, encoding="utf-8")
    done = run("phq-2", str(path))
    assert done.exit_code == 2 and said in done.stderr
