"""Decide between two values of a field."""

from django.db import transaction

from simpul.base.access import NotYours
from simpul.journal.actions.append import Draft, append
from simpul.journal.models import Review
from simpul.registry.models import Account


def resolve(actor: Account, review: Review, option: int) -> None:
    """Take option number `option` (from 0). Raises NotYours when it was decided meanwhile, IndexError, Refused."""
    value = review.options[option]["value"]
    with transaction.atomic():
        held = Review.objects.select_for_update(of=("self",)).filter(pk=review.pk, status="open").first()
        if held is None:
            raise NotYours
        data = {"review": str(review.pk), "value": value}
        append(review.post_id, [Draft("review.resolved", str(review.person or review.record), data)], actor)
