"""The audit: who changed what and who read whom, in hash chains that the application cannot rewrite."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

SQL = Path(__file__).with_name("sql") / "audit.sql"
EACH = """
SELECT audit_read(one->>'post', %s, ARRAY(SELECT jsonb_array_elements_text(one->'ids')), %s)
FROM jsonb_array_elements(%s::jsonb) AS one
"""
_watched: dict[str, str] = {}


def watch(table: str, key: str = "id") -> None:
    """Declare (in an app's `ready`) that every change of `table` is audited; `key` is the column that names a row."""
    _watched[table] = key


def read(actor: object, post: object, kind: str, ids: Iterable[object], purpose: str) -> None:
    """Write down that `actor` read personal records: `kind` of record, `ids` of the persons, for a `purpose`.

    Every view and API that returns a person calls this before it answers. Nothing is written for an empty answer.
    """
    names = [str(i) for i in ids]
    if not names:
        return
    with acting(actor), connection.cursor() as cursor:
        cursor.execute(*reading(post, kind, names, purpose))


def read_each(actor: object, kind: str, shown: Iterable[tuple[object, object]], purpose: str) -> None:
    """The same for (post, person) pairs of many posts: one row for each post, and none where either is missing.

    In one statement, and in the order of the posts: two readers who write to the same chains never wait for each other.
    """
    by_post: dict[str, list[str]] = {}
    for post, one in shown:
        if post and one:
            by_post.setdefault(str(post), []).append(str(one))
    if not by_post:
        return
    said = json.dumps([{"post": post, "ids": by_post[post]} for post in sorted(by_post)])
    with acting(actor), connection.cursor() as cursor:
        cursor.execute(EACH, [kind, purpose, said])


def reading(post: object, kind: str, names: list[str], purpose: str) -> tuple[str, list[Any]]:
    """The statement of `read`, to be sent with others after that of `naming`, in one transaction."""
    return "SELECT audit_read(%s, %s, %s, %s)", [str(post), kind, names, purpose]


def note(actor: object, action: str, subject: str, detail: dict[str, Any] | None = None) -> None:
    """Write down a deed that leaves no row of its own (a forced logout, a redaction). No personal text in `detail`."""
    with acting(actor), connection.cursor() as cursor:
        cursor.execute("SELECT audit_append('system', %s, %s, %s)", [action, subject, json.dumps(detail or {})])


@contextmanager
def acting(actor: object) -> Iterator[None]:
    """Inside the block the database knows who acts. `actor` is an account, a device or the name of a job."""
    from django.db import transaction

    with transaction.atomic():
        act_as(actor)
        yield


def act_as(actor: object) -> None:
    """Say who acts from here to the end of the transaction that is open, or until the next call."""
    with connection.cursor() as cursor:
        cursor.execute(*naming(actor))


def naming(actor: object) -> tuple[str, list[str]]:
    """The statement of `act_as`, to be sent with others."""
    return "SELECT set_config('simpul.actor', %s, true)", [str(getattr(actor, "pk", actor))]


def install(owner: Any) -> None:
    """Create or renew functions, triggers and rights; run by the owner after every migration."""
    with owner.cursor() as cursor:
        present = set(owner.introspection.table_names(cursor))
        if "base_auditrow" not in present:
            return
        cursor.execute(SQL.read_text(encoding="utf-8"))
        for table in ("base_auditrow", "base_audithead"):
            cursor.execute(f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {table} FROM PUBLIC, simpul_app")
        if "journal_entry" in present:
            cursor.execute(_trigger("journal_entry", "INSERT", "NEW TABLE AS fresh", "audit_entries()"))
        for table, key in _watched.items():
            if table in present:
                for statement in _triggers(table, key):
                    cursor.execute(statement)


def _triggers(table: str, key: str) -> Iterator[str]:
    call = f"audit_change('{key}')"
    yield _trigger(table, "INSERT", "NEW TABLE AS fresh", call)
    yield _trigger(table, "UPDATE", "OLD TABLE AS stale NEW TABLE AS fresh", call)
    yield _trigger(table, "DELETE", "OLD TABLE AS stale", call)


def _trigger(table: str, event: str, tables: str, call: str) -> str:
    return (
        f"CREATE OR REPLACE TRIGGER audit_{event.lower()} AFTER {event} ON {table} "
        f"REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION {call}"
    )
