"""The outbox: messages that wait for their channel, and what became of them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from simpul.base import clock
from simpul.base.ids import uuid7


class Message(models.Model):
    """A message to one address. `sealed` holds address and values, encrypted (`sealed.py`); `hint` shows its end only.

    `key`: the same key is never written twice. `about` names what caused it by id, no text. `due_at`: the next try, and
    while it is being sent the moment from which another worker may take it over. `reason` is a code.
    """

    class State(models.TextChoices):
        """From waiting to read, or given up; channels without receipts end at `sent`."""

        WAITING = "waiting", "Menunggu"
        SENT = "sent", "Terkirim"
        DELIVERED = "delivered", "Sampai"
        READ = "read", "Dibaca"
        FAILED = "failed", "Gagal"
        CANCELLED = "cancelled", "Dibatalkan"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=200, null=True, unique=True)
    channel = models.CharField(max_length=10)
    template = models.CharField(max_length=60)
    language = models.CharField(max_length=2, default="id")
    sealed = models.BinaryField()
    hint = models.CharField(max_length=20)
    about = models.CharField(max_length=80, blank=True)
    zone = models.CharField(max_length=40, default="Asia/Jakarta")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    wanted_at = models.DateTimeField(default=clock.now)
    """From here its usefulness counts: when it was written, or the moment it was to wait for."""
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=30, blank=True)
    provider_id = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        """Workers claim in order of `due_at`; statuses of a provider find their message by its id there."""

        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="outbox_due", condition=Q(state="waiting")),
            models.Index(fields=["provider_id"], name="outbox_provider", condition=~Q(provider_id="")),
            models.Index(fields=["state", "-changed_at"], name="outbox_state"),
            models.Index(fields=["about"], name="outbox_about", condition=~Q(about="")),
        ]
