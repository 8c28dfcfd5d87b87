"""Rooms. Nothing that is said, written or shown in one is kept."""

import uuid

from django.db import models

from simpul.base import clock


class CallRoom(models.Model):
    """The room of a request with an appointment. `turn` counts its links: a new one shuts the one before.

    `token` and `browser` are SHA-256, hex, of what the address and the cookie hold. `began_at`: both were there.
    `appointment_at` is that of the session which ended: another appointment opens the room again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.UUIDField(unique=True)
    turn = models.PositiveSmallIntegerField(default=0)
    token = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    browser = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField(null=True)
    consented_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    appointment_at = models.DateTimeField(null=True)
