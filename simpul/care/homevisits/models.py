"""Tables of visits at home."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from simpul.journal.models import Projected


class HomeVisit(Projected):
    """A visit to a family on a local day. `subject` is the family.

    `given` lists what each entry gave, in order of seq; the other columns follow from it (folding.py).
    """

    subject = models.UUIDField(db_index=True)
    date = models.DateField()
    purpose = models.TextField(default="rutin")
    met = models.TextField(default="ya")
    values = models.JSONField(default=dict)
    explained = models.JSONField(default=list)
    next_date = models.DateField(null=True)
    given = models.JSONField(default=list)
    written = models.JSONField(default=list)
    authors = models.JSONField(default=list)
    status = models.TextField(default="ok")

    class Meta(Projected.Meta):
        """Visits are read by post and by day."""

        indexes: ClassVar = [
            models.Index(fields=["post", "seq"], name="care_homevisit_seq"),
            models.Index(fields=["post", "date"], name="care_homevisit_day"),
        ]


class HomeCheck(Projected):
    """One checklist of one person at a visit. `given` holds the answers of each device; the rest follows from it.

    `action` is the gravest of the rules that fired, `categories` the groups of the weekly evaluation that the person
    belongs to, in the order of `content/homevisits/plan.json`.
    """

    person = models.ForeignKey(
        "people.Person", db_constraint=False, on_delete=models.DO_NOTHING, related_name="home_checks"
    )
    visit = models.UUIDField()
    date = models.DateField()
    checklist = models.TextField()
    action = models.TextField(null=True)
    categories = models.JSONField(default=list)
    fired = models.JSONField(default=list)
    given = models.JSONField(default=list)
    written = models.JSONField(default=list)
    follow_up = models.JSONField(default=list)
    state = models.TextField(default="none")
    status = models.TextField(default="ok")

    class Meta(Projected.Meta):
        """The weekly evaluation reads a week of a post; what waits for an answer is listed."""

        indexes: ClassVar = [
            models.Index(fields=["post", "seq"], name="care_homecheck_seq"),
            models.Index(fields=["post", "date"], name="care_homecheck_day"),
            models.Index(fields=["post"], name="care_homecheck_open", condition=Q(state="open")),
        ]


class HomePlan(Projected):
    """A visit that was agreed; its id is the entry's, `subject` the family, `kader` the account that goes."""

    subject = models.UUIDField(db_index=True)
    date = models.DateField()
    kader = models.UUIDField(null=True)
    purpose = models.TextField(default="rutin")
    reasons = models.JSONField(default=list)
    author = models.UUIDField()
    status = models.TextField(default="ok")

    class Meta(Projected.Meta):
        """Plans are read by post."""

        indexes: ClassVar = [models.Index(fields=["post", "seq"], name="care_homeplan_seq")]
