"""Tables: what a unit declared it can do (dated evidence, never a flag), and where and when a unit is reached."""

from typing import ClassVar, cast

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Expression, F, Q

from simpul.base import clock
from simpul.registry.capabilities.hours import ALWAYS


class Capability(models.Model):
    """One declaration: from `declared_on` on, this unit is able, or not able, to give this service.

    Declarations are never overwritten. `valid_from` … `valid_to` (both days included, None: until further notice) is
    when this one is the answer; it follows from the declarations around it. `superseded` rows answer for no day: a
    later declaration of the same day, or a retraction, took their place. No row in force: not yet surveyed. Of two
    declarations of one day the one with the greater `id` holds.
    """

    class Status(models.TextChoices):
        """What a unit may be declared."""

        ABLE = "able", "Mampu"
        NOT_ABLE = "not_able", "Belum mampu"

    class Cost(models.TextChoices):
        """Who pays at this place; empty: as the service says."""

        FREE = "free", "Gratis"
        INSURANCE = "insurance", "Dengan BPJS/JKN"
        PAID = "paid", "Berbayar"

    unit = models.ForeignKey("registry.Unit", on_delete=models.PROTECT, related_name="capabilities")
    service = models.TextField(db_collation="C")
    status = models.TextField(choices=Status)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    until = models.DateField(null=True)
    """The last day for which the source vouches; None: until further notice."""
    superseded = models.BooleanField(default=False)
    retracted_at = models.DateTimeField(null=True)
    evidence = models.JSONField(default=dict)
    """What the answer rests on: trained_kader, instruments, private_corner, psychologist_hours, …"""
    source = models.TextField()
    verified_by = models.TextField(blank=True)
    verified_on = models.DateField(null=True)
    cost = models.TextField(choices=Cost, blank=True)
    capacity_per_week = models.PositiveIntegerField(null=True)
    """New people a week; None: not said."""
    age_from = models.PositiveSmallIntegerField(null=True)
    age_to = models.PositiveSmallIntegerField(null=True)
    """Completed years, both included."""
    languages = ArrayField(models.TextField(), default=list)
    """Beside Bahasa Indonesia: codes of `content/services/languages.json`."""
    declared_at = models.DateTimeField(default=clock.now)
    declared_by = models.ForeignKey("registry.Account", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """A unit has one answer per service and day (`registry_capability_one_answer`, in the migration)."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="capability_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(retracted_at=None) | Q(superseded=True), name="capability_retracted"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["service", "unit"], name="capability_standing", condition=Q(superseded=False)),
            models.Index(fields=["unit", "service"], name="capability_history"),
        ]

    def __str__(self) -> str:
        """Service, status and first day."""
        return f"{self.service} {self.status} {self.valid_from}"


class UnitProfile(models.Model):
    """Where a unit is, when it is open, and how it is told of a request. A unit without one: nothing is known."""

    unit = models.OneToOneField("registry.Unit", primary_key=True, on_delete=models.CASCADE, related_name="profile")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    """WGS 84, degrees."""
    hours = models.JSONField(default=dict, blank=True)
    """`{"mon": [["08:00", "15:00"]], …}`, local time; a day without a key: closed; empty: not known."""
    always_open = models.GeneratedField(
        expression=cast(Expression, Q(hours=ALWAYS)),  # Django takes a Q, its stubs do not know
        output_field=models.BooleanField(),
        db_persist=True,
    )
    hours_known = models.GeneratedField(
        expression=cast(Expression, ~Q(hours={})),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    open_on_holidays = models.BooleanField(default=False)
    uses_simpul = models.BooleanField(default=True)
    """Answers requests with accounts of its own; otherwise by link or letter."""
    contact_name = models.CharField(max_length=120, blank=True)
    whatsapp = models.CharField(max_length=20, blank=True)
    sms = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    source = models.TextField(blank=True)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        """Coordinates come in pairs, on the globe."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="unit_profile_on_the_globe",
            )
        ]

    def __str__(self) -> str:
        """The unit's name."""
        return self.unit.name
