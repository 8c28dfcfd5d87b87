"""This morning: one post half through its day, one gone silent, one that has not opened yet."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from simpul.base import clock, ids
from simpul.seeds.demo.families import Child
from simpul.seeds.demo.visits import Post

BUSY_SINCE, BUSY_UNTIL = 1.8, 0.05
SILENT_SINCE, SILENT_UNTIL = 3.2, 2.6
"""Hours before now: one post works until a moment ago, another has not been heard for more than two hours."""


def morning(posts: list[Post], today: date, random: Random) -> None:
    """Write this morning's entries: the second post half through its day, the third gone silent."""
    busy, silent = posts[1], posts[2]
    moments = _hours(BUSY_SINCE, BUSY_UNTIL, 23)
    _open(busy, today, next(moments))
    for child in _present(busy, today, random)[:22]:
        _served(busy, child, today, next(moments), steps=(1, 2, 4, 5) if random.random() < 0.7 else (1, 2))
    moments = _hours(SILENT_SINCE, SILENT_UNTIL, 5)
    _open(silent, today, next(moments))
    for child in _present(silent, today, random)[:4]:
        _served(silent, child, today, next(moments), steps=(1,))


def _hours(since: float, until: float, count: int) -> Iterator[float]:
    """`count` local hours of today from `since` to `until` hours ago; after midnight they crowd at its start."""
    now = clock.now().astimezone(clock.JAKARTA)
    present = now.hour + now.minute / 60
    first, last = max(0.0, present - since), max(0.0, present - until)
    return iter([first + (last - first) * number / count for number in range(count)])


def _open(post: Post, today: date, hour: float) -> None:
    session = ids.session_id(post.diary.post, today.isoformat())
    data = {"date": today.isoformat(), "place": "Balai RW", "staff": post.diary.kader}
    post.diary.write(today, "session.opened", session, data, hour=hour)


def _present(post: Post, today: date, random: Random) -> list[Child]:
    children = [c for f in post.families for c in f.children if 0 < (today - c.born).days < 1826 and c.id in post.known]
    random.shuffle(children)
    return children


def _served(post: Post, child: Child, today: date, hour: float, steps: tuple[int, ...]) -> None:
    for step in steps:
        data: dict[str, Any] = {
            "visit": ids.visit_id(post.diary.post, child.id, today.isoformat()),
            "session": ids.session_id(post.diary.post, today.isoformat()),
            "date": today.isoformat(),
            "card": "balita",
            "step": step,
            "values": _values(child, today) if step == 2 else {},
        }
        post.diary.write(today, "visit.recorded", child.id, data, hour=hour)


def _values(child: Child, today: date) -> dict[str, Any]:
    measures = child.trajectory.at((today - child.born).days)
    return {
        "weight_kg": measures.weight_kg,
        "length_height_cm": measures.length_cm,
        "measured": "l" if measures.lying else "h",
        "oedema": False,
    }
