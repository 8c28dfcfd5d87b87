"""Who calls: the device behind a bearer token and the accounts enrolled on it."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from simpul.journal import tables
from simpul.journal.models import Device, DeviceAccount
from simpul.journal.problems import device_revoked, device_unknown
from simpul.journal.standing import Scope, scope_of
from simpul.registry.models import Account


@dataclass
class Sender:
    """A device that proved itself. `enrolments` holds past ones too."""

    device: Device
    enrolments: list[DeviceAccount]

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
    """The calling device. Raises ApiProblem 401 `device_unknown` or 403 `device_revoked`."""
    device = depositor(request)
    if device.revoked_at is not None:
        raise device_revoked()
    return Sender(device, enrolments_of(device))


def enrolments_of(device: Device) -> list[DeviceAccount]:
    """Everyone who is or was enrolled on the device, with their accounts."""
    condition = "a.device_id = %s ORDER BY a.id"
    found = tables.pairs(DeviceAccount, Account, "account_id", condition, [device.pk])
    for enrolment, account in found:
        enrolment.account = account
    return [enrolment for enrolment, _ in found]
