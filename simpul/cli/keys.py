"""`simpul keys`: the keys to which phones seal copies of their outbox. They are never in a backup of the database."""

from pathlib import Path

import click


@click.group()
def keys() -> None:
    """Kunci server untuk salinan tersegel dari HP."""


@keys.command("list")
def list_keys() -> None:
    """Tampilkan kunci yang ada; yang bertanda * diberikan kepada HP."""
    from simpul.journal.escrow import keys as escrow

    found = escrow.listed()
    click.echo(f"Map: {escrow.folder()}")
    for key in found:
        click.echo(f"{'*' if key.current else ' '} {key.id}  {key.made_at:%Y-%m-%d %H:%M} UTC")
    if not found:
        raise click.ClickException("Belum ada kunci. Buat dengan: simpul keys rotate")


@keys.command("rotate")
def rotate() -> None:
    """Buat kunci berikutnya. Kunci lama tetap disimpan untuk membuka salinan lama."""
    from simpul.journal.escrow import keys as escrow

    name = escrow.rotate()
    click.echo(f"Kunci {name} dibuat di {escrow.folder()}. Simpan salinannya terpisah dari cadangan basis data.")


@keys.group("backup")
def backup_keys() -> None:
    """Kunci cadangan: server hanya menyimpan kunci umumnya."""


@backup_keys.command("new")
@click.argument("private", type=click.Path(dir_okay=False, path_type=Path))
def new_backup_key(private: Path) -> None:
    """Buat pasangan kunci; kunci pembuka ditulis ke PRIVATE. Pindahkan berkas itu dari server, dua salinan."""
    from simpul.journal.backup import keys as backup
    from simpul.journal.backup.problems import BackupProblem

    try:
        public = backup.new(private)
    except BackupProblem as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"Kunci umum {public} ditambahkan ke {backup.recipients_file()}.")
    click.echo(
        f"Kunci pembuka ada di {private}. Pindahkan ke dua tempat di luar server; tanpa itu cadangan tidak terbuka."
    )
