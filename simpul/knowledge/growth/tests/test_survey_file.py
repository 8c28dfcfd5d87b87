"""`simpul growth` on the files that people really have: every delimiter, gap, typing error and edge."""

import csv
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from simpul.cli.growth import growth
from simpul.knowledge.growth.survey.batch import ADDED

HEADER = "id,sex,age_days,weight_kg,length_height_cm,measured,oedema,head_cm,muac_cm"
GOOD = "7,L,365,8.9,74.5,terlentang,tidak,45.6,14.1"


class Desk:
    """One run of the command in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.survey, self.output, self.report = (folder / name for name in ("in.csv", "out.csv", "report.csv"))

    def run(self, *options: str) -> Result:
        arguments = [str(self.survey), "--output", str(self.output), "--report", str(self.report), *options]
        return CliRunner().invoke(growth, arguments)

    def score(self, text: str | bytes, *options: str, exit_code: int = 0) -> list[dict[str, str]]:
        self.survey.write_bytes(text if isinstance(text, bytes) else text.encode())
        done = self.run(*options)
        assert done.exit_code == exit_code, done.output
        return self.rows()

    def rows(self) -> list[dict[str, str]]:
        with self.output.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, delimiter=self.delimiter()))

    def delimiter(self) -> str:
        first = self.output.read_text(encoding="utf-8").split("\n")[0]
        return max(",;\t", key=first.count)

    def reported(self) -> list[tuple[str, str, str]]:
        with self.report.open(encoding="utf-8", newline="") as file:
            return [(row["row"], row["column"], row["value"]) for row in csv.DictReader(file)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_adds_scores_flags_and_words(desk: Desk) -> None:
    (row,) = desk.score(f"{HEADER}\n{GOOD}\n")
    assert tuple(row)[9:] == ADDED
    z = {"waz": "-0.73", "haz": "-0.52", "whz": "-0.67", "baz": "-0.59", "hcz": "-0.36", "acz": "-0.49"}
    assert {name: row[name] for name in z} == z
    assert {row[f"{name}_flag"] for name in z} == {"0"}
    assert row["bb_u"] == "Berat badan normal"
    assert (row["tb_u"], row["bb_tb"], row["imt_u"]) == ("Normal", "Gizi baik", "Gizi baik")
    assert (row["lk_u"], row["lila"]) == ("Normal", "Hijau (gizi baik)")
    assert desk.reported() == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_reads_what_spreadsheets_write(desk: Desk, delimiter: str, line_end: str, encoding: str) -> None:
    lines = [HEADER + ",nama", GOOD + ",Renée"]
    text = line_end.join(line.replace(",", delimiter) for line in lines) + line_end
    (row,) = desk.score(text.encode(encoding))
    assert (row["waz"], row["nama"], row["id"]) == ("-0.73", "Renée", "7")


@pytest.mark.parametrize("sex", ["1", "L", "l", "M", "m", " L ", "Laki-laki", "laki laki", "male", "1.0"])
def test_words_for_a_boy(desk: Desk, sex: str) -> None:
    assert desk.score(f"sex,age_days,weight_kg\n{sex},365,8.9\n")[0]["waz"] == "-0.73"


@pytest.mark.parametrize("sex", ["2", "P", "p", "F", "f", "Perempuan", "PEREMPUAN", "female"])
def test_words_for_a_girl(desk: Desk, sex: str) -> None:
    assert desk.score(f"sex,age_days,weight_kg\n{sex},365,8.9\n")[0]["waz"] == "-0.04"


@pytest.mark.parametrize("word", ["y", "Y", "ya", "YA", "yes", "1"])
def test_words_for_oedema(desk: Desk, word: str) -> None:
    (row,) = desk.score(f"{HEADER}\n{GOOD.replace('tidak', word)}\n")
    assert [row["waz"], row["whz"], row["baz"], row["waz_flag"], row["bb_u"]] == [""] * 5
    assert (row["haz"], row["hcz"], row["acz"], row["bb_tb"]) == ("-0.52", "-0.36", "-0.49", "Gizi buruk")


@pytest.mark.parametrize("word", ["n", "N", "tidak", "Tidak", "no", "0", "2", "", "t"])
def test_words_for_no_oedema(desk: Desk, word: str) -> None:
    assert desk.score(f"{HEADER}\n{GOOD.replace('tidak', word)}\n")[0]["waz"] == "-0.73"
    assert desk.reported() == []


@pytest.mark.parametrize(("way", "haz"), [("h", "-0.36"), ("Berdiri", "-0.36"), ("l", "-0.59"), ("", "-0.59")])
def test_words_for_the_way_of_measuring(desk: Desk, way: str, haz: str) -> None:
    (row,) = desk.score(f"sex,age_days,length_height_cm,measured\n1,730,86,{way}\n")
    assert row["haz"] == haz


def test_ages_in_every_form_give_one_answer(desk: Desk) -> None:
    days = desk.score("sex,age_days,weight_kg\n1,731,11.5\n")
    months = desk.score("sex,age_months,weight_kg\n1,24,11.5\n")
    dates = desk.score(
        "sex,birth_date,visit_date,weight_kg\n1,2023-11-21,2025-11-21,11.5\n1,21/11/2023,21/11/2025,11.5\n"
    )
    assert {row["waz"] for row in days + months + dates} == {days[0]["waz"]} != {""}


def test_the_next_form_of_age_is_used_where_one_is_empty(desk: Desk) -> None:
    rows = desk.score(
        "sex,age_days,age_months,birth_date,visit_date,weight_kg\n"
        "1,731,,,,11.5\n1,,24,,,11.5\n1,,3,2023-11-21,2025-11-21,11.5\n1,,,,,11.5\n"
    )
    assert [row["waz"] == rows[0]["waz"] for row in rows] == [True, True, True, False]
    assert desk.reported() == [("5", "age_days", "")]


def test_decimal_comma(desk: Desk) -> None:
    rows = desk.score('sex,age_days,weight_kg\n1,365,"8,9"\n1,365,8.9\n')
    assert [row["waz"] for row in rows] == ["-0.73", "-0.73"]
    (row,) = desk.score("sex;age_months;weight_kg\n1;11,99;8,9\n")
    assert row["waz"] == "-0.73"


def test_other_columns_pass_through_unchanged(desk: Desk) -> None:
    (row,) = desk.score('NIK, catatan ,sex,age_days,weight_kg\n0012,"dua\nbaris, ""kutip"" ",L,365,8.9\n')
    assert row["NIK"] == "0012"
    assert row[" catatan "] == 'dua\nbaris, "kutip" '
    assert row["waz"] == "-0.73"


def test_header_names_in_any_case_and_by_alias(desk: Desk) -> None:
    (row,) = desk.score(
        "Jenis Kelamin;Umur (hari);BERAT;Tinggi;CARAUKUR;Lingkar Kepala;LILA\nP;365;8,9;74;terlentang;45;14\n"
    )
    assert "" not in [row[index] for index in ("waz", "haz", "whz", "baz", "hcz", "acz")]


def test_exact_name_wins_over_alias_and_the_first_of_two(desk: Desk) -> None:
    desk.survey.write_text("sex,age_days,berat,weight_kg,weight_kg\n1,365,99,8.9,50\n")
    done = desk.run()
    assert "weight_kg ada 3" in done.output
    assert desk.rows()[0]["waz"] == "-0.73"


def test_bad_cells_are_reported_with_row_and_column_and_the_rest_is_scored(desk: Desk) -> None:
    rows = desk.score(
        f"{HEADER}\n"
        "1,L,365,abc,74.5,terlentang,tidak,45.6,14.1\n"
        "2,X,365,8.9,74.5,terlentang,tidak,45.6,14.1\n"
        "3,L,-4,8.9,74.5,l,n,45.6,14.1\n"
        "4,L,365,0,74.5,duduk,mungkin,nan,inf\n"
        "5,,365,8.9,74.5,l,n,45.6,14.1\n" + GOOD
    )
    assert [row["id"] for row in rows] == ["1", "2", "3", "4", "5", "7"]
    assert (rows[0]["waz"], rows[0]["haz"]) == ("", "-0.52")
    assert [rows[1][index] for index in ("waz", "haz", "whz", "acz")] == [""] * 4
    assert (rows[2]["waz"], rows[2]["whz"]) == ("", "-0.67")
    assert (rows[3]["haz"], rows[3]["acz"]) == ("-0.52", "")
    assert rows[5]["waz"] == "-0.73"
    assert desk.reported() == [
        ("2", "weight_kg", "abc"),
        ("3", "sex", "X"),
        ("4", "age_days", "-4"),
        ("5", "weight_kg", "0"),
        ("5", "measured", "duduk"),
        ("5", "oedema", "mungkin"),
        ("5", "muac_cm", "inf"),
        ("6", "sex", ""),
    ]


def test_impossible_and_reversed_dates_are_reported(desk: Desk) -> None:
    rows = desk.score(
        "sex,birth_date,visit_date,weight_kg\n"
        "1,2025-02-30,2025-11-21,8\n1,2025-11-21,2025-02-21,8\n1,02/13/2025,2025-11-21,8\n1,2025-01-01,,8\n"
    )
    assert {row["waz"] for row in rows} == {""}
    assert [(row, column) for row, column, _ in desk.reported()] == [
        ("2", "birth_date"),
        ("3", "visit_date"),
        ("4", "birth_date"),
        ("5", "visit_date"),
    ]


def test_blank_short_and_long_rows(desk: Desk) -> None:
    desk.survey.write_text("sex,age_days,weight_kg,nama\n1,365,8.9,A\n\n1,365,8.9\n1,365,8,9,B\n1,365,8.9,C,,\n")
    assert desk.run().exit_code == 0
    lines = desk.output.read_text().split("\n")
    assert [line.split(",")[:5] for line in lines[1:6]] == [
        ["1", "365", "8.9", "A", "-0.73"],
        [""],
        ["1", "365", "8.9", "", "-0.73"],
        ["1", "365", "8", "9", ""],
        ["1", "365", "8.9", "C", "-0.73"],
    ]
    assert {line.count(",") for line in lines if line} == {3 + len(ADDED)}
    assert [row for row, _, _ in desk.reported()] == ["4", "5"]


def test_an_unclosed_quote_is_said_and_swallows_nothing_silently(desk: Desk) -> None:
    desk.score('nama,sex,age_days,weight_kg\nA,1,365,8.9\n"B,1,365,8.9\nC,1,365,8.9\nD,1,365,8.9\n')
    with desk.report.open(newline="") as file:
        (problem,) = csv.DictReader(file)
    assert problem["row"] == "3"
    assert "tanda kutip" in problem["problem"]


@pytest.mark.parametrize(
    ("header", "named"),
    [
        ("age_days,weight_kg", "sex"),
        ("sex,weight_kg", "age_days"),
        ("sex,birth_date,weight_kg", "visit_date"),
        ("sex,age_days", "weight_kg"),
    ],
)
def test_missing_columns_are_named_and_nothing_is_written(desk: Desk, header: str, named: str) -> None:
    desk.survey.write_text(f"{header}\n1,2,3\n")
    done = desk.run()
    assert done.exit_code == 2
    assert named in done.output
    assert [path.name for path in desk.survey.parent.iterdir()] == ["in.csv"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0rest"])
def test_files_that_are_no_table(desk: Desk, content: bytes) -> None:
    desk.survey.write_bytes(content)
    assert desk.run().exit_code == 2
    assert not desk.output.exists()


def test_places_that_cannot_be_used(desk: Desk, tmp_path: Path) -> None:
    assert desk.run().exit_code == 2
    desk.survey.write_text(f"{HEADER}\n{GOOD}\n")
    for output in (tmp_path / "tidak" / "ada" / "out.csv", desk.survey):
        done = CliRunner().invoke(growth, [str(desk.survey), "--output", str(output)])
        assert done.exit_code == 2
        assert "Belum bisa dinilai" in done.output
    assert desk.survey.read_text() == f"{HEADER}\n{GOOD}\n"


def test_an_earlier_result_stays_when_the_new_one_fails(desk: Desk) -> None:
    desk.output.write_text("lama")
    desk.survey.write_text("nama\nA\n")
    assert desk.run().exit_code == 2
    assert desk.output.read_text() == "lama"


def test_header_alone_gives_header_alone(desk: Desk) -> None:
    assert desk.score(f"{HEADER}\n") == []
    assert desk.output.read_text().startswith(HEADER + ",waz,")


def test_excels_sep_line(desk: Desk) -> None:
    (row,) = desk.score("sep=;\r\nsex;age_days;weight_kg\r\n1;365;8,9\r\n")
    assert row["waz"] == "-0.73"


def test_scoring_a_result_again_warns_and_keeps_both(desk: Desk) -> None:
    desk.score(f"{HEADER}\n{GOOD}\n")
    desk.survey.write_bytes(desk.output.read_bytes())
    done = desk.run()
    assert "sudah ada" in done.output
    assert desk.rows()[0]["waz"] == "-0.73"


def test_strict_ends_with_one(desk: Desk) -> None:
    desk.score("sex,age_days,weight_kg\n1,365,x\n", "--strict", exit_code=1)
    desk.score("sex,age_days,weight_kg\n1,365,8.9\n", "--strict", exit_code=0)


def test_whole_months_as_e_ppgbm_counts(desk: Desk) -> None:
    text = "sex,birth_date,visit_date,weight_kg\n1,2025-01-10,2025-04-09,5.6\n"
    exact = desk.score(text)[0]["waz"]
    whole = desk.score(text, "--mode", "bulan_penuh")[0]["waz"]
    assert whole == desk.score("sex,age_days,weight_kg\n1,61,5.6\n")[0]["waz"] != exact


def test_result_for_a_spreadsheet_with_decimal_comma(desk: Desk) -> None:
    (row,) = desk.score("sex,age_days,weight_kg\n1,365,8.9\n", "--delimiter", ";", "--decimal-comma")
    assert row["waz"] == "-0,73"


def test_many_rows_keep_their_order_and_their_row_numbers(desk: Desk) -> None:
    n = 45_001
    lines = [f"{i},1,{i % 1857},{'x' if i == 43_210 else 8.9}" for i in range(n)]
    rows = desk.score("id,sex,age_days,weight_kg\n" + "\n".join(lines) + "\n")
    assert [row["id"] for row in rows] == [str(i) for i in range(n)]
    assert rows[20_001]["waz"] == rows[20_001 % 1857]["waz"]
    assert desk.reported() == [(str(43_210 + 2), "weight_kg", "x")]


def test_the_result_is_a_file_like_any_other(desk: Desk) -> None:
    desk.score(f"{HEADER}\n{GOOD}\n")
    assert stat.S_IMODE(desk.output.stat().st_mode) == stat.S_IMODE(desk.survey.stat().st_mode)
