"""Troubles of what lies at the puskesmas unanswered: set aside, waiting, two values undecided."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Count, Min

from simpul.journal import tables
from simpul.journal.alerts.limits import limits
from simpul.journal.alerts.sources import Found
from simpul.journal.models import Quarantine, Waiting
from simpul.registry.models import Unit

CODES = ("set_aside_long", "waiting_long", "review_long")
_REVIEWS = """
SELECT r.post_id, min(e.received_at), count(*) FROM journal_review r
JOIN journal_entry e ON e.post_id = r.post_id AND e.seq = r.seq
WHERE r.status = 'open' AND r.post_id = ANY(%s) AND e.received_at < %s GROUP BY r.post_id
"""
"""A review is as old as the entry that touched it last."""


def look(posts: Sequence[Unit], now: datetime) -> Iterator[Found]:
    """One for each post and kind of unanswered thing; only what is over its limit counts."""
    ids, limit = [post.pk for post in posts], limits()
    aside = Quarantine.objects.filter(status=Quarantine.Status.OPEN, received_at__lt=now - limit.set_aside)
    waits = Waiting.objects.filter(received_at__lt=now - limit.waiting)
    for code, query in (("set_aside_long", aside), ("waiting_long", waits)):
        rows = query.filter(post__in=ids).order_by().values_list("post").annotate(Min("received_at"), Count("pk"))
        for post, first, n in rows:
            yield Found(code, str(post), first, n, (post,))
    for post, first, n in tables.execute(_REVIEWS, [ids, now - limit.review]).fetchall():
        yield Found("review_long", str(post), first, n, (post,))
