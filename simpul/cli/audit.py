"""`simpul audit`: prove that the audit was not changed; take the anchors that another machine keeps."""

import json
from pathlib import Path
from typing import IO

import click

from simpul.base import audit_chain, embedded, keys
from simpul.journal import audit_runs


@click.group()
def audit() -> None:
    """Periksa rantai audit, atau ambil jangkarnya."""


@audit.command()
@click.option("--anchor", type=click.Path(exists=True, path_type=Path), help="Jangkar yang disimpan di mesin lain.")
def verify(anchor: Path | None) -> None:
    """Hitung ulang setiap rantai; bandingkan dengan jangkar bila diberikan."""
    known = json.loads(anchor.read_text(encoding="utf-8")) if anchor else None
    faults = audit_chain.verify(known, keys.server_key(embedded.home()).public_key() if known else None)
    audit_runs.verified(len(faults))
    for fault in faults:
        click.echo(f"{fault.chain} baris {fault.n}: {fault.what}", err=True)
    if faults:
        raise click.ClickException(f"{len(faults)} kerusakan ditemukan. Jangan ubah apa pun; hubungi operator.")
    click.echo("Rantai audit utuh.")


@audit.command()
@click.option("--output", "-o", type=click.File("w"), default="-", help="Berkas jangkar (bawaan: layar).")
def anchor(output: IO[str]) -> None:
    """Tulis ujung setiap rantai, ditandatangani. Simpan setiap hari di mesin lain."""
    json.dump(audit_chain.anchor(keys.server_key(embedded.home())), output, indent=1)
    output.write("\n")
    audit_runs.anchored()
