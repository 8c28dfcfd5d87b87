"""First aid: the shared cases, and that no state is a trap."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.knowledge import first_aid as aid
from simpul.knowledge.colour_scales import P3lp
from simpul.knowledge.vectors import vectors

TODAY = date(2026, 11, 22)
STEPS = {step["id"]: step for step in aid.content()["steps"]}
OPEN = sorted(name for name in STEPS if name != aid.END)


def walk_of(case: dict[str, Any]) -> aid.Walk:
    walk = aid.start(case["start"])
    for answer in case["moves"]:
        walk = aid.move(walk, answer)
    filled = case["given"]
    if "follow_up" in filled:
        filled = filled | {"follow_up": date.fromisoformat(filled["follow_up"])}
    walk = replace(walk, **filled)
    for answer in case["more"]:
        walk = aid.move(walk, answer)
    return walk


@pytest.mark.parametrize("case", vectors("first-aid", "walks"), ids=lambda case: case["name"])
def test_paths_go_where_the_phone_goes(case: dict[str, Any]) -> None:
    if case["ends"] is None:
        with pytest.raises(aid.Impossible):
            walk_of(case)
        return
    found = walk_of(case)
    assert {
        "step": found.step,
        "path": list(found.path),
        "zone": found.zone.value if found.zone else None,
        "actions": list(found.actions),
        "handed_to": found.handed_to,
        "accepted": found.accepted,
        "follow_up": found.follow_up.isoformat() if found.follow_up else None,
    } == case["ends"]


@pytest.mark.parametrize("case", vectors("first-aid", "records"), ids=lambda case: case["name"])
def test_records_that_no_path_leaves_are_named(case: dict[str, Any]) -> None:
    said = case["record"]
    follow_up = date.fromisoformat(said["follow_up"]) if said["follow_up"] else None
    record = aid.Record(
        on=date.fromisoformat(said["date"]),
        path=tuple(said["path"]),
        zone=P3lp(said["zone"]) if said["zone"] else None,
        actions=tuple(said["actions"]),
        handed_to=said["handed_to"],
        handed=said["handed_at"] is not None,
        accepted=said["accepted"],
        follow_up=follow_up,
    )
    assert aid.fault(record) == case["fault"]


def ahead(step: str) -> set[str]:
    """Steps that can be reached from one, with everything filled in that a step asks for."""
    seen: set[str] = set()
    waiting = [step]
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting += [one["to"] for one in STEPS[here]["moves"]]
    return seen


@pytest.mark.parametrize("step", OPEN)
def test_from_every_step_the_end_can_be_reached(step: str) -> None:
    assert aid.END in ahead(step)


@pytest.mark.parametrize("step", OPEN)
def test_danger_and_not_being_left_alone_are_one_tap_away(step: str) -> None:
    phase = STEPS[step]["phase"]
    walk = aid.Walk(step, ("lihat", phase) if phase != "lihat" else (phase,))
    for wanted in sorted(aid.critical_phases() - {phase}):
        assert aid.move(walk, wanted).path[-1] == wanted


def test_every_step_is_reached_from_some_start() -> None:
    reached = set().union(*(ahead(aid.start(phase).step) for phase in aid.content()["starts"]))
    assert reached == set(STEPS)


def test_no_step_ends_a_path_without_a_day_to_ask_again() -> None:
    """But for who was asked again and feels lighter."""
    for step in STEPS.values():
        for one in (one for one in step["moves"] if one["to"] == aid.END):
            walk = aid.Walk(step["id"], (step["phase"],), handed_to="psikolog", accepted=True)
            if (step["phase"], one.get("zone")) == (aid.AGAIN, P3lp.HIJAU.value):
                assert aid.move(walk, one["id"]).step == aid.END
            else:
                with pytest.raises(aid.Impossible):
                    aid.move(walk, one["id"])


def answers(walk: aid.Walk) -> Iterator[str]:
    """What can be answered here."""
    for name in [*(one["id"] for one in STEPS[walk.step]["moves"]), *aid.content()["any"]]:
        try:
            aid.move(walk, name)
        except aid.Impossible:
            continue
        yield name


@given(st.data())
def test_whatever_is_answered_the_record_is_possible_and_nobody_is_left(data: st.DataObject) -> None:
    walk = aid.start(data.draw(st.sampled_from(aid.content()["starts"])))
    for _ in range(25):
        if walk.step == aid.END:
            break
        if data.draw(st.booleans()):
            walk = replace(walk, follow_up=TODAY + timedelta(days=data.draw(st.integers(0, 7))))
        if walk.path[-1] == aid.HANDING and data.draw(st.booleans()):
            walk = replace(walk, handed_to=data.draw(st.sampled_from(["psikolog", "rumah-sakit"])))
        options = sorted(answers(walk))
        if options:
            walk = aid.move(walk, data.draw(st.sampled_from(options)))
    ended = walk.step == aid.END
    if not ended and not aid.is_critical(walk.path):
        return
    day = walk.follow_up if ended else None
    kept = aid.Record(
        TODAY, walk.path, walk.zone, walk.actions, walk.handed_to, walk.handed_to is not None, walk.accepted, day
    )
    if not ended:
        # what stands open was written when the step was entered: nobody has taken over
        kept = replace(kept, handed_to=None, handed=False, accepted=None)
    lighter = walk.path == (aid.AGAIN, aid.END) and walk.zone is P3lp.HIJAU
    if ended and walk.path == (aid.AGAIN, aid.END) and not lighter:
        raise AssertionError("only who feels lighter is not asked again")
    assert aid.fault(kept) is None
    if ended and aid.is_critical(walk.path):
        assert walk.accepted is True and walk.handed_to is not None
    if ended and not lighter:
        assert day is not None and TODAY <= day <= TODAY + timedelta(days=7)
