"""Apply the list that lies outside to a database that came back from a backup."""

from typing import NamedTuple

from simpul.base import audit, clock
from simpul.journal import handover
from simpul.journal.erasure import outside
from simpul.journal.erasure.closure import reach
from simpul.journal.erasure.erase import Erased, carry_out
from simpul.journal.models import Device, Redaction
from simpul.journal.redactions import ENTRY, SUBJECT
from simpul.registry.models import Account, Assignment


class Again(NamedTuple):
    """What the list changed in the restored database."""

    erased: Erased
    revoked: int


def apply_list() -> Again:
    """Erase and revoke again what the lists name. Runs on the owner's connection; done twice it changes nothing."""
    lines = outside.read()
    actor = _actor(lines)
    if actor is None:
        return Again(Erased(), 0)
    held = list(Redaction.objects.values_list("entry", "what"))
    wanted = {(line.what, line.id) for line in lines} | {(what, str(pk)) for pk, what in held}
    found = reach({pk for what, pk in wanted if what == SUBJECT})
    found.entries |= {pk for what, pk in wanted if what == ENTRY}
    erased = Erased()
    if found.entries or found.subjects:
        last = next((line for line in reversed(lines) if line.what != "device"), None)
        who = {
            "by": str(actor.pk),
            "ordered_by": last.ordered_by if last else "",
            "reason": last.reason if last else "",
        }
        erased = carry_out(found, actor, who)
    return Again(erased, _revoke([line for line in lines if line.what == "device"]))


def _actor(lines: list[outside.Line]) -> Account | None:
    """Who is named as the author: whoever ran the last erasure, else an operator."""
    for line in reversed(lines):
        account = Account.objects.filter(pk=line.by).first()
        if account is not None:
            return account
    operators = Assignment.objects.filter(role=Assignment.Role.OPERATOR).order_by("pk").select_related("account")
    first = operators.first()
    return first.account if first else None


def _revoke(lines: list[outside.Line]) -> int:
    """A phone that was withdrawn after the backup stays withdrawn."""
    count = 0
    for line in lines:
        device = Device.objects.filter(pk=line.id, revoked_at=None).first()
        if device is not None:
            device.revoked_at = clock.parse_iso(line.at)
            device.save(update_fields=["revoked_at"])
            handover.renew(device)
            audit.note("restore", "device_revoked", line.id)
            count += 1
    return count
