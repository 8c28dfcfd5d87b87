"""Words for tests: a kader keeps somebody company."""

from typing import Any

from simpul.base import ids
from simpul.care.tests.stories import Village
from simpul.journal.kinds import StoredEntry

DAY = "2026-04-10"
CALM = {
    "date": DAY,
    "path": ["lihat", "dengar", "hubungkan", "selesai"],
    "edition": "2026-11",
    "zone": "p3lp:kuning",
    "actions": ["ditemani", "didengarkan"],
    "follow_up": "2026-04-13",
}
WAITING = CALM | {"path": ["lihat", "dengar", "kritis"], "zone": "p3lp:merah", "follow_up": None}
HANDED = WAITING | {
    "path": ["lihat", "dengar", "kritis", "serah-terima", "selesai"],
    "handed_to": "psikolog",
    "handed_at": "2026-04-10T02:30:00.000Z",
    "accepted": True,
    "follow_up": "2026-04-11",
}


def aided(
    village: Village, person: str | None, said: dict[str, Any] | None = None, post: str = "", aid: str = "", **over: Any
) -> StoredEntry:
    """A path recorded at a post by its officer; `said` CALM unless told."""
    data = {"person": person} | (said or CALM) | over
    return village.write("firstaid.recorded", aid or str(ids.uuid7()), data, post)


def withdrawn(village: Village, entry: StoredEntry) -> StoredEntry:
    """The record is taken back."""
    return village.write("entry.voided", entry.subject, {"target": entry.id, "reason": ""})
