"""All rows made anew from the journals: entries per second, and whether every row is the same to the byte."""

import json
import os
import time
from typing import Any

from bench._isolated import isolated

POSTS, MONTHS = 20, 15


def run() -> dict[str, Any]:
    """Entries per second; raises when a row differs."""
    return isolated("bench.rebuild")


def measure() -> dict[str, Any]:
    """In the process of its own."""
    from bench._database import fresh

    root = fresh()
    import django

    django.setup()
    from bench import _inside, _world
    from bench._server import cpu_seconds, postgres_of
    from simpul.journal.actions.rebuild import rebuild
    from simpul.journal.replaying import workers

    phones = _world.enrol_each(_world.posts(POSTS))
    for month in range(MONTHS + 1):
        for phone in phones:
            _inside.write(phone, phone.phone.month(100 if month else 300))
    before, postgres = _digests(), postgres_of(root)
    started, own, other = time.perf_counter(), _python_seconds(), cpu_seconds(postgres)
    entries = rebuild()
    seconds = time.perf_counter() - started
    own, other = _python_seconds() - own, cpu_seconds(postgres) - other
    if _digests() != before:
        raise RuntimeError("The rebuilt rows differ from those before.")
    return {
        "entries_per_s": round(entries / seconds),
        "entries": entries,
        "python_us": round(1e6 * own / entries),
        "postgres_us": round(1e6 * other / entries),
        "processes": workers.processes(),
        "load": round(os.getloadavg()[0], 1),
    }


def _python_seconds() -> float:
    """CPU of this process and of those it started that have ended: all of them, when a rebuild is over."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _digests() -> dict[str, str]:
    """Table → digest of all its rows as text, in order."""
    from simpul.journal import replay
    from simpul.journal.tables import execute

    query = "SELECT md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM {} t"
    return {table: execute(query.format(f'"{table}"')).fetchone()[0] for table in replay.tables()}


if __name__ == "__main__":
    print(json.dumps(measure()))
