"""Guests who wait too long to be brought home, as alerts for the puskesmas of the post that served them."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from simpul.journal import tables
from simpul.journal.alerts.limits import limits
from simpul.journal.alerts.sources import Found
from simpul.registry.models import Unit

CODES = ("guest_long",)
_GUESTS = """
SELECT g.post_id, min(e.received_at), count(*) FROM care_guest g
JOIN LATERAL (SELECT received_at FROM journal_entry WHERE post_id = g.post_id AND subject = g.id ORDER BY seq LIMIT 1) e
ON true WHERE g.status = 'waiting' AND g.post_id = ANY(%s) AND e.received_at < %s GROUP BY g.post_id
"""
"""A guest waits since it was registered, whatever was corrected later."""


def look(posts: Sequence[Unit], now: datetime) -> Iterator[Found]:
    """One for each post."""
    ids = [post.pk for post in posts]
    for post, first, n in tables.execute(_GUESTS, [ids, now - limits().guest]).fetchall():
        yield Found("guest_long", str(post), first, n, (post,))
