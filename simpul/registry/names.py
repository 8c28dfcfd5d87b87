"""What rows say of units (name, puskesmas): read once a minute per process, not once per row."""

from datetime import datetime, timedelta
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
    if found is None or not timedelta(0) <= now - found[0] < FRESH_FOR:
        name = Unit.objects.filter(pk=UUID(key)).values_list("name", flat=True).first() or ""
        found = _known[key] = (now, name)
    return found[1]


_puskesmas: dict[str, tuple[datetime, str | None]] = {}


def puskesmas_of_post(post: object) -> str | None:
    """The id of the post's puskesmas; None when it has none."""
    key, now = str(post), clock.now()
    found = _puskesmas.get(key)
    if found is None or not timedelta(0) <= now - found[0] < FRESH_FOR:
        unit = Post.objects.filter(pk=UUID(key)).values_list("puskesmas", flat=True).first()
        found = _puskesmas[key] = (now, str(unit) if unit else None)
    return found[1]
