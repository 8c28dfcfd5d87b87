"""FHIR: build 10,000 encounters with everything of them, and hold each resource to the R4 definitions."""

import random
import time
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from simpul.exchange.satusehat import bundle
from simpul.exchange.satusehat.facts import Given, Place, Referral, Seen, Who
from tests.fhir.validator import validator

VISITS = 10_000
PLACE = Place("p", "Posyandu Melati", "Menteng", "31.71.06.1001", "u", "Puskesmas", "1000000001", "N10000001", "loc")
FIRST = datetime(2026, 3, 2, 1, tzinfo=UTC)


def run() -> dict[str, Any]:
    """Resources per second of building with writing as JSON, of validating, and of both after each other."""
    chance = random.Random(2026)
    facts = [_visit(chance, number) for number in range(VISITS)]
    start = time.perf_counter()
    lines = [line for who, seen in facts for line in _lines(who, seen)]
    built = time.perf_counter() - start
    with validator() as check:
        start = time.perf_counter()
        faults = [one for one in check.several(lines) if one]
        checked = time.perf_counter() - start
    if faults:
        raise RuntimeError(f"{len(faults)} resources do not fit R4, the first: {faults[0]}")
    return {
        "encounters": VISITS,
        "resources": len(lines),
        "build_per_s": round(len(lines) / built),
        "validate_per_s": round(len(lines) / checked),
        "both_per_s": round(len(lines) / (built + checked)),
    }


def _lines(who: Who, seen: Seen) -> list[str]:
    made = bundle.visit(PLACE, who, seen, {})
    return [msgspec.json.encode(entry.resource).decode() for entry in made.entries]


def _visit(chance: random.Random, number: int) -> tuple[Who, Seen]:
    at = FIRST + timedelta(days=number % 200, minutes=number % 180)
    born = (at - timedelta(days=chance.randint(30, 1700))).date()
    who = Who(_id(chance), "3171065009250001", None, chance.choice("LP"), born, ihs="P02000000001")
    values: dict[str, object] = {
        "weight_kg": round(chance.uniform(4, 18), 1),
        "length_height_cm": 74.5,
        "measured": "l",
    }
    doses = (Given(_id(chance), "PCV", 2, at.date()),) if number % 3 == 0 else ()
    asked = (Referral(_id(chance), "health", "segera", "active", at),) if number % 10 == 0 else ()
    scores = {name: round(chance.uniform(-3, 3), 2) for name in ("waz", "haz", "whz")}
    bands = {"bb_u": "normal", "tb_u": "stunted", "bb_tb": "wasting"}
    return who, Seen(_id(chance), at.date(), "balita", at, at, values, scores, bands, doses, asked)


def _id(chance: random.Random) -> str:
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))
