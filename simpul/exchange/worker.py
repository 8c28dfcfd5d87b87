"""Does queued imports and withdrawals, part by part. Any number of workers may run; a dead one is taken over.

Each part is one transaction that holds the import's row: entries, the list of what was written, and the progress stand
or fall together. A worker that starts again works the plan out anew; what stands already is not in it.
"""

import gc
import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Q

from simpul.base import audit, clock
from simpul.base.words import language
from simpul.exchange import drafts, plan, problem_list, undoing
from simpul.exchange.actions.take_in import body_of
from simpul.exchange.drafts import Work
from simpul.exchange.models import Import, Written
from simpul.exchange.planned import Plan
from simpul.exchange.sheets.faults import Problem, SheetError
from simpul.exchange.sheets.parse import parse
from simpul.journal import rows, tables
from simpul.journal.actions.append import append
from simpul.journal.kinds import Refused
from simpul.registry.models import Account

log = logging.getLogger(__name__)
State = Import.State
ACTIVE = (State.QUEUED, State.RUNNING, State.UNDOING)
PART = 800
"""Entries in one transaction: under a second, so that phones of the post hardly wait."""
SILENT = timedelta(minutes=2)
"""A worker that has not done a part for so long is taken for dead."""
MOST_ATTEMPTS = 5


class TakenOver(Exception):
    """Another worker holds the import, or somebody ended it."""


def run_waiting() -> int:
    """Do everything that waits; returns how many imports were ended. For the tick and for `soon`."""
    ended = 0
    while (job := _claim()) is not None:
        ended += _run(job)
    drop_old_files()
    return ended


def drop_old_files() -> int:
    """Forget the files of imports that ended long ago; what they wrote stays."""
    from simpul.exchange.limits import limits

    before = clock.now() - timedelta(days=limits().keep_file_days)
    old = Import.objects.filter(made_at__lt=before).exclude(state__in=ACTIVE).exclude(body=None)
    return old.update(body=None, problems=b"", preview={})


def _claim() -> Import | None:
    with transaction.atomic():
        silent = Q(beat_at=None) | Q(beat_at__lt=clock.now() - SILENT)
        waiting = Import.objects.filter(silent, state__in=ACTIVE).defer("body", "problems").order_by("made_at")
        job = waiting.select_for_update(skip_locked=True, of=("self",)).first()
        if job is None:
            return None
        job.result["attempts"] = job.result.get("attempts", 0) + 1
        job.state = State.RUNNING if job.state == State.QUEUED else job.state
        if job.result["attempts"] > MOST_ATTEMPTS:
            job.state, job.finished_at = State.FAILED, clock.now()
        job.beat_at = clock.now()
        job.save(update_fields=["state", "beat_at", "result", "finished_at"])
        return job


def _run(job: Import) -> bool:
    if job.state == State.FAILED:
        return True
    try:
        undoing.undo(job, part) if job.state == State.UNDOING else _import(job)
    except TakenOver:
        return False
    except (SheetError, Refused) as error:
        _end(job, State.FAILED, why=error.code if isinstance(error, SheetError) else error.reason.code)
    except Exception:
        # Kept as it is: another worker tries again, a few times.
        log.exception("The import %s stopped", job.pk)
        return False
    return True


def _import(job: Import) -> None:
    """Write what the sheet brings."""
    author = job.asked_by
    assert author is not None
    made = plan.make(parse(body_of(job), job.name), {n: p for n, p in job.posts.items() if p}, clock.today())
    first, then = drafts.registrations(made, str(job.pk)), drafts.facts(made)
    _total(job, len(first) + len(then))
    with _plan_kept():
        lost = _write_all(job, first, author, made)
        _write_all(job, [work for work in then if work.person not in lost], author, made)
    job.problems = problem_list.pack(made.problems)
    _end(job, State.DONE, counts=dict(made.counts))


@contextmanager
def _plan_kept() -> Iterator[None]:
    """The plan of a large sheet is millions of objects that stay: the collector need not walk over them again."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _write_all(job: Import, works: list[Work], author: Account, made: Plan) -> set[str]:
    """Write in parts; returns the persons whose registration was refused."""
    lost: set[str] = set()
    for post, some in groupby(works, key=lambda work: work.post):
        for several in _parts(list(some)):
            with part(job, len(several)):
                written = _write(post, several, author, made, lost)
                rows.insert(Written, [_written(job, work) for work in written])
    return lost


def _written(job: Import, work: Work) -> Written:
    return tables.new(Written, entry=work.id, job_id=job.pk, post=work.post, kind=work.kind, subject=work.subject)


def _parts(works: list[Work]) -> Iterator[list[Work]]:
    for start in range(0, len(works), PART):
        yield works[start : start + PART]


def _write(post: str, works: list[Work], author: Account, made: Plan, lost: set[str]) -> list[Work]:
    """Append; where one does not apply, halve until it is alone, and say so at its rows."""
    try:
        append(post, [work.draft for work in works], author)
    except Refused as refused:
        if refused.reason.code in ("not_assigned", "account_disabled"):
            raise
        if len(works) == 1:
            _refuse(works[0], refused, made, lost)
            return []
        middle = len(works) // 2
        return [*_write(post, works[:middle], author, made, lost), *_write(post, works[middle:], author, made, lost)]
    return works


def _refuse(work: Work, refused: Refused, made: Plan, lost: set[str]) -> None:
    reason = refused.reason
    advice = getattr(reason.repair, language(), "") if reason.repair else ""
    problem = Problem("refused", "", {"reason": getattr(reason.message, language()), "advice": advice})
    for row in work.rows:
        made.problems[row].append(problem)
    if work.kind == "person.registered":
        lost.add(work.person)


@contextmanager
def part(job: Import, size: int) -> Iterator[None]:
    """A part of the work in one transaction under the import's row. Raises TakenOver when somebody else has it.

    `size` entries are done when the block ends; the progress is set down with them.
    """
    with transaction.atomic():
        held = Import.objects.select_for_update(skip_locked=True).filter(pk=job.pk, state=job.state)
        if not held.values_list("pk", flat=True).first():
            raise TakenOver
        yield
        Import.objects.filter(pk=job.pk, state=job.state).update(done=job.done + size, beat_at=clock.now())
    job.done += size


def _total(job: Import, total: int) -> None:
    job.total, job.done = total, 0
    Import.objects.filter(pk=job.pk).update(total=total, done=0, beat_at=clock.now())


def _end(job: Import, state: State, why: str = "", counts: dict[str, int] | None = None) -> None:
    """Set down how it ended; nothing when somebody has ended it otherwise meanwhile."""
    with transaction.atomic():
        if not Import.objects.select_for_update().filter(pk=job.pk, state=job.state).exists():
            return
        result = {"why": why} if why else {"counts": _stands(job, counts or {})}
        job.state, job.result, job.finished_at = state, result, clock.now()
        fields = ["state", "result", "finished_at"]
        job.save(update_fields=[*fields, "problems"] if counts else fields)
        audit.note(job.asked_by, f"import_{state.value}", str(job.pk), {"rows": job.rows})


def _stands(job: Import, counts: dict[str, int]) -> dict[str, int]:
    """The counts of the whole import, also where it was interrupted: what was written is counted in the table."""
    found: dict[str, int] = defaultdict(int)
    for kind in Written.objects.filter(job=job, withdrawn=False).values_list("kind", flat=True):
        found[kind] += 1
    return counts | {
        "children_new": found["person.registered"] + found["person.left"],
        "families_new": found["family.registered"],
        "visits_new": found["visit.recorded"],
        "doses_new": found["dose.given"],
    }
