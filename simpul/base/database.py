"""Database roles and set-up.

Two roles: the owner migrates and owns every table; the application role owns nothing, cannot bypass row-level
security, and holds no UPDATE, DELETE or TRUNCATE on the journal and the audit. Both look at one database.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connections
from psycopg import sql

from simpul.base import audit, embedded

LOCK_WAIT, LOCK_TRIES = "3s", 20
"""A migration that waits for a lock makes every later reader and writer of that table wait behind it."""
_OWNERS = ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
_append_only: dict[str, tuple[str, ...]] = {}


def append_only(table: str, *, may_update: Iterable[str] = ()) -> None:
    """Declare (in an app's `ready`) that the application may only add rows to `table`.

    `may_update` names columns that may still change.
    """
    _append_only[table] = tuple(may_update)


def databases() -> tuple[dict[str, Any], dict[str, Any]]:
    """The database as the application sees it, and as its owner does. Starts the embedded server if none is named.

    `DATABASE_URL` names the application role, `DATABASE_OWNER_URL` the owner, who migrates.
    """
    if os.environ.get("SIMPUL_NO_DATABASE"):
        nowhere = embedded.parse(f"postgresql://{embedded.APP}@127.0.0.1:1/{embedded.DATABASE}")
        return nowhere, {**nowhere, "USER": embedded.OWNER}
    url = os.environ.get("DATABASE_URL")
    if url:
        return embedded.parse(url), embedded.parse(os.environ.get("DATABASE_OWNER_URL", url))
    root = embedded.start(os.environ.get("SIMPUL_PG_FOLDER", "pg"))
    name = os.environ.get("SIMPUL_PG_DATABASE", embedded.DATABASE)
    ensure_roles(root)
    ensure_database(root, name)
    return embedded.parse(root, user=embedded.APP, name=name), embedded.parse(root, user=embedded.OWNER, name=name)


@contextmanager
def as_owner() -> Iterator[Any]:
    """Inside the block Django's connection is the owner's. For migrations and set-up only, in one thread."""
    connection: Any = connections["default"]
    application = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update({k: settings.DATABASE_OWNER[k] for k in _OWNERS})
    try:
        yield connection
    finally:
        connection.close()
        connection.settings_dict.update(application)


@contextmanager
def elsewhere(name: str) -> Iterator[Any]:
    """Inside the block Django speaks to database `name` of the same server. For keeping backups, in one thread."""
    connection: Any = connections["default"]
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield connection
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def migrate(verbosity: int = 0) -> None:
    """Bring the schema up to date as the owner and renew the application's rights."""
    with as_owner() as connection:
        for left in reversed(range(LOCK_TRIES)):
            try:
                _migrate_now(connection, verbosity)
                break
            except OperationalError as error:
                # What is half done is rolled back; whole migrations stay, and the next try goes on from them.
                if not left or not isinstance(error.__cause__, psycopg.errors.LockNotAvailable):
                    raise
        grant(connection)
        audit.install(connection)


def _migrate_now(connection: Any, verbosity: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LOCK_WAIT])
    call_command("migrate", verbosity=verbosity, interactive=False)


def ensure_roles(root_url: str) -> None:
    """Create the two roles if they are missing. Needs a role that may create roles."""
    with psycopg.connect(root_url, autocommit=True) as connection:
        for role in (embedded.OWNER, embedded.APP):
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
            if not known:
                statement = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE")
                connection.execute(statement.format(sql.Identifier(role)))


def ensure_database(root_url: str, name: str, template: str | None = None) -> bool:
    """Create database `name` owned by the owner role; returns whether it was made now."""
    with psycopg.connect(root_url, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return False
        source = sql.SQL(" TEMPLATE {}").format(sql.Identifier(template)) if template else sql.SQL("")
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(embedded.OWNER)) + source
        )
        return True


def drop_database(root_url: str, name: str) -> None:
    """Remove a database and whoever is still connected to it."""
    with psycopg.connect(root_url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def grant(connection: Any) -> None:
    """Give the application role its rights on every table; run by the owner after each migration."""
    app = connection.ops.quote_name(embedded.APP)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {app}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}")
        cursor.execute(f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {app}")
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {app}")
        present = set(connection.introspection.table_names(cursor))
        for table, columns in _append_only.items():
            if table not in present:
                continue
            name = connection.ops.quote_name(table)
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {name} FROM {app}")
            if columns:
                listed = ", ".join(connection.ops.quote_name(c) for c in columns)
                cursor.execute(f"GRANT UPDATE ({listed}) ON {name} TO {app}")
