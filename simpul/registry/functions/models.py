"""The table of functions."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from simpul.base import clock
from simpul.base.words import say
from simpul.registry.functions.content import functions


class FunctionQuery(models.QuerySet["Function"]):
    """Functions in time."""

    def active(self, day: date) -> "FunctionQuery":
        """Functions held on a day. Whether the assignment holds on it is another question."""
        lasts = Q(ends_on=None) | Q(ends_on__gt=day) | Q(ends_on=day, stopped_at=None)
        return self.filter(lasts, starts_on__lte=day)


class Function(models.Model):
    """What somebody does in an assignment (`content/programme/functions.json`), from when to when."""

    assignment = models.ForeignKey("registry.Assignment", on_delete=models.CASCADE, related_name="functions")
    name = models.CharField(max_length=40, db_collation="C")
    starts_on = models.DateField(default=clock.today)
    ends_on = models.DateField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    """Ended in the middle of its last day, which it holds no more; empty: it lasts until that day is over."""

    objects: ClassVar = FunctionQuery.as_manager()

    class Meta:
        """Nobody begins a function twice on one day; it ends after it starts."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "name", "starts_on"], name="function_starts_once"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="function_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        """Its name."""
        return self.name

    @property
    def words(self) -> str:
        """Its name for people; one that left the list stands as it is."""
        known = functions().get(self.name)
        return say(known.words) if known else self.name
