"""Outbox files on an officer's page: what can be said of them while they are still sealed."""

from dataclasses import dataclass
from datetime import timedelta

import msgspec
from django.db.models import QuerySet

from simpul.base import clock
from simpul.base.access import only
from simpul.journal.deposit_api import Envelope, envelope
from simpul.journal.http import inflate
from simpul.journal.models import DepositFile, DepositRecord, Device, DeviceAccount
from simpul.journal.problems import ApiProblem
from simpul.registry.access import team_of
from simpul.registry.models import Account

MOST_FILES, MOST_BYTES = 20, 20 * 1024 * 1024
"""Files of one upload, bytes of one file: ten times what a phone holds after a month without a signal."""
KEEP, SHOWN = timedelta(days=1), 50
"""A file that nobody placed is thrown away after a day: it is still where it came from. Lines of history."""
_GZIP = b"\x1f\x8b"


class NoOutbox(Exception):
    """The bytes are no outbox file. `code` is stable."""

    def __init__(self, code: str) -> None:
        """`code`: `too_big`, `not_simpul` or `empty`."""
        super().__init__(code)
        self.code = code


def envelope_of(body: bytes) -> Envelope:
    """The file's cover, its items unread. Raises NoOutbox."""
    if len(body) > MOST_BYTES:
        raise NoOutbox("too_big")
    try:
        found = envelope.decode(inflate(body, MOST_BYTES) if body.startswith(_GZIP) else body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ApiProblem) as error:
        raise NoOutbox("not_simpul") from error
    if not found.items:
        raise NoOutbox("empty")
    return found


@dataclass(frozen=True)
class FileLine:
    """A file in the list. `phone` and `users` only for phones of the officer's own kader; `foreign` for others."""

    file: DepositFile
    phone: str
    users: list[str]
    foreign: bool

    @property
    def unknown(self) -> bool:
        """Whether the server does not know the phone at all."""
        return self.file.device_id is None


def files_of(actor: Account) -> QuerySet[DepositFile]:
    """The files that the officer put here, the newest first; what lay unplaced for too long is gone."""
    mine = DepositFile.objects.filter(uploaded_by=actor)
    mine.filter(placed_at=None, at__lt=clock.now() - KEEP).delete()
    return mine.select_related("device").order_by("-at", "name")


def access_file(actor: Account, file: object) -> DepositFile:
    """A file that the officer put here. Raises NotYours."""
    return only(files_of(actor).filter(pk=file))


def lines(actor: Account) -> tuple[list[FileLine], list[FileLine]]:
    """Files that wait to be placed, and the latest that were."""
    rows = list(files_of(actor)[: MOST_FILES * 3 + SHOWN])
    users = _users(actor, {row.device for row in rows if row.device})
    made = [_line(row, users) for row in rows]
    waiting = [line for line in made if line.file.placed_at is None]
    return waiting, [line for line in made if line.file.placed_at is not None][:SHOWN]


def _line(row: DepositFile, users: dict[object, list[str]]) -> FileLine:
    known = row.device is not None and row.device.pk in users
    name = row.device.name if row.device is not None and known else ""
    return FileLine(row, name, users.get(row.device_id, []), row.device is not None and not known)


def _users(actor: Account, devices: set[Device]) -> dict[object, list[str]]:
    found: dict[object, list[str]] = {}
    tied = DeviceAccount.objects.filter(device__in=devices, account__in=team_of(actor)).select_related("account")
    for one in tied.order_by("account__name"):
        found.setdefault(one.device_id, []).append(one.account.name)
    return found


def deposits_of(device: Device) -> QuerySet[DepositRecord]:
    """What was brought of this phone's entries, the latest first."""
    return device.deposits.select_related("carrier", "uploaded_by").order_by("-at")
