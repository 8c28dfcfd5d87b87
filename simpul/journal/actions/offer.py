"""Compare what a phone still holds with what the server holds, after a restore."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from simpul.journal import epoch, redactions
from simpul.journal.models import Entry, Quarantine, Waiting
from simpul.journal.receive.arrived import UUID
from simpul.journal.senders import Sender
from simpul.journal.wire import OfferAnswer, Offered

MOST_OFFERED = 5_000
Pair = tuple[str, str]


def offer(caller: Sender, items: Sequence[Offered]) -> OfferAnswer:
    """What the server lacks, and what it must not have. The same few queries for any number of ids.

    Only what this phone wrote or may know counts as held: for all else the answer is as if it were not there.
    """
    asked = {item.id for item in items if UUID.fullmatch(item.id)}
    held, erased = _placed(caller, asked)
    held |= _kept(caller, asked)
    gone = [item.id for item in items if item.id in erased]
    missing = [item.id for item in items if item.id not in erased and (item.id, item.hash) not in held]
    return OfferAnswer(epoch=epoch.current(), missing=list(dict.fromkeys(missing)), redacted=list(dict.fromkeys(gone)))


def _placed(caller: Sender, asked: set[str]) -> tuple[set[Pair], set[str]]:
    """Entries with a place as (id, hash), and ids that were erased."""
    erased = redactions.known(asked)
    rows = Entry.objects.filter(_mine(caller), pk__in=asked).values_list("pk", "hash", "redacted_at")
    held: set[Pair] = set()
    for pk, digest, redacted_at in rows:
        held.add((str(pk), bytes(digest).hex()))
        if redacted_at is not None:
            erased.add(str(pk))
    return held, erased


def _kept(caller: Sender, asked: set[str]) -> set[Pair]:
    """Entries that wait or were set aside."""
    mine = _mine(caller)
    found: set[Pair] = set()
    for model in (Waiting, Quarantine):
        rows: Any = model._default_manager.filter(mine, entry__in=asked).values_list("entry", "hash")
        found |= {(str(entry), hash_) for entry, hash_ in rows}
    return found


def _mine(caller: Sender) -> Q:
    return Q(device=caller.device.pk) | Q(post__in=list(caller.scope.ceilings))
