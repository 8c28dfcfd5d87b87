"""`simpul journal`: check the journals, or make their projections anew."""

import sys

import click


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
def rebuild() -> None:
    """Bangun ulang semua baris dari jurnal, dan pertumbuhan anak dari baris itu, dalam satu transaksi."""
    from simpul.journal.actions.rebuild import rebuild as run

    click.echo(f"{run()} entri diputar ulang; semua baris dibangun kembali.")
