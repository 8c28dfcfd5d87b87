"""Somebody who may not be left alone and whom nobody has taken over, as alerts for the puskesmas."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from simpul.journal import tables
from simpul.journal.alerts.sources import Found
from simpul.knowledge.first_aid import content
from simpul.registry.models import Unit

CODES = ("firstaid_unhanded",)
_WAITING = """
SELECT f.post_id, min(e.received_at), count(*) FROM care_firstaid f
JOIN journal_entry e ON e.id = f.id
WHERE f.waits AND f.status = 'ok' AND f.post_id = ANY(%s) AND e.received_at <= %s
GROUP BY f.post_id
"""
"""Nothing but a handover, or the withdrawal of what was a slip, ends it: no age does."""


def look(posts: Sequence[Unit], now: datetime) -> Iterator[Found]:
    """One for each post, once a handover has been awaited for too long."""
    ids = [post.pk for post in posts]
    since = now - timedelta(minutes=int(content()["handover_minutes"]))
    for post, first, n in tables.execute(_WAITING, [ids, since]).fetchall():
        yield Found("firstaid_unhanded", str(post), first, n, (post,))
