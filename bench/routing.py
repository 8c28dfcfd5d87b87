"""Choosing a place among 5,000 that all offer the service, in a province with 20,000 open requests.

Every unit of the table is able to give the one service that is asked for; this is worse than any real register, where
5,000 services are spread over a dozen kinds of service.
"""

import json
import os
import random
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from bench._isolated import isolated

UNITS, REQUESTS, ASKED, WARM = 5_000, 20_000, 200, 20
PROVINCE, SERVICE = "32", "kesehatan-jiwa"
OFFICE = {day: [["08:00", "15:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
DAY = date(2026, 11, 23)


def run() -> dict[str, Any]:
    """Milliseconds of one choice of ten places with their reasons, by what is known and how urgent it is."""
    return isolated("bench.routing")


def measure() -> dict[str, Any]:
    """In the process of its own."""
    from bench._database import fresh

    root = fresh()
    import django

    django.setup()
    random.seed(1)
    _plant()
    _analyse(root)
    kinds: dict[str, Callable[[], dict[str, Any]]] = {
        "biasa": lambda: {"at": _somewhere(), "age_years": 30},
        "no_coordinates": lambda: {"age_years": 30, "language": "su"},
        "darurat": lambda: {"at": _somewhere(), "urgency": "darurat"},
        "area_unknown": lambda: {"area": PROVINCE},
    }
    times = {name: _times(make) for name, make in kinds.items()}
    together = sorted(one for many in times.values() for one in many)
    figures = {f"{name}_p95_ms": _ms(many, 0.95) for name, many in times.items()}
    return {
        "p95_ms": _ms(together, 0.95),
        "p50_ms": _ms(together, 0.5),
        **figures,
        "services": UNITS,
        "open_requests": REQUESTS,
        "load": round(os.getloadavg()[0], 1),
    }


def _times(make: Callable[[], dict[str, Any]]) -> list[float]:
    from simpul.network.routing.choosing import candidates
    from simpul.network.routing.model import Wanted
    from simpul.registry.models import Area

    villages = list(Area.objects.filter(level=4, code__startswith=PROVINCE).values_list("code", flat=True))
    found = []
    for number in range(ASKED + WARM):
        area = {"area": random.choice(villages)} | make()
        # Every other one by day; at night nothing is open, and more has to be read to be certain.
        now = datetime.fromisoformat("2026-11-23T03:00:00Z" if number % 2 else "2026-11-23T15:00:00Z")
        started = time.perf_counter()
        offered = candidates(Wanted(SERVICE, on=DAY, **area), now=now)
        found.append(time.perf_counter() - started)
        if len(offered) != 10:
            raise RuntimeError(f"{len(offered)} places were offered, 10 are due.")
    return sorted(found[WARM:])


def _ms(times: list[float], share: float) -> float:
    return round(1000 * times[int(share * (len(times) - 1))], 1)


def _somewhere() -> tuple[float, float]:
    return random.uniform(-7.6, -6.1), random.uniform(106.5, 108.7)


def _analyse(root: str) -> None:
    """As autovacuum does within a minute; only an owner may."""
    import psycopg

    from simpul.base import embedded

    owned = embedded.parse(root, name=os.environ["SIMPUL_PG_DATABASE"])
    with psycopg.connect(
        dbname=owned["NAME"], user=owned["USER"], host=owned["HOST"], port=owned["PORT"] or None, autocommit=True
    ) as connection:
        connection.execute("ANALYZE")


def _plant() -> None:
    from simpul.registry.areas import read_areas
    from simpul.registry.capabilities.declare import declare_many
    from simpul.registry.capabilities.models import UnitProfile
    from simpul.registry.models import Area, Unit

    read = [one for one in read_areas() if one.code.startswith(PROVINCE)]
    Area.objects.bulk_create(Area(code=one.code, name=one.name, level=one.level) for one in read)
    villages = list(Area.objects.filter(level=4))
    units = [_unit(number, random.choice(villages)) for number in range(UNITS)]
    Unit.objects.bulk_create(units)
    UnitProfile.objects.bulk_create(_profile(unit) for unit in units)
    declare_many([_said(unit) for unit in units], None)
    _ask([unit.pk for unit in units])


def _unit(number: int, village: Any) -> Any:
    from simpul.registry.models import Unit

    kind = Unit.Kind.HOSPITAL if number % 5 == 0 else Unit.Kind.PUSKESMAS
    return Unit(id=UUID(int=random.getrandbits(128)), kind=kind, name=f"{kind.label} {number:05}", area=village)


def _profile(unit: Any) -> Any:
    from simpul.registry.capabilities.hours import ALWAYS
    from simpul.registry.capabilities.models import UnitProfile

    latitude, longitude = _somewhere()
    at = {"latitude": latitude, "longitude": longitude} if random.random() < 0.9 else {}
    hours = ALWAYS if unit.kind == "rumah-sakit" else random.choice([OFFICE, OFFICE, {}])
    return UnitProfile(unit=unit, hours=hours, **at)


def _said(unit: Any) -> Any:
    from simpul.registry.capabilities.declare import Declaration

    return Declaration(
        unit.pk,
        SERVICE,
        "able",
        DAY - timedelta(days=random.randint(1, 700)),
        "synthetic",
        {"psychologist": 1},
        verified_on=random.choice([None, DAY - timedelta(days=random.randint(1, 500))]),
        capacity_per_week=random.choice([None, 5, 20]),
        languages=random.choice([(), ("su",)]),
    )


def _ask(units: list[UUID]) -> None:
    from simpul.base import clock
    from simpul.base.ids import uuid7
    from simpul.journal import tables
    from simpul.network.models import Request

    now = clock.now()
    for first in range(0, REQUESTS, 5_000):
        rows = [
            tables.new(
                Request,
                id=uuid7(),
                post_id=random.choice(units),
                to_unit_id=random.choice([None, random.choice(units)]),
                seq=number,
                service=SERVICE,
                workflow="mental-health",
                state="opened",
                open=True,
                opened_at=now,
                opened_by=units[0],
                received_at=now,
                state_since=now,
            )
            for number in range(first, first + 5_000)
        ]
        tables.insert(Request, rows)


if __name__ == "__main__":
    print(json.dumps(measure()))
