"""Concepts that many resources share, made once."""

from datetime import UTC, datetime
from functools import cache

from simpul.exchange.satusehat.content import Code, coding
from simpul.exchange.satusehat.resources import Coding, Concept

CATEGORIES = {"vital-signs": "Vital Signs", "exam": "Exam", "laboratory": "Laboratory"}


@cache
def concept(system: str, code: str, display: str | None = None) -> Concept:
    """A concept of one coding."""
    return Concept(coding=[coding(system, code, display)])


@cache
def observation_category(code: str) -> list[Concept]:
    """The category of an observation."""
    return [concept("observation", code, CATEGORIES[code])]


@cache
def codings(codes: tuple[Code, ...]) -> Concept:
    """A concept of several codings."""
    return Concept(coding=[coding(one.system, one.code, one.display) for one in codes])


@cache
def act_class(code: Code) -> Coding:
    """The class of an encounter."""
    return coding("act", code.code, code.display)


def instant(moment: datetime) -> str:
    """A moment as FHIR writes it, to the second, in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
