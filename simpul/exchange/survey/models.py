"""What a survey's sheet wrote, and the links by which units answer without an account."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from simpul.base import clock


class SurveyRow(models.Model):
    """A declaration that an imported sheet wrote; undoing the import walks over them."""

    job = models.ForeignKey("exchange.Import", on_delete=models.PROTECT, related_name="survey_rows")
    capability = models.OneToOneField("registry.Capability", on_delete=models.PROTECT, related_name="+")


class SurveyLink(models.Model):
    """A link for one unit to answer the survey of one service once, without an account.

    Its token is signed from the id and lies in no table; `token` is its SHA-256, hex. `channel` empty: the words were
    copied by hand. `answered_by` is the position that whoever answered gave, never checked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey("registry.Unit", on_delete=models.CASCADE, related_name="+")
    service = models.TextField()
    token = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    channel = models.CharField(max_length=10, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    capability = models.ForeignKey("registry.Capability", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        """The last reminder of each unit is read by service."""

        indexes: ClassVar = [models.Index(fields=["service", "unit", "-made_at"], name="exchange_survey_reminded")]
