"""The visit itself, why the person came, and the post where it was."""

from simpul.exchange.satusehat import content
from simpul.exchange.satusehat.content import Code
from simpul.exchange.satusehat.facts import Place, Seen
from simpul.exchange.satusehat.naming import Names, key
from simpul.exchange.satusehat.pieces import act_class, concept, instant
from simpul.exchange.satusehat.resources import (
    Address,
    Condition,
    Diagnosis,
    Encounter,
    EncounterLocation,
    Extension,
    Location,
    Participant,
    Period,
    Reference,
    StatusHistory,
)

KIND, PLACE, REASON = "Encounter", "Location", "Condition"


def name_of(visit: str) -> str:
    """The key of a visit."""
    return key(KIND, visit)


def place_name(post: str) -> str:
    """The key of a post."""
    return key(PLACE, post)


def reason_of(seen: Seen) -> Code | None:
    """Why people come with this card; None for a card that visits.json does not know."""
    return content.visits().reasons.get(seen.card)


def reason_name(seen: Seen, code: str) -> str:
    """The key of the reason of a visit."""
    return key(REASON, f"{seen.id}|{code}")


def encounter(seen: Seen, names: Names, at: Reference | None) -> Encounter:
    """The visit; a withdrawn one as entered in error. `at`: the post; None at a family's home."""
    name, period = name_of(seen.id), Period(start=instant(seen.start), end=instant(seen.end))
    reason = reason_of(seen)
    status = "entered-in-error" if seen.void else "finished"
    return Encounter(
        id=names.id_of(name),
        identifier=names.identifiers(KIND, name),
        status=status,
        class_=act_class(content.visits().classes["home" if seen.home else "post"]),
        subject=names.patient,
        participant=_participants(names),
        period=period,
        diagnosis=[_diagnosis(names.to(REASON, reason_name(seen, reason.code)))] if reason and not seen.void else [],
        status_history=[StatusHistory(status=status, period=period)],
        location=[EncounterLocation(location=at)] if at else [],
        service_provider=names.organization,
    )


def _participants(names: Names) -> list[Participant]:
    if names.practitioner is None:
        return []
    return [Participant(type=[concept("participation", "ATND", "attender")], individual=names.practitioner)]


def _diagnosis(condition: Reference) -> Diagnosis:
    return Diagnosis(condition=condition, use=concept("diagnosis", "DD", "Discharge diagnosis"), rank=1)


def reason(seen: Seen, code: Code, names: Names, at: Reference, *, void: bool = False) -> Condition:
    """The reason of contact as the condition that an encounter must name."""
    name = reason_name(seen, code.code)
    return Condition(
        id=names.id_of(name),
        identifier=names.identifiers(REASON, name),
        clinical_status=None if void else concept("clinical", "active", "Active"),
        verification_status=concept("verification", "entered-in-error") if void else None,
        category=[concept("condition", "encounter-diagnosis", "Encounter Diagnosis")],
        code=concept("icd10", code.code, code.display or None),
        subject=names.patient,
        encounter=at,
    )


def location(place: Place, names: Names) -> Location:
    """The post, under the organization of its puskesmas: the national register has no posyandu as a facility."""
    name, site = place_name(place.post), content.visits().location_type
    return Location(
        identifier=names.identifiers(PLACE, name),
        status="active",
        name=place.post_name,
        mode="instance",
        physical_type=concept("place", site.code, site.display),
        address=_address(place),
        managing_organization=names.organization,
    )


def _address(place: Place) -> Address:
    """The village by name and code; a village's code holds those of its district, regency and province."""
    digits = place.village_code.replace(".", "")
    ends = {"province": 2, "city": 4, "district": 6, "village": 10}
    parts = [Extension(url=name, value_code=digits[:end]) for name, end in ends.items() if len(digits) >= end]
    code = [Extension(url=content.systems().administrative_code, extension=parts)] if parts else []
    return Address(use="work", country="ID", city=place.village or None, extension=code)
