"""Afterwards: is everything that was typed there, do all agree, did every receipt stay what it was?"""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connections

from simpul.base import audit_chain
from simpul.journal import epoch
from simpul.journal.actions.verify import verify
from simpul.journal.models import Entry, Quarantine, Waiting
from tests.converged import differences
from tests.soak.phones import PhoneProcess

FINAL = ("applied", "conflict")
SHOWN = 5
Json = dict[str, Any]


def verdict(phones: list[PhoneProcess]) -> dict[str, Any]:
    """Every count that must be zero, and those that say how much was tried. Faults are shown, a few of each."""
    connections.close_all()
    kept = {line["id"]: line for phone in phones for line in phone.notebook("kept")}
    receipts = [line for phone in phones for line in phone.notebook("receipts")]
    report = verify()
    faults = {
        "lost": _lost(kept),
        "other_words": _other_words(kept),
        "twice": _twice(kept),
        "without_receipt": _without_receipt(kept, receipts),
        "receipts_changed": _changed(receipts),
        "receipts_untrue": _untrue([one for one in receipts if one["epoch"] == epoch.current()]),
        "phones_unequal": [text for phone in phones for text in _unequal(phone)],
        "gaps": report.gaps,
        "hashes": report.hashes,
        "rows": [str(one) for one in report.rows],
        "audit": [str(one) for one in audit_chain.verify()],
    }
    found = {name: list(map(str, some))[:SHOWN] for name, some in faults.items() if some}
    counts: dict[str, Any] = {name: len(some) for name, some in faults.items()}
    counts |= {"kept": len(kept), "receipts": len(receipts), "entries": report.entries}
    counts |= {"lives": len({one["epoch"] for one in receipts})}
    aside = Quarantine.objects.filter(status=Quarantine.Status.OPEN).count()
    counts |= {"waiting": Waiting.objects.count(), "quarantined": aside, "taken_again": len(_repaired())}
    return {"sound": not found, **counts, "faults": found}


def _places(ids: Iterable[str]) -> tuple[dict[str, Any], dict[str, bytes], dict[str, bytes]]:
    """Of the ids: what has a place, what waits, and what was set aside."""
    wanted = list(ids)
    placed = Entry.objects.filter(id__in=wanted).values(
        "id", "kind", "subject", "data", "post", "seq", "hash", "outcome"
    )
    waits = Waiting.objects.filter(entry__in=wanted).values_list("entry", "body")
    aside = Quarantine.objects.filter(entry__in=wanted, status=Quarantine.Status.OPEN).values_list("entry", "body")
    return (
        {str(row["id"]): row for row in placed},
        {str(pk): bytes(body) for pk, body in waits},
        {pk: bytes(body) for pk, body in aside},
    )


def _lost(kept: dict[str, Json]) -> list[str]:
    placed, waits, aside = _places(kept)
    return sorted(kept.keys() - placed.keys() - waits.keys() - aside.keys())


def _other_words(kept: dict[str, Json]) -> list[str]:
    """Entries that are there, but say something else than was typed."""
    placed, waits, aside = _places(kept)
    held: dict[str, Json] = {pk: json.loads(body) for pk, body in (aside | waits).items()}
    held |= {pk: {**row, "subject": str(row["subject"]), "post": str(row["post"])} for pk, row in placed.items()}
    said = ("kind", "subject", "data", "post")
    return [pk for pk, row in held.items() if any(row[name] != kept[pk][name] for name in said)]


def _twice(kept: dict[str, Json]) -> list[str]:
    placed, waits, aside = _places(kept)
    return sorted((placed.keys() & waits.keys()) | (placed.keys() & aside.keys()) | (waits.keys() & aside.keys()))


def _without_receipt(kept: dict[str, Json], receipts: list[Json]) -> list[str]:
    """Kept by the server out of sight, without a word to the phone."""
    placed, waits, aside = _places(kept)
    told = {(one["id"], one["outcome"]) for one in receipts if one["epoch"] == epoch.current()}
    # What was set aside and taken later is told by a pull, as a repair.
    told |= {(pk, FINAL[0]) for pk in _repaired() if (pk, "quarantined") in told}
    silent = [pk for pk in placed if not {(pk, outcome) for outcome in FINAL} & told]
    silent += [pk for pk in waits if (pk, "waiting") not in told]
    return silent + [pk for pk in aside if (pk, "quarantined") not in told]


def _changed(receipts: list[Json]) -> list[str]:
    """A final receipt must never read otherwise in the same life of the database.

    One that waits may become final, and one that was set aside and was repaired since.
    """
    first: dict[tuple[str, ...], tuple[Any, ...]] = {}
    changed, repaired = [], _repaired()
    for one in receipts:
        if one["outcome"] == "waiting" or (one["outcome"] == "quarantined" and one["id"] in repaired):
            continue
        said = (one["outcome"], one["seq"], (one["reason"] or {}).get("code"))
        before = first.setdefault((one["epoch"], one["id"], one["hash"]), said)
        if before != said:
            changed.append(f"{one['id']}: {before} became {said}")
    return changed


def _repaired() -> set[str]:
    """Set aside first, and taken once what they rest on had come."""
    return set(Quarantine.objects.filter(status=Quarantine.Status.REPAIRED).values_list("entry", flat=True))


def _untrue(receipts: list[Json]) -> list[str]:
    """A receipt of a place that the journal does not confirm."""
    final = {one["id"]: one for one in receipts if one["outcome"] in FINAL}
    rows = Entry.objects.filter(id__in=list(final)).values_list("id", "seq", "hash", "outcome")
    held = {str(pk): (seq, bytes(digest).hex(), outcome) for pk, seq, digest, outcome in rows}
    return [pk for pk, one in final.items() if held.get(pk) != (one["seq"], one["hash"], one["outcome"])]


def _unequal(phone: PhoneProcess) -> list[str]:
    return [
        f"{phone.name} {text}"
        for post, parts in phone.rows().items()
        for text in differences(post, {part: {row["id"]: row for row in rows} for part, rows in parts.items()})
    ]
