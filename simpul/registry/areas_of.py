"""The areas in which someone works, and the posts that stand there: figures only, never persons."""

from django.db.models import Q, QuerySet

from simpul.base import clock
from simpul.registry.models import Account, Area, Unit


def areas_of(actor: Account) -> list[Area]:
    """Areas of the actor's assignments today: their own, or that of their unit."""
    held = actor.assignments.active(clock.today()).select_related("area", "unit__area")
    return [found for one in held if (found := one.area or (one.unit.area if one.unit else None))]


def area_posts(actor: Account) -> QuerySet[Unit]:
    """Posts inside these areas, in order of name."""
    inside = Q(pk__in=[])
    for area in areas_of(actor):
        inside |= Q(area=area) | Q(area__code__startswith=f"{area.code}.")
    posts = Unit.objects.filter(inside, kind=Unit.Kind.POST)
    return posts.select_related("post", "area").order_by("name")
