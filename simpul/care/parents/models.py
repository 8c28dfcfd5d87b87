"""Codes that open a parent's page, and the browsers that have opened one."""

from typing import ClassVar

from django.db import models

from simpul.journal.models import Projected


class ParentCode(Projected):
    """A code given to a child's parent; its id is the entry's. Only the hash of the code is ever written."""

    person = models.ForeignKey(
        "people.Person", db_constraint=False, on_delete=models.DO_NOTHING, related_name="parent_codes"
    )
    hash = models.TextField()
    expires_on = models.DateField()
    author = models.UUIDField()
    status = models.TextField(default="ok")

    class Meta(Projected.Meta):
        """A code is looked up by its hash."""

        indexes: ClassVar = [
            models.Index(fields=["post", "seq"], name="care_parentcode_seq"),
            models.Index(fields=["hash"], name="care_parentcode_hash"),
        ]


class ParentDoor(models.Model):
    """A browser that opened a parent's page with a code. Not of the journal: it says nothing about anybody's health.

    `token` is the SHA-256 of the cookie, hex. Withdrawing the code shuts the door.
    """

    code = models.UUIDField(unique=True)
    token = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
