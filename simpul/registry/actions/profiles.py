"""Write down where a unit is, when it is open and how it is told."""

from typing import Any

from django.db import transaction

from simpul.base import audit, clock
from simpul.registry.capabilities.models import UnitProfile
from simpul.registry.models import Account, Unit


@transaction.atomic
def keep_profile(actor: Account, unit: Unit, **fields: Any) -> UnitProfile:
    """Fields of UnitProfile. What it said before is in the audit."""
    with audit.acting(actor):
        kept, _ = UnitProfile.objects.update_or_create(unit=unit, defaults={**fields, "changed_at": clock.now()})
    return kept
