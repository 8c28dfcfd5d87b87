"""Agreed contacts, beside the journals: what a journal holds cannot be taken back."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class AgreedContact(models.Model):
    """How somebody has agreed to be reached about a request; its id is the request's.

    `unit` is the post or unit in whose journal it was left. `sealed` holds name, number and times, encrypted
    (`contact.py`); None once erased.
    """

    request = models.UUIDField(primary_key=True)
    unit = models.ForeignKey("registry.Unit", on_delete=models.PROTECT, related_name="agreed_contacts", db_index=False)
    sealed = models.BinaryField(null=True)
    left_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        """What is still kept is looked through at each tick."""

        indexes: ClassVar = [
            models.Index(fields=["left_at"], name="care_contact_kept", condition=Q(erased_at=None)),
        ]
