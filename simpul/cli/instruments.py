"""`simpul instruments`: wording with an owner, loaded by the institution that has the permission."""

import sys
from pathlib import Path

import click

from simpul.base import clock
from simpul.base.licensed import instrument_texts
from simpul.knowledge.instruments import INSTRUMENTS, load_instrument
from simpul.knowledge.instruments.texts import PackError, keep, kept

UNUSABLE = 2


@click.group()
def instruments() -> None:
    """Teks instrumen yang ada pemiliknya: disimpan di luar repositori, dengan izin tertulis."""


@instruments.command()
@click.argument("pack", type=click.Path(path_type=Path, dir_okay=False))
def load(pack: Path) -> None:
    """Periksa PACK (JSON) dan simpan: edisi dan butirnya cocok, siapa memberi izin, sampai kapan."""
    try:
        path = keep(pack.read_bytes(), instrument_texts(), clock.today())
    except OSError as why:
        click.echo(f"Belum bisa dimuat: {pack} tidak bisa dibaca ({why.strerror}). Periksa nama berkasnya.", err=True)
        sys.exit(UNUSABLE)
    except PackError as why:
        click.echo(f"Belum bisa dimuat: {why}", err=True)
        sys.exit(UNUSABLE)
    click.echo(f"Tersimpan: {path}")


@instruments.command("list")
def list_packs() -> None:
    """Instrumen yang teksnya tidak boleh ada di sini, dan teks berizin yang sudah dimuat."""
    packs = {(pack.instrument, pack.lang): (pack, lasts) for pack, lasts in kept(instrument_texts(), clock.today())}
    for name in INSTRUMENTS:
        instrument = load_instrument(name)
        mine = [value for (which, _), value in packs.items() if which == name]
        if mine or not instrument.licence.embed:
            click.echo(f"{name:<16} {instrument.title['id']} (pemilik: {instrument.licence.holder})")
        if not mine and not instrument.licence.embed:
            click.echo("                 belum ada teks; muat dengan: simpul instruments load BERKAS")
        for pack, lasts in mine:
            given = pack.permission
            until = given.valid_until if given and given.valid_until else "tanpa batas waktu"
            state = "berlaku sampai" if lasts else "BERAKHIR"
            who = f"{given.granted_to}, {given.reference}" if given else ""
            click.echo(f"                 {pack.lang}: {state} {until}; {who}")
