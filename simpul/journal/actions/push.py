"""Receive a push: one transaction, one receipt for each entry."""

from collections.abc import Callable
from itertools import starmap
from typing import TypeVar

from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction

from simpul.base import audit, clock
from simpul.journal import admission, gaps, heartbeat, tables, writes
from simpul.journal.models import Device
from simpul.journal.receive import judge, store
from simpul.journal.receive.arrived import Arrived
from simpul.journal.receive.attempt import NeedsCare
from simpul.journal.receive.opening import opened
from simpul.journal.receive.place import Batch
from simpul.journal.senders import Sender
from simpul.journal.wire import Heartbeat, Receipt

T = TypeVar("T")
_ATTEMPTS = 3
_SETTINGS = "SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('simpul.news', 'later', true)"
"""Every statement of a push finds rows by key: planning it again for each set of ids brings no better plan. And news
are told after the commit: with news inside, PostgreSQL makes all commits wait for each other's disk."""
_NEWS = "SELECT pg_notify('simpul_journal', post) FROM unnest(%s::text[]) post"
_NOTED = (*heartbeat.FIELDS, "last_counter", "missing_counters", "last_push_at", *admission.SPENT)


def push(sender: Sender, items: list[Arrived], said: Heartbeat, device_time: str) -> list[Receipt]:
    """Place the items; returns receipts in their order. Nothing of it stays when it raises."""
    try:
        return _push(sender, items, said, device_time, quickly=True)
    except (NeedsCare, DatabaseError):
        return with_retry(lambda: _push(sender, items, said, device_time))


def _push(
    sender: Sender, items: list[Arrived], said: Heartbeat, device_time: str, *, quickly: bool = False
) -> list[Receipt]:
    device = str(sender.device.pk)
    with transaction.atomic():
        judging = judge.asking(sender.enrolments, items)
        _, _, *found = tables.execute_all([audit.naming(sender.device), (_SETTINGS, ()), *judging])
        posts = judge.judge(device, sender.enrolments, items, found)
        counters, known, held, foreseen = opened(items, sender.device, clock.now())
        before = dict(counters)
        batch = Batch(device, counters, posts, items, clock.now(), quickly=quickly, known=known, foreseen=foreseen)
        receipts = batch.place()
        _note(held, items, said, device_time)
        news = [post for post, seq in counters.items() if seq > before[post]]
        last = [*batch.left, *starmap(store.setting, counters.items()), tables.saving(held, _NOTED)]
        writes.finish(last, [(_NEWS, [news])] if news else [])
    return receipts


def _note(held: Device, items: list[Arrived], said: Heartbeat, device_time: str) -> None:
    written = counters_of(str(held.pk), items)
    held.last_counter, held.missing_counters = gaps.advance(held.last_counter, held.missing_counters, written)
    admission.spend(held, len(items), clock.now())
    heartbeat.note(held, said, device_time)
    heartbeat.arrived(held, len(items))
    held.last_push_at = clock.now()


def counters_of(device: str, items: list[Arrived]) -> list[int]:
    """The device's counters among the items, of entries whose words can be trusted to be its own."""
    return [
        item.entry.device_counter
        for item in items
        if item.entry is not None and item.entry.device == device and _counts(item)
    ]


def _counts(item: Arrived) -> bool:
    return item.reason is None or item.reason.code not in ("malformed", "hash_mismatch", "too_big")


def with_retry(work: Callable[[], T]) -> T:
    """Run a transaction again when it met another one (deadlock, the same id in two posts at once)."""
    for attempt in range(_ATTEMPTS):
        try:
            return work()
        except (OperationalError, IntegrityError):
            if attempt == _ATTEMPTS - 1 or connection.in_atomic_block:
                raise
    raise AssertionError
