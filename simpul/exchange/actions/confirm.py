"""Let an import begin, begin again after a stop, or be thrown away before it began."""

from django.db import transaction

from simpul.base import audit
from simpul.base.access import NotYours
from simpul.exchange import soon
from simpul.exchange.models import Import
from simpul.registry.models import Account

State = Import.State
UNDER_WAY = (State.QUEUED, State.RUNNING)


def confirm(actor: Account, job: Import) -> None:
    """The officer says yes: the work is queued in this officer's name. Raises NotYours if it is not ready."""
    _move(actor, job, {State.READY, State.FAILED}, State.QUEUED, "import_confirmed")


def discard(actor: Account, job: Import) -> None:
    """Throw a sheet away that was never confirmed."""
    with transaction.atomic(), audit.acting(actor):
        gone, _ = Import.objects.filter(pk=job.pk, state=State.READY).delete()
        if not gone:
            raise NotYours
        audit.note(actor, "import_discarded", str(job.pk))


def undo(actor: Account, job: Import) -> None:
    """Withdraw everything that the import wrote, also while it still writes: its next part finds it ended.

    Raises NotYours when it has not begun, or ended too long ago.
    """
    from simpul.exchange.undoing import may_undo

    if not (may_undo(job) or job.state in UNDER_WAY):
        raise NotYours
    _move(actor, job, {State.DONE, State.FAILED, *UNDER_WAY}, State.UNDOING, "import_undo")


def _move(actor: Account, job: Import, before: set[State], after: State, deed: str) -> None:
    # Counted anew: whoever asks again wants it tried again.
    result = {name: value for name, value in job.result.items() if name not in ("attempts", "why")}
    with transaction.atomic(), audit.acting(actor):
        moved = Import.objects.filter(pk=job.pk, state__in=before).update(
            state=after, asked_by=actor, beat_at=None, done=0, total=0, finished_at=None, result=result
        )
        if not moved:
            raise NotYours
        audit.note(actor, deed, str(job.pk))
        transaction.on_commit(soon.work, robust=True)
