"""What each place of the seed can do: published figures from their days on, and an invented, unfinished survey."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from simpul.registry.capabilities.declare import Declaration
from simpul.registry.models import Unit
from simpul.seeds.dki.figures import NAMES_ARE_EXAMPLES, answers, facts, figures
from simpul.seeds.dki.place import Made

BASIC = ("kesehatan", "kia", "gizi", "imunisasi", "cek-diri")
SINCE = date(2025, 1, 1)
BASIC_SOURCE = "Contoh: layanan dasar puskesmas (Permenkes 19/2024)"
HOSPITAL_SOURCE = "Contoh: layanan rumah sakit"
ABLE, NOT_ABLE = "able", "not_able"


def declarations(made: Made) -> Iterator[Declaration]:
    """Everything that is declared, in the order of being told."""
    yield from _published(made)
    for unit in made.puskesmas.values():
        yield from (_able(unit, service, SINCE, BASIC_SOURCE) for service in BASIC)
    for name, unit in made.hospitals.items():
        yield from _hospital(unit, name in made.mental)
    yield from survey(made.posts)


def _published(made: Made) -> Iterator[Declaration]:
    general = {name: unit for name, unit in made.hospitals.items() if name not in made.mental}
    for about, units in (("puskesmas", made.puskesmas), ("hospital", general)):
        evidence = {"psychologist": 1} if about == "puskesmas" else {}
        for fact, key, able in answers(facts(about), units):
            yield Declaration(
                unit=units[key].pk,
                service=fact.service,
                status=ABLE if able else NOT_ABLE,
                on=fact.on,
                until=fact.until,
                source=f"{fact.source}. {NAMES_ARE_EXAMPLES}.",
                evidence=evidence if able else {},
                capacity_per_week=10 if able and about == "puskesmas" else None,
            )


def _hospital(unit: Unit, mental: bool) -> Iterator[Declaration]:
    for service in ("kesehatan-jiwa", "rawat-jiwa") if mental else ("kesehatan", "gawat-darurat"):
        yield _able(unit, service, SINCE, HOSPITAL_SOURCE)


def _able(unit: Unit, service: str, on: date, source: str) -> Declaration:
    return Declaration(unit.pk, service, ABLE, on, source)


def survey(posts: list[Unit]) -> Iterator[Declaration]:
    """Answers of the posts that have answered; the others stay not yet surveyed."""
    told, random = figures()["survey"], Random("dki survey")
    first, last = date.fromisoformat(told["first"]), date.fromisoformat(told["last"])
    for post in posts:
        if random.random() < told["answered"]:
            yield _answer(post, told, first + timedelta(days=random.randrange((last - first).days + 1)), random)


def _answer(post: Unit, told: Any, on: date, random: Random) -> Declaration:
    able = random.random() < told["able"]
    trained = random.randint(1, 4) if able else random.choice((0, 0, 0, 1))
    verified = random.random() < told["verified"]
    return Declaration(
        unit=post.pk,
        service=told["service"],
        status=ABLE if able else NOT_ABLE,
        on=on,
        source=told["source"],
        evidence={"trained_kader": trained, "instruments": able, "private_corner": able and random.random() < 0.8},
        verified_by="Puskesmas pembina (contoh)" if verified else "",
        verified_on=on + timedelta(days=random.randint(1, 21)) if verified else None,
        cost="free",
    )
