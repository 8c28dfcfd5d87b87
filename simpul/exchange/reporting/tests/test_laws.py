"""What holds of any roster: nobody is counted twice or lost, and an area is the sum of its posts."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from simpul.exchange.reporting.counting import Recaps, as_mapping, count
from simpul.exchange.reporting.forms import forms
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.roster import Member, Roster
from simpul.exchange.reporting.seen import Seen

MARCH = Month(2026, 3)
POSTS = [UUID(int=n) for n in range(1, 4)]
FACTS: dict[str, st.SearchStrategy[Any]] = {
    "kms": st.sampled_from(["N", "T", "O", "B"]),
    "bb_tb": st.sampled_from(["severe_wasting", "normal", "obesity"]),
    "bp_band": st.sampled_from(["rendah", "normal", "tinggi"]),
    "srq_20_score": st.integers(0, 20),
    "referred": st.just(True),
    "educated": st.just(True),
    "bgm": st.booleans(),
}
CARDS = ("balita", "hamil", "nifas", "remaja", "dewasa", "lansia")


@st.composite
def lives(draw: st.DrawFn) -> tuple[Roster, dict[UUID, Seen]]:
    """A roster of three posts; some were seen, given something or referred, some left during the month."""
    found, people = Roster(MARCH), dict[UUID, Seen]()
    for number in range(draw(st.integers(0, 10))):
        born = draw(st.none() | st.dates(date(1940, 1, 1), MARCH.first))
        state = draw(st.sampled_from([None, None, "pregnant", "after_birth"]))
        one = Member(UUID(int=100 + number), draw(st.sampled_from(POSTS)), born, draw(st.sampled_from("LP")), state)
        is_gone = draw(st.integers(0, 9)) == 0
        (found.gone if is_gone else found.members)[one.id] = one
        if is_gone or draw(st.booleans()):
            people[one.id] = _seen(draw, one)
    return found, people


def _seen(draw: st.DrawFn, one: Member) -> Seen:
    last = draw(st.none() | st.integers(0, 30).map(lambda days: MARCH.first + timedelta(days=days)))
    cards = {draw(st.sampled_from(CARDS))} if last else set()
    return Seen(one, last, cards, {name: draw(some) for name, some in FACTS.items() if draw(st.booleans())})


def columns(found: Recaps) -> Mapping[str, Mapping[str, int]]:
    return {one.group: as_mapping(one, found.total(one.group)) for one in forms()}


@given(lives())
def test_each_person_is_in_one_band_of_one_group(life: tuple[Roster, dict[UUID, Seen]]) -> None:
    found, people = life
    made = count(POSTS, found, people)
    numbers = columns(made)
    listed = sum(numbers[form.group][f"targets_{band.id}"] for form in forms() for band in form.bands)
    placed_gone = sum(_counts_after_leaving(found.gone[one], people[one]) for one in found.gone)
    assert listed + made.unplaced.total() == len(found.members) + placed_gone


def _counts_after_leaving(one: Member, what: Seen) -> bool:
    """Who died or left counts when somebody saw them, and knew their age or that they were a mother."""
    return what.last is not None and (one.birth is not None or bool(what.cards & {"hamil", "nifas"}))


@given(lives())
def test_who_came_and_who_did_not_are_all(life: tuple[Roster, dict[UUID, Seen]]) -> None:
    made = count(POSTS, *life)
    for post in POSTS:
        for form in forms():
            numbers = as_mapping(form, made.of(post, form.group))
            for band in form.bands:
                both = numbers[f"came_{band.id}"] + numbers[f"absent_{band.id}"]
                assert both == numbers[f"targets_{band.id}"]


@given(lives())
def test_an_area_is_the_sum_of_its_posts(life: tuple[Roster, dict[UUID, Seen]]) -> None:
    found, people = life
    whole = count(POSTS, found, people)
    for form in forms():
        alone = [_alone(post, found, people).of(post, form.group) for post in POSTS]
        assert whole.total(form.group) == [sum(numbers) for numbers in zip(*alone, strict=True)]


def _alone(post: UUID, found: Roster, people: dict[UUID, Seen]) -> Recaps:
    here = Roster(
        found.month,
        {pk: one for pk, one in found.members.items() if one.post == post},
        {pk: one for pk, one in found.gone.items() if one.post == post},
    )
    return count([post], here, {pk: one for pk, one in people.items() if one.member.post == post})


@given(lives())
def test_nothing_counts_more_persons_than_there_are(life: tuple[Roster, dict[UUID, Seen]]) -> None:
    found, people = life
    made = count(POSTS, found, people)
    for form in forms():
        numbers = as_mapping(form, made.total(form.group))
        everybody = sum(numbers[f"targets_{band.id}"] for band in form.bands)
        assert max(numbers.values()) <= everybody
