"""The present epoch: which life of the database phones are talking to. The first begins with the first migration."""

from datetime import datetime, timedelta
from typing import Any

from simpul.base import clock
from simpul.journal import tables
from simpul.journal.models import ServerEpoch

BACKUP, FOUND = "backup", "found-older"
"""Why a life began: restored from a backup; or the database turned out to be older than the one that was here."""


LATEST = "SELECT id FROM journal_serverepoch ORDER BY started_at DESC LIMIT 1"


def current() -> str:
    """The id of the latest epoch."""
    return str(tables.execute(LATEST).fetchone()[0])


def restored_at() -> datetime | None:
    """When the present life began, by a restore; None for the first."""
    started = ServerEpoch.objects.order_by("-started_at").values_list("started_at", flat=True)[:2]
    return started[0] if len(started) > 1 else None


def begin(reason: str, **known: Any) -> str:
    """Begin a new epoch, after a restore from backup. Phones offer again what they still hold.

    `known`: further columns of ServerEpoch. It is the latest whatever the clock of this machine says.
    """
    last = ServerEpoch.objects.order_by("-started_at").first()
    started = max(clock.now(), last.started_at + timedelta(milliseconds=1)) if last else clock.now()
    return str(ServerEpoch.objects.create(reason=reason[:200], started_at=started, **known).id)
