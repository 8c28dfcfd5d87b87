"""`simpul setup`: schema, rights, audit triggers and areas. Idempotent; quick when nothing changed."""

import click

from simpul.base import database
from simpul.cli.steps import step
from simpul.registry import areas


def set_up() -> None:
    """Bring database and areas up to date, with progress."""
    with step("Basis data dan hak akses"):
        database.migrate()
    with step("Wilayah Indonesia"):
        areas.load_areas()


@click.command()
def setup() -> None:
    """Siapkan basis data dan wilayah, tanpa menjalankan."""
    set_up()
