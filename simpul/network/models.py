"""The request: something that a post cannot solve itself, and the unit that owes it an answer."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Value

from simpul.journal.models import Projected
from simpul.network.calendars.models import Absence as Absence
from simpul.network.calendars.models import Availability as Availability
from simpul.network.calendars.models import Booking as Booking
from simpul.network.calendars.models import Wish as Wish
from simpul.network.calls.models import CallRoom as CallRoom
from simpul.network.escalation.models import Firing as Firing
from simpul.network.links.models import AnswerLink as AnswerLink


class Request(Projected):
    """A request and where it stands in its workflow.

    `to_unit` None: the post's puskesmas. `risk` orders the inbox: urgency, then the gravest rule that fired.
    `ladder` holds the moments at which the steps of escalation are due, as they travel (escalation/ladder.py).
    `paused` keeps what is left of a clock that stands still (clocks.Paused). `clinical_notes` and `basis_note` are
    class K2: for the treating team, never in a row that a kader's phone receives.

    `confidentiality` is the class of the request itself (K1, K2, K3); above K1 it lies in a unit's journal, which no
    phone pulls. `part_of` names the request that this one is a part of, asked of another agency. `wanted` are moments
    that suit the family, best first, `wish` which of them were named (WishSaid); `slot` the id of a booked one.
    `answered_by` is the name that a place without an account gave. `values` holds what fields of the workflow's own
    forms say.
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
    ladder = ArrayField(models.TextField(), default=list, db_default=[])
    paused = models.JSONField(null=True)
    appointment_at = models.DateTimeField(null=True)
    outcome = models.TextField(null=True)
    follow_up = models.TextField(blank=True)
    history = models.JSONField(default=list)
    clinical_notes = models.JSONField(default=list)
    confidentiality = models.TextField(default="K1", db_default="K1")
    basis = models.TextField(default="consent", db_default="consent")
    basis_note = models.TextField(blank=True, default="", db_default="")
    part_of = models.UUIDField(null=True)
    wanted = models.JSONField(default=list, db_default=Value([], models.JSONField()))
    wish = models.JSONField(null=True)
    companion = models.JSONField(null=True)
    channel = models.TextField(default="datang", db_default="datang")
    slot = models.TextField(null=True)
    answered_by = models.TextField(blank=True, default="", db_default="")
    values = models.JSONField(default=dict, db_default=Value({}, models.JSONField()))

    class Meta(Projected.Meta):
        """The inbox reads open requests by post and by unit."""

        indexes: ClassVar = [
            models.Index(fields=["post", "seq"], name="network_request_seq"),
            models.Index(fields=["post", "-risk"], name="request_open_post", condition=models.Q(open=True)),
            models.Index(fields=["to_unit"], name="request_open_unit", condition=models.Q(open=True)),
            models.Index(fields=["due_at"], name="request_due", condition=models.Q(open=True)),
            models.Index(fields=["part_of"], name="request_parts", condition=models.Q(part_of__isnull=False)),
        ]
