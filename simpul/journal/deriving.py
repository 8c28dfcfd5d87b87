"""What follows from rows that were just written: jobs that run once for all their items, in the same transaction."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import DatabaseError

from simpul.journal import tables
from simpul.journal.libpq import Call

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reading:
    """A job that reads what was just written: its statements go out together with the rows.

    `asking` gives them for the items; `take` gets the items and what the statements found, and returns the statements
    that write what follows. These may wait for the end of the transaction.
    """

    asking: Callable[[set[Any]], list[Call]]
    take: Callable[[set[Any], list[Any]], list[Call]]


Job = Reading | Callable[[set[Any]], None]
Jobs = Mapping[Job, set[Any]]
Write = Callable[[list[Call]], list[Any]]
"""Writes the rows, runs the statements behind them, and returns what these found."""


def run(jobs: Jobs, write: Write) -> list[Call]:
    """Write the rows and run the jobs; returns the statements that are left to run. Raises django.db.Error."""
    reading = [(job, items, job.asking(items)) for job, items in jobs.items() if isinstance(job, Reading)]
    found = iter(write([call for _, _, calls in reading for call in calls]))
    left: list[Call] = []
    for job, items, calls in reading:
        _excused(len(items), partial(_take, job, items, [next(found) for _ in calls], left))
    other = [(job, items) for job, items in jobs.items() if not isinstance(job, Reading)]
    if other and left:
        tables.execute_all(left)
        left = []
    for work, items in other:
        _excused(len(items), partial(work, items))
    return left


def _take(job: Reading, items: set[Any], found: list[Any], left: list[Call]) -> None:
    left += job.take(items, found)


def _excused(count: int, work: Callable[[], None]) -> None:
    """What is derived can be computed again; what was typed must not wait for it."""
    try:
        work()
    except DatabaseError:
        raise
    except Exception:
        log.exception("Deriving from rows failed for %d items", count)
