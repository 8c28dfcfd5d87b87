"""The monthly recaps of a small post, cell by cell against a table written by hand, and what holds for any post."""

import json
from pathlib import Path
from uuid import UUID

import pytest

from simpul.care.tests.guest_stories import DAY, guest, home_child, seen
from simpul.care.tests.stories import Village, at
from simpul.exchange.reporting.counting import Recaps, as_mapping, recaps
from simpul.exchange.reporting.forms import GROUPS, form, forms
from simpul.exchange.reporting.month import Month, parse_month
from simpul.exchange.reporting.tests.small_post import LATER, SmallPost

BY_HAND: dict[str, dict[str, int]] = json.loads(Path(__file__).with_name("small_post.json").read_text())
MARCH = Month(2026, 3)
OFFICIAL = {"bumil": 29, "balita": 36, "remaja": 26, "dewasa": 47}

pytestmark = pytest.mark.django_db(transaction=True)


def shown(found: Recaps, post: str, group: str) -> dict[str, int]:
    """Column → number, as the form prints it."""
    return as_mapping(form(group), found.of(UUID(post), group))


def test_each_cell_of_the_small_post_is_what_was_counted_by_hand() -> None:
    small = SmallPost()
    with at(LATER):
        found = recaps([UUID(small.village.here)], MARCH)
    for group in GROUPS:
        assert shown(found, small.village.here, group) == BY_HAND[group], group
    assert found.unplaced[UUID(small.village.here)] == 1


def test_a_family_counts_where_it_lived_on_the_last_day() -> None:
    small = SmallPost()
    here, there = UUID(small.village.here), UUID(small.village.there)
    found = recaps([here, there], MARCH)
    moved = shown(found, small.village.there, "balita")
    assert {name: number for name, number in moved.items() if number} == {"targets_balita": 1, "came_balita": 1}
    april = recaps([here, there], parse_month("2026-04"))
    assert shown(april, small.village.there, "balita")["targets_balita"] == 2
    # Ilham has died and Jihan has left; Fajar has become one year old.
    assert shown(april, small.village.here, "balita")["targets_balita"] == 5


def test_a_guest_counts_at_home_and_not_where_it_was_seen() -> None:
    with at(LATER):
        village = Village()
        home_child(village)
        seen(village, guest(village), education="gizi")
    found = recaps([UUID(village.here), UUID(village.there)], parse_month(DAY[:7]))
    assert not any(shown(found, village.here, "balita").values())
    home = shown(found, village.there, "balita")
    assert (home["came_bayi"], home["education"]) == (1, 1)


def test_an_area_is_the_sum_of_its_posts_and_who_came_and_who_did_not_are_all() -> None:
    small = SmallPost()
    posts = [UUID(small.village.here), UUID(small.village.there)]
    whole = recaps(posts, MARCH)
    alone = [recaps([post], MARCH) for post in posts]
    for one in forms():
        summed = [
            sum(numbers)
            for numbers in zip(*(a.counts[p][one.group] for a, p in zip(alone, posts, strict=True)), strict=True)
        ]
        assert whole.total(one.group) == summed
        numbers = as_mapping(one, whole.total(one.group))
        for band in one.bands:
            assert numbers[f"came_{band.id}"] + numbers[f"absent_{band.id}"] == numbers[f"targets_{band.id}"]


@pytest.mark.parametrize("group", GROUPS)
def test_the_forms_have_their_official_number_of_columns(group: str) -> None:
    columns = form(group).columns
    assert len(columns) == OFFICIAL[group]
    assert len({column.id for column in columns}) == len(columns)
    assert columns[0].by == "month"


def test_what_is_worked_out_here_is_not_taken_from_a_phone() -> None:
    with at(LATER):
        village = Village()
        child = village.child(village.family())
        village.weigh(child, "2026-03-10", 7.0, referred=True, immunised=True, sex="L", kms="N", educated=True)
    numbers = shown(recaps([UUID(village.here)], MARCH), village.here, "balita")
    assert numbers["came_bayi"] == 1
    assert {name for name in ("referred_bayi", "immunised", "gaining", "education") if numbers[name]} == set()
