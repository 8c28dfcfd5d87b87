"""Immunizations: KFA product and group beside CVX, who gave or who says so, and which dose it was."""

from datetime import date

from simpul.exchange.satusehat import content
from simpul.exchange.satusehat.facts import Given
from simpul.exchange.satusehat.naming import Names, key
from simpul.exchange.satusehat.pieces import concept
from simpul.exchange.satusehat.resources import (
    Concept,
    Immunization,
    ImmunizationPerformer,
    ProtocolApplied,
    Reference,
)
from simpul.knowledge.growth.ages import completed_months

KIND = "Immunization"
GAVE, REPORTED = "AP", "EP"


def is_sent(product: str) -> bool:
    """Whether a product is a vaccine with a code."""
    return product in content.vaccines().products


def name_of(dose: str) -> str:
    """The key of a dose."""
    return key(KIND, dose)


def resource(dose: Given, names: Names, encounter: Reference | None, at: Reference | None) -> Immunization:
    """The dose; withdrawn ones as entered in error."""
    name = name_of(dose.id)
    return Immunization(
        id=names.id_of(name),
        identifier=names.identifiers(KIND, name),
        status="entered-in-error" if dose.void else "completed",
        vaccine_code=_vaccine(dose.product),
        patient=names.patient,
        encounter=encounter,
        occurrence_date_time=dose.date.isoformat(),
        primary_source=dose.here,
        location=at if dose.here else None,
        lot_number=dose.batch or None,
        expiration_date=dose.expiry.isoformat() if dose.expiry else None,
        performer=[_performer(dose, names)],
        reason_code=_reasons(dose, names.who.birth_date),
        protocol_applied=[ProtocolApplied(dose_number_positive_int=dose.number)]
        if dose.number and dose.number > 0
        else [],
    )


def _vaccine(product: str) -> Concept:
    one = content.vaccines().products[product]
    kfa = [content.coding("kfa", one.kfa, one.display)] if one.kfa else []
    group = content.coding("kfa", one.group)
    return Concept(coding=[*kfa, group, content.coding("cvx", one.cvx)], text=one.display)


def _performer(dose: Given, names: Names) -> ImmunizationPerformer:
    """Who gave it; of what was copied from a book only who says so is known."""
    if dose.here and names.practitioner:
        gave = concept("performer", GAVE, "Administering Provider")
        return ImmunizationPerformer(function=gave, actor=names.practitioner)
    said = concept("performer", GAVE if dose.here else REPORTED)
    return ImmunizationPerformer(function=said, actor=names.organization)


def _reasons(dose: Given, born: date | None) -> list[Concept]:
    book = content.vaccines()
    why = book.reason
    if dose.product in book.women_products:
        why = book.reason_women
    elif born and born <= dose.date and completed_months(born, dose.date) >= book.later_from_months:
        why = book.reason_later
    found = [concept("reason", why.code, why.display)]
    if dose.late is not None:
        when = book.timing_late if dose.late else book.timing
        found.append(concept("timing", when.code, when.display))
    return found
