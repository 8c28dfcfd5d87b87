"""The order of units: total, independent of the order given, and more in favour never lowers a unit."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.knowledge.content import ContentError, read_json
from simpul.network.routing.model import Facts, Load
from simpul.network.routing.ranking import place, rank
from simpul.network.routing.rules import FILE, parse, rules

URGENCIES = st.sampled_from(sorted(rules().points))
LOADS = st.builds(Load, st.integers(0, 6), st.integers(0, 6), st.none() | st.integers(0, 10))
ONE = st.builds(
    Facts,
    unit=st.integers(1, 12).map(lambda n: UUID(int=n)),
    name=st.sampled_from(["Puskesmas A", "Puskesmas B", "RSUD C"]),
    able=st.booleans(),
    home=st.booleans(),
    closeness=st.integers(0, 4),
    distance_km=st.none() | st.floats(0, 60),
    always=st.booleans(),
    open_now=st.none() | st.booleans(),
    load=LOADS,
    verified=st.booleans(),
    speaks=st.none() | st.booleans(),
    free=st.booleans(),
    emergency_rank=st.none() | st.integers(0, 2),
)
MANY = st.lists(ONE, max_size=10, unique_by=lambda one: one.unit)
BETTER: dict[str, Callable[[Facts], Facts]] = {
    "surveyed": lambda one: replace(one, able=True),
    "home": lambda one: replace(one, home=True),
    "same village": lambda one: replace(one, closeness=4),
    "closer area": lambda one: replace(one, closeness=min(4, one.closeness + 1)),
    "nearer": lambda one: replace(one, distance_km=(60 if one.distance_km is None else one.distance_km) / 2),
    "open": lambda one: replace(one, open_now=True),
    "day and night": lambda one: replace(one, always=True, open_now=True),
    "room": lambda one: replace(one, load=Load(0, 0, 5)),
    "one fewer waiting": lambda one: replace(one, load=replace(one.load, waiting=max(0, one.load.waiting - 1))),
    "verified": lambda one: replace(one, verified=True),
    "speaks": lambda one: replace(one, speaks=True if one.speaks is not None else None),
    "free": lambda one: replace(one, free=True),
    "first in an emergency": lambda one: replace(one, emergency_rank=0),
}


@given(MANY, URGENCIES, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_given(units: list[Facts], urgency: str, random: Random) -> None:
    points = rules().points[urgency]
    shuffled = list(units)
    random.shuffle(shuffled)
    assert rank(shuffled, points) == rank(units, points)
    assert len({place(one, points) for one in units}) == len(units)


@pytest.mark.parametrize("in_favour", BETTER)
@given(units=MANY.filter(bool), urgency=URGENCIES, data=st.data())
def test_a_reason_in_favour_never_lowers_a_unit(
    in_favour: str, units: list[Facts], urgency: str, data: st.DataObject
) -> None:
    points = rules().points[urgency]
    chosen = data.draw(st.sampled_from(units))
    better = BETTER[in_favour](chosen)
    before = [one.unit for one in rank(units, points)].index(chosen.unit)
    changed = [better if one is chosen else one for one in units]
    assert [one.unit for one in rank(changed, points)].index(chosen.unit) <= before


@given(MANY, URGENCIES)
def test_units_that_were_not_surveyed_come_last(units: list[Facts], urgency: str) -> None:
    surveyed = [one.able for one in rank(units, rules().points[urgency])]
    assert surveyed == sorted(surveyed, reverse=True)


@given(MANY)
def test_in_an_emergency_places_that_are_open_day_and_night_come_first(units: list[Facts]) -> None:
    ready = [
        one.always for one in rank([replace(u, able=True, open_now=True) for u in units], rules().points["darurat"])
    ]
    assert ready == sorted(ready, reverse=True)


def test_a_unit_that_offers_several_of_the_services_stands_once() -> None:
    one = Facts(unit=UUID(int=1), name="RSUD", able=True, service="gawat-darurat")
    both = [one, replace(one, service="rawat-jiwa", emergency_rank=0)]
    assert [f.service for f in rank(both, rules().points["darurat"])] == ["rawat-jiwa"]


def test_points_that_reward_distance_are_refused() -> None:
    raw = read_json(FILE)
    raw["points"]["biasa"]["distance"][0][1] = 1
    with pytest.raises(ContentError, match="nearer is worth less"):
        parse(raw)
