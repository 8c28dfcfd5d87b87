"""`simpul bench`: repeatable measurements. One name prints one JSON object, `all` prints a table."""

import importlib
import json
import sys
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).resolve().parents[2]


def names() -> list[str]:
    """Every measurement in bench/."""
    return sorted(p.stem for p in (ROOT / "bench").glob("*.py") if not p.stem.startswith("_"))


def measure(name: str) -> dict[str, Any]:
    """Run bench/NAME.py and return its figures."""
    sys.path.insert(0, str(ROOT))
    result: dict[str, Any] = importlib.import_module(f"bench.{name}").run()
    return result


@click.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Satu objek JSON.")
def bench(name: str, as_json: bool) -> None:
    """Ukur NAME (atau all). Angka untuk mesin ini; bandingkan hanya dalam satu kali jalan."""
    known = names()
    if name != "all" and name not in known:
        raise click.ClickException(f"Tidak ada ukuran bernama {name!r}. Yang ada: all, {', '.join(known)}.")
    for each in known if name == "all" else [name]:
        figures = measure(each)
        if as_json:
            click.echo(json.dumps(figures))
        else:
            click.echo(f"{each:<12} " + "  ".join(f"{key} {value}" for key, value in figures.items()))
