"""Merges of late and families that moved, for the page on which they can be looked at and undone."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.cache import cache

from simpul.base import clock
from simpul.journal.models import Entry, PostCounter
from simpul.people.models import Move, Person
from simpul.people.queries import suspects

MERGES_WITHIN = timedelta(days=180)
MOST = 50
KEPT_S = 86_400
"""How long a count is remembered where nothing is written."""


def merged_lately(posts: set[str]) -> list[tuple[Person, Person]]:
    """(kept, merged record) of these posts, the latest merge first; merges of the last half year."""
    since = clock.now() - MERGES_WITHIN
    merges = Entry.objects.filter(post__in=posts, kind="person.merged", received_at__gte=since)
    subjects = list(merges.order_by("-received_at").values_list("subject", flat=True)[:MOST])
    rows = Person.objects.filter(merged_into__in=subjects, post__in=posts).select_related("merged_into")
    pairs = [(row.merged_into, row) for row in rows if row.merged_into is not None]
    return sorted(pairs, key=lambda pair: subjects.index(pair[0].pk))


def suspect_counts(posts: Iterable[str], today: date) -> dict[str, int]:
    """How many pairs wait in each of these posts; counted again only after something was written there."""
    counters = PostCounter.objects.filter(post__in=list(posts)).values_list("post", "seq")
    keys = {str(post): f"twins:{post}:{seq}" for post, seq in counters}
    known: dict[str, int] = cache.get_many(keys.values())
    fresh = {key: len(suspects({post}, today)) for post, key in keys.items() if key not in known}
    cache.set_many(fresh, timeout=KEPT_S)
    return {post: (known | fresh)[key] for post, key in keys.items()}


def moves_of(posts: set[str]) -> list[Move]:
    """Families that left one of these posts, the latest first."""
    found = Move.objects.filter(post__in=posts).select_related("post", "to_post")
    return list(found.order_by("-date", "-seq")[:MOST])
