"""`simpul run`: set up, seed the demo once, say where and who, serve."""

import click

from simpul.cli.serve import free_port, serve_here
from simpul.cli.setup import set_up
from simpul.cli.steps import step


@click.command()
@click.option("--port", default=8000, show_default=True, help="Porta pada 127.0.0.1.")
@click.option("--empty", is_flag=True, help="Tanpa data contoh.")
def run(port: int, empty: bool) -> None:
    """Siapkan basis data, isi contoh, dan jalankan seluruh sistem di satu alamat."""
    from simpul.seeds import demo

    click.echo("Simpul")
    set_up()
    if not empty and not demo.present():
        with step("Data contoh: satu kelurahan, delapan posyandu, dua tahun") as report:
            demo.plant(report)
    port = free_port(port)
    welcome(f"http://localhost:{port}", demo.logins() if not empty else [])
    serve_here(port)
    click.echo("\nSimpul berhenti. Data tersimpan.")


def welcome(address: str, logins: list[tuple[str, str]]) -> None:
    """Print the address and one login per role."""
    click.echo(f"\n  Alamat   {address}\n")
    for role, how in logins:
        click.echo(f"  {role:<22} {how.replace('{address}', address)}")
    click.echo("\n  Berhenti: Ctrl-C\n")
