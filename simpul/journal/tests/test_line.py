"""Who works, who waits, who is told when to come back: no lost turn, light work first, one post never takes all."""

import heapq
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.journal import api, line
from simpul.journal.line import (
    INSIDE,
    KEPT,
    LONGEST_S,
    PACE_S,
    PER_POST,
    SMALL_BYTES,
    WORKING,
    WORKING_PER_POST,
    Line,
    Turn,
)
from simpul.journal.problems import ApiProblem
from simpul.journal.testing import Phone, Refusal, place

LARGE = 20_000
PUSHES = st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=40)
"""Post and whether it is light, in order of arrival."""


class Watch:
    """Seconds set by hand."""

    def __init__(self) -> None:
        """At nought."""
        self.s = 0.0

    def __call__(self) -> float:
        """The present moment."""
        return self.s


def refused(here: Line, size: int = LARGE) -> float:
    """The seconds that a push is told at the door; 0 when it is let in, and it leaves again."""
    try:
        with here.door(size):
            return 0.0
    except ApiProblem as problem:
        assert (problem.status, problem.problem.code) == (503, "busy")
        seconds = int(problem.headers["X-Simpul-Retry-Ms"]) / 1000
        assert 0 <= int(problem.headers["Retry-After"]) - seconds <= 1
        return seconds


POSTS = "abcd"
"""Enough for each of WORKING to be at one of its own."""
assert len(POSTS) > WORKING


@contextmanager
def crowded(here: Line, count: int, size: int = LARGE) -> Iterator[list[Turn]]:
    """So many are inside, none of them at work yet."""
    with ExitStack() as stack:
        yield [stack.enter_context(here.door(size)) for _ in range(count)]


def begin(turn: Turn, post: str = "a", *, light: bool = False) -> bool:
    """Stand in line; whether the turn came at once."""
    turn.line.queue(turn, post, light=light)
    return turn.called.is_set()


def test_small_work_finds_room_when_large_work_does_not() -> None:
    here = Line(Watch())
    with crowded(here, INSIDE - KEPT):
        assert refused(here, SMALL_BYTES + 1) > 0
        assert refused(here, SMALL_BYTES) == 0
    assert refused(here) == 0
    with crowded(here, INSIDE, SMALL_BYTES):
        assert 0 < refused(here, SMALL_BYTES) < 2


def test_a_hot_post_leaves_room_and_work_for_the_others() -> None:
    here = Line(Watch())
    with crowded(here, INSIDE, 1) as turns:
        assert [begin(one) for one in turns[:PER_POST]] == [True] * WORKING_PER_POST + [False] * (
            PER_POST - WORKING_PER_POST
        )
        with pytest.raises(ApiProblem) as told:
            begin(turns[PER_POST])
        assert int(told.value.headers["Retry-After"]) <= 2
        assert begin(turns[-1], "b")


def test_light_work_goes_before_heavy_work_that_came_earlier() -> None:
    here = Line(Watch())
    with crowded(here, WORKING - 1) as first, crowded(here, 2) as (heavy, light):
        assert all(begin(one, post) for one, post in zip(first, POSTS, strict=False))
        with crowded(here, 1) as (last,):
            assert begin(last, "d")
            assert not begin(heavy, "e")
            assert not begin(light, "f", light=True)
        assert light.called.is_set()
        assert not heavy.called.is_set()


def _come(here: Line, size: int, post: str, *, light: bool = False) -> Turn | None:
    """Through the door and into the line, or None: told to come back at one of them."""
    try:
        turn = here._enter(size)
    except ApiProblem:
        return None
    try:
        begin(turn, post, light=light)
    except ApiProblem:
        here._leave(turn)
        return None
    return turn


def _as_it_must_be(inside: list[Turn]) -> None:
    working = [turn for turn in inside if turn.working]
    posts = [turn.post for turn in working]
    assert len(working) <= WORKING
    assert all(posts.count(post) <= WORKING_PER_POST for post in posts)
    for turn in inside:
        if turn.ready and not turn.working:
            assert len(working) == WORKING or posts.count(turn.post) == WORKING_PER_POST, "a turn was lost"


