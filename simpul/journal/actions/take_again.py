"""After a restore: take what was set aside only because phones brought it back in another order than it was written.

A change of a person comes before the registration that another phone holds, words about a family before the family. In
the life before both stood; nobody should have to repair them. What still does not apply stays where it is.
"""

from datetime import timedelta

from django.core.cache import cache
from django.db.models import QuerySet

from simpul.base import clock
from simpul.journal import epoch
from simpul.journal.actions.answer import accept
from simpul.journal.kinds import Refused
from simpul.journal.models import PostCounter, Quarantine
from simpul.registry.models import Account

LACKING = ("unknown_subject", "other_post", "target_unknown", "review_unknown")
"""Reasons that end by themselves when another entry arrives."""
RETURNING = timedelta(days=35)
"""As long as phones keep copies of what they sent."""
MOST = 200
"""Entries of a post tried in one go, so that the clock's other jobs get their turn; the next go carries on there."""
_TRIED = "taken-again-at"
_END = -1

Pass = tuple[int, int]
"""The post's seq when a pass over its entries began, and how many of them stayed set aside since; _END: all were."""


def take_again() -> int:
    """Try what is set aside at posts whose journal has gone on since the last pass; returns how many were taken."""
    since = epoch.restored_at()
    if since is None or clock.now() - since > RETURNING:
        return 0
    passes: dict[str, Pass] = cache.get(_TRIED) or {}
    rows = Quarantine.objects.filter(status=Quarantine.Status.OPEN, code__in=LACKING, received_at__gte=since)
    taken = sum(_try(post, rows.filter(post=post), passes) for post in _posts(rows))
    cache.set(_TRIED, passes, timeout=None)
    return taken


def _posts(rows: QuerySet[Quarantine]) -> list[str]:
    return [str(post) for post in rows.exclude(post=None).values_list("post", flat=True).distinct().order_by("post")]


def _try(post: str, rows: QuerySet[Quarantine], passes: dict[str, Pass]) -> int:
    """One window of a pass. A short post goes on in rounds as long as one brings another along."""
    seq = _seq(post)
    began, stayed = passes.get(post, (_END, _END))
    if stayed == _END:
        if began == seq:
            return 0
        began, stayed = seq, 0
    window = list(rows.order_by("device", "device_counter", "pk")[stayed : stayed + MOST])
    taken = sum(_taken(held) for held in window)
    if len(window) == MOST:
        passes[post] = (began, stayed + MOST - taken)
        return taken
    passes[post] = (began, _END)
    return taken + _try(post, rows, passes) if taken else 0


def _taken(held: Quarantine) -> bool:
    author = Account.objects.filter(pk=held.author).first()
    if author is None:
        return False
    try:
        accept(author, held, trusted=True)
    except Refused:
        return False
    return True


def _seq(post: str) -> int:
    return PostCounter.objects.filter(post=post).values_list("seq", flat=True).first() or 0
