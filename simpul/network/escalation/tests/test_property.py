"""Whatever happens in whatever order: each step fires once, in time, and never while somebody deals with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simpul.base import clock
from simpul.care.tests.stories import Village
from simpul.journal.kinds import Refused
from simpul.network import workflow
from simpul.network.actions.move import move
from simpul.network.clocks import Place
from simpul.network.escalation.firing import fire_due
from simpul.network.escalation.ladder import held, rungs
from simpul.network.escalation.models import Firing
from simpul.network.escalation.take import take
from simpul.network.flow import Escalation, Limit
from simpul.network.models import Request
from simpul.network.places import standing

pytestmark = pytest.mark.django_db
START = datetime(2026, 12, 21, 2, tzinfo=UTC)
"""Before holidays and a weekend."""
FLOW, PLACE = "health-referral", Place(clock.JAKARTA)
FILLED = {"note", "appointment_at", "outcome"}
limits = st.one_of(
    st.just(Limit()),
    st.builds(Limit, minutes=st.integers(1, 60)),
    st.builds(Limit, minutes=st.integers(60, 900)),
    st.builds(Limit, working_days=st.integers(1, 4)),
)
ladders = st.lists(limits, min_size=2, max_size=4)
waits = st.one_of(st.none(), st.integers(1, 25), st.integers(25, 90), st.integers(90, 9_000))
rounds = st.lists(
    st.tuples(waits, st.integers(0, 2), st.one_of(st.none(), st.just("take"), st.integers(0, 9))),
    min_size=3,
    max_size=8,
)
"""Minutes that pass (None: until late), ticks, what somebody does: nothing, take it, or a step that is offered."""


@contextmanager
def climbing(ladder: list[Limit]) -> Iterator[None]:
    """The workflow's ladder is this one."""
    flow = workflow.load(FLOW)
    before, words = flow.escalation, {"id": "x", "en": "x"}
    steps = tuple(Escalation(one, ("unit", "head", "dinas")[min(n, 2)], words) for n, one in enumerate(ladder))
    object.__setattr__(flow, "escalation", steps)
    try:
        yield
    finally:
        object.__setattr__(flow, "escalation", before)


@dataclass
class Story:
    """One request and what was done to it."""

    village: Village
    request: str
    now: datetime
    fired: int = 0
    taken: set[datetime] = field(default_factory=set)

    def row(self) -> Request:
        return Request.objects.get(pk=self.request)

    def round(self, minutes: int | None, ticks: int, deed: str | int | None) -> None:
        self.now = self.later() if minutes is None else self.now + timedelta(minutes=minutes)
        with clock.frozen(self.now):
            if ticks:
                self.tick(ticks)
            if deed == "take":
                self.take()
        if isinstance(deed, int):
            self.move(deed)

    def later(self) -> datetime:
        """A minute after it is late."""
        return max(self.now, (self.row().due_at or self.now) + timedelta(minutes=1))

    def take(self) -> None:
        try:
            took = take(self.village.where.officer, self.row().pk)
        except Refused:
            return
        self.taken.add(took.since)

    def move(self, chosen: int) -> None:
        row = self.row()
        held = standing(self.village.where.officer, row)
        steps = [one for one in workflow.load(FLOW).steps_from(row.state) if one.is_open_to(held)]
        offered = [one for one in steps if set(one.requires) <= FILLED]
        if not offered:
            return
        step = offered[chosen % len(offered)]
        # Each step at its own moment: two in one millisecond would be one state.
        self.now += timedelta(seconds=1)
        with clock.frozen(self.now):
            data = {"action": step.action, "note": "x", "appointment_at": clock.iso(self.now + timedelta(hours=5))}
            outcome = {"outcome": step.outcomes[0]} if step.outcomes else {}
            try:
                move(self.village.where.officer, row, data | outcome, row.seq)
            except Refused as refused:
                # Nobody has stayed away before the hour.
                assert refused.reason.code == "step_too_early", refused

    def tick(self, times: int) -> None:
        self.fired += sum(fire_due().steps for _ in range(times))
        self.nothing_is_left_out()

    def nothing_is_left_out(self) -> None:
        """Just after a tick: without anybody's hand in it exactly the steps that are due have fired."""
        row = self.row()
        if row.open and row.due_at and row.state_since not in self.taken:
            fired = set(Firing.objects.filter(request=row.pk, since=row.state_since).values_list("step", flat=True))
            assert fired == {
                step for step in range(1, len(moments(row.due_at)) + 1) if due(row.due_at, step) <= self.now
            }


def moments(due_at: datetime) -> list[datetime]:
    return [PLACE.after(due_at, one.after) if one.after != Limit() else due_at for one in steps()]


def due(due_at: datetime, step: int) -> datetime:
    """When a step is due if nobody does anything: not before the steps below it. Finer than a millisecond is cut."""
    return max(moments(due_at)[:step])


def steps() -> tuple[Escalation, ...]:
    return workflow.load(FLOW).escalation


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    ladders,
    st.sampled_from(("darurat", "segera", "biasa")),
    st.sampled_from(("take", None)),
    st.integers(1, 240),
    rounds,
)
def test_every_step_fires_once_and_in_time(
    ladder: list[Limit],
    urgency: str,
    first: str | None,
    soon: int,
    done: list[tuple[int | None, int, str | int | None]],
) -> None:
    with climbing(ladder):
        with clock.frozen(START):
            village = Village()
            story = Story(village, village.refer(village.child(), urgency), START)
        for minutes, ticks, deed in [(None, 1, first), (soon, 1, None), *done, (40_000, 2, None)]:
            story.round(minutes, ticks, deed)
        rows = list(Firing.objects.filter(request=story.request).order_by("since", "step"))
        assert story.fired == len(rows)
        for before, one in zip([None, *rows], rows, strict=False):
            assert one.fired_at >= due(one.due_at, one.step)
            follows = before is not None and before.since == one.since
            assert one.step == (before.step + 1 if follows and before else 1)
            if follows and before and before.held_until:
                assert one.fired_at >= before.held_until
            if one.since in story.taken and follows and before and before.ladder:
                assert one.fired_at >= clock.parse_iso(before.ladder[one.step - 1])


@settings(max_examples=200, deadline=None)
@given(ladders, st.integers(0, 3), st.integers(-500, 9_000))
def test_a_held_ladder_waits_and_keeps_its_order(ladder: list[Limit], step: int, minutes: int) -> None:
    known = [Escalation(one, "unit", {}) for one in ladder]
    own = rungs(known, START, PLACE)
    until = START + timedelta(minutes=minutes)
    found = held(known, own, step + 1, until, PLACE)
    assert len(found) == len(own) and found == sorted(found)
    assert found[: step + 1] == own[: step + 1]
    assert all(moment >= max(until, before) for moment, before in zip(found[step + 1 :], own[step + 1 :], strict=True))
