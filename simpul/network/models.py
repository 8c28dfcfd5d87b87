"""The request: something that a post cannot solve itself, and the unit that owes it an answer."""

from typing import ClassVar

from django.db import models

from simpul.journal.models import Projected


class Request(Projected):
    """A request and where it stands in its workflow.

    `to_unit` None: the post's puskesmas. `risk` orders the inbox: urgency, then the gravest rule that fired.
    `paused` keeps what is left of a clock that stands still (clocks.Paused). `clinical_notes` are class K2: for the
    treating team, never in a row that a kader's phone receives.
    """

    person = models.ForeignKey(
        "people.Person",
        null=True,
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name="requests",
    )
    service = models.TextField()
    workflow = models.TextField()
    state = models.TextField()
    open = models.BooleanField(default=True)
    urgency = models.TextField(default="biasa")
    risk = models.IntegerField(default=0)
    reasons = models.JSONField(default=list)
    visit = models.UUIDField(null=True)
    to_unit = models.ForeignKey(
        "registry.Unit", null=True, db_constraint=False, on_delete=models.DO_NOTHING, related_name="requests"
    )
    message = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    received_at = models.DateTimeField()
    state_since = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    paused = models.JSONField(null=True)
    appointment_at = models.DateTimeField(null=True)
    outcome = models.TextField(null=True)
    follow_up = models.TextField(blank=True)
    history = models.JSONField(default=list)
    clinical_notes = models.JSONField(default=list)

    class Meta(Projected.Meta):
        """The inbox reads open requests by post and by unit."""

        indexes: ClassVar = [
            models.Index(fields=["post", "seq"], name="network_request_seq"),
            models.Index(fields=["post", "-risk"], name="request_open_post", condition=models.Q(open=True)),
            models.Index(fields=["to_unit"], name="request_open_unit", condition=models.Q(open=True)),
        ]
