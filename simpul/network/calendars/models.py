"""Tables of the calendars. Rows are closed, never deleted: what was agreed with a family stays readable."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from simpul.base import clock
from simpul.registry.models import Account, Unit


class Channel(models.TextChoices):
    """How one meets."""

    VISIT = "datang", "Datang"
    ONLINE = "daring", "Daring"


class Availability(models.Model):
    """Hours on a weekday in which somebody receives people, cut into slots; from a day, until a day or without end.

    `weekday` 1 Monday … 7 Sunday. Times are local at the unit. `slot_minutes` is the length of a slot.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    psychologist = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    slot_minutes = models.PositiveSmallIntegerField()
    channel = models.TextField(choices=Channel, default=Channel.VISIT)
    from_day = models.DateField()
    to_day = models.DateField(null=True)

    class Meta:
        """Read by person, and by unit for the slots that are free there."""

        indexes: ClassVar = [
            models.Index(fields=["psychologist"], name="availability_psychologist"),
            models.Index(fields=["unit"], name="availability_unit"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(opens__lt=models.F("closes")), name="availability_has_length"),
            models.CheckConstraint(condition=Q(slot_minutes__gte=5), name="availability_slot_has_length"),
            models.CheckConstraint(condition=Q(weekday__gte=1, weekday__lte=7), name="availability_weekday"),
        ]


class Absence(models.Model):
    """Somebody is away from a moment until another: leave, illness, a meeting. `lifted_at`: it was taken back."""

    psychologist = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.TextField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField(default=clock.now)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        """Read by person."""

        indexes: ClassVar = [models.Index(fields=["psychologist", "ends_at"], name="absence_psychologist")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(starts_at__lt=models.F("ends_at")), name="absence_has_length")
        ]


FAMILY = "family"


class Booking(models.Model):
    """A slot that is promised to a request. In force until `released_at`; one person's time is promised once.

    `reference` is what a family may be told; it opens nothing. `booked_by` None: the server, for a wish that a post
    or a page sent. `came` None until somebody has said.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    psychologist = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(
        "network.Request", db_constraint=False, on_delete=models.DO_NOTHING, related_name="bookings"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    channel = models.TextField(choices=Channel)
    reference = models.TextField(unique=True)
    booked_by = models.UUIDField(null=True)
    booked_at = models.DateTimeField(default=clock.now)
    came = models.BooleanField(null=True)
    released_at = models.DateTimeField(null=True)
    release = models.TextField(blank=True)
    """Which step let go of the slot: the action of the request's workflow, or FAMILY."""

    class Meta:
        """One promise for a person's time, one for a request."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["psychologist", "starts_at"],
                condition=Q(released_at=None),
                name="booking_never_two",
            ),
            models.UniqueConstraint(
                fields=["request"], condition=Q(released_at=None, came=None), name="booking_one_for_a_request"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["psychologist", "starts_at"], name="booking_psychologist"),
            models.Index(fields=["unit", "starts_at"], name="booking_unit"),
        ]


class Wish(models.Model):
    """A request came with wished moments, and the calendars were looked at: `booked`, or all were taken."""

    request = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    booked = models.BooleanField(null=True)
    """None: written with the request, to be looked at."""

    class Meta:
        """Those that wait are found without reading the others."""

        indexes: ClassVar = [models.Index(fields=["at"], name="wish_waiting", condition=Q(booked=None))]
