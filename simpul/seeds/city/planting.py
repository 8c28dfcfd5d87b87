"""Plant the city: places first, then every post's journal, by as many processes as there are cores."""

import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from django.db import connections

from simpul.base import clock
from simpul.seeds.city import place
from simpul.seeds.city.book import plant_post
from simpul.seeds.city.life import Life, live
from simpul.seeds.city.loose import loosened
from simpul.seeds.city.office import refer
from simpul.seeds.city.place import PostPlan
from simpul.seeds.city.troubles import Leftover, evening, leftover

POSTS = 1102
"""Posts of Kota Tangerang."""
MOST_PROCESSES = 4
Report = Callable[[str], None]


class PlantingFailed(Exception):
    """A worker failed; its message is the worker's traceback."""


class Planted(NamedTuple):
    """What is there now."""

    posts: int
    entries: int


def evening_before() -> datetime:
    """Until when the city has lived: yesterday at 20.00 local time, so that one day gives one city."""
    yesterday = clock.today() - timedelta(days=1)
    return datetime.combine(yesterday, time(20), clock.JAKARTA)


def life_of(plan: PostPlan, as_of: datetime) -> Life:
    """The whole life of a post, referrals included."""
    life = live(plan, as_of)
    refer(life, as_of)
    return life


def plant(posts: int = POSTS, report: Report = lambda text: None, processes: int | None = None) -> Planted:
    """Write a city of so many posts into an empty database. Not one transaction: after a failure begin anew."""
    as_of, many = evening_before(), processes or min(MOST_PROCESSES, os.cpu_count() or 1)
    report("wilayah, petugas, HP")
    plans = place.make(posts)
    total, left = 0, list[Leftover]()
    with loosened():
        for done, (entries, rest) in enumerate(_spread(partial(_plant, as_of=as_of), plans, many), 1):
            total += entries
            left.append(rest)
            if done % 10 == 0:
                report(f"{done} dari {posts} posyandu, {total:,} catatan".replace(",", "."))
        report("indeks dan kunci")
    _evenings(left, as_of, many, report)
    return Planted(posts, total)


def _plant(plan: PostPlan, as_of: datetime) -> tuple[int, Leftover]:
    life = life_of(plan, as_of)
    book = plant_post(life, as_of)
    return book.seq, leftover(life, book.handset.counter)


def _evenings(left: list[Leftover], as_of: datetime, many: int, report: Report) -> None:
    """Kecamatan by kecamatan: families move between its posts, so that no two processes write in one journal."""
    in_order = sorted(left, key=lambda one: one.plan.number)
    groups = [list(group) for _, group in groupby(in_order, key=lambda one: one.plan.village.district)]
    for done, _ in enumerate(_spread(partial(_evening, as_of=as_of), groups, many), 1):
        report(f"kekeliruan lapangan, kecamatan {done} dari {len(groups)}")


def _evening(group: list[Leftover], as_of: datetime) -> None:
    for number, one in enumerate(group):
        following = group[(number + 1) % len(group)].plan.id
        evening(one, following if following != one.plan.id else None, as_of)


def _as_worker() -> None:
    """The parent alone hears Ctrl-C and puts things in order; a worker just ends when it is told to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _spread(work: Callable[[Any], Any], items: Iterable[Any], many: int) -> Iterator[Any]:
    """Do the work on every item, in this process or in several, each with a connection of its own."""
    if many == 1:
        yield from map(work, items)
        return
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(many, _as_worker) as pool:
        yield from pool.imap_unordered(partial(_told, work), items)


def _told(work: Callable[[Any], Any], item: Any) -> Any:
    """Work whose failure reaches the parent: an exception that does not survive pickling would leave it waiting."""
    try:
        return work(item)
    except Exception as error:
        raise PlantingFailed("".join(traceback.format_exception(error))) from None
