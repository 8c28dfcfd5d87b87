"""Taking an import back: what it measured is withdrawn, whom it registered is marked as a mistake.

A child on whom somebody has built since (a visit, a referral, a change) stays: withdrawing it would take that with it.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from simpul.base import audit, clock, ids
from simpul.exchange.limits import limits
from simpul.exchange.models import Import, Written
from simpul.journal import tables
from simpul.journal.actions.append import Draft, append
from simpul.journal.kinds import Refused
from simpul.journal.models import Entry
from simpul.network.models import Request
from simpul.people.models import Person
from simpul.registry.models import Account

FACTS = ("visit.recorded", "dose.given")
PEOPLE = ("person.registered", "person.left")
REASON = "import"
PART = 800
"""Entries withdrawn in one transaction: under a second, as in worker.py."""
_WITHDRAWN = "UPDATE exchange_written SET withdrawn = true WHERE entry = ANY(%s::uuid[])"
Part = Callable[[Import, int], AbstractContextManager[None]]


class Stands(NamedTuple):
    """An entry to be withdrawn: child after child, so that each growth curve is computed once."""

    post: uuid.UUID
    subject: uuid.UUID
    entry: uuid.UUID


def may_undo(job: Import) -> bool:
    """Whether it has ended, and not too long ago."""
    if job.state not in (Import.State.DONE, Import.State.FAILED) or job.finished_at is None:
        return False
    return clock.now() - job.finished_at <= timedelta(days=limits().undo_days)


def built_on(job: Import) -> set[uuid.UUID]:
    """Children of this import about whom something else was written since."""
    mine = Written.objects.filter(job=job, withdrawn=False)
    people = set(mine.filter(kind__in=PEOPLE).values_list("subject", flat=True))
    if not people:
        return set()
    posts = set(mine.values_list("post", flat=True).distinct())
    # A withdrawal builds nothing, and what was withdrawn is no longer built.
    others = Entry.objects.filter(post__in=posts, subject__in=people, place__gt=_first_place(job))
    entries = dict(others.exclude(kind="entry.voided").values_list("id", "subject"))
    ours = Written.objects.filter(Q(job=job) | Q(withdrawn=True), entry__in=list(entries))
    found = {entries[pk] for pk in entries.keys() - set(ours.values_list("entry", flat=True))}
    found |= set(Request.objects.filter(person__in=people).values_list("person_id", flat=True))
    merged = Person.objects.filter(pk__in=people, merged_into__isnull=False).values_list("pk", flat=True)
    kept = Person.objects.filter(merged_into__in=people).values_list("merged_into_id", flat=True)
    moved = Person.objects.filter(pk__in=people).exclude(post__in=posts).values_list("pk", flat=True)
    return found | set(merged) | set(kept) | set(moved)


def _first_place(job: Import) -> int:
    first = Written.objects.filter(job=job, kind__in=PEOPLE).values("entry")
    return min(Entry.objects.filter(pk__in=first).values_list("place", flat=True), default=0)


def undo(job: Import, part: Part) -> None:
    """Withdraw in parts; may be begun again at any point."""
    author = job.asked_by
    assert author is not None
    stays = built_on(job)
    mine = Written.objects.filter(job=job, withdrawn=False)
    facts = mine.filter(kind__in=FACTS)
    people = mine.filter(kind__in=PEOPLE).exclude(subject__in=stays)
    job.total, job.done = facts.count() + people.count(), 0
    Import.objects.filter(pk=job.pk).update(total=job.total, done=0, beat_at=clock.now())
    left = 0
    for rows, draft in ((facts, _withdrawal), (people, _mistake)):
        for some in _parts(rows):
            with part(job, len(some)):
                left += _withdraw(some, draft, job, author)
    _end(job, stays, left)


def _parts(rows: QuerySet[Written]) -> Iterator[list[Stands]]:
    found = rows.order_by(*Stands._fields).values_list(*Stands._fields)
    for _, same_post in groupby(map(Stands._make, found), key=attrgetter("post")):
        several = list(same_post)
        for start in range(0, len(several), PART):
            yield several[start : start + PART]


def _withdraw(rows: list[Stands], draft: Any, job: Import, author: Account) -> int:
    """Withdraw these; returns how many could not be (they are looked at one by one)."""
    try:
        append(rows[0].post, [draft(row, job) for row in rows], author)
    except Refused:
        if len(rows) == 1:
            return 1
        middle = len(rows) // 2
        return _withdraw(rows[:middle], draft, job, author) + _withdraw(rows[middle:], draft, job, author)
    tables.execute(_WITHDRAWN, [[row.entry for row in rows]])
    return 0


def _withdrawal(row: Stands, job: Import) -> Draft:
    data = {"target": str(row.entry), "reason": REASON}
    return Draft("entry.voided", str(row.subject), data, id=_id("withdrawn", str(row.entry)))


def _mistake(row: Stands, job: Import) -> Draft:
    data = {"status": "mistake", "date": clock.today().isoformat(), "notes": ""}
    return Draft("person.left", str(row.subject), data, id=_id("mistake", f"{row.subject}|{job.pk}"))


def _id(what: str, name: str) -> str:
    return str(uuid.uuid5(ids.NAMESPACE, f"import|{what}|{name}"))


def _end(job: Import, stays: set[uuid.UUID], left: int) -> None:
    job.state, job.undone_at = Import.State.UNDONE, clock.now()
    job.result = job.result | {"stays": len(stays), "left": left}
    job.save(update_fields=["state", "undone_at", "result"])
    audit.note(job.asked_by, "import_undone", str(job.pk), {"stays": len(stays), "left": left})
