"""The clock's tick: what must happen some time after something else, whoever is looking.

Each job is safe to run any number of times. One process does them at a time (an advisory lock of the database).
"""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from django.core.cache import cache
from django.db import connection

from simpul.base import clock
from simpul.care.checklists.claims import settle as settle_claims
from simpul.care.contacts.actions import erase_due as forget_contacts
from simpul.care.guests.delivery import deliver_due
from simpul.exchange.dukcapil.work import run as ask_dukcapil
from simpul.exchange.messaging.worker import run as send_messages
from simpul.exchange.reporting.office.prepared import run_waiting as make_reports
from simpul.exchange.satusehat.work import run as send_to_satusehat
from simpul.exchange.worker import run_waiting
from simpul.journal import epoch_mark
from simpul.journal.actions.snapshot import make_ahead
from simpul.journal.actions.take_again import take_again
from simpul.journal.alerts.refresh import refresh as refresh_alerts
from simpul.network.calendars.work import run as keep_calendars
from simpul.network.closing import take_back_from_closed
from simpul.network.escalation.firing import fire_due
from simpul.network.links.due import tell_places
from simpul.people.actions.forward import forward_waiting
from simpul.people.actions.receive_family import receive_waiting

log = logging.getLogger(__name__)
SECONDS = 30
_LOCK = 7_301_026
_LAST = "tick-last-run"

JOBS: Sequence[Callable[[], object]] = (
    epoch_mark.watch,
    receive_waiting,
    forward_waiting,
    take_again,
    deliver_due,
    take_back_from_closed,
    keep_calendars,
    tell_places,
    settle_claims,
    run_waiting,
    make_reports,
    send_to_satusehat,
    ask_dukcapil,
    fire_due,
    forget_contacts,
    send_messages,
    refresh_alerts,
    make_ahead,
)
"""A database older than the last one here; families whose arrival was interrupted; entries on their way after one; what
phones brought back after a restore before what it rests on; guests to be brought home; requests of places
that have closed; times that were wished for and times that nobody will keep;
places without Simpul to be told of what they are asked; what posts claim by their checklists; imports whose worker
died; reports whose worker died; visits for SATUSEHAT; checks with Dukcapil; requests that are late; names and
numbers that are needed no more; messages; what somebody must be told of; first loads for phones, made before they
are asked for."""


def tick(jobs: Sequence[Callable[[], object]] = JOBS) -> int:
    """Run every job once; returns how many succeeded. One that fails is logged and does not stop the others."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        if cursor.fetchone() != (True,):
            return 0
        try:
            done = sum(_run(job) for job in jobs)
            cache.set(_LAST, clock.now().isoformat(), timeout=None)
            return done
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def last_run() -> datetime | None:
    """When the jobs were last done, by whichever process."""
    said = cache.get(_LAST)
    return datetime.fromisoformat(said) if said else None


def _run(job: Callable[[], object]) -> bool:
    try:
        job()
    except Exception:
        log.exception("The job %s failed", getattr(job, "__name__", "?"))
        return False
    return True


def start(stop: threading.Event) -> threading.Thread:
    """Tick in a thread of its own until `stop` is set."""

    def loop() -> None:
        while True:
            try:
                tick()
            except Exception:
                log.exception("The tick failed")
            finally:
                connection.close()
            if stop.wait(SECONDS):
                return

    thread = threading.Thread(target=loop, name="tick", daemon=True)
    thread.start()
    return thread
