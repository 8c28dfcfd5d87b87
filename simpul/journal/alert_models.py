"""Alerts: what somebody must do something about, while it lasts."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from simpul.base import clock


class Alert(models.Model):
    """A trouble from the moment it was found to the moment it was gone. At most one is open for each code and object.

    `object` names what it is about (a post, a phone, a part of the machine) by id; `post` says whose puskesmas sees it,
    null for the machine. `began_at` is when the trouble itself began, `n` how many things it concerns. No text.
    """

    code = models.CharField(max_length=30)
    object = models.CharField(max_length=80)
    post = models.ForeignKey("registry.Unit", null=True, on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField()
    n = models.BigIntegerField(default=0)
    opened_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    """Who said to be dealing with it."""
    taken_at = models.DateTimeField(null=True)
    quiet_until = models.DateTimeField(null=True)

    class Meta:
        """Open ones are few and read on every page."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "object"], condition=Q(closed_at=None), name="alert_open_once"),
            models.CheckConstraint(
                condition=Q(taken_by=None, taken_at=None, quiet_until=None)
                | Q(taken_by__isnull=False, taken_at__isnull=False, quiet_until__isnull=False),
                name="alert_taken_whole",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["post"], name="alert_open", condition=Q(closed_at=None)),
            models.Index(fields=["closed_at"], name="alert_closed", condition=Q(closed_at__isnull=False)),
        ]
