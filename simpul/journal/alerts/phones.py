"""Troubles of posts and phones, from what each phone last said."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from simpul.journal import phones
from simpul.journal.alerts.limits import limits
from simpul.journal.alerts.sources import Found
from simpul.journal.models import Device, DeviceAccount
from simpul.journal.versions import parsed
from simpul.registry.models import Assignment, Unit

CODES = (
    "post_silent",
    "work_unsent",
    "clock_wrong",
    "storage_full",
    "entries_lost",
    "revoked_missing",
    "app_old",
)


def look(posts: Sequence[Unit], now: datetime) -> Iterator[Found]:
    """Silent posts, then each phone that needs somebody."""
    yield from look_at(posts, phones.devices_of({post.pk for post in posts}), now)


def look_at(posts: Sequence[Unit], pairs: Iterable[tuple[UUID, Device]], now: datetime) -> Iterator[Found]:
    """The same when it is known already which phones serve the posts (`phones.devices_of`)."""
    heard: dict[UUID, datetime] = {}
    serving: dict[Device, list[UUID]] = {}
    for post, device in pairs:
        serving.setdefault(device, []).append(post)
        for moment in (device.last_push_at, device.last_pull_at):
            if moment is not None:
                heard[post] = max(heard.get(post, moment), moment)
    yield from _silent(posts, heard, now)
    for device, here in serving.items():
        yield from of_phone(device, tuple(here), now)
    yield from _revoked({post.pk for post in posts}, now)


def _silent(posts: Sequence[Unit], heard: dict[UUID, datetime], now: datetime) -> Iterator[Found]:
    for post in posts:
        # A post that nobody ever heard is silent since it opened.
        last = heard.get(post.pk) or phones.opened_at(post)
        if now - last > phones.silence().post:
            yield Found("post_silent", str(post.pk), last, 0, (post.pk,))


def of_phone(device: Device, posts: tuple[UUID, ...], now: datetime) -> Iterator[Found]:
    """Troubles of a phone in service. `n` is entries, seconds of the clock, percent of the store, or entries."""
    limit = limits()
    oldest = phones.oldest_pending(device, now)
    if oldest is not None and oldest > limit.unsent:
        yield Found("work_unsent", str(device.pk), now - oldest, device.pending, posts)
    if device.clock_offset_ms is not None:
        seconds = abs(device.clock_offset_ms) // 1000
        if seconds > limit.clock_offset.total_seconds():
            yield Found("clock_wrong", str(device.pk), None, seconds, posts)
    used = phones.storage_used(device)
    if used is not None and used >= limit.storage_used:
        yield Found("storage_full", str(device.pk), None, round(used * 100), posts)
    if device.missing_counters and not device.pending:
        # It wrote them, holds nothing unsent, and they are not here: its store lost them. Sealed copies may hold them.
        yield Found("entries_lost", str(device.pk), None, missing(device), posts)
    version = parsed(device.app_version)
    if version is not None and version < limit.oldest_app:
        yield Found("app_old", str(device.pk), None, 0, posts)


def _revoked(posts: set[UUID], now: datetime) -> Iterator[Found]:
    before = now - limits().missing
    gone = Device.objects.filter(revoked_at__lt=before).exclude(missing_counters=[])
    devices = {device.pk: device for device in gone}
    accounts = DeviceAccount.objects.filter(device__in=list(devices)).values_list("device", "account")
    held = Assignment.objects.filter(unit__in=posts)
    served: dict[UUID, set[UUID]] = {}
    for account, unit in held.filter(account__in={a for _, a in accounts}).values_list("account", "unit"):
        served.setdefault(account, set()).add(unit)
    for pk, device in devices.items():
        here = {post for d, account in accounts if d == pk for post in served.get(account, ())}
        if here and device.revoked_at:
            yield Found("revoked_missing", str(pk), device.revoked_at, missing(device), tuple(here))


def missing(device: Device) -> int:
    """Entries that the phone wrote and that never arrived."""
    return sum(last - first + 1 for first, last in device.missing_counters)
