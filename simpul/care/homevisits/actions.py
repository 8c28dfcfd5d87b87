"""What the puskesmas does about a finding; it travels to the post with the next pull."""

from datetime import date

from django.db import transaction

from simpul.care.homevisits.access import access_check
from simpul.care.homevisits.models import HomeCheck
from simpul.journal.actions.append import Draft, append
from simpul.journal.kinds import StoredEntry
from simpul.registry.models import Account


def follow(actor: Account, check: HomeCheck, action: str, day: date | None, note: str) -> StoredEntry:
    """Write the answer. Raises Refused for an action the form does not know; NotYours when it is not the actor's."""
    with transaction.atomic():
        held = access_check(actor, check.pk)
        data = {"action": action, "date": day.isoformat() if day else None, "note": note.strip()}
        (entry,) = append(held.post_id, [Draft("homevisit.followed", str(held.pk), data)], actor)
    return entry
