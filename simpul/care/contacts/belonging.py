"""Whose contact may be left with a request: of the place where it lies, or was opened before its family moved."""

from simpul.journal.models import Entry
from simpul.network.models import Request


def belongs(request: Request, unit: object) -> bool:
    """Whether the request lies in this unit's journal, or was opened there."""
    if str(request.post_id) == str(unit):
        return True
    return Entry.objects.filter(post=unit, subject=request.pk, kind="request.opened").exists()
