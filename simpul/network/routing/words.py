"""The reasons of a unit as sentences in both languages (`content/services/reasons.json`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.utils import translation
from django.utils.formats import date_format, number_format

from simpul.knowledge.services import of_request, shared
from simpul.network.routing.model import Facts, Reason, Tone, Wanted, Words
from simpul.network.routing.rules import rules
from simpul.registry.capabilities.hours import DAYS, Hours, IsHoliday, clock_text
from simpul.registry.capabilities.models import Capability
from simpul.registry.models import Unit
from simpul.registry.zones import zone_of_area

LANGUAGES = ("id", "en")
ONE, TENTH = Decimal(1), Decimal("0.1")
AREAS = ("elsewhere", "same_province", "same_city", "same_district", "same_village")


@dataclass(frozen=True)
class Told:
    """All that is told of one unit, at one moment."""

    facts: Facts
    unit: Unit
    capability: Capability | None
    hours: Hours
    wanted: Wanted
    now: datetime


def reasons_of(told: Told, is_holiday: IsHoliday) -> Iterator[Reason]:
    """The reasons of a unit, in the order in which they are read."""
    yield from _standing(told)
    if told.facts.emergency_rank is not None and told.facts.service != of_request(told.wanted.service).id:
        yield _reason("other_service", "plain", service=of_request(told.facts.service).name)
    yield from _where(told.facts)
    yield _when(told, is_holiday)
    yield from _room(told.facts)
    yield from _whom(told)
    if not uses_simpul(told.unit):
        yield _reason("by_link", "plain")


def uses_simpul(unit: Unit) -> bool:
    """Whether the unit answers with accounts of its own; so it is assumed of a unit without a profile."""
    profile = getattr(unit, "profile", None)
    return profile is None or profile.uses_simpul


def _standing(told: Told) -> Iterator[Reason]:
    said = told.capability
    if said is None:
        yield _reason("not_surveyed", "bad")
        return
    since = day_words(said.valid_from)
    if told.facts.verified and said.verified_on:
        yield _reason("able_verified", "good", since=since, checked=day_words(said.verified_on))
    elif (told.wanted.on - (said.verified_on or said.valid_from)).days > rules().fresh_days:
        yield _reason("able_old", "plain", since=since)
    else:
        yield _reason("able", "good", since=since)
    evidence = evidence_words(said.evidence)
    if evidence:
        yield _reason("evidence", "good", evidence=evidence)


def evidence_words(evidence: Mapping[str, Any]) -> Words | None:
    """What an answer rests on, as a list in words; None when nothing that has words was given."""
    known = shared("reasons")["evidence"]
    given = [(known[key], value) for key, value in evidence.items() if key in known and value]
    if not given:
        return None
    return {lang: ", ".join(words[lang].format(value=value) for words, value in given) for lang in LANGUAGES}


def _where(facts: Facts) -> Iterator[Reason]:
    if facts.home:
        yield _reason("home", "good")
    yield _reason(AREAS[facts.closeness], "good" if facts.closeness >= 2 else "plain")
    if facts.distance_km is None:
        yield _reason("distance_unknown", "plain")
    else:
        yield _reason("distance", "plain", km=_number(facts.distance_km))


def _when(told: Told, is_holiday: IsHoliday) -> Reason:
    hours, local = told.hours, told.now.astimezone(zone_of_area(told.unit.area_id))
    if not hours.known:
        return _reason("hours_unknown", "bad")
    if hours.always:
        return _reason("always", "good")
    closes = hours.closes_at(local, is_holiday)
    if closes is not None:
        until = "24.00" if closes.date() > local.date() else f"{closes:%H.%M}"
        return _reason("open_now", "good", until=dict.fromkeys(LANGUAGES, until))
    opens = hours.opens_next(local, is_holiday)
    if opens is None:
        return _reason("closed", "bad")
    day = _near_day(opens.date(), local.date())
    return _reason("opens_at", "bad", day=day, time=dict.fromkeys(LANGUAGES, f"{opens:%H.%M}"))


def hours_words(hours: Hours) -> Words:
    """The whole week: `Senin–Jumat 08.00–15.00; Sabtu 08.00–12.00`. True at any moment, so a phone may keep it."""
    words: Mapping[str, Words] = shared("reasons")["hours"]
    if not hours.known:
        return words["unknown"]
    return words["always"] if hours.always else {lang: _week(hours, lang) for lang in LANGUAGES}


def _week(hours: Hours, lang: str) -> str:
    names = shared("reasons")["days"]
    told = []
    for spans, group in groupby(range(len(DAYS)), key=lambda day: hours.days[day]):
        days = list(group)
        first, last = (names[DAYS[day]][lang] for day in (days[0], days[-1]))
        when = ", ".join(f"{clock_text(opens)}–{clock_text(closes)}" for opens, closes in spans)
        if spans:
            told.append(f"{first if first == last else f'{first}–{last}'} {when}")
    return "; ".join(told)


def _near_day(day: date, today: date) -> Words:
    words: Mapping[str, Words] = shared("reasons")["days"]
    if day == today:
        return words["today"]
    return words["tomorrow"] if day == today + timedelta(days=1) else weekday_words(day)


def _room(facts: Facts) -> Iterator[Reason]:
    load = facts.load
    used = load.waiting + load.scheduled
    if load.capacity is None:
        if used:
            yield _reason("load", "plain", used=_plain(used))
        return
    code: str = "full" if load.full else "room"
    yield _reason(code, "bad" if load.full else "good", used=_plain(used), capacity=_plain(load.capacity))


def _whom(told: Told) -> Iterator[Reason]:
    said, language = told.capability, told.wanted.language
    if said is not None and (said.age_from is not None or said.age_to is not None):
        code = "ages" if said.age_from is not None and said.age_to is not None else "ages_to"
        code = "ages_from" if said.age_to is None else code
        tone: Tone = "plain" if told.wanted.age_years is None else "good"
        yield _reason(code, tone, **{"from": _plain(said.age_from), "to": _plain(said.age_to)})
    if told.facts.speaks is not None and language:
        name = shared("languages")["languages"].get(language, {"id": language, "en": language})
        yield _reason(
            "language" if told.facts.speaks else "no_language", "good" if told.facts.speaks else "bad", language=name
        )


def _reason(code: str, tone: Tone, **parts: Words) -> Reason:
    words = shared("reasons")["reasons"][code]
    filled = {lang: words[lang].format(**{k: v[lang] for k, v in parts.items()}) for lang in LANGUAGES}
    return Reason(code, filled, tone)


def _plain(number: int | None) -> Words:
    return {lang: str(number) for lang in LANGUAGES}


@lru_cache(maxsize=1024)
def day_words(day: date) -> Words:
    """`22 November 2026` in both languages."""
    return _dated(day, "j F Y")


@lru_cache(maxsize=1024)
def weekday_words(day: date) -> Words:
    """`Senin, 23 November` in both languages."""
    return _dated(day, "l, j F")


def _dated(day: date, form: str) -> Words:
    found = {}
    for lang in LANGUAGES:
        with translation.override(lang):
            found[lang] = date_format(day, form)
    return found


def _number(km: float) -> Words:
    return _shown(Decimal(str(km)).quantize(TENTH if km < 10 else ONE, ROUND_DOWN))


@lru_cache(maxsize=1024)
def _shown(number: Decimal) -> Words:
    found = {}
    for lang in LANGUAGES:
        with translation.override(lang):
            found[lang] = str(number_format(number))
    return found
