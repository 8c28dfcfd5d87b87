"""`simpul seed`: deterministic synthetic data."""

import click

from simpul.cli.setup import set_up
from simpul.cli.steps import step


@click.command()
@click.argument("size", type=click.Choice(["empty", "demo"]))
def seed(size: str) -> None:
    """Isi dengan data buatan: empty (wilayah saja) atau demo (satu kelurahan)."""
    from simpul.seeds import demo

    set_up()
    if size == "empty":
        return
    if demo.present():
        raise click.ClickException("Basis data ini sudah berisi. Data contoh hanya masuk ke basis data kosong.")
    with step("Data contoh") as report:
        demo.plant(report)
