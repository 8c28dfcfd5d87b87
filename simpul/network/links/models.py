"""Links given to places without Simpul. Not of the journal: they say nothing about anybody's health."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from simpul.base import clock


class AnswerLink(models.Model):
    """A link for one unit to answer one request, bound to the first browser that opens it.

    `token` and `browser` are SHA-256, hex, of what the address and the cookie hold. `made_by` None: the server.
    `replaces`: the link that ends when this one is opened. `answerer` is whoever answers through it: name, function;
    `confirmed_by` the officer who has made sure that it is somebody of the unit.
    """

    class Way(models.TextChoices):
        """How the link reaches the unit."""

        MESSAGE = "message", "Pesan"
        HAND = "hand", "Diberikan petugas"
        LETTER = "letter", "Surat"

    class Closed(models.TextChoices):
        """Why it opens nothing any more."""

        REVOKED = "revoked", "Dicabut"
        REPLACED = "replaced", "Diganti"
        ENDED = "ended", "Selesai"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.UUIDField()
    unit = models.ForeignKey("registry.Unit", on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=10, choices=Way)
    token = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.UUIDField(null=True)
    expires_at = models.DateTimeField()
    replaces = models.UUIDField(null=True)
    browser = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    answerer = models.JSONField(default=dict)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_why = models.CharField(max_length=10, choices=Closed, blank=True)

    class Meta:
        """A unit is told once for as long as it is asked, whoever finds out first."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "unit"],
                condition=Q(way="message", made_by=None, replaces=None) & ~Q(closed_why="ended"),
                name="answerlink_told_once",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["request", "made_at"], name="answerlink_request")]
