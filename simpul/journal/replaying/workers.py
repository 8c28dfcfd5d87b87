"""Groups of posts replayed in several processes, each with a line of its own to PostgreSQL.

The processes only read the journals, which stand still while they do (`replay.lock_all_posts`), and hand rows back as
lines of COPY; whoever asked writes them, in one transaction. What was made is taken in the order in which it is ready,
at most AHEAD groups for each process lie in memory.
"""

import ctypes
import os
import pickle
import signal
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # A new process must not import models before Django is set up (`_begin`).
    from simpul.journal.replaying.group import Made
    from simpul.journal.replaying.groups import Group, Roads

AHEAD = 2
MOST = 8
"""Beyond that PostgreSQL, which takes all rows by one line, is what limits."""
START = "fork" if sys.platform == "linux" else "spawn"
"""A fork begins at once, a process started anew reads Django first (over a second)."""
_PR_SET_PDEATHSIG = 1
"""prctl(2): the signal that this process gets when its parent ends."""
_roads: "Roads | None" = None
_inherited: list[Any] = []
"""Lines of the process that was forked: neither used nor closed here."""


class WorkerLost(Exception):
    """A process ended without saying why: killed, or out of memory."""


def processes() -> int:
    """How many processes this machine has use for."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(cores, MOST)


def replayed(groups: "list[Group]", roads: "Roads", number: int) -> "Iterator[Made]":
    """Every group replayed, in whatever order. Raises ReplayStopped, WorkerLost. `number` 1: in this process."""
    if min(number, len(groups)) <= 1:
        from simpul.journal.replaying.group import replay_group

        yield from (replay_group(group, roads) for group in groups)
        return
    from django.db import connection

    given = (dict(connection.settings_dict), pickle.dumps(roads))
    pool = ProcessPoolExecutor(min(number, len(groups)), get_context(START), _begin, given)
    try:
        yield from _in_turn(pool, groups, number * AHEAD)
    except BrokenProcessPool as lost:
        raise WorkerLost from lost
    finally:
        pool.shutdown(cancel_futures=True)


def _in_turn(pool: ProcessPoolExecutor, groups: "Iterable[Group]", ahead: int) -> "Iterator[Made]":
    left = iter(groups)
    running: set[Future[Any]] = {pool.submit(_replay, group) for group in islice(left, ahead)}
    while running:
        done, running = wait(running, return_when=FIRST_COMPLETED)
        running |= {pool.submit(_replay, group) for group in islice(left, len(done))}
        for one in done:
            yield one.result()


def _begin(database: dict[str, Any], packed: bytes) -> None:
    global _roads
    # Ctrl-C reaches every process of the terminal; the one that asked decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent()
    os.environ["SIMPUL_NO_DATABASE"] = "1"
    import django

    django.setup()
    from django.db import connections

    _inherited.append(connections["default"])
    del connections["default"]
    connections["default"].settings_dict.update(database)
    _roads = pickle.loads(packed)  # noqa: S301 (of the process that started this one)


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for work for ever."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _replay(group: "Group") -> "Made":
    from django.db import transaction

    from simpul.journal.replaying.group import replay_group

    assert _roads is not None
    with transaction.atomic():
        return replay_group(group, _roads)
