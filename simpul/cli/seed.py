"""`simpul seed`: deterministic synthetic data."""

import signal

import click
from django.conf import settings

from simpul.cli.setup import set_up
from simpul.cli.steps import step


@click.command()
@click.argument("size", type=click.Choice(["empty", "demo", "city", "dki"]))
@click.option("--posts", type=click.IntRange(1, 5000), help="Banyaknya posyandu dalam seed city (asli: 1.102).")
def seed(size: str, posts: int | None) -> None:
    """Isi dengan data buatan: empty (wilayah saja), demo (satu kelurahan), city (satu kota), dki (satu provinsi)."""
    from simpul.seeds import demo

    if posts is not None and size != "city":
        raise click.UsageError("--posts hanya untuk seed city.")
    set_up()
    if size == "empty":
        return
    if demo.present():
        raise click.ClickException("Basis data ini sudah berisi. Data contoh hanya masuk ke basis data kosong.")
    plant(size, posts)


def plant(size: str, posts: int | None = None) -> None:
    """Write a seed into the empty database, with progress. Raises ClickException in production."""
    from simpul.seeds import city, demo, dki

    if settings.ENV == "production":
        raise click.ClickException("Data contoh tidak masuk ke server produksi: sandi dan kunci HP-nya tidak rahasia.")
    if size == "city":
        # Asked to stop, it puts indexes and references back before it does.
        for asked in (signal.SIGINT, signal.SIGTERM):
            signal.signal(asked, signal.default_int_handler)
        with step("Kota contoh: Kota Tangerang, dua tahun") as report:
            city.plant(posts or city.POSTS, report)
    elif size == "dki":
        with step("Register contoh: DKI Jakarta, setiap puskesmas, RSUD, dan posyandu") as report:
            dki.plant(report)
    else:
        with step("Data contoh: satu kelurahan, delapan posyandu, dua tahun") as report:
            demo.plant(report)
