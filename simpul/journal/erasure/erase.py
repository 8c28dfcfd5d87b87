"""Erase: the content of entries goes for good, in one transaction of the owner; everything that followed is made again.

Two people are needed: one orders, another runs. A single operator could otherwise remove the trace of a crime.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection, transaction

from simpul.base import audit, clock
from simpul.journal.actions import snapshot
from simpul.journal.actions.append import Draft, append
from simpul.journal.erasure import elsewhere, outside
from simpul.journal.erasure.closure import Reach, led_to_by, left_by, reach
from simpul.journal.erasure.renew import Renewed, renew
from simpul.journal.models import Entry, Redaction
from simpul.journal.receive import store
from simpul.journal.receive.arrived import UUID
from simpul.journal.redactions import ENTRY, SUBJECT
from simpul.registry.models import Account, Unit

TARGETS_PER_ENTRY = 200
"""An entry may hold 64 KB: so many targets, with the rows that went with them, stay far below."""


class NotLawful(Exception):
    """The order lacks something; the message says what, in Bahasa Indonesia."""


class Order(NamedTuple):
    """Who ordered the erasure, who runs it, and why: the number of the written order, without personal text."""

    ordered_by: Account
    run_by: Account
    reason: str


@dataclass
class Erased:
    """What was done. `known_before`: targets that had no content any more."""

    entries: list[str] = field(default_factory=list)
    partial: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    copies: int = 0
    known_before: int = 0


def erase(order: Order, entries: Iterable[str] = (), subjects: Iterable[str] = ()) -> Erased:
    """Erase entries, and everything about subjects. Done twice it changes nothing. Raises NotLawful.

    Runs on the owner's connection (`base.database.as_owner`): the application role may not change an entry.
    """
    _check(order)
    found = reach(set(subjects))
    found.entries |= set(entries)
    who = {"by": str(order.run_by.pk), "ordered_by": str(order.ordered_by.pk), "reason": order.reason}
    return carry_out(found, order.run_by, who)


def carry_out(found: Reach, actor: Account, who: dict[str, str]) -> Erased:
    """Erase what was found, as `actor`. `who` is what the lists say of it: `by`, `ordered_by`, `reason`."""
    with transaction.atomic(), audit.acting(actor):
        copies = elsewhere.find(found.entries, found.subjects)
        placed = _posts(found.entries | found.partial.keys())
        aside = {one.entry: one.post for one in copies if one.post and UUID.fullmatch(one.entry)}
        posts = aside | placed
        touched = {*posts.values(), *_left(found.entries), *left_by(found.entries)}
        store.lock_counters(touched)
        found.entries |= aside.keys()
        _list(who, found.entries, found.subjects, posts)
        done = Erased(posts=sorted(touched))
        done.entries = _blank(found.entries)
        done.known_before = len(found.entries & placed.keys()) - len(done.entries)
        done.partial = [pk for pk, data in sorted(found.partial.items()) if _shorten(pk, data)]
        elsewhere.blank(copies)
        done.copies = len(copies)
        targets = {pk: posts[pk] for pk in sorted({*done.entries, *aside})}
        if targets or done.partial:
            renewed = renew(done.posts)
            _tell(actor, done.posts, targets, renewed)
            orphans = led_to_by(renewed.gone)
            if orphans:
                done.entries += carry_out(Reach(set(), orphans), actor, who).entries
        for post in done.posts:
            snapshot.forget(post)
        detail = {"entries": done.entries, "partial": done.partial, "ordered_by": who["ordered_by"]}
        audit.note(actor, "redacted", "journal", detail | {"copies": done.copies})
    return done


def _check(order: Order) -> None:
    if order.ordered_by.pk == order.run_by.pk:
        raise NotLawful("Yang memerintahkan dan yang menjalankan harus dua orang.")
    if not (order.ordered_by.is_active and order.run_by.is_active):
        raise NotLawful("Kedua akun harus aktif.")
    if not order.reason.strip():
        raise NotLawful("Sebutkan nomor surat perintahnya.")


def _posts(entries: Iterable[str]) -> dict[str, str]:
    """Entry → post, for those that the journal holds."""
    rows = Entry.objects.filter(pk__in=list(entries)).values_list("pk", "post_id")
    return {str(pk): str(post) for pk, post in rows}


def _left(entries: Iterable[str]) -> set[str]:
    """Posts that a family left by an arrival among the entries: without it the family has never left."""
    arrivals = Entry.objects.filter(pk__in=list(entries), kind="family.arrived", data__isnull=False)
    return set(arrivals.values_list("data__from_post", flat=True))


def _list(who: dict[str, str], entries: set[str], subjects: set[str], posts: dict[str, str]) -> None:
    """On both lists, the one outside first: what stands there is done again after any interruption."""
    # The row of a dose or a consent has the id of its entry.
    wanted = [(SUBJECT, pk) for pk in sorted(subjects - entries)] + [(ENTRY, pk) for pk in sorted(entries)]
    held = {str(pk) for pk in Redaction.objects.filter(entry__in=[pk for _, pk in wanted]).values_list("pk", flat=True)}
    somewhere = next(iter(posts.values()), None) or str(Unit.objects.order_by("pk").values_list("pk", flat=True)[0])
    at, outside_known = clock.now(), {(line.what, line.id) for line in outside.read()}
    outside.add(
        outside.Line(what=what, id=pk, post=posts.get(pk, somewhere), at=clock.iso(at), **who)  # type: ignore[arg-type]
        for what, pk in wanted
        if (what, pk) not in outside_known
    )
    Redaction.objects.bulk_create(
        Redaction(entry=pk, what=what, post_id=posts.get(pk, somewhere), at=at, **who)
        for what, pk in wanted
        if pk not in held
    )


def _blank(entries: set[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_entry SET data = NULL, sealed = NULL, redacted_at = %s"
            " WHERE id = ANY(%s::uuid[]) AND data IS NOT NULL RETURNING id::text",
            [clock.now(), sorted(entries)],
        )
        return sorted(row[0] for row in cursor.fetchall())


def _shorten(entry: str, data: dict[str, object]) -> bool:
    """Leave an entry only what is about others."""
    found = Entry.objects.filter(pk=entry, data__isnull=False).exclude(data=data)
    return bool(found.update(data=data, sealed=None, redacted_at=clock.now()))


def _tell(actor: Account, posts: list[str], targets: dict[str, str], rows: Renewed) -> None:
    """Every post that held some of it learns what to drop and what to take anew. `targets`: entry → post."""
    for post in posts:
        here = [pk for pk, of in targets.items() if of == post]
        drafts = []
        for start in range(0, max(len(here), 1), TARGETS_PER_ENTRY):
            part = here[start : start + TARGETS_PER_ENTRY]
            first = {"gone": rows.gone_for(post), "changed": rows.changed.get(post, {})} if start == 0 else {}
            subject = part[0] if part else post
            drafts.append(Draft("entry.redacted", subject, {"targets": part} | first))
        append(post, drafts, actor, trusted=True)
