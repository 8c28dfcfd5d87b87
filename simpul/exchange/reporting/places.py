"""Posts by what people write: a register number, an id or a name; an area by its code."""

import contextlib
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from simpul.exchange.reporting.recap import Place
from simpul.registry.models import Area, Unit


class UnknownPlace(ValueError):
    """No post or area is called that; the message says what to write."""


def post_by_code(code: str) -> Place:
    """The post with this register number (NRP), id, or whole name. Raises UnknownPlace, also when several have it."""
    wanted = Q(post__nrp=code) | Q(name__iexact=code)
    with contextlib.suppress(ValueError):
        wanted |= Q(pk=UUID(code))
    found = places_of(Unit.objects.filter(wanted, kind=Unit.Kind.POST))
    if len(found) != 1:
        why = "tidak ada" if not found else f"ada {len(found)}; pakai kode NRP"
        raise UnknownPlace(f"Posyandu {code!r}: {why}.")
    return found[0]


def area_name(code: str) -> str:
    """The area's name. Raises UnknownPlace."""
    name = Area.objects.filter(pk=code).values_list("name", flat=True).first()
    if name is None:
        raise UnknownPlace(f"Wilayah {code!r} tidak dikenal; tulis kode Kemendagri seperti 31.71.06.")
    return str(name)


def posts_in(area: str) -> list[Place]:
    """All posts in an area, by name. Raises UnknownPlace for an unknown one."""
    area_name(area)
    inside = Q(area=area) | Q(area__code__startswith=f"{area}.")
    return places_of(Unit.objects.filter(inside, kind=Unit.Kind.POST))


def places_of(units: "QuerySet[Unit]") -> list[Place]:
    """Posts as reports name them, by area and name."""
    found = units.order_by("area_id", "name", "pk").values_list(
        "pk", "post__nrp", "name", "area__name", "post__puskesmas__name"
    )
    return [Place(pk, nrp or str(pk), name, village, puskesmas or "") for pk, nrp, name, village, puskesmas in found]


def villages_of(places: Iterable[Place]) -> dict[UUID, str]:
    """Post → code of the area where it stands."""
    units = Unit.objects.filter(pk__in=[place.id for place in places])
    return {pk: str(code) for pk, code in units.values_list("pk", "area_id")}
