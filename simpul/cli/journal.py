"""`simpul journal`: check the journals, or make their projections anew."""

import sys
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

if TYPE_CHECKING:
    from simpul.registry.models import Account


@click.group()
def journal() -> None:
    """Periksa atau bangun ulang proyeksi jurnal."""


@journal.command()
def verify() -> None:
    """Putar ulang semua jurnal dan bandingkan: urutan, sidik isi, baris yang dihasilkan, dan pertumbuhan anak."""
    from simpul.journal.actions.verify import verify as run

    report = run()
    for post in report.gaps:
        click.echo(f"Urutan berlubang di posyandu {post}")
    for entry in report.hashes:
        click.echo(f"Isi entri {entry} tidak cocok dengan sidiknya")
    for table, side, row in report.rows:
        click.echo(f"{table}: baris {'kurang' if side == 'missing' else 'lebih'}: {row[:200]}")
    if not report.sound:
        click.echo("Jurnal dan barisnya TIDAK cocok. Jalankan `simpul journal rebuild` bila hanya barisnya yang beda.")
        sys.exit(1)
    click.echo(f"{report.entries} entri diperiksa: urutan, sidik, dan baris cocok.")


@journal.command()
@click.option("--processes", type=click.IntRange(min=1), help="Banyaknya proses; kalau kosong, satu untuk tiap inti.")
def rebuild(processes: int | None) -> None:
    """Bangun ulang semua baris dari jurnal, dan pertumbuhan anak dari baris itu, dalam satu transaksi."""
    from simpul.journal.actions.rebuild import rebuild as run
    from simpul.journal.replaying.group import ReplayStopped
    from simpul.journal.replaying.workers import WorkerLost

    stands = "Tidak ada yang diubah; baris lama tetap dipakai."
    try:
        with click.progressbar(length=1, label="Memutar ulang") as bar:
            count = run(processes=processes, progress=partial(_advance, bar))
    except ReplayStopped as stop:
        where = f"entri {stop.entry} ({stop.kind}) di posyandu {stop.post}"
        raise click.ClickException(f"Berhenti di {where}: {stop.code}. {stands}") from stop
    except WorkerLost as lost:
        repair = "Mungkin memori habis; coba lagi dengan --processes 1."
        raise click.ClickException(f"Satu proses berhenti mendadak. {stands} {repair}") from lost
    except KeyboardInterrupt:
        raise click.ClickException(f"Dihentikan. {stands}") from None
    click.echo(f"{count} entri diputar ulang; semua baris dibangun kembali.")


def _advance(bar: Any, done: int, whole: int) -> None:
    bar.length = max(whole, 1)
    bar.update(done - bar.pos)


@journal.command()
@click.option("--person", "persons", multiple=True, type=click.UUID, help="Semua tentang orang ini, di mana pun.")
@click.option("--entry", "entries", multiple=True, type=click.UUID, help="Isi satu entri.")
@click.option("--ordered-by", required=True, help="Nama pengguna pejabat pelindungan data yang memerintahkan.")
@click.option("--run-by", required=True, help="Nama pengguna operator yang menjalankan. Harus orang lain.")
@click.option("--reason", required=True, help="Nomor surat perintah, tanpa nama orang.")
def redact(persons: tuple[UUID, ...], entries: tuple[UUID, ...], ordered_by: str, run_by: str, reason: str) -> None:
    """Hapus isi entri atau semua tentang seseorang. Tempat dan sidiknya tetap; HP membuang salinannya."""
    from simpul.base import database
    from simpul.journal.erasure.erase import NotLawful, Order, erase

    if not persons and not entries:
        raise click.UsageError("Sebut --person atau --entry.")
    order = Order(_proven(ordered_by), _proven(run_by), reason)
    try:
        with database.as_owner():
            done = erase(order, map(str, entries), map(str, persons))
    except NotLawful as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(
        f"{len(done.entries)} entri dihapus isinya, {len(done.partial)} sebagian, {done.copies} salinan lain, "
        f"di {len(done.posts)} posyandu. Sudah kosong sebelumnya: {done.known_before}."
    )
    click.echo(
        "HP membuang salinannya pada sinkron berikut. Cadangan lama masih memuatnya sampai habis masa simpannya."
    )


@journal.command("redact-again")
def redact_again() -> None:
    """Terapkan lagi daftar penghapusan di luar basis data (sesudah pemulihan tanpa `simpul restore`)."""
    from simpul.base import database
    from simpul.journal.erasure.again import apply_list

    with database.as_owner():
        again = apply_list()
    click.echo(f"{len(again.erased.entries)} entri dihapus lagi, {again.revoked} HP dicabut lagi.")


def _proven(username: str) -> "Account":
    """The account whose owner types the password now: both people must be present."""
    from simpul.registry.models import Account

    found = Account.objects.filter(username=username.lower(), is_active=True).first()
    password = click.prompt(f"Kata sandi {username}", hide_input=True)
    if found is None or not found.check_password(password):
        raise click.ClickException("Nama pengguna atau kata sandi salah. Tidak ada yang diubah.")
    return found
