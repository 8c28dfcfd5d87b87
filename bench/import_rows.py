"""Import of an e-PPGBM measurement sheet: 100,000 rows of 4,000 children at 40 posts, from .xlsx to growth curves.

From the upload to the end of the work: preview, then reading, planning, journal, projections, scores; durable (fsync
on). Then all of it is taken back.
"""

import os
import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVar
from unittest import mock

import psycopg

T = TypeVar("T")
POSTS, CHILDREN, MONTHS = 40, 4_000, 25
NIK = 3_671_010_000_000_000


def run() -> dict[str, Any]:
    """Seconds of preview, import and undo, and CPU µs of Python for each row of a sheet of CHILDREN × MONTHS rows."""
    os.environ.setdefault("SIMPUL_PG_FOLDER", "pg-bench-import")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "simpul.config.settings")
    import django

    django.setup()
    from simpul.base import database
    from simpul.base.testing import databases

    url = databases.root_url()
    name = f"bench_import_{os.getpid()}"
    databases.clone(url, name, databases.ensure_template(url))
    _durable(url)
    databases.point(name)
    try:
        # Here, not in a thread beside: the clock stands in this one.
        with mock.patch("simpul.exchange.soon.work"):
            return _measure()
    finally:
        from django.db import connections

        connections.close_all()
        database.drop_database(url, name)


def _durable(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM RESET {setting}")
        connection.execute("SELECT pg_reload_conf()")


def _measure() -> dict[str, Any]:
    from simpul.exchange.actions import confirm, take_in
    from simpul.exchange.worker import run_waiting
    from simpul.journal.testing import place

    where = place(posts=POSTS)
    _bring(where.officer, _identities())
    sheet = _weighings()
    job, preview = _timed(lambda: take_in.take_in(where.officer, "pengukuran.xlsx", sheet))
    confirm.confirm(where.officer, job)
    _, applied = _timed(run_waiting)
    job.refresh_from_db()
    rows = CHILDREN * MONTHS
    assert job.state == "done" and job.result["counts"]["visits_new"] == rows, (job.state, job.result)
    confirm.undo(where.officer, job)
    _, undone = _timed(run_waiting)
    job.refresh_from_db()
    assert (job.state, job.result["left"]) == ("undone", 0), (job.state, job.result)
    seconds = preview.seconds + applied.seconds
    return {
        "rows_per_s": round(rows / seconds),
        "seconds": round(seconds, 1),
        "preview_s": round(preview.seconds, 1),
        "undo_s": round(undone.seconds, 1),
        "python_us": round(1e6 * (preview.cpu + applied.cpu) / rows),
        "undo_python_us": round(1e6 * undone.cpu / rows),
        "load": round(os.getloadavg()[0], 1),
    }


class Spent(NamedTuple):
    """Seconds by the clock, and of this process's CPU."""

    seconds: float
    cpu: float


def _timed(work: Callable[[], T]) -> tuple[T, Spent]:
    begun, cpu = time.perf_counter(), time.process_time()
    done = work()
    return done, Spent(time.perf_counter() - begun, time.process_time() - cpu)


def _bring(officer: Any, sheet: bytes) -> None:
    from simpul.exchange.actions import confirm, take_in
    from simpul.exchange.worker import run_waiting

    job = take_in.take_in(officer, "identitas.xlsx", sheet)
    confirm.confirm(officer, job)
    run_waiting()
    job.refresh_from_db()
    assert job.result["counts"]["children_new"] == CHILDREN, job.result


def _born(child: int) -> date:
    return date(2023, 1, 1) + timedelta(days=child % 300)


def _identities() -> bytes:
    headers = ["NIK", "nama_anak", "tgl_lahir", "jenis_kelamin", "nama_ortu", "rt", "rw", "nama_posyandu"]
    return _sheet(headers, [
        [
            str(NIK + child), _name(child), _born(child).isoformat(), "Laki-laki" if child % 2 else "Perempuan",
            f"Ibu {_name(child + 7)}", f"{child % 9:03}", "002", f"Melati {child % POSTS + 1}",
        ]
        for child in range(CHILDREN)
    ])  # fmt: skip


def _weighings() -> bytes:
    chance = random.Random(11)
    headers = ["NIK", "nama_anak", "nama_posyandu", "TANGGALUKUR", "BERAT", "TINGGI", "LILA", "CARAUKUR"]
    return _sheet(headers, [
        [
            str(NIK + child), _name(child), f"Melati {child % POSTS + 1}",
            (_born(child) + timedelta(days=30 * month + 5)).isoformat(),
            round(3.4 + 0.35 * month + chance.random() * 0.4, 1), round(50 + 1.4 * month, 1), 14, "terlentang",
        ]
        for month in range(MONTHS)
        for child in range(CHILDREN)
    ])  # fmt: skip


def _name(child: int) -> str:
    first = ("Aisyah", "Bima", "Citra", "Danish", "Embun", "Fajar", "Gita", "Hafiz", "Intan", "Kenzo")
    last = ("Pratama", "Lestari", "Wijaya", "Saputra", "Nugraha", "Safitri", "Kusuma", "Ramadhan", "Maharani")
    return f"{first[child % 10]} {last[child // 10 % 9]} {last[child // 90 % 9]}"


def _sheet(headers: list[str], rows: list[list[Any]]) -> bytes:
    from simpul.exchange.sheets.writing import as_xlsx

    return as_xlsx("Sheet1", headers, rows)
