"""`simpul generate`: rebuild what is made by a command and committed; `--check` compares instead."""

import subprocess
import sys

import click

GENERATORS = {
    "wire": [sys.executable, "-m", "simpul.journal.generate"],
    "growth": [sys.executable, "-m", "simpul.knowledge.growth.build"],
}
"""Name → command; each knows `--check`. `growth` needs the test packages (WHO tables)."""


def stale() -> list[str]:
    """Names of generated files that no longer equal what their command makes."""
    return [name for name, command in GENERATORS.items() if subprocess.run([*command, "--check"]).returncode]


@click.command()
@click.option("--check", is_flag=True, help="Hanya bandingkan; kode keluar 1 bila ada yang usang.")
def generate(check: bool) -> None:
    """Bangun ulang berkas hasil bangkitan."""
    if check:
        if names := stale():
            raise click.ClickException(f"Usang: {', '.join(names)}. Jalankan `simpul generate` lalu simpan hasilnya.")
        return
    for command in GENERATORS.values():
        subprocess.run(command, check=True)
