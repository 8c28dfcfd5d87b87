"""Two tables, one child: what is given first stays, what differs is asked, what is withdrawn leaves no trace."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.base import ids
from simpul.care.models import Visit
from simpul.care.tests.stories import Village
from simpul.care.visits import CORRECTED, DECIDED, RECORDED, Item, fold
from simpul.journal import replay
from simpul.journal.models import Review

VALUES = st.dictionaries(
    st.sampled_from(["weight_kg", "length_height_cm", "oedema"]), st.sampled_from([1, 2, True]), max_size=3
)


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    """Items of two devices in the order of arrival; each device counts up."""
    counters = {"a": 0, "b": 0, None: 0}
    made: list[Item] = []
    for n in range(draw(st.integers(0, 6))):
        device = draw(st.sampled_from(["a", "b", None]))
        counters[device] += 1
        does = draw(st.sampled_from([RECORDED, RECORDED, CORRECTED, DECIDED])) if made else RECORDED
        one: Item = {
            "entry": f"e{n}",
            "device": device,
            "counter": counters[device],
            "author": "x",
            "at": "t",
            "does": does,
        }
        one["values"] = draw(VALUES)
        if does == RECORDED:
            one |= {"step": draw(st.integers(1, 5)), "results": {}, "session": None}
        if does == CORRECTED:
            one["corrects"] = draw(st.sampled_from([old["entry"] for old in made]))
        made.append(one)
    return made


@given(items())
def test_every_value_was_given_by_the_entry_that_is_named(given_items: list[Item]) -> None:
    folded = fold(given_items)
    by_entry = {one["entry"]: one for one in given_items}
    assert folded.values.keys() == folded.by.keys()
    for field, value in folded.values.items():
        assert by_entry[folded.by[field]["entry"]]["values"][field] == value
    assert folded.values.keys() == {field for one in given_items for field in one["values"]}


@given(items(), items())
def test_a_withdrawn_entry_leaves_no_trace(before: list[Item], after: list[Item]) -> None:
    gone = {"entry": "gone", "device": "c", "counter": 1, "author": "x", "at": "t", "does": RECORDED}
    gone |= {"values": {"weight_kg": 9}, "step": 2, "results": {"verdict": "x"}, "session": None}
    rest = [one for one in after if one.get("corrects") != "gone"]
    folded = fold([one for one in [*before, gone, *rest] if one["entry"] != "gone"])
    assert 9 not in folded.values.values()
    assert "verdict" not in folded.results


def recorded(n: int, device: str, counter: int, **values: Any) -> Item:
    base: Item = {"entry": f"e{n}", "device": device, "counter": counter, "author": device, "at": "t", "does": RECORDED}
    return base | {"values": values, "step": 2, "results": {}, "session": None}


def test_different_fields_of_two_tables_meet_in_any_order() -> None:
    parts = [recorded(1, "a", 1, weight_kg=6.1), recorded(2, "b", 1, head_cm=41), recorded(3, "c", 1, muac_cm=13)]
    assert {tuple(sorted(fold(list(order)).values.items())) for order in permutations(parts)} == {
        (("head_cm", 41), ("muac_cm", 13), ("weight_kg", 6.1))
    }


def test_a_device_that_measured_again_wins_over_itself_however_late_the_first_arrives() -> None:
    first, second = recorded(1, "a", 1, weight_kg=6.1), recorded(2, "a", 2, weight_kg=6.4)
    assert fold([first, second]).values == fold([second, first]).values == {"weight_kg": 6.4}
    assert fold([second]).take(first) == {}


@pytest.mark.django_db
def test_two_tables_disagree_and_the_puskesmas_decides() -> None:
    village = Village()
    child = village.child()
    kader = village.where.kaders[0]
    first = village.weigh(child, "2026-01-10", 6.5, by=kader)
    second = village.weigh(child, "2026-01-10", 6.9)
    review = Review.objects.get()
    assert (review.clinical, [one["value"] for one in review.options]) == (True, [6.5, 6.9])
    assert [one["entry"] for one in review.options] == [first.id, second.id]
    village.write("review.resolved", str(review.pk), {"review": str(review.pk), "value": 6.9})
    visit = Visit.objects.get()
    assert visit.values["weight_kg"] == 6.9
    assert Review.objects.get().status == "resolved"
    assert not differences()


@pytest.mark.django_db
def test_withdrawing_one_side_settles_the_question() -> None:
    village = Village()
    child = village.child()
    first = village.weigh(child, "2026-01-10", 65, by=village.where.kaders[0])
    village.weigh(child, "2026-01-10", 6.5)
    village.write("entry.voided", child, {"target": first.id, "reason": "salah ketik"})
    assert Visit.objects.get().values == {"weight_kg": 6.5}
    assert Review.objects.get().status == "resolved"
    assert not differences()


@pytest.mark.django_db
def test_a_correction_of_a_decided_value_is_asked_again() -> None:
    village = Village()
    child = village.child()
    first = village.weigh(child, "2026-01-10", 6.5, by=village.where.kaders[0])
    village.weigh(child, "2026-01-10", 6.9)
    review = Review.objects.get()
    village.write("review.resolved", str(review.pk), {"review": str(review.pk), "value": 6.9})
    data = {
        "visit": ids.visit_id(village.here, child, "2026-01-10"),
        "corrects": first.id,
        "values": {"weight_kg": 6.2},
    }
    village.write("visit.corrected", child, data)
    assert Visit.objects.get().values["weight_kg"] == 6.9
    assert Review.objects.filter(status="open").count() == 1


def differences() -> list[replay.Difference]:
    with replay.scratch():
        replay.replay()
        return replay.differences()
