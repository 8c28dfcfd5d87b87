"""The areas in which someone works, and the posts that stand there: figures only, never persons."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from simpul.base import clock
from simpul.registry.models import Account, Area, Unit


def areas_of(actor: Account) -> list[Area]:
    """Areas of the actor's assignments today: their own, or that of their unit."""
    held = actor.assignments.active(clock.today()).select_related("area", "unit__area")
    return [found for one in held if (found := one.area or (one.unit.area if one.unit else None))]


def inside(codes: Iterable[str]) -> Q:
    """Units that stand in one of these areas, at whatever depth; none for no area."""
    found = Q(pk__in=[])
    for code in codes:
        found |= Q(area=code) | Q(area__code__startswith=f"{code}.")
    return found


def area_posts(actor: Account) -> QuerySet[Unit]:
    """Posts inside these areas, in order of name."""
    posts = Unit.objects.filter(inside(area.code for area in areas_of(actor)), kind=Unit.Kind.POST)
    return posts.select_related("post", "area").order_by("name")
