"""Phones: devices, who is enrolled on them, and the short path by which they become known."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from simpul.base import clock


class Device(models.Model):
    """A phone. `public_key` is the raw P-256 point (65 bytes), `token_hash` the SHA-256 of its bearer token.

    The heartbeat columns repeat what the phone last said of itself: ages in seconds, sizes in bytes, the clock's
    offset in milliseconds (positive: the phone is ahead).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    public_key = models.BinaryField(max_length=65)
    token_hash = models.BinaryField(max_length=32, null=True, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_reason = models.CharField(max_length=200, blank=True)

    last_counter = models.BigIntegerField(default=0)
    missing_counters = models.JSONField(default=list)
    """Ranges `[first, last]` of device counters that never arrived: entries that are still somewhere, or lost."""

    allowance = models.FloatField(null=True)
    allowance_at = models.DateTimeField(null=True)
    """What the phone's token bucket held at that moment (admission.py); empty: it is full."""
    asked = models.FloatField(null=True)
    asked_at = models.DateTimeField(null=True)
    """The same of the bucket for what it asks (asking.py)."""

    last_seen_at = models.DateTimeField(null=True)
    last_push_at = models.DateTimeField(null=True)
    last_pull_at = models.DateTimeField(null=True)
    pending = models.IntegerField(default=0)
    oldest_pending_age_s = models.BigIntegerField(default=0)
    quarantined = models.IntegerField(default=0)
    storage_persisted = models.BooleanField(null=True)
    storage_usage = models.BigIntegerField(null=True)
    storage_quota = models.BigIntegerField(null=True)
    second_copy = models.CharField(max_length=6, null=True)
    """`on`, `none`, `failed` (`wire.Heartbeat`); empty: an older app, which says nothing of it."""
    store_lost_at = models.DateTimeField(null=True)
    """When the phone noticed that its store, or a part of it, had gone."""
    app_version = models.CharField(max_length=40, blank=True)
    clock_offset_ms = models.BigIntegerField(null=True)

    attested_first = models.BigIntegerField(null=True)
    attested_last = models.BigIntegerField(null=True)
    attested_head = models.CharField(max_length=64, blank=True, db_default="")
    attested_at = models.DateTimeField(null=True)
    """What the phone last swore to hold unsent (`wire.Attested`). A revoked phone can swear no more."""

    def __str__(self) -> str:
        """The phone's name."""
        return self.name


class HandoverKey(models.Model):
    """How often the hand-over secret of a post was renewed (`generation`), and its list of phones changed (`revision`).

    The secret itself is in no table: it follows from the server's own secret (handover.py).
    """

    post = models.OneToOneField("registry.Unit", primary_key=True, on_delete=models.CASCADE, related_name="+")
    generation = models.IntegerField(default=1)
    revision = models.IntegerField(default=0)


class DeviceAccount(models.Model):
    """Who may work on a phone: each with a PIN of their own on it."""

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="enrolments")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices")
    enrolled_at = models.DateTimeField(default=clock.now)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        """Once per phone and account."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["device", "account"], name="account_once_per_device")]


class EnrolmentCode(models.Model):
    """A single-use code of eight characters. The first three find it, the whole is kept as a keyed hash."""

    prefix = models.CharField(max_length=3, db_index=True)
    code_hash = models.BinaryField(max_length=32)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    device = models.ForeignKey(Device, null=True, on_delete=models.CASCADE, related_name="+")
    """Set for a new PIN: the code works on this phone only."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)


class Enrolment(models.Model):
    """A phone that gave a right code and waits for the officer to compare three words."""

    class State(models.TextChoices):
        """Where it stands."""

        PENDING = "pending", "Menunggu"
        CONFIRMED = "confirmed", "Diterima"
        REFUSED = "refused", "Ditolak"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.OneToOneField(EnrolmentCode, on_delete=models.CASCADE, related_name="enrolment")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    device = models.ForeignKey(Device, null=True, on_delete=models.CASCADE, related_name="+")
    """The phone: known from the start when a further account is added to it, else made at confirmation."""
    public_key = models.BinaryField(max_length=65)
    name = models.CharField(max_length=80)
    app_version = models.CharField(max_length=40, blank=True)
    secret_hash = models.BinaryField(max_length=32)
    words = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")


class EnrolmentTry(models.Model):
    """A failed try of a code, counted per sender (a keyed hash of its address) to slow guessing down."""

    sender = models.BinaryField(max_length=32)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        """Counted within a window."""

        indexes: ClassVar = [models.Index(fields=["sender", "at"], name="enrolment_tries")]
