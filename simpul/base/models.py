"""Tables of the base: the audit chains, which only database functions write (base/sql/audit.sql), and the outbox."""

from typing import ClassVar

from django.db import models

from simpul.base.outbox.models import Message as Message


class AuditRow(models.Model):
    """One link: what happened, to what, by whom, when; `hash` seals it together with the link before."""

    chain = models.TextField(db_collation="C")
    n = models.BigIntegerField()
    at_us = models.BigIntegerField()
    """Microseconds since 1970, by the database's clock."""
    actor = models.TextField()
    action = models.TextField()
    subject = models.TextField()
    detail = models.JSONField()
    hash = models.BinaryField()

    class Meta:
        """A place in a chain is taken once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["chain", "n"], name="audit_place")]


class AuditHead(models.Model):
    """Where a chain ends."""

    chain = models.TextField(primary_key=True, db_collation="C")
    n = models.BigIntegerField()
    hash = models.BinaryField()
