"""What the journal keeps about its own safety: lawful erasures, backups made and proven, audits recomputed."""

from typing import ClassVar

from django.db import models

from simpul.base import clock


class Redaction(models.Model):
    """The list of lawful erasures, applied again after a restore. `entry` is the id of what was erased.

    `what` is `entry`, or `person`: then `entry` is the person's id, and whatever is about that person stays erased.
    """

    entry = models.UUIDField(primary_key=True)
    post = models.ForeignKey("registry.Unit", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=8, db_default="entry")
    at = models.DateTimeField(default=clock.now)
    by = models.CharField(max_length=120)
    ordered_by = models.CharField(max_length=120, db_default="")
    """The officer for data protection who ordered it; never the one who ran it."""
    reason = models.TextField()


class Gate(models.Model):
    """Nothing reads or writes it any more (moments are given out by line.py): goes with the first release after it."""

    id = models.SmallIntegerField(primary_key=True)
    free_at = models.DateTimeField()


class BackupRun(models.Model):
    """A backup that was made, or one that was proven by restoring it. `size` in bytes, `seconds` of work."""

    class Kind(models.TextChoices):
        """What was done."""

        MADE = "made", "Dibuat"
        PROVEN = "proven", "Dibuktikan"

    kind = models.CharField(max_length=8, choices=Kind)
    at = models.DateTimeField(default=clock.now)
    name = models.CharField(max_length=200)
    """The file's name without its folder; `-` for a stream."""
    size = models.BigIntegerField()
    seconds = models.FloatField()
    backup_made_at = models.DateTimeField()
    """When the moment lies that the backup holds."""
    ok = models.BooleanField()
    faults = models.JSONField(default=list)
    """Stable codes of what was wrong, without personal text."""

    class Meta:
        """The latest of a kind is asked for."""

        indexes: ClassVar = [models.Index(fields=["kind", "-at"], name="backup_latest")]


class AuditRun(models.Model):
    """The audit was recomputed (`faults` found), or its heads were signed for keeping elsewhere."""

    class Kind(models.TextChoices):
        """What was done."""

        VERIFIED = "verified", "Diperiksa"
        ANCHORED = "anchored", "Dijangkarkan"

    kind = models.CharField(max_length=8, choices=Kind)
    at = models.DateTimeField(default=clock.now)
    faults = models.IntegerField(default=0)

    class Meta:
        """The latest of a kind is asked for."""

        indexes: ClassVar = [models.Index(fields=["kind", "-at"], name="audit_run_latest")]
