"""Tables of the journal: entries in their places, what could not be placed, and what people must decide.

Phones and their enrolment are in `device_models`, erasures and backups in `keeping_models`. `journal_entry` is
append-only for the application role.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Func, Q, Value

from simpul.base import clock
from simpul.journal.alert_models import Alert
from simpul.journal.deposit_models import DepositFile, DepositRecord, PublishedKey, Unopened
from simpul.journal.device_models import Device, DeviceAccount, Enrolment, EnrolmentCode, EnrolmentTry, HandoverKey
from simpul.journal.keeping_models import AuditRun, BackupRun, Gate, Redaction

__all__ = [
    "Alert",
    "AuditRun",
    "BackupRun",
    "DepositFile",
    "DepositRecord",
    "Device",
    "DeviceAccount",
    "Enrolment",
    "EnrolmentCode",
    "EnrolmentTry",
    "Entry",
    "Flag",
    "Gate",
    "HandoverKey",
    "PostCounter",
    "Projected",
    "PublishedKey",
    "Quarantine",
    "Redacted",
    "Redaction",
    "Repair",
    "Review",
    "ServerEpoch",
    "SnapshotFile",
    "Unopened",
    "Waiting",
]


class ServerEpoch(models.Model):
    """Which life of the database this is. A restore from backup begins a new one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    started_at = models.DateTimeField(default=clock.now)
    reason = models.CharField(max_length=200)
    """A code of epoch.py."""
    backup_made_at = models.DateTimeField(null=True)
    """The moment that the backup holds from which this life began."""
    former_until = models.DateTimeField(null=True)
    office_lost = models.IntegerField(null=True)
    """The last entry of the database that was replaced, and how many of staff it held beyond the backup, which no phone
    brings back; empty when there was none to ask."""


class PostCounter(models.Model):
    """The last place taken in a post's journal. Whoever appends holds this row's lock until commit."""

    post = models.OneToOneField(
        "registry.Unit", primary_key=True, on_delete=models.PROTECT, related_name="journal_counter"
    )
    seq = models.BigIntegerField(default=0)


class Entry(models.Model):
    """An entry in its place. `place` orders all journals as they were written, for replay across posts.

    `hash` is raw SHA-256. A redacted entry keeps id, seq and hash; its data are null and `redacted_at` says when.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    post = models.ForeignKey("registry.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    seq = models.BigIntegerField()
    place = models.BigIntegerField(
        db_default=Func(Value("journal_place"), function="nextval", output_field=models.BigIntegerField())
    )
    kind = models.CharField(max_length=60)
    subject = models.UUIDField()
    after = models.JSONField(default=list)
    base = models.JSONField(null=True)
    data = models.JSONField(null=True)
    sealed = models.JSONField(null=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    received_at = models.DateTimeField()
    author = models.UUIDField()
    device = models.UUIDField(null=True)
    device_counter = models.BigIntegerField()
    app_version = models.CharField(max_length=40)
    rules_edition = models.CharField(max_length=40)
    hash = models.BinaryField(max_length=32)
    outcome = models.CharField(max_length=12, default="applied")
    reason = models.JSONField(null=True)
    redacted_at = models.DateTimeField(null=True)

    class Meta:
        """One entry in each place; a subject's history is read by its own index."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["post", "seq"], name="journal_one_entry_per_place"),
            models.CheckConstraint(condition=Q(seq__gt=0), name="journal_seq_from_one"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["post", "subject", "seq"], name="journal_subject"),
            models.Index(fields=["place"], name="journal_place_order"),
        ]


