"""`simpul backup` and `simpul restore`: an encrypted copy of everything, proven by restoring, and the way back."""

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from simpul.base import clock
from simpul.cli.steps import step
from simpul.journal.backup.problems import BackupProblem

MB = 1_000_000
KEY = click.option(
    "--key", "private", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Berkas kunci pembuka (disimpan di luar server).",
)  # fmt: skip


class _TargetOrCommand(click.Group):
    """`simpul backup TARGET` is short for `simpul backup make TARGET`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the first word for a target when it names no command."""
        if args and args[0] not in self.commands and (args[0] == "-" or not args[0].startswith("-")):
            args = ["make", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_TargetOrCommand)
def backup() -> None:
    """Buat cadangan terenkripsi: simpul backup BERKAS (atau - untuk keluaran baku)."""


@backup.command("make")
@click.argument("target", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
def make_one(target: Path) -> None:
    """Tulis satu cadangan ke TARGET."""
    from simpul.journal.backup import make

    with _problems():
        if str(target) == "-":
            make.write(sys.stdout.buffer)
            sys.stdout.buffer.flush()
            return
        with step("Cadangan") as report:
            made = make.to_file(target, _rate(report))
        click.echo(f"{made.entries} entri, {sum(made.counts.values())} baris, {target.stat().st_size / MB:.1f} MB.")


@backup.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@KEY
def verify(source: Path, private: Path) -> None:
    """Buktikan SOURCE: pulihkan ke basis data sementara, bandingkan, lalu buang lagi."""
    from simpul.journal.backup.prove import prove

    with _problems(), step("Pembuktian cadangan") as report:
        proof = prove(source, private, _rate(report))
    for fault in proof.faults:
        click.echo(f"  {fault}", err=True)
    if proof.faults:
        raise click.ClickException("Cadangan ini TIDAK utuh. Simpan yang sebelumnya dan periksa server.")
    click.echo(f"Terbukti dapat dipulihkan: keadaan {proof.manifest.made_at}, {proof.manifest.entries} entri.")


@backup.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--keep-days", default=35, show_default=True, help="Cadangan yang lebih tua dihapus.")
def nightly(folder: Path, keep_days: int) -> None:
    """Tambah satu cadangan di FOLDER dan hapus yang terlalu tua (untuk systemd timer)."""
    from simpul.journal.backup.nightly import nightly as run

    with _problems():
        path, made, gone = run(folder, keep_days)
    click.echo(f"{path.name}: {made.entries} entri, {path.stat().st_size / MB:.1f} MB; {len(gone)} yang lama dihapus.")


@click.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@KEY
@click.option("--replace", default="", metavar="NAMA", help="Nama basis data yang diganti, diketik lengkap.")
def restore(source: Path, private: Path, replace: str) -> None:
    """Pulihkan basis data dari SOURCE. Yang lama disisihkan, tidak dihapus."""
    from simpul.journal.backup.restore import restore as run

    with _problems(), step("Pemulihan") as report:
        done = run(source, private, replace=replace, say=report, told=_rate(report))
    _tell(done)


def _tell(done: Any) -> None:
    made = done.manifest
    click.echo(f"Basis data kini berisi keadaan {made.made_at}: {made.entries} entri, {len(made.journals)} jurnal.")
    if done.put_away:
        click.echo(f"Basis data sebelumnya tetap ada dengan nama {done.put_away}. Hapus setelah yakin.")
    click.echo(f"Masa (epoch) baru: {done.epoch}. Masuk ulang diperlukan bagi semua petugas.")
    erased = done.again.erased
    click.echo(
        f"Daftar penghapusan diterapkan lagi: {len(erased.entries)} entri; {done.again.revoked} HP dicabut lagi."
    )
    click.echo(
        f"Dari HP: {done.phones} HP akan menawarkan isian 35 hari terakhir dan mengirim yang belum ada di sini.\n"
        "Tidak kembali sendiri: akun, penugasan, dan sandi sesudah saat itu, dan yang diketik di halaman puskesmas:\n"
        f"{_left_behind(done)}"
    )


def _left_behind(done: Any) -> str:
    """How many entries of staff stay behind, from when to when."""
    since, until, entries = clock.iso(done.manifest.moment), done.lost.until, done.lost.entries
    if entries is None:
        return f"jumlahnya tidak diketahui (tidak ada basis data lama); periksa yang diketik sejak {since}."
    if not entries:
        return f"0 catatan sejak {since}."
    return f"{entries} catatan, antara {since} dan {clock.iso(until)}; masih ada di basis data lama."


@contextmanager
def _problems() -> Iterator[None]:
    # A service that is stopped aborts as cleanly as Ctrl-C: what is half written is removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        yield
    except BackupProblem as problem:
        raise click.ClickException(str(problem)) from problem
    except KeyboardInterrupt:
        raise click.ClickException("Dihentikan. Tidak ada berkas setengah jadi yang tersisa.") from None


def _rate(report: Callable[[str], None]) -> Callable[[int], None]:
    started, last = time.monotonic(), [0.0]

    def told(passed: int) -> None:
        now = time.monotonic()
        if now - last[0] >= 0.2:
            last[0] = now
            report(f"{passed / MB:.1f} MB, {passed / MB / max(now - started, 0.001):.1f} MB/s")

    return told
