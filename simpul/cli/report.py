"""`simpul report`: reports of what was recorded, as CSV, XLSX or PDF."""

import sys
from pathlib import Path

import click
from django.utils.translation import override

from simpul.exchange.reporting.forms import GROUPS
from simpul.exchange.reporting.month import Month, parse_month


class _MonthType(click.ParamType[Month]):
    """`YYYY-MM`."""

    name = "YYYY-MM"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Month:
        """Parse, or say how it is written."""
        try:
            return value if isinstance(value, Month) else parse_month(str(value))
        except ValueError:
            self.fail("tulis bulan seperti 2026-10", param, ctx)


@click.group()
def report() -> None:
    """Laporan dari catatan yang sudah ada: rekap, SKDN, register, lembar e-PPGBM."""


_post = click.option("--post", "post", metavar="KODE", help="Kode NRP, id, atau nama posyandu.")
_area = click.option("--area", metavar="KODE", help="Semua posyandu di wilayah ini (kode Kemendagri).")
_month = click.option("--month", required=True, type=_MonthType(), help="Bulan, misalnya 2026-10.")
_format = click.option("--format", "form", type=click.Choice(["csv", "xlsx", "pdf"]), default="csv", show_default=True)
_output = click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Berkas; tanpa ini ke layar."
)
_delimiter = click.option("--delimiter", type=click.Choice([",", ";"]), default=",", show_default=True)


@report.command()
@click.option("--group", type=click.Choice(GROUPS), required=True)
@_post
@_area
@_month
@_format
@_delimiter
@_output
def recap(
    group: str, post: str | None, area: str | None, month: Month, form: str, delimiter: str, output: Path | None
) -> None:
    """Rekap bulanan satu kelompok: satu posyandu, atau semua posyandu suatu wilayah dengan jumlahnya."""
    from simpul.exchange.reporting import making

    with override("id"):
        try:
            table = making.recap_table(group, post, area, month)
        except ValueError as why:
            raise click.UsageError(str(why)) from None
        give(making.write(table, form, delimiter), output)


def give(body: bytes, output: Path | None) -> None:
    """To the file, or to standard output."""
    if output is not None:
        output.write_bytes(body)
        click.echo(f"{output} ({len(body)} bita)", err=True)
        return
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()
