"""This morning: one post half through its day, one just opened, one that has not opened yet."""

from datetime import date
from random import Random
from typing import Any

from simpul.base import ids
from simpul.seeds.demo.families import Child
from simpul.seeds.demo.visits import Post


def morning(posts: list[Post], today: date, random: Random) -> None:
    """Write this morning's entries of the first posts: the second half done, the third just opened."""
    if len(posts) > 2:
        _open(posts[1], today)
        for child in _present(posts[1], today, random)[:22]:
            _served(posts[1], child, today, steps=(1, 2, 4) if random.random() < 0.7 else (1, 2))
        _open(posts[2], today)
        for child in _present(posts[2], today, random)[:4]:
            _served(posts[2], child, today, steps=(1,))


def _open(post: Post, today: date) -> None:
    session = ids.session_id(post.diary.post, today.isoformat())
    data = {"date": today.isoformat(), "place": "Balai RW", "staff": post.diary.kader}
    post.diary.write(today, "session.opened", session, data, hour=0.01)


def _present(post: Post, today: date, random: Random) -> list[Child]:
    children = [c for f in post.families for c in f.children if 0 < (today - c.born).days < 1826 and c.id in post.known]
    random.shuffle(children)
    return children


def _served(post: Post, child: Child, today: date, steps: tuple[int, ...]) -> None:
    for step in steps:
        data: dict[str, Any] = {
            "visit": ids.visit_id(post.diary.post, child.id, today.isoformat()),
            "session": ids.session_id(post.diary.post, today.isoformat()),
            "date": today.isoformat(),
            "card": "balita",
            "step": step,
            "values": _values(child, today) if step == 2 else {},
        }
        post.diary.write(today, "visit.recorded", child.id, data, hour=0.02 + step * 0.01)


def _values(child: Child, today: date) -> dict[str, Any]:
    measures = child.trajectory.at((today - child.born).days)
    return {
        "weight_kg": measures.weight_kg,
        "length_height_cm": measures.length_cm,
        "measured": "l" if measures.lying else "h",
        "oedema": False,
    }
