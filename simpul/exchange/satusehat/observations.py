"""Observations of a visit: measurements, and the z-scores computed from them with what they mean."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from simpul.exchange.satusehat import content
from simpul.exchange.satusehat.content import Measure, ZScore
from simpul.exchange.satusehat.facts import Seen
from simpul.exchange.satusehat.naming import Names, key
from simpul.exchange.satusehat.pieces import codings, concept, instant, observation_category
from simpul.exchange.satusehat.resources import Concept, Observation, Quantity, Reference
from simpul.knowledge.growth.ages import completed_months

KIND = "Observation"


@dataclass(frozen=True, slots=True)
class Measured:
    """One observation before it is written. `what`: `m:{field}` or `z:{index}`."""

    what: str
    category: list[Concept]
    code: Concept
    quantity: Quantity
    interpretation: list[Concept]


def observed(seen: Seen, age_months: int | None) -> Iterator[Measured]:
    """What of the visit leaves. A field that no measure names stays here."""
    for field, value in seen.values.items():
        measure = measure_of(field, seen)
        if measure is not None and _is_figure(value):
            assert isinstance(value, int | float)
            amount = _quantity(float(value), measure.unit, measure.ucum)
            yield Measured(f"m:{field}", observation_category(measure.category), codings(measure.codings), amount, [])
    book = content.zscores()
    for score in book.scores:
        z = seen.scores.get(score.index)
        if z is not None and _fits_age(score, age_months) and math.isfinite(z):
            amount = _quantity(z, book.unit, book.ucum)
            means = _means(score, seen.bands.get(score.category))
            yield Measured(f"z:{score.index}", observation_category("exam"), _score_code(score), amount, means)


def age_in_months(seen: Seen, names: Names) -> int | None:
    """Completed months on the day; None without a birth date, or when it lies after the visit."""
    born = names.who.birth_date
    return completed_months(born, seen.date) if born and born <= seen.date else None


def measure_of(field: str, seen: Seen) -> Measure | None:
    """The first measure that fits the field on this card."""
    for one in _by_field().get(field, ()):
        if one.cards and seen.card not in one.cards:
            continue
        if one.when is None or seen.values.get(one.when.field) == one.when.value:
            return one
    return None


@cache
def _by_field() -> dict[str, list[Measure]]:
    found: dict[str, list[Measure]] = {}
    for one in content.measures():
        found.setdefault(one.field, []).append(one)
    return found


def resource(one: Measured, seen: Seen, names: Names, encounter: Reference) -> Observation:
    """The observation."""
    name = name_of(seen.id, one.what)
    return Observation(
        id=names.id_of(name),
        identifier=names.identifiers(KIND, name),
        status="final",
        category=one.category,
        code=one.code,
        subject=names.patient,
        encounter=encounter,
        effective_date_time=instant(seen.start),
        performer=[names.practitioner or names.organization],
        value_quantity=one.quantity,
        interpretation=one.interpretation,
    )


def taken_back(what: str, seen: Seen, names: Names, encounter: Reference) -> Observation | None:
    """The observation as entered in error: without its value. None when its code is no longer known."""
    code = _code_again(what)
    if code is None:
        return None
    name = name_of(seen.id, what)
    return Observation(
        id=names.id_of(name),
        identifier=names.identifiers(KIND, name),
        status="entered-in-error",
        category=code[0],
        code=code[1],
        subject=names.patient,
        encounter=encounter,
        effective_date_time=instant(seen.start),
    )


def name_of(visit: str, what: str) -> str:
    """The key of an observation: one for each field and index of a visit, whatever its code."""
    return key(KIND, f"{visit}|{what}")


def _code_again(what: str) -> tuple[list[Concept], Concept] | None:
    sort, _, name = what.partition(":")
    if sort == "m" and (known := _by_field().get(name)):
        return observation_category(known[-1].category), codings(known[-1].codings)
    scores = [one for one in content.zscores().scores if one.index == name]
    return (observation_category("exam"), _score_code(scores[-1])) if sort == "z" and scores else None


def _quantity(value: float, unit: str, ucum: str) -> Quantity:
    return Quantity(value=round(value, 2), unit=unit, system=content.systems().systems["ucum"], code=ucum)


def _is_figure(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and value > 0


def _fits_age(score: ZScore, months: int | None) -> bool:
    if not score.ages:
        return True
    if months is None:
        return False
    return (months < content.zscores().standing_months) == (score.ages == "under")


def _score_code(score: ZScore) -> Concept:
    return concept("snomed", score.code, score.display)


def _means(score: ZScore, band: str | None) -> list[Concept]:
    found = score.interpretation.get(band or "")
    if found is None:
        return []
    code, display = found
    return [concept("interpretation" if code.startswith("OI") else "snomed", code, display)]
