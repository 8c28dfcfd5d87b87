"""What a phone may ask: its bucket, kept in its row, filled and drained in the database."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simpul.journal import asking
from simpul.journal.asking import CAPACITY, PER_S
from simpul.journal.models import Device
from simpul.journal.problems import ApiProblem

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
CALLS = st.lists(st.tuples(st.floats(-60, 900), st.sampled_from([1, 2, 5, 10])), max_size=40)
"""Seconds since the call before (the clock may go back), and what it costs."""
FRESH = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def device(db: None) -> Device:
    """A phone that has asked nothing yet."""
    return Device.objects.create(name="HP", public_key=b"")


def read(device: Device) -> Device:
    return Device.objects.get(pk=device.pk)


@FRESH
@given(calls=CALLS)
def test_the_database_counts_as_the_check_does(device: Device, calls: list[tuple[float, int]]) -> None:
    Device.objects.update(asked=None, asked_at=None)
    now, left, since = NOW, None, None
    for pause, cost in calls:
        now += timedelta(seconds=pause)
        asking.spend(device, cost, now)
        left, since = asking.held(left, since, now) - cost, now
        found = read(device)
        assert found.asked == pytest.approx(left, abs=1e-3) and found.asked_at == since


@FRESH
@given(calls=CALLS)
def test_no_phone_gets_more_than_its_bucket_and_its_rate(device: Device, calls: list[tuple[float, int]]) -> None:
    Device.objects.update(asked=None, asked_at=None)
    now, got = NOW, 0
    for pause, cost in calls * 4:
        now += timedelta(seconds=abs(pause) / 20)
        try:
            asking.check(read(device), cost, now)
        except ApiProblem as problem:
            after = now + timedelta(seconds=int(problem.headers["Retry-After"]))
            asking.check(read(device), cost, after)
            continue
        asking.spend(device, cost, now)
        got += cost
    assert got <= CAPACITY + PER_S * (now - NOW).total_seconds() + 1


def test_calls_at_the_same_moment_all_count(device: Device) -> None:
    """Two processes have read the row before either wrote."""
    one, other = read(device), read(device)
    for caller in (one, other):
        asking.check(caller, asking.OFFER, NOW)
        asking.spend(caller, asking.OFFER, NOW)
    assert read(device).asked == CAPACITY - 2 * asking.OFFER


def test_a_refused_call_is_paid_for_too(device: Device) -> None:
    """A phone that goes on asking what it may not have is slowed down like any other."""
    problem = ApiProblem(400, "token", "x", "x")
    with pytest.raises(ApiProblem), asking.counted(read(device), asking.PULL, spent_inside=True):
        raise problem
    assert read(device).asked == CAPACITY - asking.PULL


def test_other_columns_go_in_the_same_statement(device: Device, django_assert_num_queries: Any) -> None:
    device.pending, device.app_version = 7, "1.2.3"
    with django_assert_num_queries(1):
        asking.spend(device, 1, NOW, ("pending", "app_version"))
    found = read(device)
    assert (found.pending, found.app_version, found.asked) == (7, "1.2.3", CAPACITY - 1)
