"""Table of test weighings."""

from typing import ClassVar

from django.db import models

from simpul.journal.models import Projected


class ScaleCheck(Projected):
    """A test weighing; its id is the entry's. `scale` is the scale's id, the same on every phone of the post.

    Weights in kg. `is_ok`: the difference is within the limit of `content/programme/scales.json` of `edition`.
    """

    scale = models.UUIDField()
    name = models.TextField()
    type = models.TextField()
    date = models.DateField()
    test_kg = models.FloatField()
    shown_kg = models.FloatField()
    is_ok = models.BooleanField()
    edition = models.TextField()
    author = models.UUIDField()
    status = models.TextField(default="ok")

    class Meta(Projected.Meta):
        """The log is read by post."""

        indexes: ClassVar = [models.Index(fields=["post", "seq"], name="care_scalecheck_seq")]
