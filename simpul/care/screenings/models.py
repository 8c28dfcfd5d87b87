"""The table of screenings."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from simpul.journal.models import Projected


class Screening(Projected):
    """An instrument answered on a day; its id is the entry's. Class K2 but for what `ScreeningRow` names.

    `edition`, `said_complete` and `said_action` are what the phone used and told the kader. `counted_with` is the
    edition with which the server counted `complete`, `score`, `band` and `critical` (ids of items); empty when it could
    not: the instrument is not known here, or an answer is none of it. `action` is the graver of both.
    """

    person = models.ForeignKey(
        "people.Person", db_constraint=False, on_delete=models.DO_NOTHING, related_name="screenings"
    )
    instrument = models.TextField()
    date = models.DateField()
    respondent = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    edition = models.TextField()
    said_complete = models.BooleanField()
    said_action = models.TextField(null=True)
    counted_with = models.TextField(blank=True)
    complete = models.BooleanField()
    score = models.FloatField(null=True)
    band = models.TextField(null=True)
    critical = ArrayField(models.TextField(), default=list)
    action = models.TextField(null=True)
    visit = models.UUIDField(null=True)
    by = models.UUIDField()
    is_private = models.BooleanField(default=False)
    status = models.TextField(default="ok")
    declined = models.TextField(null=True)

    class Meta(Projected.Meta):
        """A person's screenings are read together; a post's by day."""

        indexes: ClassVar = [
            models.Index(fields=["post", "seq"], name="care_screening_seq"),
            models.Index(fields=["post", "date"], name="care_screening_day"),
        ]
