"""`simpul fhir`: look at what would leave for SATUSEHAT."""

from datetime import datetime
from uuid import UUID

import click


@click.group()
def fhir() -> None:
    """Lihat data sebagai FHIR R4 untuk SATUSEHAT."""


@fhir.command()
@click.option("--person", type=click.UUID, required=True, help="Nomor (UUID) warga.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Hanya kunjungan sejak hari ini (YYYY-MM-DD).")
def bundle(person: UUID, since: datetime | None) -> None:
    """Cetak Bundle FHIR satu warga seperti akan dikirim. Tidak mengirim apa pun; pembacaan ini tercatat di audit."""
    import msgspec

    from simpul.base import audit
    from simpul.exchange.satusehat import preview, words

    found = preview.of_person(str(person), since.date() if since else None)
    if found is None:
        raise click.ClickException("Tidak ada warga dengan nomor itu.")
    for post in sorted(found.posts):
        audit.read("simpul fhir", post, "person", [str(person)], "fhir_bundle")
    click.echo(msgspec.json.format(msgspec.json.encode(found.bundle), indent=2).decode())
    for code, count in sorted(found.kept.items()):
        click.echo(f"Tidak dikirim ({count}): {words.why(code, 'id').what}", err=True)
