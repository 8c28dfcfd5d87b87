"""What the public pages show: the questions, what each colour says, whom to call, which puskesmas is near."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from simpul.base import clock
from simpul.base.words import language, say
from simpul.care.selfcheck.places import DISTRICT, areas
from simpul.care.selfcheck.reminder import calendar_file
from simpul.knowledge.colour_scales import EJiwa
from simpul.knowledge.content import read_json
from simpul.knowledge.crisis_lines import lines
from simpul.knowledge.instruments.load import INSTRUMENTS_DIR
from simpul.knowledge.instruments.texts import load_text
from simpul.knowledge.self_check import content, result_of
from simpul.network.routing.choosing import candidates
from simpul.network.routing.model import Candidate, Wanted
from simpul.network.routing.words import hours_words
from simpul.registry.capabilities.hours import parse_hours
from simpul.registry.models import Unit

SUPPORT = "kesehatan-jiwa"
NEAR = 4
TOLD = {"home", "same_village", "same_district", "same_city", "distance", "always", "open_now", "opens_at", "closed"}
"""Reasons that say something to a visitor; others are for whoever sends somebody."""
KEPT_BACK = ("$schema", "title", "source", "certainty", "licence", "decisions")
"""Members of an instrument that a browser does not need in order to compute."""


@dataclass(frozen=True, slots=True)
class Call:
    """A button that calls."""

    number: str
    shown: str
    name: str
    after: str


@dataclass(frozen=True, slots=True)
class Question:
    """One item: its words, the values and words of its answers; `critical` when an answer cannot wait."""

    id: str
    ask: str
    options: list[tuple[int, str]]
    critical: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What the page says at one colour."""

    level: EJiwa
    headline: str
    said: str
    tips: list[str]
    again_on: date
    reminder: str
    calls_first: bool


@dataclass(frozen=True, slots=True)
class Near:
    """A place: `able` False when nobody has said yet that it can help, so that a call comes first."""

    unit: Unit
    able: bool
    hours: str
    told: list[str]
    cost: str


def calls(need: str = "self-harm") -> list[Call]:
    """Whom to call; lines of a city stand here when a puskesmas of that city does."""
    found = lines(need, areas())
    return [Call(one.number, one.shown, say(one.name), say(one.after)) for one in found]


def questions(instrument_id: str) -> tuple[str, list[Question], str]:
    """(what is said before, the questions, the notice that stands beside the words) in the page's language."""
    raw, text = _raw(instrument_id), load_text(instrument_id, language(), None, clock.today())
    assert text is not None  # every instrument of the page has free words (knowledge/tests/test_self_check.py)
    critical = {each["item"] for each in raw["critical"]}
    found = []
    for item in raw["items"]:
        scale, words = raw["scales"][item["scale"]], text.options.get(item["id"]) or text.options[item["scale"]]
        values = sorted(scale["values"], reverse=scale["kind"] == "yes_no")
        options = [(value, words[str(value)]) for value in values]
        found.append(Question(item["id"], text.items[item["id"]].ask, options, item["id"] in critical))
    return text.intro, found, text.notice or ""


def too_young(instrument_id: str) -> str:
    """What is said to somebody for whose age the questions are not made."""
    return say(_raw(instrument_id)["eligibility"][0]["reason"])


@cache
def _raw(instrument_id: str) -> dict[str, Any]:
    found: dict[str, Any] = read_json(INSTRUMENTS_DIR / f"{instrument_id}.json")
    return found


def result(level: EJiwa) -> Result:
    """The words of a colour."""
    said = result_of(level)
    again = clock.today() + timedelta(days=said["again_after_days"])
    tips = [say(tip) for tip in said["tips"]]
    return Result(
        level, say(said["headline"]), say(said["said"]), tips, again, calendar_file(again), said["calls_first"]
    )


def for_browser(instrument_id: str) -> dict[str, Any]:
    """What the browser computes with: the instrument, without what only editors need, and the colours' rules."""
    kept = {name: value for name, value in _raw(instrument_id).items() if name not in KEPT_BACK}
    return {"instrument": kept, "levels": content()["levels"], "oldest": oldest()}


def oldest() -> int:
    """The highest age that is taken, in years; above it somebody has mistyped."""
    return int(content()["ages"]["oldest"])


def near(district: str) -> list[Near]:
    """Places that can help near a kecamatan, best first, in words for whoever goes there."""
    wanted = Wanted(service=SUPPORT, area=district[:DISTRICT], on=clock.today())
    return [_near(one) for one in candidates(wanted, NEAR)]


def _near(one: Candidate) -> Near:
    profile = getattr(one.unit, "profile", None)
    hours = parse_hours(profile.hours if profile else {}, on_holidays=bool(profile and profile.open_on_holidays))
    told = [say(reason.words) for reason in one.reasons if reason.code in TOLD]
    return Near(one.unit, one.able, say(hours_words(hours)), told, say(one.cost.words))
