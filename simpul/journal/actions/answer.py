"""Answer a quarantined entry: accept it as it is, or close it with a reason. The post's phones hear of either."""

from django.db import transaction

from simpul.base import audit
from simpul.journal import standing
from simpul.journal.actions.append import Draft, append, place_all
from simpul.journal.kinds import KADER, OFFICER, Refused, StoredEntry
from simpul.journal.models import Entry, Quarantine
from simpul.journal.receive import reasons, store
from simpul.journal.receive.arrived import UUID, Arrived, read
from simpul.registry.models import Account

ACCEPTED = "accepted"
OPEN, DISMISSED = Quarantine.Status.OPEN, Quarantine.Status.DISMISSED


def accept(actor: Account, held: Quarantine, *, trusted: bool = False) -> StoredEntry:
    """Give the entry its place, its author and words unchanged. Raises Refused when it still does not apply.

    `trusted`: the server does so on grounds of its own, in the author's name.
    """
    with transaction.atomic(), audit.acting(actor):
        item = _readable(held)
        post = item.readable.post
        counters = store.lock_counters([post])
        if Entry.objects.filter(pk=item.id).exists():
            raise Refused.of(reasons.OTHER_CONTENT)
        placed = place_all(post, counters[post], [item])[item.id]
        append(post, [_repaired(item.id, placed.subject, by=item.id)], actor, trusted=trusted)
    return placed


def dismiss(actor: Account, held: Quarantine, reason: str) -> None:
    """Close it: it will not be applied. Its words stay in the quarantine, the reason reaches the phone."""
    with transaction.atomic(), audit.acting(actor):
        if held.post_id is not None and UUID.fullmatch(held.entry):
            append(held.post_id, [_repaired(held.entry, held.entry, reason=reason)], actor)
        else:
            Quarantine.objects.filter(pk=held.pk).update(status=DISMISSED)
        audit.note(actor, "quarantine_dismissed", held.entry, {"code": held.code})


def _readable(held: Quarantine) -> Arrived:
    item = read(bytes(held.body))
    item.flag = ACCEPTED
    if item.reason is not None:
        raise Refused.of(item.reason)
    if held.post_id is None:
        raise Refused.of(reasons.POST_UNKNOWN)
    item.role = _role(item)
    return item


def _role(item: Arrived) -> str:
    """The role in which the author ever served the post: an officer's words stay an officer's."""
    entry = item.readable
    held = standing.spans([entry.author], standing.homes_of([entry.post])).get((entry.author, entry.post), [])
    return OFFICER if any(span.role == OFFICER for span in held) else KADER


def _repaired(target: str, subject: str, by: str | None = None, reason: str = "") -> Draft:
    return Draft("entry.repaired", subject, {"target": target, "by": by, "reason": reason})
