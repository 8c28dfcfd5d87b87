"""Make all projections anew from the journals."""

from simpul.base import audit
from simpul.journal import replay
from simpul.journal.models import SnapshotFile


def rebuild(actor: str = "rebuild") -> int:
    """Replay everything and put the rows in place of the present ones, in one transaction; returns the entries."""
    with replay.scratch():
        replay.lock_all_posts()
        count = replay.replay()
        replay.replace_real()
        SnapshotFile.objects.all().delete()
        audit.note(actor, "journal_rebuilt", "journal", {"entries": count})
    return count
