"""What a restore leaves behind and no phone brings back: entries that staff typed on pages after the backup."""

from datetime import datetime
from typing import NamedTuple

import psycopg

from simpul.journal.backup import tools
from simpul.journal.backup.manifest import Manifest

_COUNT = """
SELECT count(*) FILTER (WHERE e.device IS NULL AND e.kind <> 'entry.redacted' AND e.author IN (
         SELECT account_id FROM registry_assignment WHERE role <> 'kader')),
       max(e.received_at)
FROM journal_entry e
LEFT JOIN unnest(%s::uuid[], %s::bigint[]) AS held(post, seq) ON held.post = e.post_id
WHERE e.seq > coalesce(held.seq, 0)
"""


class LeftBehind(NamedTuple):
    """Entries of staff that the former database held beyond the backup, and its last entry of all.

    `entries` is None when there is no former database to ask: then nobody knows how many.
    """

    entries: int | None
    until: datetime | None


def count(manifest: Manifest, former: str) -> LeftBehind:
    """Ask the database `former`, which the backup replaces. It must not be renamed yet."""
    heads = [[head.post for head in manifest.journals], [head.seq for head in manifest.journals]]
    try:
        with tools.connect(tools.owner_of(former)) as connection:
            row = connection.execute(_COUNT, heads).fetchone()
    except (psycopg.OperationalError, psycopg.errors.UndefinedTable):
        return LeftBehind(None, None)  # lost, or empty: a new machine
    assert row is not None
    return LeftBehind(int(row[0]), row[1])
