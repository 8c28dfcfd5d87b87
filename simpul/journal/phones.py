"""Reads for the pages of staff and devices: phones with what they last said, posts with what theirs said."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from simpul.base import clock
from simpul.journal import tables
from simpul.journal.models import Device, DeviceAccount, Enrolment
from simpul.knowledge.content import CONTENT_DIR, read_json
from simpul.registry.models import Account, Assignment, Unit


@dataclass(frozen=True)
class Silence:
    """Limits of `content/programme/silence.json`."""

    open_day: timedelta
    post: timedelta
    clock_offset: timedelta
    oldest_pending: timedelta


@cache
def silence() -> Silence:
    """The limits in force."""
    content = read_json(CONTENT_DIR / "programme" / "silence.json")
    return Silence(
        timedelta(minutes=content["open_day_minutes"]),
        timedelta(days=content["post_days"]),
        timedelta(seconds=content["clock_offset_s"]),
        timedelta(hours=content["oldest_pending_hours"]),
    )


SINGLE = ("none", "failed")
"""`Device.second_copy` where there is no second copy that could be trusted."""


@dataclass(frozen=True)
class Phone:
    """A phone as staff see it. `offset` is positive when its clock is ahead."""

    device: Device
    users: list[str]
    oldest_pending: timedelta | None
    offset: timedelta | None
    clock_wrong: bool
    work_old: bool
    single: bool
    """What is unsent lies on it once only."""


def phones(accounts: Iterable[Account]) -> list[Phone]:
    """Phones on which any of the accounts is enrolled, the ones heard last first, revoked ones at the end."""
    tied = DeviceAccount.objects.filter(removed_at=None, account__in=list(accounts))
    found = Device.objects.filter(pk__in=tied.values("device")).prefetch_related("enrolments__account")
    ordered = sorted(found, key=lambda d: (d.revoked_at is not None, -_stamp(d.last_seen_at)))
    return [phone(device) for device in ordered]


def phone(device: Device) -> Phone:
    """One phone with its figures in units people read."""
    offset, waiting = _offset(device), oldest_pending(device, clock.now())
    users = [e.account.name for e in device.enrolments.all() if e.removed_at is None]
    return Phone(
        device,
        sorted(users),
        waiting,
        offset,
        offset is not None and abs(offset) > silence().clock_offset,
        waiting is not None and waiting > silence().oldest_pending,
        device.second_copy in SINGLE,
    )


def _offset(device: Device) -> timedelta | None:
    return None if device.clock_offset_ms is None else timedelta(milliseconds=device.clock_offset_ms)


def oldest_pending(device: Device, now: datetime) -> timedelta | None:
    """Age of the oldest entry that the phone said it holds unsent, at `now`: it has aged since the phone spoke."""
    if not device.pending:
        return None
    since = now - device.last_seen_at if device.last_seen_at else timedelta()
    return timedelta(seconds=device.oldest_pending_age_s) + max(since, timedelta())


def storage_used(device: Device) -> float | None:
    """The share of its store that the phone has used; None when it does not say."""
    if device.storage_usage is None or not device.storage_quota:
        return None
    return device.storage_usage / device.storage_quota


def opened_at(post: Unit) -> datetime:
    """When the post began, by its day."""
    return datetime.combine(post.open_from, time(), clock.JAKARTA)


@dataclass
class PostHealth:
    """What the phones of a post last said. `silent` when none sent or fetched within the limit."""

    post: Unit
    phones: int = 0
    last_push: datetime | None = None
    last_pull: datetime | None = None
    pending: int = 0
    oldest_pending: timedelta | None = None
    quarantined: int = 0
    versions: list[str] = field(default_factory=list)
    offset: timedelta | None = None
    storage_used: float | None = None
    evictable: int = 0
    """Phones whose browser may throw the store away when space is short: `storage_persisted` is no."""
    single: int = 0
    """Phones that hold what is unsent once only: they said that no second copy of it could be made."""
    store_lost: datetime | None = None
    """When a phone last noticed that its store had gone."""
    silent: bool = True

    @property
    def clock_wrong(self) -> bool:
        """Whether the clock that is furthest off is off too far."""
        return self.offset is not None and abs(self.offset) > silence().clock_offset


def health(posts: Iterable[Unit], pairs: Iterable[tuple[UUID, Device]] | None = None) -> list[PostHealth]:
    """Sync health of each post, silent ones first. `pairs`: what `devices_of` these posts gave, when it is known."""
    boards = {post.pk: PostHealth(post) for post in posts}
    now = clock.now()
    for post, device in devices_of(set(boards)) if pairs is None else pairs:
        _count(boards[post], device, now)
    for board in boards.values():
        heard = max(filter(None, (board.last_push, board.last_pull)), default=None)
        board.silent = heard is None or now - heard > silence().post
    return sorted(boards.values(), key=lambda b: (not b.silent, b.post.name))


def _count(board: PostHealth, device: Device, now: datetime) -> None:
    board.phones += 1
    board.last_push = _later(board.last_push, device.last_push_at)
    board.last_pull = _later(board.last_pull, device.last_pull_at)
    board.pending += device.pending
    board.quarantined += device.quarantined
    # Not by way of `phone`: its users are a query for each device, and a city has a thousand.
    offset, oldest, used = _offset(device), oldest_pending(device, now), storage_used(device)
    board.oldest_pending = max(filter(None, (board.oldest_pending, oldest)), default=None)
    if device.app_version and device.app_version not in board.versions:
        board.versions.append(device.app_version)
    if offset is not None and (board.offset is None or abs(offset) > abs(board.offset)):
        board.offset = offset
    if used is not None:
        board.storage_used = max(board.storage_used or 0.0, used)
    board.evictable += device.storage_persisted is False
    board.single += device.second_copy in SINGLE
    board.store_lost = _later(board.store_lost, device.store_lost_at)


_TIES = """
SELECT DISTINCT a.unit_id, t.device_id FROM registry_assignment a
JOIN journal_deviceaccount t ON t.account_id = a.account_id AND t.removed_at IS NULL
JOIN journal_device d ON d.id = t.device_id AND d.revoked_at IS NULL
WHERE a.role = ANY(%s) AND a.unit_id = ANY(%s) AND a.starts_on <= %s AND (a.ends_on IS NULL OR a.ends_on >= %s)
ORDER BY a.unit_id, t.device_id
"""


def devices_of(posts: set[Any]) -> list[tuple[UUID, Device]]:
    """Phones in service at these posts, through whoever serves them today: one pair for each post of a phone.

    That is their kader, and a bidan who serves several posts with a phone of her own.
    """
    today, roles = clock.today(), [Assignment.Role.KADER.value, Assignment.Role.OFFICER.value]
    pairs = tables.execute(_TIES, [roles, list(posts), today, today]).fetchall()
    # Each phone is read once, however many kader share it, and without the ORM, for a city has a thousand.
    devices = {device.pk: device for device in tables.where(Device, "id = ANY(%s)", [list({d for _, d in pairs})])}
    return [(post, devices[device]) for post, device in pairs]


_HEARD = f"""
SELECT unit_id, greatest(max(last_push_at), max(last_pull_at)) FROM ({_TIES}) ties
JOIN journal_device ON id = device_id GROUP BY unit_id
"""  # noqa: S608 (both halves are written here)


def heard(posts: Iterable[UUID]) -> dict[UUID, datetime]:
    """When one of its phones last sent or fetched something, for each post of which that can be told."""
    today, roles = clock.today(), [Assignment.Role.KADER.value, Assignment.Role.OFFICER.value]
    found = tables.execute(_HEARD, [roles, list(posts), today, today]).fetchall()
    return {post: moment for post, moment in found if moment is not None}


def pending_enrolments(accounts: Iterable[Account]) -> QuerySet[Enrolment]:
    """Phones that gave a right code for one of the accounts and wait for the words to be compared."""
    waiting = Q(state=Enrolment.State.PENDING, expires_at__gt=clock.now())
    found = Enrolment.objects.filter(waiting, account__in=list(accounts))
    return found.select_related("account", "code").order_by("created_at")


def _later(a: datetime | None, b: datetime | None) -> datetime | None:
    return max(filter(None, (a, b)), default=None)


def _stamp(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0
