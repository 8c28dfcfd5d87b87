"""Answer a set-aside entry with a corrected one: the words of the kader stay, the correction counts."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from simpul.base import audit, clock, ids
from simpul.journal.actions.append import Draft, append
from simpul.journal.models import Flag, Quarantine
from simpul.registry.models import Account


def repair(actor: Account, held: Quarantine, body: Mapping[str, Any], data: dict[str, Any]) -> str:
    """Write a new entry with `data` in place of the set-aside one; returns its id. Raises Refused, nothing is kept.

    The happening keeps its time; the officer is the author, and the kader's entry is named as answered by the new one.
    """
    assert held.post_id is not None
    made = str(ids.uuid7())
    with transaction.atomic(), audit.acting(actor):
        happened = str(body.get("happened_at") or "") or None
        fresh = Draft(held.kind, str(body["subject"]), data, happened_at=happened, id=made)
        answered = Draft("entry.repaired", held.entry, {"target": held.entry, "by": made, "reason": ""})
        append(held.post_id, [fresh, answered], actor)
        audit.note(actor, "quarantine_repaired", held.entry, {"code": held.code})
    return made


def see(actor: Account, flag: Flag) -> None:
    """The officer has looked at a flagged entry."""
    flag.seen_at, flag.seen_by = clock.now(), actor
    with audit.acting(actor):
        flag.save(update_fields=["seen_at", "seen_by"])
