"""Which phones and pending enrolments open for whom: those of the kader of one's own posts."""

from collections.abc import Iterable
from uuid import UUID

from simpul.base.access import NotYours, only
from simpul.journal.models import Device, Enrolment
from simpul.registry.access import team_of
from simpul.registry.models import Account


def devices_open_to(actor: Account, ids: Iterable[str]) -> set[str]:
    """Those of these phones that `access_device` would open."""
    found = Device.objects.filter(pk__in=list(ids), enrolments__account__in=team_of(actor))
    return {str(pk) for pk in found.values_list("pk", flat=True)}


def access_device(actor: Account, device: UUID | str) -> Device:
    """A phone used by a kader of the actor's posts. Raises NotYours."""
    return only(Device.objects.filter(pk=device, enrolments__account__in=team_of(actor)).distinct())


def access_phone_of(actor: Account, who: Account, device: str) -> Device:
    """A phone in use on which this kader of the actor's posts is enrolled. Raises NotYours, also for no id at all."""
    try:
        found = access_device(actor, UUID(device))
    except ValueError as error:
        raise NotYours from error
    if found.revoked_at is not None or not found.enrolments.filter(account=who, removed_at=None).exists():
        raise NotYours
    return found


def access_enrolment(actor: Account, enrolment: UUID | str) -> Enrolment:
    """A phone that asks to be enrolled for a kader of the actor's posts. Raises NotYours."""
    return only(Enrolment.objects.filter(pk=enrolment, account__in=team_of(actor)).select_related("account"))
