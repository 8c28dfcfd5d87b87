"""What was found of a person in a month, as facts: the visits of the month laid over each other.

Of a field that was filled twice the later value stands; what counts as done once it was done (`once_yes`) stays a Yes.
Measures are never kept as they are where a band speaks for them: reports count bands.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from simpul.care.growth import SEX
from simpul.exchange.reporting import reading
from simpul.exchange.reporting.forms import person_month
from simpul.exchange.reporting.reading import VisitLine, decode
from simpul.exchange.reporting.roster import Member, Roster, months_old
from simpul.knowledge.cards import CARDS
from simpul.knowledge.cards.bands import band_facts
from simpul.knowledge.cards.pregnancy import pregnancy_content
from simpul.knowledge.content import CONTENT_DIR, ContentError, read_json
from simpul.knowledge.growth.categories import categorise
from simpul.knowledge.growth.single import score_one
from simpul.knowledge.instruments import load_instrument
from simpul.knowledge.instruments.answers import AnswerError, read_answers


@dataclass
class Seen:
    """A member in the month. `last`: day of the last visit; `cards`: those filled; `facts`: what was found."""

    member: Member
    last: date | None = None
    cards: set[str] = field(default_factory=set)
    facts: dict[str, Any] = field(default_factory=dict)


def seen(found: Roster) -> dict[UUID, Seen]:
    """Person → what the month brought, for all of the roster who were seen, given or asked something."""
    first, last = found.month.first, found.month.last
    records = found.records()
    posts = list({member.post for part in (found.members, found.gone) for member in part.values()})
    people: dict[UUID, Seen] = {}
    for line in reading.visits(first, last, posts, records):
        one = _one(people, found, line.person)
        if one is not None:
            _lay(one, line)
    for one in people.values():
        _derive(one)
    _add_given(people, found, reading.given(first, last, records))
    _add_screenings(people, found, reading.screenings(first, last, records))
    for record in reading.referred(first, last, records):
        one = _one(people, found, record)
        if one is not None:
            one.facts["referred"] = True
    return people


def _one(people: dict[UUID, Seen], found: Roster, record: UUID) -> Seen | None:
    member = found.who(record)
    if member is None:
        return None
    known = people.get(member.id)
    if known is None:
        known = people[member.id] = Seen(member, facts={"sex": member.sex})
    return known


def _lay(one: Seen, line: VisitLine) -> None:
    rule, facts, known = person_month(), one.facts, _fields(line.card)
    # A fact that is worked out here is never taken from what a phone sent under its name.
    values: dict[str, Any] = {
        name: value for name, value in decode(line.values).items() if name in known and value is not None
    }
    for name, fact in _said("filled"):
        if values.get(name) not in (None, "", False):
            facts[fact] = True
    for name, fact in _said("positive"):
        if isinstance(values.get(name), int | float) and values[name] > 0:
            facts[fact] = True
    before = {name: True for name in rule["once_yes"] if facts.get(name) is True} if one.cards else {}
    facts.update(values)
    facts.update(before)
    facts[f"seen_{line.card}"] = True
    one.cards.add(line.card)
    one.last = line.date
    _lay_growth(one, line)


@cache
def _said(kind: str) -> tuple[tuple[str, str], ...]:
    """Field → fact, of what is `filled` or `positive`."""
    return tuple((name, fact) for fact, names in person_month()[kind].items() for name in names)


@cache
def _fields(card: str) -> frozenset[str]:
    """Ids of the card's fields; none of a card that this server does not know."""
    path = CONTENT_DIR / "cards" / f"{card}.json"
    return frozenset(one["id"] for one in read_json(path)["fields"]) if card in CARDS else frozenset()


def _lay_growth(one: Seen, line: VisitLine) -> None:
    if line.categories is None:
        return
    one.facts.update(decode(line.categories))
    if line.mark is not None:
        one.facts["kms"] = line.mark
    if line.alerts:
        one.facts["bgm"] = one.facts.get("bgm") is True or "BGM" in line.alerts
        one.facts["above_orange"] = one.facts.get("above_orange") is True or "orange" in line.alerts
        one.facts["two_t"] = one.facts.get("two_t") is True or "2T" in line.alerts


