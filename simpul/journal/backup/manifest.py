"""What a backup says of itself: enough to know, after a restore, that nothing of it is missing."""

from datetime import datetime
from importlib.metadata import version
from typing import Any

import msgspec
from psycopg import Connection, sql

from simpul.base import clock

FORMAT = "simpul-backup-1"
WITHOUT_DATA = ("journal_snapshotfile", "registry_cache", "django_session")
"""Tables that come back empty: files made anew when asked for, and the sessions of staff, who sign in again."""


class JournalHead(msgspec.Struct, frozen=True, order=True):
    """Where a post's journal ends. `chain`: hex SHA-256 of all its entries' hashes in order of seq."""

    post: str
    seq: int
    chain: str


class AuditHead(msgspec.Struct, frozen=True, order=True):
    """Where a chain of the audit ends; `hash` in hex."""

    chain: str
    n: int
    hash: str


class Manifest(msgspec.Struct, kw_only=True):
    """The first line of a backup. `counts`: rows of each table; `migrations`: `room.name`; `redacted`: ids."""

    format: str = FORMAT
    made_at: str
    app_version: str
    database: str
    server: str
    epoch: str
    migrations: list[str]
    counts: dict[str, int]
    journals: list[JournalHead]
    audit: list[AuditHead]
    redacted: list[str]

    @property
    def moment(self) -> datetime:
        """When it was made."""
        return clock.parse_iso(self.made_at)

    @property
    def entries(self) -> int:
        """Entries of all journals."""
        return sum(head.seq for head in self.journals)


_JOURNALS = (
    "SELECT post_id::text, max(seq), encode(sha256(string_agg(hash, ''::bytea ORDER BY seq)), 'hex')"
    " FROM journal_entry GROUP BY post_id ORDER BY 1"
)


def describe(connection: "Connection[Any]") -> Manifest:
    """The manifest of the database as this connection's transaction sees it."""
    return Manifest(
        made_at=clock.iso(clock.now()),
        app_version=version("simpul"),
        database=connection.info.dbname,
        server=str(connection.info.server_version),
        epoch=_column(connection, "SELECT id::text FROM journal_serverepoch ORDER BY started_at DESC LIMIT 1")[0],
        migrations=_column(connection, "SELECT app || '.' || name FROM django_migrations ORDER BY id"),
        counts=counts(connection),
        journals=[JournalHead(*row) for row in connection.execute(_JOURNALS)],
        audit=[
            AuditHead(*row)
            for row in connection.execute("SELECT chain, n, encode(hash, 'hex') FROM base_audithead ORDER BY 1")
        ],
        redacted=_column(connection, "SELECT entry::text FROM journal_redaction ORDER BY 1"),
    )


def differences(said: Manifest, found: Manifest) -> list[str]:
    """Stable codes of what the restored database lacks or has too much; empty when all is there."""
    faults = [
        f"rows:{table}"
        for table in sorted(said.counts | found.counts)
        if said.counts.get(table) != found.counts.get(table)
    ]
    faults += [f"journal:{head.post}" for head in sorted(set(said.journals) ^ set(found.journals))]
    faults += [f"audit:{head.chain}" for head in sorted(set(said.audit) ^ set(found.audit))]
    for name in ("epoch", "migrations", "redacted"):
        if getattr(said, name) != getattr(found, name):
            faults.append(name)
    return list(dict.fromkeys(faults))


def counts(connection: "Connection[Any]") -> dict[str, int]:
    """Rows of every table whose data are in a backup."""
    found = {}
    for table in _column(connection, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"):
        if table not in WITHOUT_DATA:
            statement = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
            found[table] = int(_column(connection, statement)[0])
    return found


def _column(connection: "Connection[Any]", statement: Any) -> list[Any]:
    return [row[0] for row in connection.execute(statement)]
