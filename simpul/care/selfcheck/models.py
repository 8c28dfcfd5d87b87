"""What somebody left who wants to be called after a self-check. Answers are in no table."""

from django.db import models


class FollowUp(models.Model):
    """A wish to be called; its id is that of the request in the journal of the unit.

    `level` is a level of the e-Jiwa scale (class K2), empty for whoever asks without a result. `number` and `pin` open
    the status page; of the PIN only a keyed hash is kept. Name and telephone number lie in `AgreedContact`.
    """

    request = models.UUIDField(primary_key=True)
    unit = models.ForeignKey("registry.Unit", on_delete=models.PROTECT, related_name="follow_ups")
    level = models.TextField(blank=True)
    number = models.CharField(max_length=12, unique=True)
    pin = models.BinaryField()
