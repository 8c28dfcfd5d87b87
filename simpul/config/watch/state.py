"""What a machine room wants to know of this installation: counts and ages, of no single person or post."""

import shutil

from django.db import connection

from simpul.base import embedded

Figures = dict[str, tuple[str, float]]
"""Name → words and value. Ages in seconds, sizes in bytes."""

_COUNTS = """
SELECT (SELECT coalesce(sum(seq), 0) FROM journal_postcounter),
       (SELECT count(*) FROM journal_quarantine WHERE status = 'open'),
       (SELECT count(*) FROM journal_waiting),
       (SELECT coalesce(extract(epoch FROM now() - min(received_at)), 0) FROM journal_waiting),
       (SELECT count(*) FROM journal_device WHERE revoked_at IS NULL),
       (SELECT coalesce(sum(pending), 0) FROM journal_device WHERE revoked_at IS NULL),
       (SELECT coalesce(max(oldest_pending_age_s), 0) FROM journal_device WHERE revoked_at IS NULL AND pending > 0),
       (SELECT count(*) FROM journal_device WHERE revoked_at IS NULL AND last_seen_at > now() - interval '1 day'),
       (SELECT count(*) FROM journal_alert WHERE closed_at IS NULL),
       pg_database_size(current_database()),
       (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database())
"""
_NAMES = (
    ("entries", "Entries in the journals of all posts"),
    ("quarantined", "Entries set aside and not yet answered"),
    ("waiting", "Entries that wait for another"),
    ("waiting_oldest_seconds", "Age of the oldest entry that waits for another"),
    ("phones", "Phones that are not revoked"),
    ("phones_pending", "Entries that phones said they had not sent yet"),
    ("phones_oldest_pending_seconds", "Age of the oldest unsent entry when its phone last spoke"),
    ("phones_heard_today", "Phones heard within a day"),
    ("alerts", "Alerts that are open, taken on or not"),
    ("database_bytes", "Size of the database"),
    ("database_connections", "Connections to the database"),
)


def read() -> Figures:
    """All figures, in one query and one look at the disk."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS)
        row = cursor.fetchone()
    figures = {name: (words, float(value)) for (name, words), value in zip(_NAMES, row, strict=True)}
    disk = shutil.disk_usage(embedded.home())
    figures["disk_free_bytes"] = ("Free space where the installation keeps its files", float(disk.free))
    return figures
