"""`simpul keys`: the keys to which phones seal copies of their outbox. They are never in a backup of the database."""

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
