"""What is sent under which code: `content/exchange/satusehat/*.json` as typed values, read once."""

from functools import cache
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from simpul.exchange.satusehat.resources import Coding
from simpul.knowledge.content import CONTENT_DIR, read_json

FOLDER = CONTENT_DIR / "exchange" / "satusehat"


class Code(Struct, frozen=True):
    """A code of a system named in systems.json."""

    code: str
    display: str
    system: str = ""


class When(Struct, frozen=True):
    """Another field of the visit that must have this value."""

    field: str
    value: str


class Measure(Struct, frozen=True):
    """A field of a card that leaves as an observation. `cards` empty: on every card."""

    field: str
    category: str
    codings: tuple[Code, ...]
    unit: str
    ucum: str
    certainty: str
    cards: tuple[str, ...] = ()
    when: When | None = None


class ZScore(Struct, frozen=True):
    """A z-score that leaves as an observation. `ages`: `under` or `from` the age of standing, empty for all."""

    index: str
    category: str
    code: str
    display: str
    interpretation: dict[str, tuple[str, str]]
    certainty: str
    ages: str = ""


class Vaccine(Struct, frozen=True):
    """A product of our schedule as KFA, its group, and CVX know it."""

    display: str
    kfa: str | None
    group: str
    cvx: str
    certainty: str
    note: str = ""


class Vaccines(Struct, frozen=True):
    """Products, and why a dose was given."""

    products: dict[str, Vaccine]
    not_sent: dict[str, str]
    reason: Code
    reason_later: Code
    reason_women: Code
    later_from_months: int
    women_products: tuple[str, ...]
    timing: Code
    timing_late: Code


class Visits(Struct, frozen=True):
    """How a visit is sent."""

    classes: dict[str, Code]
    location_type: Code
    reasons: dict[str, Code]
    referral: Code
    urgencies: dict[str, str]
    newborn_until_days: int
    newborn_name: str


class Limits(Struct, frozen=True):
    """Seconds, counts, days: see docs/satusehat.md."""

    timeout_s: float
    renew_before_s: float
    first_wait_s: float
    longest_wait_s: float
    share_of_chance: float
    claim_s: float
    attempts: int
    one_run_s: float
    one_run: int
    one_feed: int
    look_again_days: int


class Policy(Struct, frozen=True):
    """What may leave, and on whose word."""

    consent: str
    consent_mental_health: str
    referral_services: tuple[str, ...]
    mental_health_services: tuple[str, ...]
    reason_facts: tuple[str, ...]
    limits: Limits


class Host(Struct, frozen=True):
    """Addresses of one environment."""

    fhir: str
    token: str


class Names(Struct, frozen=True):
    """Identifier systems of persons."""

    nik: str
    nik_mother: str
    ihs: str


class Systems(Struct, frozen=True):
    """Addresses and names of systems."""

    hosts: dict[str, Host]
    person: Names
    records: str
    systems: dict[str, str]
    administrative_code: str


class _ZScores(NamedTuple):
    standing_months: int
    unit: str
    ucum: str
    scores: tuple[ZScore, ...]


def _read(name: str) -> Any:
    return read_json(FOLDER / f"{name}.json")


@cache
def systems() -> Systems:
    """systems.json."""
    return msgspec.convert(_read("systems"), Systems)


@cache
def measures() -> tuple[Measure, ...]:
    """measures.json, in order: the first that fits a field holds."""
    return msgspec.convert(_read("measures")["measures"], tuple[Measure, ...])


@cache
def zscores() -> _ZScores:
    """zscores.json."""
    found = _read("zscores")
    scores = msgspec.convert(found["scores"], tuple[ZScore, ...])
    return _ZScores(int(found["from_months_standing"]), found["unit"], found["ucum"], scores)


@cache
def vaccines() -> Vaccines:
    """vaccines.json."""
    return msgspec.convert(_read("vaccines"), Vaccines)


@cache
def visits() -> Visits:
    """visits.json."""
    return msgspec.convert(_read("visits"), Visits)


@cache
def policy() -> Policy:
    """policy.json."""
    return msgspec.convert(_read("policy"), Policy)


def coding(system: str, code: str, display: str | None = None) -> Coding:
    """A coding by the short name of its system. Raises KeyError for a system that systems.json does not name."""
    return Coding(system=systems().systems[system], code=code, display=display)
