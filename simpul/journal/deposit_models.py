"""Sealed copies at the server: who brought which, what could not be opened, files that wait on an officer's page."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from simpul.base import clock
from simpul.journal.device_models import Device


class PublishedKey(models.Model):
    """A public key that phones were given to seal to, so that a missing private key is told from an invented one."""

    id = models.CharField(primary_key=True, max_length=16)
    public_key = models.BinaryField(max_length=65)
    given_at = models.DateTimeField(default=clock.now)


class DepositRecord(models.Model):
    """One deposit: whose entries, who carried them, and what became of them. Written once.

    `fresh` were placed now, `known` were there already, `review` were set aside now, `waiting` wait for others,
    `refused` could not be opened or were forged. `size` is the body in bytes.
    """

    device = models.ForeignKey(Device, null=True, on_delete=models.PROTECT, related_name="deposits")
    """The phone that wrote the entries; null when the server does not know it."""
    carrier = models.ForeignKey(Device, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    made_at = models.DateTimeField(null=True)
    size = models.IntegerField()
    items = models.IntegerField()
    fresh = models.IntegerField()
    known = models.IntegerField()
    review = models.IntegerField()
    waiting = models.IntegerField()
    refused = models.IntegerField()

    class Meta:
        """Somebody brought it; a carrier's day is summed."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(carrier__isnull=False) | Q(uploaded_by__isnull=False), name="deposit_has_a_carrier"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["carrier", "at"], name="deposit_of_carrier")]


class Unopened(models.Model):
    """A sealed item kept apart, unread: `code` says why. `body` is the item as it came; `digest` its SHA-256."""

    digest = models.BinaryField(max_length=32, unique=True)
    deposit = models.ForeignKey(DepositRecord, on_delete=models.PROTECT, related_name="unopened")
    device = models.ForeignKey(Device, null=True, on_delete=models.PROTECT, related_name="unopened")
    claimed_device = models.CharField(max_length=36)
    code = models.CharField(max_length=20)
    body = models.BinaryField()
    at = models.DateTimeField(default=clock.now)


class DepositFile(models.Model):
    """A `*.simpul` file on an officer's page, still sealed. `body` is emptied once its items are placed.

    `counts` are the sums of its deposits, by the names of DepositRecord; `problem` is the code of what stopped it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    name = models.CharField(max_length=120)
    body = models.BinaryField()
    device = models.ForeignKey(Device, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(null=True)
    items = models.IntegerField(default=0)
    placed_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    problem = models.CharField(max_length=40, blank=True)

    class Meta:
        """Listed by officer."""

        indexes: ClassVar = [models.Index(fields=["uploaded_by", "at"], name="deposit_files")]
