"""GET /api/v1/posts/{post}/places: where a post may refer to, to be kept for when there is no signal."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse

from simpul.base import clock
from simpul.journal.http import endpoint
from simpul.journal.openapi import Operation, describe
from simpul.journal.wire import Words
from simpul.knowledge.services import service as known_service
from simpul.network.for_post import told_of
from simpul.network.routing.choosing import EMERGENCY, candidates
from simpul.network.routing.model import Candidate, Wanted
from simpul.network.routing.rules import rules
from simpul.network.routing.whence import wanted_from
from simpul.network.routing.wire import PlaceInfo, PlacesAnswer, ServicePlacesInfo
from simpul.network.routing.words import hours_words
from simpul.registry.capabilities.hours import parse_hours
from simpul.registry.zones import local_day


@endpoint("GET")
def places(request: HttpRequest, post: uuid.UUID) -> HttpResponse:
    """Places for the services that posts ask for; 404 for a post that this phone does not serve."""
    return told_of(request, post, told)


def told(post: str) -> PlacesAnswer:
    """The answer for a post: its own puskesmas first, unless it said that it is not able."""
    now = clock.now()
    wanted = wanted_from(post, "", local_day(post, now))
    names = rules().phone.services
    return PlacesAnswer(as_of=clock.iso(now), services=[_of_service(name, wanted, now) for name in names])


def _of_service(name: str, wanted: Wanted, now: datetime) -> ServicePlacesInfo:
    service, most = known_service(name), rules().phone
    calm, urgent = replace(wanted, service=name), replace(wanted, service=name, urgency=EMERGENCY)
    usual = candidates(calm, most.places, now)
    return ServicePlacesInfo(
        service=service.id,
        also=list(service.also),
        bring=[_words(one) for one in service.bring],
        places=[_place(one, wanted) for one in sorted(usual, key=lambda one: one.unit.pk != wanted.home)],
        urgent=[_place(one, wanted) for one in candidates(urgent, most.urgent, now)],
    )


def _place(one: Candidate, wanted: Wanted) -> PlaceInfo:
    profile = getattr(one.unit, "profile", None)
    hours = parse_hours(profile.hours, on_holidays=profile.open_on_holidays) if profile else parse_hours({})
    return PlaceInfo(
        unit=str(one.unit.pk),
        name=one.unit.name,
        where=", ".join(part for part in (one.unit.address, one.unit.area.name) if part),
        phone=one.unit.phone,
        distance_km=None if one.distance_km is None else round(one.distance_km, 1),
        hours=_words(hours_words(hours)),
        cost=_words(one.cost.words),
        able=one.able,
        is_home=one.unit.pk == wanted.home,
    )


def _words(words: Mapping[str, str]) -> Words:
    return Words(id=words["id"], en=words["en"])


def register() -> None:
    """Describe the route among the phones' others."""
    describe(Operation("post_places", "posts/{post}/places", "Where the post may refer", PlacesAnswer, refusals=(404,)))
