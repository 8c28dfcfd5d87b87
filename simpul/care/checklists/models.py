"""Tables of filled checklists, and of what posts claim by them."""

from typing import ClassVar

from django.db import models

from simpul.base import clock
from simpul.journal.models import Projected


class ChecklistRecord(Projected):
    """A filled checklist; its id is the entry's. `list` is the post's list, the same on every phone of the post.

    It belongs to the post, names nobody, and therefore never moves with a family.
    """

    list = models.UUIDField()
    checklist = models.TextField()
    edition = models.TextField()
    date = models.DateField()
    answers = models.JSONField(default=dict)
    author = models.UUIDField()
    status = models.TextField(default="ok")

    class Meta(Projected.Meta):
        """The latest of each list is read by post."""

        indexes: ClassVar = [models.Index(fields=["post", "seq"], name="care_checklist_seq")]


class ChecklistClaim(models.Model):
    """A declaration of the register that a filled checklist led to; settled once per entry, outside the journal.

    `capability` None: the answers led to no declaration. `withdrawn`: the entry was withdrawn afterwards.
    """

    entry = models.UUIDField(primary_key=True)
    post = models.ForeignKey("registry.Unit", on_delete=models.PROTECT, related_name="+")
    capability = models.ForeignKey("registry.Capability", null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn = models.BooleanField(default=False)
    settled_at = models.DateTimeField(default=clock.now)
