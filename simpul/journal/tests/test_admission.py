"""How much a phone may send: its bucket."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.base import clock
from simpul.journal import admission
from simpul.journal.admission import CAPACITY, PER_S
from simpul.journal.models import Device
from simpul.journal.problems import ApiProblem
from simpul.journal.testing import Phone, Refusal, place

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
PUSHES = st.lists(st.tuples(st.floats(0, 600), st.integers(1, 500)), max_size=60)
"""Seconds since the push before, and entries."""


def sent(pushes: list[tuple[float, int]]) -> tuple[int, float, list[int]]:
    """What a phone that pushes so gets in, over how many seconds, and the waits it was told."""
    device, now, entries, waits = Device(), NOW, 0, []
    for pause, count in pushes:
        now += timedelta(seconds=pause)
        try:
            admission.check(device, count, now)
        except ApiProblem as problem:
            waits.append(int(problem.headers["Retry-After"]))
            continue
        admission.spend(device, count, now)
        entries += count
    return entries, (now - NOW).total_seconds(), waits


@given(PUSHES)
def test_no_phone_gets_more_than_its_bucket_and_its_rate(pushes: list[tuple[float, int]]) -> None:
    entries, seconds, _ = sent(pushes)
    assert entries <= CAPACITY + PER_S * seconds + 1


@given(st.lists(st.integers(1, 500), min_size=1, max_size=60))
def test_a_phone_that_keeps_the_rate_is_never_refused(counts: list[int]) -> None:
    assert sent([(count / PER_S, count) for count in counts])[2] == []


@given(PUSHES, st.integers(1, 500))
def test_who_comes_back_when_told_is_let_in(pushes: list[tuple[float, int]], count: int) -> None:
    device, now = Device(), NOW
    for pause, some in pushes:
        now += timedelta(seconds=pause)
        admission.spend(device, min(some, int(admission.tokens(device.allowance, device.allowance_at, now))), now)
    try:
        admission.check(device, count, now)
    except ApiProblem as problem:
        admission.check(device, count, now + timedelta(seconds=int(problem.headers["Retry-After"])))


def test_a_clock_that_goes_back_takes_nothing_away() -> None:
    assert admission.tokens(10.0, NOW, NOW - timedelta(days=1)) == 10.0


@pytest.mark.django_db
def test_a_phone_in_a_loop_is_slowed_down_and_loses_nothing() -> None:
    here = place()
    phone = Phone(post=here.posts[0]).enrol(here.officer, here.kaders[0])
    Device.objects.filter(pk=phone.device).update(allowance=1, allowance_at=clock.now())
    entries = [phone.person(f"Anak {n}") for n in range(41)]
    with pytest.raises(Refusal) as refused:
        phone.push(entries)
    assert (refused.value.status, refused.value.problem.code) == (429, "slow_down")
    assert refused.value.headers["Retry-After"] in ("2", "3")
    with clock.frozen(clock.now() + timedelta(seconds=4)):
        assert {receipt.outcome for receipt in phone.push(entries)} == {"applied"}
    left = Device.objects.get(pk=phone.device).allowance
    assert left is not None and left < 2 + 4 * PER_S
