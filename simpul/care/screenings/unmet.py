"""Screenings that ask for somebody today while nobody was asked to come, as alerts for the puskesmas.

A phone writes both in one transaction. This is for what it could not know: that the server counts graver, or that the
person was a guest, whose own puskesmas should hear of it too.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from simpul.journal import tables
from simpul.journal.alerts.sources import Found
from simpul.registry.models import Unit

CODES = ("screening_unmet",)
LOOKED_AT = timedelta(days=30)
"""Older ones were seen on the treating team's own page for as long."""
_UNMET = """
SELECT s.post_id, min(e.received_at), count(DISTINCT s.person_id) FROM care_screening s
JOIN journal_entry e ON e.id = s.id
WHERE s.status = 'ok' AND s.action = 'darurat' AND s.post_id = ANY(%s) AND e.received_at >= %s
AND NOT EXISTS (
    SELECT 1 FROM network_request r WHERE r.person_id = s.person_id AND r.urgency = 'darurat'
    AND r.received_at >= e.received_at - interval '7 days'
)
GROUP BY s.post_id
"""
"""A request counts for a week: the part of a sitting that opened it may be a few days older than the whole."""


def look(posts: Sequence[Unit], now: datetime) -> Iterator[Found]:
    """One for each post."""
    ids = [post.pk for post in posts]
    for post, first, n in tables.execute(_UNMET, [ids, now - LOOKED_AT]).fetchall():
        yield Found("screening_unmet", str(post), first, n, (post,))
