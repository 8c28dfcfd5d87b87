"""What people do with the line: stop it, let it run, send again what was refused, close what was erased."""

from simpul.base import audit, clock
from simpul.exchange.satusehat.feeding import go_again
from simpul.exchange.satusehat.models import FhirParcel, FhirSwitch
from simpul.registry.models import Account, Unit

STUCK = (FhirParcel.State.DEAD, FhirParcel.State.HELD)
ERASED = "erased"


def pause(actor: Account, unit: Unit) -> None:
    """Nothing more leaves until somebody lets it. What is under way comes to its end."""
    FhirSwitch.objects.update_or_create(puskesmas=unit, defaults={"paused_at": clock.now(), "paused_by": actor})
    audit.note(actor, "satusehat_paused", str(unit.pk))


def resume(actor: Account, unit: Unit) -> None:
    """The line is open again, also where it waited for a moment."""
    defaults = {"paused_at": None, "paused_by": None, "hold_until": None, "failures": 0}
    FhirSwitch.objects.update_or_create(puskesmas=unit, defaults=defaults)
    audit.note(actor, "satusehat_resumed", str(unit.pk))


def send_again(actor: Account, unit: Unit, reason: str) -> int:
    """Everything that was stopped for one reason; returns how many."""
    stuck = FhirParcel.objects.filter(puskesmas=unit, state__in=STUCK, reason=reason).exclude(reason=ERASED)
    count = go_again(stuck)
    audit.note(actor, "satusehat_again", str(unit.pk), {"reason": reason, "parcels": count})
    return count


def send_one_again(actor: Account, parcel: FhirParcel) -> None:
    """One of them; of an erased person, close the line: it was asked back by other means."""
    if parcel.reason == ERASED:
        FhirParcel.objects.filter(pk=parcel.pk, reason=ERASED).delete()
        audit.note(actor, "satusehat_closed", str(parcel.pk))
        return
    go_again(FhirParcel.objects.filter(pk=parcel.pk, state__in=STUCK))
    audit.note(actor, "satusehat_again", str(parcel.pk))
