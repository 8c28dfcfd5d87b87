"""Accept everything that a withdrawn phone deposited and that waits for review."""

from django.db.models import QuerySet

from simpul.journal.actions.answer import accept
from simpul.journal.kinds import Refused
from simpul.journal.models import Device, Quarantine
from simpul.journal.receive import reasons
from simpul.registry.models import Account, Unit

MOST = 200
"""Entries of one tap, so that the page answers within seconds."""


def accept_all(actor: Account, device: Device, posts: QuerySet[Unit]) -> tuple[int, int]:
    """How many were accepted, and how many of those tried were not. In the order of the phone's counter."""
    rows = Quarantine.objects.filter(device=device, code=reasons.DEPOSITED.code, status=Quarantine.Status.OPEN)
    done = left = 0
    for held in rows.filter(post__in=posts).order_by("device_counter", "pk")[:MOST]:
        try:
            accept(actor, held)
        except Refused:
            left += 1
        else:
            done += 1
    return done, left