@given(PUSHES, st.data())
def test_no_turn_is_lost_whoever_comes_and_goes(pushes: list[tuple[int, bool]], data: st.DataObject) -> None:
    here, waiting, inside, worked = Line(Watch()), list(pushes), list[Turn](), 0
    while waiting or inside:
        if waiting and (not inside or data.draw(st.booleans())):
            post, light = waiting.pop()
            if (turn := _come(here, LARGE, str(post), light=light)) is not None:
                inside.append(turn)
            else:
                waiting.insert(0, (post, light))
        if inside:
            _as_it_must_be(inside)
            one = data.draw(st.sampled_from([turn for turn in inside if turn.working]))
            inside.remove(one)
            here._leave(one)
            worked += 1
    assert worked == len(pushes)
    assert here._inside == []


def test_a_place_is_given_back_whatever_happens() -> None:
    here = Line(Watch())
    for _ in range(INSIDE * 3):
        with pytest.raises(ZeroDivisionError), here.door(LARGE) as turn:
            begin(turn)
            raise ZeroDivisionError
    assert refused(here) == 0


def test_each_is_given_a_moment_of_its_own() -> None:
    watch = Watch()
    here = Line(watch)
    with crowded(here, INSIDE, 1):
        told = [refused(here) for _ in range(100)]
        assert told == sorted(set(told))
        assert told[-1] - told[0] == pytest.approx(99 * LARGE * PACE_S, rel=0.5)
        assert max(refused(here, 4_000_000) for _ in range(50)) == LONGEST_S
        assert refused(here, SMALL_BYTES) < 2
        watch.s += 3600
        assert refused(here) < 2, "an hour later the moments given before are past"


def drained(phones: int, pace: float, size: int = LARGE) -> tuple[float, int]:
    """A morning of one process that needs `pace` seconds per byte: seconds until all are done, most refusals of one."""
    watch = Watch()
    here = Line(watch)
    calls, tries, inside, free = [(0.0, phone) for phone in range(phones)], [0] * phones, list[Turn](), 0.0
    while calls or inside:
        if inside and (not calls or free <= calls[0][0]):
            watch.s = free
            here._leave(inside.pop(0))
            free = watch.s + size * pace
            continue
        watch.s, phone = heapq.heappop(calls)
        tries[phone] += 1
        try:
            turn = here._enter(size)
        except ApiProblem as told:
            heapq.heappush(calls, (watch.s + int(told.headers["X-Simpul-Retry-Ms"]) / 1000, phone))
            continue
        begin(turn, str(phone))
        free = free if inside else watch.s + size * pace
        inside.append(turn)
    return watch.s, max(tries) - 1


@settings(max_examples=20, deadline=None)
@given(st.floats(0.8, 10))
def test_a_whole_city_is_drained_at_the_speed_of_the_machine_however_fast_it_is(times: float) -> None:
    pace = PACE_S * times
    seconds, most = drained(551, pace)
    assert seconds < 1.6 * 551 * LARGE * pace
    assert most <= 12


@pytest.mark.django_db
def test_a_phone_is_told_its_moment_before_its_body_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    here = place()
    phone = Phone(post=here.posts[0]).enrol(here.officer, here.kaders[0])
    entries = [phone.person(f"Anak {n}") for n in range(50)]
    with crowded(line.line, INSIDE, 1), monkeypatch.context() as patch:
        patch.setattr(api, "unpacked", None)
        patch.setattr(api, "sender", None)
        with pytest.raises(Refusal) as told:
            phone.push(entries)
        assert (told.value.status, told.value.problem.code) == (503, "busy")
        assert int(told.value.headers["X-Simpul-Retry-Ms"]) > 0
    assert {receipt.outcome for receipt in phone.push(entries)} == {"applied"}


def test_whoever_waits_in_line_works_when_the_turn_comes() -> None:
    here, begun = Line(), threading.Event()

    def wait(turn: Turn) -> None:
        turn.begin("e", light=False)
        begun.set()

    with crowded(here, 1) as (late,):
        with crowded(here, WORKING) as first:
            assert all(begin(one, post) for one, post in zip(first, POSTS, strict=False))
            thread = threading.Thread(target=wait, args=[late])
            thread.start()
            while not late.ready:
                thread.join(0.001)
            assert not begun.is_set()
        thread.join(30)
    assert begun.is_set()
