"""Who is let in: a phone's bucket, the places that all processes share, and the moment given to whoever finds none."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from simpul.base import clock
from simpul.journal import admission
from simpul.journal.admission import CAPACITY, KEPT, LONGEST_S, PER_POST, PER_S, PLACES, SMALL
from simpul.journal.models import Device
from simpul.journal.problems import ApiProblem
from simpul.journal.testing import Phone, Refusal, place
from simpul.journal.wire import Heartbeat

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
HERE, THERE = "5d8ff1f2-0000-4000-8000-000000000001", "5d8ff1f2-0000-4000-8000-000000000002"
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


@contextmanager
def taken(places: range, post: str = "", share: int = 0) -> Iterator[None]:
    """Another process holds these places, and so much of a post's share."""
    given = connection.get_connection_params()
    wanted = {name: given[name] for name in ("dbname", "user", "password", "host", "port") if given.get(name)}
    with psycopg.connect(**wanted) as other:
        for number in places:
            other.execute("SELECT pg_advisory_lock(%s, %s)", [admission._PLACE, number])
        for number in range(1, share + 1):
            other.execute("SELECT pg_advisory_lock(%s, hashtext(%s || %s::int))", [admission._POST, post, number])
        yield
        other.execute("SELECT pg_advisory_unlock_all()")  # before this returns, not when the backend is gone


def wait(post: str = HERE, entries: int = 100, said: Heartbeat | None = None, device: str = "a") -> int:
    """Seconds until this push may try again; 0 when it is let in."""
    try:
        with admission.place(device, post, entries, said or Heartbeat()):
            return 0
    except ApiProblem as problem:
        assert problem.status == 503
        return int(problem.headers["Retry-After"])


@pytest.mark.django_db
def test_small_and_old_work_finds_a_place_when_large_work_does_not() -> None:
    with taken(range(KEPT + 1, PLACES + 1)):
        assert wait(entries=SMALL + 1) > 0
        assert wait(entries=SMALL) == 0
        assert wait(entries=500, said=Heartbeat(oldest_pending_age_s=2 * 86_400)) == 0
    assert wait(entries=500) == 0


@pytest.mark.django_db
def test_a_hot_post_leaves_room_for_the_others() -> None:
    with taken(range(1, 1), HERE, PER_POST):
        assert 0 < wait(HERE) < 10
        assert wait(THERE) == 0


@pytest.mark.django_db
def test_a_place_is_given_back_whatever_happens() -> None:
    for _ in range(PLACES * 3):
        with pytest.raises(ZeroDivisionError), admission.place("a", HERE, 100, Heartbeat()):
            raise ZeroDivisionError
    with taken(range(2, PLACES + 1)):
        assert wait(entries=1) == 0


@pytest.mark.django_db
def test_each_is_given_a_moment_of_its_own_at_the_speed_of_the_server() -> None:
    with clock.frozen(NOW), taken(range(1, PLACES + 1)):
        waits = [wait(entries=300, device=str(number)) for number in range(100)]
    assert waits == sorted(waits)
    assert waits[-1] - waits[0] == pytest.approx(99 * 300 / admission.ENTRIES_PER_S, abs=1)
    with clock.frozen(NOW), taken(range(1, PLACES + 1)):
        assert max(wait(entries=500) for _ in range(900)) == LONGEST_S
        assert wait(entries=1) < 10
    with clock.frozen(NOW + timedelta(hours=1)), taken(range(1, PLACES + 1)):
        assert wait(entries=300) <= 2


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
