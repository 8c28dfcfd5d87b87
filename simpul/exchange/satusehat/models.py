"""Tables of the line to SATUSEHAT: what is to be sent and what became of it, and the numbers that SATUSEHAT gave.

Nothing here is content: a parcel names a visit and remembers ids. What is sent is built from the rows at the moment of
sending, so that a correction needs no second copy.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from simpul.base import clock


class FhirParcel(models.Model):
    """One visit, or one dose that belongs to none, on its way. `subject` is its id, or derived (`home`).

    `version` grows with each change of what it speaks of; `fingerprint` is of what was last taken by the server.
    `remote`: key → [type, id, what] of what the server holds. `reason` is a code of problems.json, `detail` at most a
    FHIR issue code and path, never a text of the server. `due_at`: not before.
    """

    class State(models.TextChoices):
        """Where it stands. HELD needs something of the family or the record, and waits for no clock."""

        WAITING = "waiting", "Menunggu"
        SENDING = "sending", "Sedang dikirim"
        SENT = "sent", "Terkirim"
        HELD = "held", "Belum boleh dikirim"
        DEAD = "dead", "Perlu diperbaiki"

    subject = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=5)
    """`visit`, `dose`, or `home`: a person seen at home on a day."""
    puskesmas = models.ForeignKey("registry.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey("registry.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.UUIDField(null=True)
    date = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    version = models.IntegerField(default=1)
    fingerprint = models.CharField(max_length=64, blank=True)
    remote = models.JSONField(default=dict)
    attempts = models.IntegerField(default=0)
    due_at = models.DateTimeField(default=clock.now)
    claimed_until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=30, blank=True)
    detail = models.CharField(max_length=120, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        """What is due is claimed in order; a page counts by puskesmas and state."""

        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="exchange_parcel_due", condition=Q(state__in=("waiting", "sending"))),
            models.Index(fields=["puskesmas", "state"], name="exchange_parcel_state"),
            models.Index(fields=["person"], name="exchange_parcel_person"),
        ]


class FhirPatient(models.Model):
    """The IHS number of a person kept. `found_by`: `nik`, `nik-ibu` or `made` (a newborn that we registered).

    `ihs` empty: asked for and not known; `seq` is the person's row that it was asked with, `linked` that the mother's
    record hangs on it.
    """

    person = models.UUIDField(primary_key=True)
    ihs = models.CharField(max_length=20, blank=True)
    found_by = models.CharField(max_length=8, blank=True)
    seq = models.BigIntegerField()
    linked = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)


class FhirPlace(models.Model):
    """The Location that SATUSEHAT holds of a post under an organization."""

    post = models.ForeignKey("registry.Unit", on_delete=models.CASCADE, related_name="+")
    organization = models.CharField(max_length=20)
    location = models.CharField(max_length=64)

    class Meta:
        """One place for each post and organization."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["post", "organization"], name="exchange_one_fhir_place")
        ]


class FhirCursor(models.Model):
    """How far a post's journal has been looked through."""

    post = models.OneToOneField("registry.Unit", primary_key=True, on_delete=models.CASCADE, related_name="+")
    seq = models.BigIntegerField(default=0)


class FhirSwitch(models.Model):
    """What holds the line of a puskesmas: a person (`paused_at`), or the server, until it may be asked again.

    `trouble` is a code of problems.json about the line itself; `failures` in a row lengthen the wait.
    """

    puskesmas = models.OneToOneField("registry.Unit", primary_key=True, on_delete=models.CASCADE, related_name="+")
    paused_at = models.DateTimeField(null=True)
    paused_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    hold_until = models.DateTimeField(null=True)
    failures = models.IntegerField(default=0)
    trouble = models.CharField(max_length=30, blank=True)
    answered_at = models.DateTimeField(null=True)
