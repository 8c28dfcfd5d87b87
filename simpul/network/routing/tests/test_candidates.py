"""Candidates from the register: who is offered, who never, in which order, in which words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

import pytest

from simpul.base import clock
from simpul.knowledge.services import of_request
from simpul.network.actions.open import open_request
from simpul.network.routing import narrowing
from simpul.network.routing.choosing import candidates, first, hours_of, streams_of, together
from simpul.network.routing.model import Candidate, Facts, Load, Wanted
from simpul.network.routing.narrowing import Row, Stream
from simpul.network.routing.nearby import most_beyond
from simpul.network.routing.ranking import score
from simpul.network.routing.rules import rules
from simpul.registry.capabilities.declare import Declaration, declare, declare_many
from simpul.registry.capabilities.hours import ALWAYS
from simpul.registry.capabilities.models import Capability, UnitProfile
from simpul.registry.models import Area, Unit
from simpul.registry.tests.kit import World, world

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
"""A Monday."""
TEN = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
"""Ten o'clock in Jakarta."""
NIGHT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
OFFICE = {day: [["08:00", "15:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
MIND = "kesehatan-jiwa"


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """Places open on the day on which the clock stands when they are written down."""
    with clock.frozen(TEN):
        yield


@pytest.fixture
def here() -> World:
    return world()


def wanted(here: World, **more: Any) -> Wanted:
    known: dict[str, Any] = {"area": "31.71.06.1001", "home": here.puskesmas.pk}
    return Wanted(MIND, on=DAY, **known | more)


def able(unit: Unit, service: str = MIND, **more: Any) -> None:
    declare(unit, service, "able", DAY - timedelta(days=30), more.pop("evidence", {}), "survei contoh", None, **more)


def names(found: list[Candidate]) -> list[str]:
    return [one.unit.name for one in found]


def codes(one: Candidate) -> set[str]:
    return {reason.code for reason in one.reasons}


def words(one: Candidate) -> str:
    return " ".join(reason.words["id"] for reason in one.reasons)


def test_able_first_not_surveyed_last_and_not_able_never(here: World) -> None:
    able(here.other_puskesmas)
    declare(here.hospital, MIND, "not_able", DAY, {}, "survei contoh", None)
    found = candidates(wanted(here), now=TEN)
    assert names(found) == ["Puskesmas Tanah Abang", "Puskesmas Menteng"]
    assert [one.able for one in found] == [True, False]
    assert "Belum disurvei. Telepon dulu" in words(found[1])
    assert "not_surveyed" not in codes(found[0])


def test_the_answer_is_that_of_the_day(here: World) -> None:
    able(here.hospital)
    declare(here.hospital, MIND, "not_able", DAY + timedelta(days=7), {}, "survei kedua", None)
    assert "RSUD Menteng" in names(candidates(wanted(here), now=TEN))
    later = replace(wanted(here), on=DAY + timedelta(days=7))
    assert "RSUD Menteng" not in names(candidates(later, now=TEN + timedelta(days=7)))


def test_a_post_is_no_place_to_be_sent_to_and_a_closed_unit_neither(here: World) -> None:
    able(here.post)
    able(here.hospital)
    Unit.objects.filter(pk=here.hospital.pk).update(closed_on=DAY)
    assert not {"Posyandu Melati 1", "Melati 1", "RSUD Menteng"} & set(names(candidates(wanted(here), now=TEN)))


def test_reasons_say_evidence_hours_distance_ages_and_cost(here: World) -> None:
    UnitProfile.objects.create(unit=here.puskesmas, latitude=-6.19, longitude=106.83, hours=OFFICE)
    able(
        here.puskesmas,
        evidence={"psychologist": 1, "private_corner": True},
        verified_by="Dinas Kesehatan",
        verified_on=DAY - timedelta(days=5),
        age_from=10,
        age_to=18,
        languages=("su",),
        cost="free",
    )
    asked = wanted(here, at=(-6.20, 106.83), age_years=12, language="su")
    (one,) = (c for c in candidates(asked, now=TEN) if c.able)
    said = words(one)
    for part in (
        "Mampu sejak 24 Oktober 2026, diperiksa 18 November 2026.",
        "Buktinya: 1 psikolog, ada ruang bicara yang tenang.",
        "Puskesmas pembina posyandu ini.",
        "Sekitar 1,1 km, garis lurus.",
        "Buka sekarang sampai pukul 15.00.",
        "Menerima usia 10 sampai 18 tahun.",
        "Dapat berbahasa Sunda.",
    ):
        assert part in said
    assert one.cost.words["id"] == "Gratis di tempat ini."
    assert one.distance_km == pytest.approx(1.112, abs=0.01)
    assert (one.open_now, one.load.capacity) == (True, None)


def test_at_night_it_says_when_it_opens_and_a_holiday_is_no_opening(here: World) -> None:
    UnitProfile.objects.create(unit=here.puskesmas, hours=OFFICE)
    able(here.puskesmas)
    (one,) = (c for c in candidates(wanted(here), now=NIGHT) if c.able)
    assert one.open_now is False
    assert "Sekarang tutup. Buka lagi besok pukul 08.00." in words(one)
    holiday = datetime(2026, 12, 25, 3, 0, tzinfo=UTC)
    (one,) = (c for c in candidates(replace(wanted(here), on=date(2026, 12, 25)), now=holiday) if c.able)
    assert one.open_now is False
    assert "Buka lagi Senin, 28 Desember pukul 08.00." in words(one)


def test_whoever_is_too_old_or_too_young_is_not_sent_there(here: World) -> None:
    able(here.hospital, age_from=18)
    assert "RSUD Menteng" not in names(candidates(wanted(here, age_years=17), now=TEN))
    assert "RSUD Menteng" in names(candidates(wanted(here, age_years=18), now=TEN))
    unknown = next(one for one in candidates(wanted(here), now=TEN) if one.able)
    assert "Menerima mulai usia 18 tahun." in words(unknown)


def test_a_full_place_comes_after_one_with_room(here: World) -> None:
    able(here.puskesmas, capacity_per_week=2)
    able(here.other_puskesmas, capacity_per_week=2)
    assert names(candidates(wanted(here), now=TEN))[0] == "Puskesmas Menteng"
    for to_unit in (None, str(here.puskesmas.pk)):
        open_request(None, here.puskesmas, {"person": None, "service": MIND, "to_unit": to_unit})
    open_request(None, here.puskesmas, {"person": None, "service": "gizi"})
    far_home = replace(wanted(here), home=None, area="31.71.08")
    found = candidates(far_home, now=TEN)
    assert names(found)[:2] == ["Puskesmas Tanah Abang", "Puskesmas Menteng"]
    assert "Minggu ini penuh: 2 dari 2 orang." in words(found[1])
    assert "Masih ada tempat: 0 dari 2 orang minggu ini." in words(found[0])


def test_an_emergency_goes_to_a_place_that_is_open_day_and_night(here: World) -> None:
    UnitProfile.objects.create(unit=here.puskesmas, hours=OFFICE, latitude=-6.2, longitude=106.83)
    UnitProfile.objects.create(unit=here.hospital, hours=ALWAYS, latitude=-6.3, longitude=106.9)
    able(here.puskesmas)
    able(here.hospital, "rawat-jiwa")
    calm, now = wanted(here, at=(-6.2, 106.83)), TEN
    assert names(candidates(calm, now=now))[0] == "Puskesmas Menteng"
    found = candidates(replace(calm, urgency="darurat"), now=now)
    assert names(found)[:2] == ["RSUD Menteng", "Puskesmas Menteng"]
    assert found[0].service == "rawat-jiwa"
    assert "Buka 24 jam setiap hari." in words(found[0])


def test_several_agencies_at_once_names_who_takes_more_than_one(here: World) -> None:
    able(here.hospital)
    able(here.hospital, "gizi")
    able(here.puskesmas, "gizi")
    both = together(wanted(here), [MIND, "gizi"], now=TEN)
    assert list(both.by_service) == [MIND, "gizi"]
    assert [(unit.name, services) for unit, services in both.shared] == [("RSUD Menteng", (MIND, "gizi"))]
    assert both.by_service["gizi"][0].able


@pytest.mark.parametrize("seed", range(8))
def test_reading_only_the_beginning_finds_the_same_as_reading_all(here: World, seed: int) -> None:
    random = Random(seed)
    _town(random)
    for urgency in sorted(rules().points):
        asked, now = _asked(here, random, urgency), random.choice([TEN, NIGHT])
        streams = streams_of(asked)
        whole = first(streams, asked, 200, now, rules(), 10_000)
        assert len(whole) > 20
        for limit, most in ((1, 1), (3, 2), (10, 5), (10, 60)):
            part = first(streams, asked, limit, now, rules(), most)
            assert [facts for facts, _ in part] == [facts for facts, _ in whole[:limit]]
        _as_told_by_hand(whole, asked)


@pytest.mark.parametrize("seed", range(8))
def test_who_is_not_nearby_never_has_more_than_is_taken_for_the_most(here: World, seed: int) -> None:
    random = Random(seed)
    _town(random)
    seen = 0
    for urgency, points in 6 * list(rules().points.items()):
        asked = _asked(here, random, urgency)
        for surveyed in (True, False):
            stream = Stream(of_request(MIND), surveyed, None)
            read = partial(narrowing.read, stream, asked, rules(), 10_000)
            everywhere, near = {row.unit: row for row in read()}, {row.unit: row for row in read(near=True)}
            assert near.items() <= everywhere.items()
            beyond = [row for unit, row in everywhere.items() if unit not in near]
            assert all(row.bound <= most_beyond(points, asked) for row in beyond)
            assert all(row.closeness < 2 and row.unit != asked.home for row in beyond)
            seen += len(beyond)
    assert seen > 20


def _asked(here: World, random: Random, urgency: str) -> Wanted:
    return wanted(
        here,
        urgency=urgency,
        area=random.choice(["31.71.06.1001", "31.71.06", "31.71", "31", "32.73.01.1001"]),
        at=random.choice([None, (-6.2, 106.8)]),
        home=random.choice([None, here.puskesmas.pk]),
        language=random.choice([None, "jv"]),
        age_years=random.choice([None, 30]),
    )


def _as_told_by_hand(found: list[tuple[Facts, Row]], asked: Wanted) -> None:
    """What the database tells of each unit, and its bound, against the same from the rows of the register."""
    points = rules().points[asked.urgency]
    for facts, row in found:
        unit = Unit.objects.get(pk=facts.unit)
        there, here = unit.area_id.split("."), asked.area.split(".")
        assert facts.closeness == next((n for n in (4, 3, 2, 1) if len(here) >= n and there[:n] == here[:n]), 0)
        said = Capability.objects.get(pk=row.capability)
        assert facts.free == ((said.cost or of_request(facts.service).cost.payer) == "free")
        assert facts.speaks == (None if asked.language is None else asked.language in said.languages)
        assert facts.verified == bool(said.verified_on and (DAY - said.verified_on).days <= rules().fresh_days)
        calm = replace(facts, open_now=hours_of(row).known, load=Load(0, 0, said.capacity_per_week or None))
        assert row.bound == score(calm, points)
        assert row.bound >= score(facts, points)


def _town(random: Random) -> None:
    areas = list(Area.objects.filter(level=4))
    units = [
        Unit(id=UUID(int=random.getrandbits(128)), kind=kind, name=f"{kind} {n % 7}", area=random.choice(areas))
        for n in range(40)
        for kind in (Unit.Kind.PUSKESMAS, Unit.Kind.HOSPITAL)
    ]
    Unit.objects.bulk_create(units)
    UnitProfile.objects.bulk_create(UnitProfile(unit=unit, **_profile(random)) for unit in random.sample(units, 60))
    declare_many([_said(unit, random) for unit in random.sample(units, 70)], None)
    for unit in random.sample(units, 12):
        open_request(None, unit, {"person": None, "service": random.choice([MIND, "gawat-darurat"])})


def _profile(random: Random) -> dict[str, Any]:
    at = {"latitude": random.uniform(-6.9, -6.0), "longitude": random.uniform(106.4, 107.2)}
    return (at if random.random() < 0.7 else {}) | {"hours": random.choice([{}, OFFICE, ALWAYS])}


def _said(unit: Unit, random: Random) -> Declaration:
    service = random.choice([MIND, "gawat-darurat", "rawat-jiwa"]) if unit.kind == Unit.Kind.HOSPITAL else MIND
    return Declaration(
        unit.pk,
        service,
        random.choice(["able", "able", "able", "not_able"]),
        DAY - timedelta(days=random.randint(1, 600)),
        "survei contoh",
        verified_on=random.choice([None, DAY - timedelta(days=random.randint(0, 500))]),
        cost=random.choice(["", "free", "paid"]),
        capacity_per_week=random.choice([None, 0, 1, 5]),
        age_from=random.choice([None, None, 18, 40]),
        languages=random.choice([(), ("jv",)]),
    )
