"""Is it well? Parts by name, each `ok` or not; for a load balancer, a monitor and the operator's page."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from simpul.base import clock, embedded
from simpul.config import tick

DISK_FREE_SHARE = 0.05
"""Below this share of free disk PostgreSQL is in danger of stopping."""
TICK_LATE = timedelta(minutes=5)
"""The tick comes every minute in a city, every half minute on a laptop."""


@dataclass(frozen=True)
class Part:
    """One thing that must hold. `words` say what to do when it does not."""

    name: str
    ok: bool
    words: str = ""


def parts() -> list[Part]:
    """Every part; one that cannot be asked is not well."""
    return [_asked(name, check, words) for name, check, words in CHECKS]


def _asked(name: str, check: Callable[[], bool], words: str) -> Part:
    try:
        ok = check()
    except Exception:
        ok = False
    return Part(name, ok, "" if ok else words)


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _schema() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _disk() -> bool:
    disk = shutil.disk_usage(embedded.home())
    return disk.free / disk.total >= DISK_FREE_SHARE


def _tick() -> bool:
    last = tick.last_run()
    return last is not None and clock.now() - last <= TICK_LATE


CHECKS: tuple[tuple[str, Callable[[], bool], str], ...] = (
    ("database", _database, "PostgreSQL does not answer: look at its service and its disk."),
    ("schema", _schema, "The schema is behind the program: run `simpul setup`."),
    ("disk", _disk, "The disk is nearly full: PostgreSQL stops when it is."),
    ("tick", _tick, "The periodic jobs have not run: look at simpul-tick.timer."),
)
