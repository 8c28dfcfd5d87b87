"""Is it well? Parts by name, each `ok` or not; for a load balancer, a monitor and the operator's page."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.base import clock, embedded
from simpul.config import tick
from simpul.journal.escrow import keys as escrow_keys

DISK_FREE_SHARE = 0.05
"""Below this share of free disk PostgreSQL is in danger of stopping."""
TICK_LATE = timedelta(minutes=5)
"""The tick comes every minute in a city, every half minute on a laptop."""


@dataclass(frozen=True)
class Part:
    """One thing that must hold. `words` say what to do when it does not."""

    name: str
    ok: bool
    words: str | Promise = ""

    @property
    def title(self) -> str | Promise:
        """Its name on a page."""
        return TITLES.get(self.name, self.name)


def parts() -> list[Part]:
    """Every part; one that cannot be asked is not well."""
    return [_asked(name, check, words) for name, check, words in CHECKS]


def _asked(name: str, check: Callable[[], bool], words: str | Promise) -> Part:
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


def key_comes_by_itself() -> bool:
    """Outside production the first key for sealed copies makes itself when a phone asks for it."""
    return bool(settings.ENV != "production")


def _keys() -> bool:
    files = escrow_keys.listed()  # a process that has read a key keeps it, also when its file is gone
    if key_comes_by_itself() and not files:
        return True
    escrow_keys.current()
    return any(key.current for key in files)


def _tick() -> bool:
    last = tick.last_run()
    return last is not None and clock.now() - last <= TICK_LATE


CHECKS: tuple[tuple[str, Callable[[], bool], str | Promise], ...] = (
    ("database", _database, _("PostgreSQL tidak menjawab: periksa layanan dan cakramnya.")),
    ("schema", _schema, _("Skema tertinggal dari program: jalankan simpul setup.")),
    ("disk", _disk, _("Cakram hampir penuh: PostgreSQL berhenti bila penuh.")),
    (
        "keys",
        _keys,
        _(
            "Kunci salinan tersegel tidak terbaca: setel SIMPUL_ESCROW_KEYS, kembalikan berkasnya, atau jalankan"
            " simpul keys rotate bila belum pernah ada. Sampai itu ada, HP baru tidak menyimpan salinan tersegel."
        ),
    ),
    (
        "tick",
        _tick,
        _("Pekerjaan berkala tidak berjalan: periksa simpul-tick.timer. Sampai itu jalan, peringatan tidak berubah."),
    ),
)
TITLES: dict[str, str | Promise] = {
    "database": _("Basis data"),
    "schema": _("Skema basis data"),
    "disk": _("Cakram"),
    "keys": _("Kunci salinan tersegel"),
    "tick": _("Pekerjaan berkala"),
}
