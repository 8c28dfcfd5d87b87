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

    fresh()
    import django

    django.setup()
    from bench import _inside, _world
    from simpul.journal.actions.rebuild import rebuild

    phones = _world.enrol_each(_world.posts(POSTS))
    for month in range(MONTHS + 1):
        for phone in phones:
            _inside.write(phone, phone.phone.month(100 if month else 300))
    before = _digests()
    started, cpu = time.perf_counter(), time.process_time()
    entries = rebuild()
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    if _digests() != before:
        raise RuntimeError("The rebuilt rows differ from those before.")
    return {
        "entries_per_s": round(entries / seconds),
        "entries": entries,
        "python_us": round(1e6 * cpu / entries),
        "load": round(os.getloadavg()[0], 1),
    }


def _digests() -> dict[str, str]:
    """Table → digest of all its rows as text, in order."""
    from simpul.journal import replay
    from simpul.journal.tables import execute

    query = "SELECT md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM {} t"
    return {table: execute(query.format(f'"{table}"')).fetchone()[0] for table in replay.tables()}


if __name__ == "__main__":
    print(json.dumps(measure()))
