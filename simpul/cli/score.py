"""`simpul score`: score filled instruments, one JSON file or many rows of a CSV."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from simpul.cli.score_rows import score_rows
from simpul.knowledge.content import ContentError
from simpul.knowledge.instruments import AnswerError, Instrument, critical_now, load_instrument
from simpul.knowledge.instruments.sheet import Sheet, read_sheet, score_sheet

UNUSABLE = 2


@click.command("score")
@click.argument("instrument", metavar="INSTRUMENT")
@click.argument(
    "answers", metavar="ANSWERS.json|ROWS.csv", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True)
)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Berkas hasil (bawaan: layar).")
@click.option("--setting", "settings", multiple=True, metavar="NAMA=NILAI", help="Pilih varian, misalnya cutoff=7.")
@click.option("--strict", is_flag=True, help="Untuk CSV: akhiri dengan kode 1 bila ada baris yang salah.")
def score(instrument: str, answers: Path, output: Path | None, settings: tuple[str, ...], strict: bool) -> None:
    """Nilai jawaban skrining.

    ANSWERS.json: {"age_years": 30, "sex": "P", "answers": {"1": 1, ...}}, atau daftar berisi banyak. Butir diberi
    nomor seperti tercetak; kosong atau null berarti belum dijawab. ROWS.csv: kolom age_years, sex, 1, 2, ... .

    Kode akhir: 0 selesai (juga bila belum lengkap atau bukan sasarannya: itu tertulis dalam hasil); 2 bila berkas
    atau jawabannya tidak bisa dibaca.
    """
    try:
        which = load_instrument(instrument)
        chosen = _settings(which, settings)
        if answers.suffix.lower() == ".csv":
            wrong = score_rows(which, answers, output, chosen)
            sys.exit(1 if strict and wrong else 0)
        result = _score_json(which, _read(answers), chosen)
    except (ContentError, AnswerError) as why:
        click.echo(f"Belum bisa dinilai: {why}", err=True)
        sys.exit(UNUSABLE)
    text = json.dumps(result, ensure_ascii=False, indent=2)
    if output is None:
        click.echo(text)
    else:
        output.write_text(text + "\n", encoding="utf-8")


def _settings(instrument: Instrument, given: tuple[str, ...]) -> dict[str, str]:
    chosen = dict(each.partition("=")[::2] for each in given)
    for name, value in chosen.items():
        choices = instrument.choices.get(name, ())
        if value not in choices:
            known = (
                "; ".join(f"{key}: {', '.join(values)}" for key, values in instrument.choices.items()) or "tidak ada"
            )
            raise AnswerError(f"--setting {name}", f"tidak ada pilihan {value!r}.", f"Yang bisa dipilih: {known}.")
    return chosen


def _read(path: Path) -> Any:
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
        return json.loads(text, object_pairs_hook=_once)
    except OSError as why:
        raise AnswerError(
            str(path), f"tidak bisa dibaca ({why.strerror}).", "Periksa nama dan tempat berkasnya."
        ) from why
    except UnicodeDecodeError as why:
        raise AnswerError(str(path), "bukan teks UTF-8.", "Simpan ulang sebagai UTF-8.") from why
    except json.JSONDecodeError as why:
        raise AnswerError(str(path), f"bukan JSON pada baris {why.lineno}.", "Perbaiki baris itu.") from why


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are there once: of two answers to one item neither may be dropped in silence."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise AnswerError(f"kunci {twice[:20]}", "tertulis dua kali.", "Sisakan satu.")
    return found


def _score_json(instrument: Instrument, data: Any, settings: dict[str, str]) -> Any:
    if not isinstance(data, list):
        return _one(instrument, data, settings, "")
    return [_one(instrument, each, settings, f"isian {i}: ") for i, each in enumerate(data, 1)]


def _one(instrument: Instrument, data: Any, settings: dict[str, str], where: str) -> dict[str, Any]:
    answers: dict[str, object] = {}
    try:
        sheet: Sheet = read_sheet(data)
        answers = dict(sheet.answers)
        return score_sheet(instrument, sheet, settings).as_json()
    except AnswerError as why:
        danger = critical_now(instrument, answers)
        tail = f" Jawaban butir {', '.join(danger)} tidak boleh menunggu: hubungi petugas sekarang." if danger else ""
        raise AnswerError(f"{where}{why.where}", why.what, f"{why.do}{tail}") from why
