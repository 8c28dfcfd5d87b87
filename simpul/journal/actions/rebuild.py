"""Make all projections anew from the journals."""

from django.db import connection, transaction

from simpul.base import audit
from simpul.journal import replay
from simpul.journal.models import SnapshotFile
from simpul.journal.replaying.workers import processes as of_this_machine


def rebuild(actor: str = "rebuild", *, processes: int | None = None, progress: replay.Progress | None = None) -> int:
    """Replay everything and put the rows in place of the present ones, in one transaction; returns the entries.

    Readers see the old rows until it commits, writers wait: the journals' counters are locked first. Whatever ends it
    early (an error, Ctrl-C, a process that dies) rolls the transaction back, and the old rows stand as they were.
    Raises ReplayStopped for an entry that does not apply again, WorkerLost for a process that died.
    """
    # Within a transaction of the caller's other processes do not see what it wrote.
    number = 1 if connection.in_atomic_block else processes or of_this_machine()
    with transaction.atomic():
        replay.lock_all_posts()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        count = replay.replay(processes=number, progress=progress)
        SnapshotFile.objects.all().delete()
        audit.note(actor, "journal_rebuilt", "journal", {"entries": count})
    return count
