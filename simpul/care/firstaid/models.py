"""The table of first aid."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from simpul.journal.models import Projected


class FirstAid(Projected):
    """A path that a kader went through with somebody; its id is the entry's, `aid` the path's. Class K1, no words.

    `waits`: somebody may not be left alone, and nobody has taken over.
    """

    aid = models.UUIDField()
    person = models.ForeignKey(
        "people.Person", null=True, db_constraint=False, on_delete=models.DO_NOTHING, related_name="firstaids"
    )
    date = models.DateField()
    path = models.JSONField(default=list)
    edition = models.TextField()
    zone = models.TextField(null=True)
    actions = models.JSONField(default=list)
    handed_to = models.TextField(null=True)
    handed_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)
    follow_up = models.DateField(null=True)
    follows = models.UUIDField(null=True)
    request = models.UUIDField(null=True)
    author = models.UUIDField()
    waits = models.BooleanField(default=False)
    status = models.TextField(default="ok")

    class Meta(Projected.Meta):
        """Who waits for a handover is looked for by post; a request's by the request."""

        indexes: ClassVar = [
            models.Index(fields=["post", "seq"], name="care_firstaid_seq"),
            models.Index(fields=["post"], name="care_firstaid_waits", condition=Q(waits=True, status="ok")),
            models.Index(fields=["request"], name="care_firstaid_request"),
        ]
