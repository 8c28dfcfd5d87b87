"""How many people of a group an area has, as another office says it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from simpul.base import clock


class Denominator(models.Model):
    """A count of a group (content/exchange/denominators.json) in an area and year, with who said it and of when."""

    area = models.ForeignKey("registry.Area", on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.IntegerField()
    group = models.CharField(max_length=20)
    count = models.IntegerField()
    source = models.CharField(max_length=120)
    source_date = models.DateField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(default=clock.now)

    class Meta:
        """One count for each area, year, group and source: a newer file replaces it."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "year", "group", "source"], name="exchange_one_denominator")
        ]
