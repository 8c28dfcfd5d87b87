"""For which posts someone may ask for a report: an officer for the own posts, others for their area in figures."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from simpul.base.access import NotYours
from simpul.exchange.reporting.places import places_of
from simpul.exchange.reporting.recap import Place
from simpul.registry.access import assignments_of, posts_of
from simpul.registry.areas_of import area_posts
from simpul.registry.models import Account, Area, Assignment, Unit

Role = Assignment.Role
ALL, AREA, POST = "semua", "wilayah", "posyandu"
DISTRICT = 8
"""Characters of the Kemendagri code that name a district."""
FIGURES = (Role.TEAM, Role.AGENCY)
"""Who sees figures of an area and never a name."""


@dataclass(frozen=True)
class Scope:
    """Posts of one report. `name` is the area's or the post's; `post` is set for one post by itself."""

    id: str
    name: str
    places: tuple[Place, ...]
    post: Place | None = None
    outside: bool = False
    """Asked for by an office above, which sees no small counts of screening."""

    @property
    def ids(self) -> list[UUID]:
        """Of the posts."""
        return [place.id for place in self.places]


def alone(place: Place, *, outside: bool = False) -> Scope:
    """One post by itself."""
    return Scope(f"{POST}:{place.id}", place.name, (place,), place, outside)


def sees_names(actor: Account) -> bool:
    """Whether reports may name persons to the actor: to officers, about the own posts."""
    return assignments_of(actor, Role.OFFICER).exists()


def posts_for(actor: Account) -> "QuerySet[Unit]":
    """All posts that the actor may ask about."""
    return posts_of(actor) if sees_names(actor) else area_posts(actor)


def choices(actor: Account, chosen: str = "") -> list[tuple[str, str]]:
    """Id and name of each scope: all together, the areas inside the own one (of an office above), then the posts.

    A city has a thousand posts: an office above is offered those of the area that is `chosen`, or of a small own one.
    """
    posts = posts_for(actor)
    everything = [(ALL, _("Semua posyandu (%d)") % posts.count())]
    if sees_names(actor):
        return everything + [(f"{POST}:{pk}", name) for pk, name in posts.values_list("pk", "name")]
    codes = {code[:DISTRICT] for code in posts.values_list("area_id", flat=True)}
    inside = Area.objects.filter(pk__in=codes).order_by("name").values_list("pk", "name")
    areas = [(f"{AREA}:{code}", name) for code, name in inside]
    return everything + areas + [(f"{POST}:{pk}", name) for pk, name in _offered(posts, chosen, len(areas))]


def _offered(posts: "QuerySet[Unit]", chosen: str, areas: int) -> list[tuple[UUID, str]]:
    kind, _colon, value = chosen.partition(":")
    if kind == POST:
        code = posts.filter(pk=_uuid(value)).values_list("area_id", flat=True).first()
        value = (code or "")[:DISTRICT]
    if areas > 1 and kind not in (POST, AREA):
        return []
    return list(posts.filter(area__code__startswith=value).values_list("pk", "name"))


def access_scope(actor: Account, wanted: str) -> Scope:
    """The scope when all of it is the actor's. Raises NotYours, also for what nobody offers."""
    kind, _colon, value = wanted.partition(":")
    posts, outside = posts_for(actor), not sees_names(actor)
    if kind == POST:
        found = places_of(posts.filter(pk=_uuid(value)))
        if found:
            return alone(found[0], outside=outside)
    elif kind == AREA and outside:
        area = Area.objects.filter(pk=value).first()
        inside = places_of(posts.filter(area__code__startswith=f"{value}.")) if area else []
        if area and inside:
            return Scope(wanted, area.name, tuple(inside), outside=True)
    elif wanted == ALL:
        places = tuple(places_of(posts))
        if places:
            return Scope(ALL, _whole(places), places, outside=outside)
    raise NotYours


def _whole(places: tuple[Place, ...]) -> str:
    named = {place.puskesmas for place in places}
    return named.pop() if len(named) == 1 else _("semua posyandu")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotYours from None
