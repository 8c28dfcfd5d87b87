"""Write entries from a page of the puskesmas, or by the server itself. All of them, or none."""

import logging
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from django.db import transaction

from simpul.base import audit, clock, ids
from simpul.journal import standing, tables
from simpul.journal.hash import arrived_hash
from simpul.journal.kinds import KADER, OFFICER, Refused, StoredEntry
from simpul.journal.models import Entry as Row
from simpul.journal.models import Waiting
from simpul.journal.receive import reasons, store
from simpul.journal.receive.arrived import Arrived, of
from simpul.journal.receive.attempt import Attempt, NeedsCare
from simpul.journal.receive.follow import answered
from simpul.journal.receive.place import Batch
from simpul.journal.rows import stored
from simpul.journal.wire import Entry
from simpul.registry.models import Account

log = logging.getLogger(__name__)
APP_VERSION, RULES_EDITION = "office", ""


class Draft(NamedTuple):
    """An entry to be written. `id` is given when it must be written once only; a plain tuple in this order will do."""

    kind: str
    subject: str
    data: dict[str, Any]
    after: Sequence[str] = ()
    base: dict[str, int] | None = None
    happened_at: str | None = None
    id: str | None = None


def append(
    post: str | UUID,
    drafts: Iterable[Draft | tuple[Any, ...]],
    author: Account | str | UUID,
    *,
    trusted: bool = False,
    holding: Iterable[str | UUID] = (),
) -> list[StoredEntry]:
    """Append the drafts to the unit's journal and project them; returns them with their places.

    `post` may be any unit: every unit has a journal, phones pull those of posts only. `trusted`: written by the server
    on grounds of its own, the author's assignment is not asked. `holding` locks further posts whose rows change. A
    draft whose id is there already is not written again. Raises Refused: the first draft that does not apply, nothing
    is kept.
    """
    home, who = str(post), author if isinstance(author, Account) else Account.objects.get(pk=author)
    entries = [office_entry(home, Draft(*draft), who) for draft in drafts]
    role = _role(who, home, trusted)
    with transaction.atomic(), audit.acting(who):
        counters = store.lock_counters({home, *map(str, holding)})
        there = _rows(written([entry.id for entry in entries]))
        fresh = [_arrived(entry, role, trusted) for entry in entries if entry.id not in there]
        placed = place_all(home, counters[home], fresh)
        if fresh:
            wake(home)
    return [placed.get(entry.id) or stored(there[entry.id]) for entry in entries]


def written(names: Collection[str]) -> set[str]:
    """Those of these ids that an entry has, whatever its post."""
    found = tables.execute("SELECT id FROM journal_entry WHERE id = ANY(%s::uuid[])", [[*names]])
    return {str(pk) for (pk,) in found}


def _rows(names: Collection[str]) -> dict[str, Row]:
    return {str(row.id): row for row in Row.objects.filter(id__in=names)}


def wake(post: str) -> None:
    """Place what waits in the post and can have its place now. The caller holds the post's lock."""
    if Waiting.objects.filter(post=post).exists():
        Batch(None, store.lock_counters([post]), {post}, [], clock.now()).wake()


def place_all(post: str, seq: int, items: list[Arrived], ignoring: Collection[str] = ()) -> dict[str, StoredEntry]:
    """Place every item after `seq`, the caller holding the lock. Raises Refused for the first that does not apply.

    Entries in `ignoring` are not waited for.
    """
    named = {name for item in items for name in item.readable.after}
    known = {str(pk) for pk in Row.objects.filter(id__in=named).values_list("id", flat=True)} | set(ignoring)
    instead, answers = answered(named)
    attempt = _tried(Attempt(post, seq, clock.now(), instead=instead), items, known | answers)
    if attempt.waiting:
        raise Refused.of(reasons.waiting(sorted(set(attempt.waiting[0].readable.after) - known)))
    if attempt.placed:
        store.set_counter(post, attempt.seq)
        store.add_flags(attempt.placed)
    return {one.entry.id: one.entry for one in attempt.placed}


def _tried(attempt: Attempt, items: list[Arrived], known: set[str]) -> Attempt:
    """All of them or none: nothing has to be undone entry by entry. Raises Refused."""
    try:
        with transaction.atomic():
            tables.execute_all(attempt.run_quickly(items, known).left)
            return attempt
    except NeedsCare as stop:
        if isinstance(stop.__cause__, Refused):
            raise stop.__cause__ from None
        log.exception("An entry of the office could not be applied")
        raise Refused.of(reasons.FAULT) from stop


def office_entry(post: str, draft: Draft, author: Account) -> Entry:
    """The entry that the office makes of a draft now, hashed."""
    now = clock.iso(clock.now())
    entry = Entry(
        id=draft.id or str(ids.uuid7()),
        post=post,
        kind=draft.kind,
        subject=str(draft.subject),
        after=list(draft.after),
        base=draft.base,
        data=draft.data,
        happened_at=draft.happened_at or now,
        recorded_at=now,
        author=str(author.pk),
        device=None,
        device_counter=0,
        app_version=APP_VERSION,
        rules_edition=RULES_EDITION,
        hash="",
    )
    entry.hash = arrived_hash(entry, msgspec.json.encode(entry))
    return entry


def _role(author: Account, post: str, trusted: bool) -> str:
    if trusted:
        return OFFICER
    today = clock.today()
    held = standing.spans([str(author.pk)], standing.homes_of([post])).get((str(author.pk), post), [])
    roles = {span.role for span in held if span.holds(today)}
    if author.is_active and not roles and standing.works_at(author, post, today):
        return OFFICER
    if not author.is_active or not roles:
        raise Refused.of(reasons.NOT_ASSIGNED)
    return OFFICER if OFFICER in roles else KADER


def _arrived(entry: Entry, role: str, trusted: bool) -> Arrived:
    item = of(entry)
    item.role = role
    if item.reason is not None:
        raise Refused.of(item.reason)
    assert item.kind is not None
    if not trusted and (item.kind.office_only or role not in item.kind.roles):
        raise Refused.of(reasons.NOT_ALLOWED)
    return item
