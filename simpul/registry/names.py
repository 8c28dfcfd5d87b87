"""What rows say of units (name, puskesmas): read once a minute per process, not once per row."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from simpul.base import clock
from simpul.registry.models import Post, Unit

FRESH_FOR = timedelta(minutes=1)
_known: dict[str, tuple[datetime, str]] = {}


def unit_name(unit: object | None) -> str:
    """The unit's name; empty for none or an unknown one."""
    if unit is None:
        return ""
    key, now = str(unit), clock.now()
    found = _known.get(key)
    if found is None or not _is_fresh(found, now):
        name = Unit.objects.filter(pk=UUID(key)).values_list("name", flat=True).first() or ""
        found = _known[key] = (now, name)
    return found[1]


def learn(units: Iterable[object]) -> None:
    """Read the names of these units and the puskesmas of these posts at once, those that are not known yet."""
    now = clock.now()
    asked = {str(one) for one in units if one is not None}
    unnamed = {one for one in asked if not _is_fresh(_known.get(one), now)}
    homeless = {one for one in asked if not _is_fresh(_puskesmas.get(one), now)}
    if homeless:
        homes = dict(Post.objects.filter(pk__in=homeless).values_list("pk", "puskesmas"))
        found = {one: str(home) if (home := homes.get(UUID(one))) else None for one in homeless}
        _puskesmas.update({one: (now, home) for one, home in found.items()})
        unnamed |= {home for home in found.values() if home and not _is_fresh(_known.get(home), now)}
    if unnamed:
        named = dict(Unit.objects.filter(pk__in=unnamed).values_list("pk", "name"))
        _known.update({one: (now, named.get(UUID(one), "")) for one in unnamed})


def _is_fresh(found: tuple[datetime, Any] | None, now: datetime) -> bool:
    return found is not None and timedelta(0) <= now - found[0] < FRESH_FOR


_posts: dict[str, bool] = {}


def is_post(unit: object) -> bool:
    """Whether the unit is a posyandu. A unit never changes its kind, so a process may remember it."""
    key = str(unit)
    if key not in _posts:
        kind = Unit.objects.filter(pk=UUID(key)).values_list("kind", flat=True).first()
        if kind is None:
            return False
        _posts[key] = kind == Unit.Kind.POST
    return _posts[key]


_puskesmas: dict[str, tuple[datetime, str | None]] = {}


def puskesmas_of_post(post: object) -> str | None:
    """The id of the post's puskesmas; None when it has none."""
    key, now = str(post), clock.now()
    found = _puskesmas.get(key)
    if found is None or not _is_fresh(found, now):
        unit = Post.objects.filter(pk=UUID(key)).values_list("puskesmas", flat=True).first()
        found = _puskesmas[key] = (now, str(unit) if unit else None)
    return found[1]
