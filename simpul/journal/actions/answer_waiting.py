"""Answer an entry that waits: give it its place without what it waits for, or close it with a reason."""

from django.db import transaction

from simpul.base import audit
from simpul.journal.actions.answer import dismiss
from simpul.journal.actions.append import place_all, wake
from simpul.journal.kinds import Refused, StoredEntry
from simpul.journal.models import Quarantine, Waiting
from simpul.journal.receive import reasons, store
from simpul.journal.receive.arrived import read
from simpul.registry.models import Account

RELEASED = "released"


def release(actor: Account, held: Waiting) -> StoredEntry:
    """Place it now, flagged. Raises Refused when it does not apply without the others; then it goes on waiting."""
    with transaction.atomic(), audit.acting(actor):
        post = str(held.post_id)
        counters = store.lock_counters([post])
        held = Waiting.objects.select_for_update().get(pk=held.pk)
        item = read(bytes(held.body))
        if item.reason is not None:
            raise Refused.of(item.reason)
        item.role, item.flag = held.role, RELEASED
        placed = place_all(post, counters[post], [item], ignoring=item.readable.after)[item.id]
        held.delete()
        wake(post)
        audit.note(actor, "waiting_released", item.id)
    return placed


def dismiss_waiting(actor: Account, held: Waiting, reason: str) -> None:
    """It will not be applied. Its words stay in the quarantine; the reason reaches the phone."""
    with transaction.atomic(), audit.acting(actor):
        store.lock_counters([str(held.post_id)])
        held = Waiting.objects.select_for_update().get(pk=held.pk)
        item = read(bytes(held.body))
        kept, _made = Quarantine.objects.get_or_create(
            entry=str(held.pk),
            hash=held.hash,
            defaults={
                "post_id": held.post_id,
                "kind": item.readable.kind,
                "author": held.author,
                "device_id": held.device_id,
                "device_counter": held.device_counter,
                "body": held.body,
                "code": reasons.WAITING_CLOSED.code,
                "reason": store.plain(reasons.WAITING_CLOSED),
                "received_at": held.received_at,
            },
        )
        held.delete()
        dismiss(actor, kept, reason)
