"""Merges of late and families that moved, for the page on which they can be looked at and undone."""

from datetime import timedelta

from simpul.base import clock
from simpul.journal.models import Entry
from simpul.people.models import Move, Person

MERGES_WITHIN = timedelta(days=180)
MOST = 50


def merged_lately(posts: set[str]) -> list[tuple[Person, Person]]:
    """(kept, merged record) of these posts, the latest merge first; merges of the last half year."""
    since = clock.now() - MERGES_WITHIN
    merges = Entry.objects.filter(post__in=posts, kind="person.merged", received_at__gte=since)
    subjects = list(merges.order_by("-received_at").values_list("subject", flat=True)[:MOST])
    rows = Person.objects.filter(merged_into__in=subjects, post__in=posts).select_related("merged_into")
    pairs = [(row.merged_into, row) for row in rows if row.merged_into is not None]
    return sorted(pairs, key=lambda pair: subjects.index(pair[0].pk))


def moves_of(posts: set[str]) -> list[Move]:
    """Families that left one of these posts, the latest first."""
    found = Move.objects.filter(post__in=posts).select_related("post", "to_post")
    return list(found.order_by("-date", "-seq")[:MOST])
