"""The table of reports that are prepared beside the page. They hold figures only, never a name."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from simpul.base import clock


class PreparedReport(models.Model):
    """A report of many posts being made, or ready: `body` is the file, dropped after a while.

    `scope` is an id of `scopes.py`, checked again when the work begins and when the file is fetched.
    """

    class State(models.TextChoices):
        """Where it stands."""

        QUEUED = "queued", "Menunggu"
        RUNNING = "running", "Sedang dibuat"
        DONE = "done", "Siap"
        FAILED = "failed", "Berhenti"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    report = models.CharField(max_length=40)
    scope = models.CharField(max_length=60)
    month = models.CharField(max_length=7)
    form = models.CharField(max_length=4)
    language = models.CharField(max_length=5, default="id")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    attempts = models.IntegerField(default=0)
    body = models.BinaryField(null=True)
    made_at = models.DateTimeField(default=clock.now)
    beat_at = models.DateTimeField(null=True)
    """When a worker last did a part of it; a silent one is taken over."""
    finished_at = models.DateTimeField(null=True)

    class Meta:
        """What waits is read by state; one's own by account."""

        indexes: ClassVar = [
            models.Index(fields=["state"], name="exchange_report_state"),
            models.Index(fields=["account", "-made_at"], name="exchange_report_own"),
        ]
