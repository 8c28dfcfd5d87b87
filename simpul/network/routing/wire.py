"""What a phone is told of places to which it may refer (docs/protocol.md). No person stands in it."""

from msgspec import Struct

from simpul.journal.wire import Words


class PlaceInfo(Struct, kw_only=True):
    """A place: where it is, how far as the crow flies, when it is open in a week, and what it costs, in words.

    `able` False: not surveyed yet, call first. `is_home`: the puskesmas of the post.
    """

    unit: str
    name: str
    where: str
    phone: str
    distance_km: float | None
    hours: Words
    cost: Words
    able: bool
    is_home: bool


class ServicePlacesInfo(Struct, kw_only=True):
    """Places for one service, best first; `urgent` for an emergency. `also` are other names of the service."""

    service: str
    also: list[str]
    bring: list[Words]
    places: list[PlaceInfo]
    urgent: list[PlaceInfo]


class PlacesAnswer(Struct, kw_only=True):
    """GET /api/v1/posts/{post}/places: as the register stood at a moment. Phones keep it with its date."""

    as_of: str
    services: list[ServicePlacesInfo]
