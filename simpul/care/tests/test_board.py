"""The live board of open days."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from simpul.base import clock, ids
from simpul.care.board import board
from simpul.care.tests.stories import Village, at
from simpul.journal.models import Device
from simpul.journal.testing import Phone, place
from simpul.registry.access import posts_of

pytestmark = pytest.mark.django_db
DAY = "2026-11-23"


def opened(village: Village, post: str) -> None:
    village.write("session.opened", ids.session_id(post, DAY), {"date": DAY}, post)


def step(village: Village, person: str, number: int) -> None:
    data = {"visit": ids.visit_id(village.here, person, DAY), "date": DAY, "card": "balita", "step": number}
    village.write("visit.recorded", person, data)


def test_a_day_from_first_arrival_to_closing() -> None:
    village = Village()
    posts = posts_of(village.where.officer)
    with at(f"{DAY}T08:00"):
        children = [village.child(name=f"Anak {n}") for n in range(3)]
        opened(village, village.here)
    with at(f"{DAY}T09:00"):
        for child in children:
            step(village, child, 1)
        step(village, children[0], 5)
        village.refer(children[0])
        found = board(posts, clock.today(), clock.now())
    first, second = found.lines
    assert (str(first.post.pk), first.state, first.arrived, first.done, first.referred) == (
        village.here,
        "open",
        3,
        1,
        1,
    )
    assert (second.state, second.arrived) == ("not_opened", 0)
    assert (found.open, found.silent, found.arrived) == (1, 0, 3)
    with at(f"{DAY}T11:00"):
        data = {"date": DAY, "totals": {"arrived": 3}}
        village.write("session.closed", ids.session_id(village.here, DAY), data)
        closed = board(posts, clock.today(), clock.now()).lines[1]
    assert (closed.state, closed.told) == ("closed", {"arrived": 3})


def test_an_open_day_that_is_not_heard_for_two_hours_is_silent_until_a_phone_speaks() -> None:
    village = Village()
    phone = Phone().enrol(village.where.officer, village.where.kaders[0])
    with at(f"{DAY}T08:00"):
        opened(village, village.here)
    Device.objects.filter(pk=phone.device).update(last_push_at=moment("08:30"), last_pull_at=None)
    posts = posts_of(village.where.officer)
    assert board(posts, day(), moment("10:30")).silent == 0
    late = board(posts, day(), moment("10:31"))
    assert (late.silent, late.lines[0].state) == (1, "silent")
    Device.objects.filter(pk=phone.device).update(last_pull_at=moment("10:31"))
    assert board(posts, day(), moment("10:32")).silent == 0


def moment(text: str) -> datetime:
    with at(f"{DAY}T{text}"):
        return clock.now()


def day() -> date:
    return date.fromisoformat(DAY)


def test_a_visit_of_a_child_that_moved_counts_where_it_was_seen(django_capture_on_commit_callbacks: object) -> None:
    village = Village()
    family = village.family()
    child = village.child(family)
    with at(f"{DAY}T09:00"):
        step(village, child, 1)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        village.move(family)
    found = {
        str(one.post.pk): one.arrived for one in board(posts_of(village.where.officer), day(), moment("12:00")).lines
    }
    assert found == {village.here: 1, village.there: 0}


def test_the_number_of_queries_does_not_grow_with_the_posts() -> None:
    small, large = Village(), Village(where=place(posts=6))

    def queries(village: Village) -> int:
        with CaptureQueriesContext(connection) as caught:
            board(posts_of(village.where.officer), day(), moment("12:00"))
        return len(caught)

    queries(small)
    assert queries(small) == queries(large)
