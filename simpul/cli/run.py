"""`simpul run`: set up, seed the demo once, say where and who, serve."""

import click

from simpul.cli.seed import plant
from simpul.cli.serve import free_port, serve_here
from simpul.cli.setup import set_up


@click.command()
@click.option("--port", default=8000, show_default=True, help="Porta pada 127.0.0.1.")
@click.option("--empty", is_flag=True, help="Tanpa data contoh.")
@click.option(
    "--seed",
    "size",
    type=click.Choice(["demo", "city", "dki"]),
    default="demo",
    help="Data contoh: demo, city (satu kota) atau dki (register satu provinsi).",
)
@click.option("--lan", is_flag=True, help="HTTPS untuk HP sungguhan di jaringan yang sama.")
def run(port: int, empty: bool, size: str, lan: bool) -> None:
    """Siapkan basis data, isi contoh, dan jalankan seluruh sistem di satu alamat."""
    from simpul.seeds import demo

    click.echo("Simpul")
    set_up()
    if not empty and not demo.present():
        plant(size)
    logins = demo.logins() if not empty else []
    if lan:
        serve_network(logins)
    else:
        port = free_port(port)
        welcome(f"http://localhost:{port}", logins)
        serve_here(port)
    click.echo("\nSimpul berhenti. Data tersimpan.")


def serve_network(logins: list[tuple[str, str]], host: str | None = None, bind: str = "0.0.0.0") -> None:  # noqa: S104
    """Serve over HTTPS to the local network until Ctrl-C, which is what the person asked for by --lan."""
    from simpul.cli import lan

    here = lan.prepare(host or lan.address(), free_port(8443, bind), free_port(8080, bind))
    trust = lan.offer_trust(here, bind)
    welcome(here.origin, logins)
    click.echo(f"  HP: pindai, atau buka {here.trust_page} (HP dan komputer di Wi-Fi yang sama)\n")
    click.echo(lan.code(here))
    click.echo(f"  Sidik jari sertifikat  {lan.fingerprint(here)}")
    click.echo("  Siapa pun di jaringan ini dapat membukanya. Pakai hanya dengan data buatan.\n")
    try:
        serve_here(here.https_port, bind, here.files.certificate, here.files.key)
    finally:
        trust.shutdown()


def welcome(address: str, logins: list[tuple[str, str]]) -> None:
    """Print the address and one login per role."""
    click.echo(f"\n  Alamat   {address}\n")
    for role, how in logins:
        click.echo(f"  {role:<22} {how.replace('{address}', address)}")
    click.echo("\n  Berhenti: Ctrl-C\n")
