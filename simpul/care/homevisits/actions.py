"""What the puskesmas does about a finding; it travels to the post with the next pull."""

from datetime import date

from django.db import transaction

from simpul.care.homevisits.access import access_check
from simpul.care.homevisits.models import HomeCheck
from simpul.journal.actions.append import Draft, append
from simpul.journal.kinds import StoredEntry
from simpul.people.models import Person
from simpul.registry.models import Account

TOGETHER = "kunjungan_nakes"
REASONS = {"bahaya": "danger", "obat": "medicine"}
"""Category → reason of a plan, where the form has one."""


def follow(actor: Account, check: HomeCheck, action: str, day: date | None, note: str) -> StoredEntry:
    """Write the answer. Raises Refused for an action the form does not know; NotYours when it is not the actor's."""
    with transaction.atomic():
        held = access_check(actor, check.pk)
        when = day.isoformat() if day else None
        data = {"action": action, "date": when, "note": note.strip()}
        drafts = [Draft("homevisit.followed", str(held.pk), data)]
        if action == TOGETHER and when:
            drafts += _plan(held, when)
        return append(held.post_id, drafts, actor)[0]


def _plan(check: HomeCheck, day: str) -> list[Draft]:
    """The visit with a health worker stands in the kaders' plan too. Nobody without a family is visited at home."""
    family = Person.objects.filter(pk=check.person_id).values_list("family", flat=True).first()
    reasons = [REASONS[name] for name in check.categories if name in REASONS]
    data = {"date": day, "purpose": "bersama", "reasons": reasons}
    return [Draft("homevisit.planned", str(family), data)] if family else []
