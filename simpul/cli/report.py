"""`simpul report`: reports of what was recorded, as CSV, XLSX or PDF."""

import sys
from pathlib import Path

import click
from django.utils.text import slugify
from django.utils.translation import override

from simpul.cli.language import chosen
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


@report.command("skdn")
@_post
@_area
@_month
@_format
@_delimiter
@_output
def skdn_sheet(
    post: str | None, area: str | None, month: Month, form: str, delimiter: str, output: Path | None
) -> None:
    """SKDN menurut umur dan jenis kelamin; XLSX dan PDF juga memuat balok SKDN dua belas bulan."""
    from simpul.exchange.reporting import making

    with override("id"):
        try:
            tables = making.skdn_tables(post, area, month)
        except ValueError as why:
            raise click.UsageError(str(why)) from None
        give(making.write_all(tables, form, delimiter), output)


@report.command()
@click.option("--number", type=click.IntRange(1, 7), required=True, help="Format SIP 1 sampai 7.")
@_post
@_area
@_month
@_format
@_delimiter
@_output
def sip(
    number: int, post: str | None, area: str | None, month: Month, form: str, delimiter: str, output: Path | None
) -> None:
    """Format SIP: register 1-5, pengunjung 6, hasil kegiatan 7 (35 kolom); Januari sampai bulan ini."""
    from simpul.exchange.reporting import making
    from simpul.exchange.reporting.sip.making import sip_table

    with override("id"):
        try:
            table = sip_table(number, making.places(post, area), month)
        except ValueError as why:
            raise click.UsageError(str(why)) from None
        give(making.write(table, form, delimiter), output)


@report.command()
@click.option("--card", required=True, help="balita, hamil, nifas, remaja, dewasa, atau lansia.")
@_post
@_month
@_output
def cards(card: str, post: str, month: Month, output: Path | None) -> None:
    """Kartu setahun seperti yang dari kertas: satu lembar PDF untuk tiap orang, Januari sampai bulan ini."""
    from simpul.exchange.reporting import making
    from simpul.exchange.reporting.cards.content import content
    from simpul.exchange.reporting.cards.printed import cards as of_post

    if card not in content()["cards"]:
        raise click.UsageError(f"Kartunya: {', '.join(content()['cards'])}.")
    with override("id"):
        try:
            tables = of_post(card, making.places(post, None), month)
        except ValueError as why:
            raise click.UsageError(str(why)) from None
        if not tables:
            raise click.ClickException("Tahun itu belum ada kartu yang terisi.")
        give(making.write_all(tables, "pdf"), output)


@report.command()
@_post
@_area
@_month
@_output
def poster(post: str | None, area: str | None, month: Month, output: Path | None) -> None:
    """Satu halaman PDF untuk musyawarah: angka besar, kecenderungan setahun, tanpa nama."""
    from simpul.exchange.reporting import making
    from simpul.exchange.reporting.places import area_name
    from simpul.exchange.reporting.poster import poster as page

    with override("id"):
        try:
            places = making.places(post, area)
            name = places[0].name if area is None else area_name(area)
        except ValueError as why:
            raise click.UsageError(str(why)) from None
        give(page(places, name, month, lambda done, total: None), output)


@report.command("list")
@click.option(
    "--name", required=True, metavar="NAMA", help="sasaran-bayi, vitamin-a, ttd-bumil, zero-dose, drop-out, …"
)
@_post
@_area
@_month
@_format
@_delimiter
@_output
def listed(
    name: str, post: str | None, area: str | None, month: Month, form: str, delimiter: str, output: Path | None
) -> None:
    """Daftar nama: sasaran, putaran vitamin A dan TTD, zero-dose, drop-out."""
    from simpul.exchange.reporting import making
    from simpul.exchange.reporting.lists import list_table

    with override("id"):
        try:
            table = list_table(name, making.places(post, area), month)
        except ValueError as why:
            raise click.UsageError(str(why)) from None
        give(making.write(table, form, delimiter), output)


_sheet_format = click.option(
    "--format", "form", type=click.Choice(["xls", "xlsx", "csv"]), default="xls", show_default=True
)


