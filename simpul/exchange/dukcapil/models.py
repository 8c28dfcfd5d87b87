"""Tables of checks: the verdict on a person, and how many were asked on a day. Nothing that Dukcapil knows is kept."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from simpul.base import clock


class IdentityCheck(models.Model):
    """What Dukcapil said of a person kept, and whether it is asked (again).

    `fields`: field → `same`, `different` or `unknown` (a NIK that Dukcapil does not have). `fingerprint` is of the
    identity that was asked about: when it changes, the verdict is none any more. `queued_at`: it waits for its turn.
    """

    class Verdict(models.TextChoices):
        """The three states."""

        UNCHECKED = "", "Belum diperiksa"
        SAME = "same", "Sesuai"
        DIFFERENT = "different", "Tidak sesuai"

    person = models.UUIDField(primary_key=True)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True, default=Verdict.UNCHECKED)
    fields = models.JSONField(default=dict)
    method = models.CharField(max_length=60, blank=True)
    checked_at = models.DateTimeField(null=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    queued_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(default=clock.now)
    attempts = models.IntegerField(default=0)
    reason = models.CharField(max_length=20, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """What waits is claimed in order."""

        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="exchange_check_due", condition=Q(queued_at__isnull=False))
        ]


class AccessDay(models.Model):
    """How many checks an access right was used for on a local day. `closed`: Dukcapil itself said that it is enough."""

    access = models.CharField(max_length=60)
    day = models.DateField()
    used = models.IntegerField(default=0)
    closed = models.BooleanField(default=False)

    class Meta:
        """One count for each access and day."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["access", "day"], name="exchange_one_access_day")]
