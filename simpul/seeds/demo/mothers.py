"""Grown mothers of a post's register."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from uuid import UUID

from simpul.base import clock
from simpul.people.models import Person

GROWN = timedelta(days=365 * 20)


def mother_of(post: str, random: Random) -> Person | None:
    """One of them, by these dice; None where there is none."""
    rows = Person.objects.filter(post=post, sex="P", status="active", merged_into=None, born_children__isnull=False)
    grown = rows.filter(birth_date__lt=clock.today() - GROWN).distinct().order_by("pk")
    found: Sequence[UUID] = list(grown.values_list("pk", flat=True)[:20])
    return Person.objects.get(pk=random.choice(found)) if found else None
