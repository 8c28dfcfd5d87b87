"""Test databases: one migrated template, one clone for each worker, re-cloned after tests that commit."""

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import Any

import fasteners
import psycopg
from django.db import connections

from simpul.base import database, embedded

ROOT = Path(__file__).resolve().parents[2]


def root_url() -> str:
    """Superuser URL of the server that holds the test databases."""
    return os.environ.get("TEST_DATABASE_ROOT_URL") or embedded.start(os.environ["SIMPUL_PG_FOLDER"])


@cache
def template_name() -> str:
    """A name that changes whenever a migration or the rights change; of one run it is the same to the end."""
    digest = hashlib.sha256()
    files = [
        *sorted(ROOT.glob("*/migrations/*.py")),
        ROOT / "base" / "database.py",
        *sorted(ROOT.glob("*/apps.py")),
        *sorted(ROOT.glob("*/sql/*.sql")),
    ]
    for path in files:
        digest.update(path.read_bytes())
    return f"simpul_template_{digest.hexdigest()[:12]}"


def relax(url: str) -> None:
    """Test data may die with the machine: no fsync."""
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


def ensure_template(url: str) -> str:
    """Migrate the template once for all workers; returns its name."""
    name = template_name()
    with fasteners.InterProcessLock(embedded.home() / "test-template.lock"):
        if not _exists(url, name):
            relax(url)
            database.ensure_roles(url)
            _make(url, name)
    return name


def _make(url: str, name: str) -> None:
    """Migrate a database under another name, so that an interrupted one is never taken for a finished one."""
    making = f"{name}_making"
    database.drop_database(url, making)
    database.ensure_database(url, making)
    point(making)
    database.migrate()
    connections.close_all()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{making}" RENAME TO "{name}"')


def _exists(url: str, name: str) -> bool:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def point(name: str) -> None:
    """Make Django speak to database `name`."""
    connection: Any = connections["default"]
    connection.close()
    connection.settings_dict["NAME"] = name


def clone(url: str, name: str, template: str | None = None) -> None:
    """Replace test database `name` by a fresh copy of the template (of the migrated one, if none is named)."""
    connections.close_all()
    database.drop_database(url, name)
    database.ensure_database(url, name, template=template or template_name())
    point(name)
