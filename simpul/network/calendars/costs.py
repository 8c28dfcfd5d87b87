"""What a service costs whoever comes, in words that are said before anyone goes."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from simpul.knowledge.services import all_services
from simpul.network.routing.choosing import cost_of as cost_at
from simpul.registry.capabilities.standing import standing_on
from simpul.registry.models import Unit

UNKNOWN: Mapping[str, str] = {
    "id": "Biayanya belum kami ketahui; tanyakan di loket.",
    "en": "We do not know what it costs; ask at the counter.",
}


def cost_of(service: str, unit: object | None, day: date, urgency: str = "biasa") -> Mapping[str, str]:
    """The unit's own answer where it has declared one, else that of the service; honest where neither is known.

    A hospital sees who is insured by way of the puskesmas, unless the matter is an emergency (`urgency`).
    """
    asked = next((one for one in all_services() if service == one.id or service in one.also), None)
    if asked is None:
        return UNKNOWN
    place = Unit.objects.filter(pk=UUID(str(unit))).first() if unit is not None else None
    standing = standing_on(asked.id, [place.pk], day).get(place.pk) if place is not None else None
    capability = standing.capability if standing is not None else None
    return cost_at(asked, capability, place.kind if place is not None else "", urgency).words or UNKNOWN
