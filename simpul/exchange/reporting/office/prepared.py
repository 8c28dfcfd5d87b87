"""Makes queued reports, one after the other. Any number of workers may run; a dead one is taken over."""

import logging
import threading
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import override

from simpul.base import clock
from simpul.base.access import NotYours
from simpul.exchange.limits import limits
from simpul.exchange.reporting.making import write_all
from simpul.exchange.reporting.month import parse_month
from simpul.exchange.reporting.office.catalogue import report
from simpul.exchange.reporting.office.models import PreparedReport
from simpul.exchange.reporting.office.scopes import access_scope

log = logging.getLogger(__name__)
State = PreparedReport.State
ACTIVE = (State.QUEUED, State.RUNNING)
SILENT = timedelta(minutes=5)
"""A worker that has not done a part for so long is taken for dead; the largest part takes a minute."""
MOST_ATTEMPTS = 3


def run_waiting() -> int:
    """Make everything that waits; returns how many were ended. For the tick and for `soon`."""
    ended = 0
    while (job := _claim()) is not None:
        ended += _run(job)
    _drop_old()
    return ended


def soon() -> threading.Thread:
    """Begin at once, in a thread beside the request. Whatever it leaves undone, the tick takes up."""
    thread = threading.Thread(target=_in_thread, name="reports", daemon=True)
    thread.start()
    return thread


def _in_thread() -> None:
    try:
        run_waiting()
    except Exception:
        log.exception("The reports' worker failed")
    finally:
        connection.close()


def _claim() -> PreparedReport | None:
    with transaction.atomic():
        silent = Q(beat_at=None) | Q(beat_at__lt=clock.now() - SILENT)
        waiting = PreparedReport.objects.filter(silent, state__in=ACTIVE).order_by("made_at")
        job = waiting.select_for_update(skip_locked=True).first()
        if job is None:
            return None
        job.attempts += 1
        job.state, job.beat_at = State.RUNNING, clock.now()
        job.save(update_fields=["attempts", "state", "beat_at"])
        return job


def _run(job: PreparedReport) -> bool:
    try:
        with override(job.language):
            body = _body(job)
    except NotYours:
        return _end(job, State.FAILED)
    except Exception:
        log.exception("The report %s stopped", job.pk)
        return job.attempts >= MOST_ATTEMPTS and _end(job, State.FAILED)
    job.body = body
    return _end(job, State.DONE)


def _body(job: PreparedReport) -> bytes:
    """The file. Raises NotYours when the account may no longer ask for it, or the report does not exist."""
    one = report(job.report)
    if one is None or one.named:
        raise NotYours

    def done(number: int, total: int) -> None:
        PreparedReport.objects.filter(pk=job.pk).update(done=number, total=total, beat_at=clock.now())

    scope, month = access_scope(job.account, job.scope), parse_month(job.month)
    if scope.post is not None and scope.outside and not one.single:
        raise NotYours
    if one.page is not None:
        return one.page(scope, month, done)
    return write_all(one.make(scope, month, done), job.form, ";")


def _end(job: PreparedReport, state: State) -> bool:
    job.state, job.finished_at = state, clock.now()
    job.save(update_fields=["state", "finished_at", "body"])
    return True


def _drop_old() -> None:
    before = clock.now() - timedelta(days=limits().keep_file_days)
    PreparedReport.objects.filter(made_at__lt=before).exclude(state__in=ACTIVE).delete()
