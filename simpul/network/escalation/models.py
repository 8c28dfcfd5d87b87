"""Steps of escalation that fired. Written by the tick and by people, never by entries: a replay leaves them alone."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Firing(models.Model):
    """One step that fired: of which request, in the state that began at `since`; whom it told; who took it.

    `unit` owes the answer, `home` is the unit of whoever asked. A step of a state fires once: it is the table's key.
    `ladder` is empty for the request's own, and otherwise the moments that count since somebody took this step. No
    text of a person.
    """

    pk = models.CompositePrimaryKey("request", "since", "step")
    request = models.UUIDField()
    since = models.DateTimeField()
    step = models.PositiveSmallIntegerField()
    """From 1."""
    workflow = models.TextField()
    urgency = models.TextField()
    tell = models.TextField()
    # No constraints of the database: a hundred thousand rows may fire at once, and units are never deleted.
    unit = models.ForeignKey(
        "registry.Unit", on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    home = models.ForeignKey(
        "registry.Unit", on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    due_at = models.DateTimeField()
    fired_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    taken_at = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)
    """The step after this one waits at least so long."""
    ladder = ArrayField(models.TextField(), default=list, db_default=[])

    class Meta:
        """Taken means: by whom, when, until when."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(taken_by=None, taken_at=None, held_until=None)
                | Q(taken_by__isnull=False, taken_at__isnull=False, held_until__isnull=False),
                name="firing_taken",
            ),
        ]