class Quarantine(models.Model):
    """What the server keeps and could not apply, under its own hash. `body` is the entry as it arrived, as bytes.

    `entry`, `post`, `author` and `kind` are what the body claims, as far as it could be read.
    """

    class Status(models.TextChoices):
        """What became of it."""

        OPEN = "open", "Terbuka"
        REPAIRED = "repaired", "Diperbaiki"
        DISMISSED = "dismissed", "Ditutup"

    entry = models.CharField(max_length=36)
    hash = models.CharField(max_length=64)
    post = models.ForeignKey("registry.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60, blank=True)
    author = models.UUIDField(null=True)
    device = models.ForeignKey(Device, null=True, on_delete=models.PROTECT, related_name="quarantined_entries")
    device_counter = models.BigIntegerField(null=True)
    body = models.BinaryField()
    code = models.CharField(max_length=40)
    reason = models.JSONField()
    received_at = models.DateTimeField(default=clock.now)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    answered_by = models.UUIDField(null=True)
    """The `entry.repaired` entry that closed it."""

    class Meta:
        """The same id may lie here once under each hash."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "hash"], name="quarantine_once_per_hash")]
        indexes: ClassVar = [models.Index(fields=["post", "status"], name="quarantine_open")]


class Waiting(models.Model):
    """Entries kept until what they name in `after` arrives. They have no place yet."""

    entry = models.UUIDField(primary_key=True)
    hash = models.CharField(max_length=64)
    post = models.ForeignKey("registry.Unit", on_delete=models.PROTECT, related_name="+")
    missing = models.JSONField(default=list)
    """Ids of the entries that have not arrived."""
    author = models.UUIDField()
    device = models.ForeignKey(Device, null=True, on_delete=models.PROTECT, related_name="+")
    device_counter = models.BigIntegerField()
    body = models.BinaryField()
    role = models.CharField(max_length=20)
    flag = models.CharField(max_length=40, blank=True)
    received_at = models.DateTimeField(default=clock.now)


class Flag(models.Model):
    """An applied entry that the puskesmas should look at: its author's assignment had ended, its clock was wrong."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="flags")
    post = models.ForeignKey("registry.Unit", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """What nobody has looked at yet is read by post."""

        indexes: ClassVar = [models.Index(fields=["post"], name="flag_unseen", condition=Q(seen_at__isnull=True))]


class SnapshotFile(models.Model):
    """A post's rows for one role at one seq, as they are sent: `body` is gzip, `brotli` smaller by a quarter.

    `checksum` is of the uncompressed body.
    """

    post = models.ForeignKey("registry.Unit", on_delete=models.CASCADE, related_name="+")
    ceiling = models.CharField(max_length=2)
    seq = models.BigIntegerField()
    layout = models.CharField(max_length=64)
    """Names the code that made it: another layout makes the file stale."""
    checksum = models.CharField(max_length=64)
    body = models.BinaryField()
    brotli = models.BinaryField(null=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        """One file for each post and ceiling."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "ceiling"], name="snapshot_once_per_ceiling")]


class Projected(models.Model):
    """A row that entries make. `seq` is the last entry that touched it; `stamps` who gave each field (merge.py).

    `extra` keeps fields that this server does not know. Rows are written by a unit of work only.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    post = models.ForeignKey("registry.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    seq = models.BigIntegerField()
    stamps = models.JSONField(default=dict)
    extra = models.JSONField(default=dict)

    class Meta:
        """Pull reads rows of a post after a seq."""

        abstract = True
        indexes: ClassVar = [models.Index(fields=["post", "seq"], name="%(app_label)s_%(class)s_seq")]


class Review(Projected):
    """The same field changed to two values. `options` are `{value, author, at, entry}`; the first is current."""

    part = models.CharField(max_length=40)
    record = models.UUIDField()
    person = models.UUIDField(null=True)
    field = models.CharField(max_length=80)
    options = models.JSONField()
    clinical = models.BooleanField()
    status = models.CharField(max_length=10, default="open")
    value = models.JSONField(null=True)
    resolved_by = models.UUIDField(null=True)

    class Meta(Projected.Meta):
        """Open reviews are listed by post."""

        indexes: ClassVar = [
            models.Index(fields=["post", "seq"], name="journal_review_seq"),
            models.Index(fields=["post"], name="review_open", condition=Q(status="open")),
            models.Index(fields=["person"], name="review_person"),
        ]


class Repair(Projected):
    """What became of an entry that was set aside; its id is the entry's."""

    by = models.UUIDField(null=True)
    reason = models.TextField(blank=True)


class Redacted(Projected):
    """An entry whose content was lawfully erased; its id is the entry's. `gone` maps parts to ids of rows that went."""

    gone = models.JSONField(default=dict)
