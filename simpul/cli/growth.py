"""`simpul growth`: score a survey file against the WHO standards, with the words of Permenkes 2/2020."""

import sys
from pathlib import Path

import click

from simpul.knowledge.growth.survey.problems import SurveyError
from simpul.knowledge.growth.survey.run import Summary, score_file

SHOWN_PROBLEMS = 50
PROGRESS_EVERY = 100_000

NOTHING_WRONG, BAD_CELLS, UNUSABLE = 0, 1, 2

_PATH = click.Path(path_type=Path, dir_okay=False)


@click.command("growth")
@click.argument("survey", metavar="IN.csv", type=_PATH)
@click.option("--output", "-o", required=True, type=_PATH, metavar="OUT.csv", help="Berkas hasil (CSV).")
@click.option("--report", type=_PATH, metavar="FILE", help="Daftar sel yang perlu diperbaiki (CSV).")
@click.option(
    "--mode",
    type=click.Choice(["hari", "bulan_penuh"]),
    default="hari",
    show_default=True,
    help="Umur dalam hari (WHO), atau bulan penuh seperti e-PPGBM.",
)
@click.option("--delimiter", type=click.Choice([",", ";", "tab"]), help="Pemisah kolom hasil (bawaan: seperti asal).")
@click.option("--decimal-comma", is_flag=True, help="Tulis z-score dengan koma desimal.")
@click.option("--strict", is_flag=True, help="Akhiri dengan kode 1 bila ada sel yang salah.")
def growth(
    survey: Path,
    output: Path,
    report: Path | None,
    mode: str,
    delimiter: str | None,
    decimal_comma: bool,
    strict: bool,
) -> None:
    """Nilai pertumbuhan anak dalam IN.csv menurut WHO 2006/2007 dan Permenkes 2/2020.

    Kolom: sex (1/2, L/P, m/f); age_days, atau age_months, atau birth_date dan visit_date; weight_kg,
    length_height_cm, measured (l/h, terlentang/berdiri), oedema, head_cm, muac_cm. Kolom lain tetap.
    Ditambahkan: waz haz whz baz hcz acz, tandanya (waz_flag, ...: 1 tidak masuk akal menurut WHO), dan
    bb_u tb_u bb_tb imt_u lk_u lila. Satu baris hasil untuk setiap baris asal, dengan urutan yang sama.

    Kode akhir: 0 selesai (sel yang salah dilaporkan, sisanya dinilai); 1 dengan --strict bila ada sel yang
    salah; 2 berkas tidak bisa dinilai.
    """
    try:
        summary = score_file(
            survey,
            output,
            report=report,
            whole_months=mode == "bulan_penuh",
            delimiter="\t" if delimiter == "tab" else delimiter,
            decimal_comma=decimal_comma,
            progress=_say_progress,
        )
    except SurveyError as why:
        click.echo(f"Belum bisa dinilai: {why}.", err=True)
        sys.exit(UNUSABLE)
    _say(summary, output, report)
    wrong = any(problem.level == "salah" for problem in summary.problems)
    sys.exit(BAD_CELLS if strict and wrong else NOTHING_WRONG)


def _say_progress(rows: int) -> None:
    if rows % PROGRESS_EVERY == 0:
        click.echo(f"{_thousands(rows)} baris dinilai ...", err=True)


def _say(summary: Summary, output: Path, report: Path | None) -> None:
    for notice in summary.notices:
        click.echo(f"Catatan: {notice}.", err=True)
    for problem in summary.problems[:SHOWN_PROBLEMS]:
        click.echo(problem.sentence(), err=True)
    if summary.problem_count > SHOWN_PROBLEMS:
        hidden = _thousands(summary.problem_count - SHOWN_PROBLEMS)
        click.echo(f"... dan {hidden} lagi. Daftar lengkap: --report FILE", err=True)
    if summary.problem_count and report is not None:
        click.echo(f"Laporan: {report}", err=True)
    found = f"{_thousands(summary.problem_count)} perlu diperiksa" if summary.problem_count else "semua sel terbaca"
    click.echo(f"{_thousands(summary.rows)} baris dinilai, {found}: {output}", err=True)


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


if __name__ == "__main__":
    growth()
