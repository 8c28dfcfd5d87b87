"""Take a phone out of service, or one account off a phone."""

import logging

from django.db import transaction

from simpul.base import audit, clock
from simpul.journal import handover
from simpul.journal.erasure import outside
from simpul.journal.models import Device, DeviceAccount
from simpul.registry.models import Account

log = logging.getLogger(__name__)


def revoke_device(actor: Account, device: Device, reason: str) -> None:
    """The phone reads nothing any more. Done twice it changes nothing."""
    with transaction.atomic(), audit.acting(actor):
        held = Device.objects.select_for_update().get(pk=device.pk)
        if held.revoked_at is not None:
            return
        held.revoked_at, held.revoked_by, held.revoked_reason = clock.now(), actor, reason[:200]
        held.save(update_fields=["revoked_at", "revoked_by", "revoked_reason"])
        handover.renew(held)
        audit.note(actor, "device_revoked", str(device.pk))
        _remember(actor, held)


def _remember(actor: Account, held: Device) -> None:
    """Where no backup reaches: a restored server must not let the phone in again."""
    moment = held.revoked_at or clock.now()
    line = outside.Line(what="device", id=str(held.pk), at=clock.iso(moment), by=str(actor.pk))
    try:
        outside.add([line])
    except OSError:
        # The phone is out all the same; only a restore would have to be told.
        log.exception("The list outside the database cannot be written")


def remove_account(actor: Account, enrolment: DeviceAccount) -> None:
    """One account leaves a phone; what it typed before is still accepted, and flagged."""
    with transaction.atomic(), audit.acting(actor):
        DeviceAccount.objects.filter(pk=enrolment.pk, removed_at=None).update(removed_at=clock.now())
        handover.renew(enrolment.device)
        audit.note(actor, "account_removed", str(enrolment.device_id), {"account": str(enrolment.account_id)})