def _derive(one: Seen) -> None:
    facts, rule, day = one.facts, person_month(), one.last
    signs = [facts[name] for name in rule["tbc"]["fields"] if isinstance(facts.get(name), bool)]
    if signs:
        facts["tbc_suspected"] = sum(signs) >= max(map(_tbc_at_least, one.cards))
    birth = one.member.birth
    months = months_old(birth, day) if birth is not None and day is not None and birth <= day else None
    if one.cards & rule["mother"]["cards"].keys():
        facts |= mother_facts(facts)
    if one.cards & set(rule["adult_cards"]):
        facts |= band_facts(facts, one.member.sex, None if months is None else months / 12)
        facts |= body_for_age(one.member, one.last, facts)


@cache
def _tbc_at_least(card: str) -> int:
    """How many signs make a suspect, by the card's setting."""
    choice = read_json(CONTENT_DIR / "cards" / f"{card}.json")["settings"]["tbc_rule"]["default"]
    return int(person_month()["tbc"]["at_least"][choice])


def mother_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """`lila` and `bp_curve`: green or red by the limits of pregnancy."""
    limits = pregnancy_content()
    arm, systolic, diastolic = (_number(facts.get(name)) for name in ("muac_cm", "systolic", "diastolic"))
    high = limits["blood_pressure"]["refer"]
    found: dict[str, Any] = {}
    if arm is not None:
        found["lila"] = "red" if arm < limits["muac"]["refer_below_cm"] else "green"
    if systolic is not None and diastolic is not None:
        found["bp_curve"] = "red" if systolic >= high["systolic"] or diastolic >= high["diastolic"] else "green"
    return found


def body_for_age(member: Member, day: date | None, facts: Mapping[str, Any]) -> dict[str, Any]:
    """`imt_u` of someone whom the growth standard still covers."""
    birth, sex = member.birth, SEX.get(member.sex or "")
    if birth is None or day is None or sex is None or birth > day:
        return {}
    weight, height = (_number(facts.get(name)) for name in ("weight_kg", "height_cm"))
    found = categorise(score_one(sex, age_days=(day - birth).days, weight_kg=weight, length_height_cm=height))
    return {"imt_u": found["imt_u"].id} if "imt_u" in found else {}


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _add_given(people: dict[UUID, Seen], found: Roster, doses: Iterable[tuple[UUID, str]]) -> None:
    facts_of = {product: name for name, products in person_month()["given"].items() for product in products}
    for record, product in doses:
        name = facts_of.get(product)
        one = _one(people, found, record) if name else None
        if one is not None and name:
            one.facts[name] = True


def _add_screenings(people: dict[UUID, Seen], found: Roster, asked: Iterable[tuple[Any, ...]]) -> None:
    """Facts `srq_20_score`, `…_band`, `…_action`, `…_complete`, `…_critical_17`, of the latest of each instrument."""
    by_domain = person_month()["domains"]
    for record, instrument, complete, score, band, critical, action, answers in asked:
        one = _one(people, found, record)
        if one is None:
            continue
        name = instrument.replace("-", "_")
        one.facts |= {
            f"{name}_complete": complete,
            f"{name}_score": score,
            f"{name}_band": band,
            f"{name}_action": action,
        }
        one.facts |= {f"{name}_critical_{item}": True for item in critical}
        if instrument in by_domain:
            one.facts |= _domains(name, instrument, by_domain[instrument], decode(answers))


def _domains(
    name: str, instrument: str, domains: Mapping[str, list[str]], answers: Mapping[str, Any]
) -> dict[str, Any]:
    """Facts `skilas_cognition` and the like: a Yes at one item of the domain; a No when all were answered No."""
    try:
        values, _inputs = read_answers(load_instrument(instrument), answers)
    except (AnswerError, ContentError):
        return {}
    found: dict[str, Any] = {}
    for domain, items in domains.items():
        given = [values[item] for item in items if item in values]
        if any(given) or len(given) == len(items):
            found[f"{name}_{domain}"] = any(given)
    return found
