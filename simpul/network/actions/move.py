"""Take a step with a request from the office; it travels to the post with the next pull."""

from typing import Any

from django.db import transaction

from simpul.base.access import NotYours
from simpul.journal.actions.append import Draft, append
from simpul.journal.kinds import Refused, StoredEntry
from simpul.network.access import requests_of
from simpul.network.models import Request
from simpul.registry.access import posts_of
from simpul.registry.models import Account


def move(actor: Account, request: Request, data: dict[str, Any], seen: int) -> StoredEntry:
    """Write `request.moved` with `data` (RequestMoved). `seen` is the row's seq that the officer had before them.

    Raises Refused when the request has changed since, or when its state does not offer the step; NotYours when the
    actor does not answer it.
    """
    with transaction.atomic():
        held = requests_of(actor).filter(pk=request.pk).first()
        if held is None:
            raise NotYours
        if held.seq != seen:
            raise Refused(
                "changed_meanwhile",
                "Rujukan ini baru saja berubah. Lihat dulu perubahannya, lalu jawab lagi.",
                "This request has just changed. Look at the change, then answer again.",
            )
        # Officers of the asked unit are not assigned to the post; that they may answer was checked above.
        elsewhere = not posts_of(actor).filter(pk=held.post_id).exists()
        (entry,) = append(held.post_id, [Draft("request.moved", str(held.pk), data)], actor, trusted=elsewhere)
    return entry
