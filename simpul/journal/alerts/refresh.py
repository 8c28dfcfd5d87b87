"""Open what is found, close what is gone: the tick's job. It may run at any time, any number of times, in any order."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from simpul.base import clock
from simpul.journal.alerts import sources
from simpul.journal.alerts.limits import limits
from simpul.journal.alerts.sources import Found
from simpul.journal.models import Alert
from simpul.registry.models import Unit

log = logging.getLogger(__name__)
_LOCK = 7_301_027
Key = tuple[str, str]


def refresh() -> tuple[int, int]:
    """Ask every source about every open post; returns how many alerts were opened and closed."""
    now = clock.now()
    posts = list(Unit.objects.filter(kind=Unit.Kind.POST, closed_on=None).select_related("post").order_by("name", "pk"))
    found, asked = _ask(posts, now)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        counts = _settle(_placed(found, posts), asked, now)
        Alert.objects.filter(closed_at__lt=now - limits().kept).delete()
    return counts


def _ask(posts: Sequence[Unit], now: datetime) -> tuple[list[Found], set[str]]:
    found: list[Found] = []
    asked: set[str] = set()
    for source in sources.all_sources():
        try:
            with transaction.atomic():
                found += list(source.look(posts, now))
        except Exception:
            # What could not be asked is neither better nor worse than before.
            log.exception("The alerts %s could not be looked for", ", ".join(sorted(source.codes)))
        else:
            asked |= source.codes
    return found, asked


def _placed(found: Iterable[Found], posts: Sequence[Unit]) -> dict[Key, tuple[Found, UUID | None]]:
    """Each trouble once for each puskesmas that can act on it: a phone may serve eight posts of one."""
    order = {post.pk: place for place, post in enumerate(posts)}
    above = {post.pk: post.post.puskesmas_id for post in posts}
    return {(one.code, key): (one, post) for one in found for key, post in _places(one, order, above)}


def _places(one: Found, order: dict[UUID, int], above: dict[UUID, UUID | None]) -> Iterator[tuple[str, UUID | None]]:
    if not one.posts:
        yield one.object, None
    seen = set()
    for post in sorted((p for p in one.posts if p in order), key=order.__getitem__):
        house = above[post] or post
        if house not in seen:
            seen.add(house)
            yield (one.object if one.object == str(post) else f"{one.object}:{house}"), post


def _settle(wanted: dict[Key, tuple[Found, UUID | None]], asked: set[str], now: datetime) -> tuple[int, int]:
    open_now = {(one.code, one.object): one for one in Alert.objects.filter(closed_at=None, code__in=asked)}
    gone = [one for key, one in open_now.items() if key not in wanted]
    for one in gone:
        one.closed_at = now
    changed = [one for key, one in open_now.items() if key in wanted and _changed(one, *wanted[key])]
    Alert.objects.bulk_update(gone, ["closed_at"], batch_size=500)
    Alert.objects.bulk_update(changed, ["began_at", "n", "post"], batch_size=500)
    fresh = [_opened(key, *wanted[key], now) for key in wanted.keys() - open_now.keys()]
    Alert.objects.bulk_create(fresh, batch_size=500)
    return len(fresh), len(gone)


def _opened(key: Key, one: Found, post: UUID | None, now: datetime) -> Alert:
    return Alert(code=key[0], object=key[1], post_id=post, began_at=one.began_at or now, n=one.n, opened_at=now)


def _changed(held: Alert, one: Found, post: UUID | None) -> bool:
    """Take the figures of now into the alert."""
    began = one.began_at or held.began_at
    if (held.n, held.began_at, held.post_id) == (one.n, began, post):
        return False
    held.n, held.began_at, held.post_id = one.n, began, post
    return True
