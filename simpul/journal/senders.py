"""Who calls: the device behind a bearer token and the accounts enrolled on it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from simpul.journal import epoch, tables
from simpul.journal.libpq import Call
from simpul.journal.models import Device, DeviceAccount
from simpul.journal.problems import device_revoked, device_unknown
from simpul.journal.standing import Scope, scope_of
from simpul.registry.models import Account


@dataclass
class Sender:
    """A device that proved itself. `enrolments` holds past ones too."""

    device: Device
    enrolments: list[DeviceAccount]
    epoch: str = field(default_factory=epoch.current)

    @cached_property
    def scope(self) -> Scope:
        """What it may hold today; asked from the registry once per call."""
        return scope_of([one.account for one in self.enrolments if one.removed_at is None])


def token_hash(token: str) -> bytes:
    """What the server keeps of a bearer token."""
    return hashlib.sha256(token.encode()).digest()


def bearer(request: HttpRequest) -> str | None:
    """The token of the Authorization header, or None."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def depositor(request: HttpRequest) -> Device:
    """The calling device, revoked or not: it may hand in what it carries. Raises ApiProblem 401 `device_unknown`."""
    token = bearer(request)
    found = tables.where(Device, "token_hash = %s", [token_hash(token)]) if token else []
    if not found:
        raise device_unknown()
    return found[0]


def sender(request: HttpRequest) -> Sender:
    """The calling device. Raises ApiProblem 401 `device_unknown` or 403 `device_revoked`. One round trip."""
    token = bearer(request)
    if not token:
        raise device_unknown()
    key = token_hash(token)
    its = "a.device_id = (SELECT d.id FROM journal_device d WHERE d.token_hash = %s) ORDER BY a.id"
    devices, pairs, epochs = tables.execute_all(
        [tables.asking(Device, "token_hash = %s", [key]), _enrolments(its, key), (epoch.LATEST, ())],
        first=True,
    )
    found = tables.instances(Device, devices)
    if not found:
        raise device_unknown()
    if found[0].revoked_at is not None:
        raise device_revoked()
    return Sender(found[0], _with_accounts(pairs), str(epochs.fetchone()[0]))


def enrolments_of(device: Device) -> list[DeviceAccount]:
    """Everyone who is or was enrolled on the device, with their accounts."""
    return _with_accounts(tables.execute(*_enrolments("a.device_id = %s ORDER BY a.id", device.pk)))


def _enrolments(condition: str, key: Any) -> Call:
    return tables.asking_pairs(DeviceAccount, Account, "account_id", condition, [key])


def _with_accounts(found: Iterable[Sequence[Any]]) -> list[DeviceAccount]:
    enrolments = []
    for enrolment, account in tables.paired(DeviceAccount, Account, found):
        enrolment.account = account
        enrolments.append(enrolment)
    return enrolments
