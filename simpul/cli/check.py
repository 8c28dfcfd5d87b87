"""`simpul check`: content, generated files and migrations; part of `make check`."""

import io

import click
from django.core.management import call_command

from simpul.cli.generate import stale
from simpul.knowledge.check import check_content


def missing_migrations() -> str:
    """What `makemigrations` would still write; empty when the migrations are complete."""
    out = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out, verbosity=1)
    except SystemExit:
        return out.getvalue()
    return ""


@click.command()
def check() -> None:
    """Periksa isi, berkas hasil bangkitan, dan migrasi."""
    problems = [f"content: {problem}" for problem in check_content()]
    problems += [f"generated: {name} is stale, run `simpul generate`" for name in stale()]
    if text := missing_migrations():
        problems.append(f"migrations: incomplete, run makemigrations\n{text}")
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise click.ClickException(f"{len(problems)} masalah.")
    click.echo("Isi, berkas bangkitan dan migrasi: baik.")