@report.command("eppgbm-identity")
@_post
@_area
@_month
@_sheet_format
@_delimiter
@_output
def eppgbm_identity(
    post: str | None, area: str | None, month: Month, form: str, delimiter: str, output: Path | None
) -> None:
    """Lembar impor e-PPGBM: identitas balita, 23 kolom."""
    _give_sheet("identity", post, area, month, form, delimiter, output)


@report.command("eppgbm-measurement")
@_post
@_area
@_month
@_sheet_format
@_delimiter
@_output
def eppgbm_measurement(
    post: str | None, area: str | None, month: Month, form: str, delimiter: str, output: Path | None
) -> None:
    """Lembar impor e-PPGBM: pengukuran balita sebulan, 22 kolom."""
    _give_sheet("measurement", post, area, month, form, delimiter, output)


def _give_sheet(
    kind: str, post: str | None, area: str | None, month: Month, form: str, delimiter: str, output: Path | None
) -> None:
    from simpul.exchange.eppgbm.offered import sheet as filled
    from simpul.exchange.reporting import making
    from simpul.exchange.sheets import writing

    try:
        wanted = [place.id for place in making.places(post, area)]
    except ValueError as why:
        raise click.UsageError(str(why)) from None
    sheet = filled(kind, wanted, month)
    if form == "csv":
        give(writing.as_csv(sheet.headers, sheet.rows, delimiter), output)
    else:
        give(writing.as_file(form, sheet.name, sheet.headers, sheet.rows), output)


@report.command("print")
@click.option("--area", required=True, metavar="KODE", help="Semua posyandu di wilayah ini (kode Kemendagri).")
@_month
@click.option("--output", "-o", "folder", required=True, type=click.Path(path_type=Path, file_okay=False))
def print_all(area: str, month: Month, folder: Path) -> None:
    """Cetak rekap keempat kelompok semua posyandu: satu PDF untuk tiap puskesmas di FOLDER."""
    from simpul.exchange.reporting.books import recap_books

    folder.mkdir(parents=True, exist_ok=True)
    with override("id"):
        try:
            for name, posts, body in recap_books(area, month):
                path = folder / f"rekap-{month}-{slugify(name) or 'tanpa-puskesmas'}.pdf"
                path.write_bytes(body)
                click.echo(f"{path} ({posts} posyandu)", err=True)
        except ValueError as why:
            raise click.UsageError(str(why)) from None


@report.command()
@click.option("--service", required=True, metavar="LAYANAN", help="Id layanan, misalnya kesehatan-jiwa.")
@click.option("--area", required=True, metavar="KODE", help="Kode Kemendagri: 31, 31.71, 31.71.06, …")
@click.option("--on", "on", required=True, metavar="YYYY-MM-DD", help="Keadaan pada tanggal ini.")
@click.option("--format", "form", type=click.Choice(["json", "text", "csv", "xlsx"]), default="json", show_default=True)
@_delimiter
@_output
def capability(service: str, area: str, on: str, form: str, delimiter: str, output: Path | None) -> None:
    """Berapa yang mampu memberi satu layanan, belum mampu, dan belum disurvei: posyandu, puskesmas, rumah sakit."""
    from simpul.base import clock
    from simpul.exchange.reporting.capability import counting, sheets

    with override(chosen()):
        try:
            asked = counting.parse_service(service), counting.parse_area(area), counting.parse_day(on, clock.today())
        except ValueError as why:
            raise click.UsageError(str(why)) from None
    with override("id"):
        found = counting.report(*asked)
        made = {"json": sheets.as_json, "text": sheets.as_text, "xlsx": sheets.as_xlsx}
        give(sheets.as_csv(found, delimiter) if form == "csv" else made[form](found), output)


def give(body: bytes, output: Path | None) -> None:
    """To the file, or to standard output; a terminal gets no bytes that it cannot show."""
    if output is not None:
        output.write_bytes(body)
        click.echo(f"{output} ({len(body)} bita)", err=True)
        return
    if is_terminal() and not _is_text(body):
        raise click.UsageError("Hasilnya berkas, bukan tulisan untuk layar. Tambahkan nama berkas: -o laporan.xlsx")
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()


def is_terminal() -> bool:
    """Whether a person looks at what is written to standard output."""
    return sys.stdout.isatty()


def _is_text(body: bytes) -> bool:
    try:
        return "\0" not in body.decode()
    except UnicodeDecodeError:
        return False
