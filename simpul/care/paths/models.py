"""The table of paths."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from simpul.journal.models import Projected


class Path(Projected):
    """A child's path, from an officer's confirmation to the reason it was closed; a relapse opens another.

    `steps` lists what was done, `{entry, author, step, date, result, values}`, in order of writing. `notes` are words
    for the treating team, by entry; they never travel to a phone. `closing` is the entry that closed it.
    """

    person = models.ForeignKey("people.Person", db_constraint=False, on_delete=models.DO_NOTHING, related_name="paths")
    opened_on = models.DateField()
    opened_by = models.UUIDField()
    visit = models.UUIDField(null=True)
    reasons = models.JSONField(default=list)
    steps = models.JSONField(default=list)
    notes = models.JSONField(default=dict)
    status = models.TextField(default="open")
    outcome = models.TextField(null=True)
    closed_on = models.DateField(null=True)
    closing = models.UUIDField(null=True)

    class Meta(Projected.Meta):
        """Open paths are listed by post; a child's paths are read together."""

        indexes: ClassVar = [
            models.Index(fields=["post", "seq"], name="care_path_seq"),
            models.Index(fields=["post"], name="care_path_open", condition=Q(status="open")),
        ]
