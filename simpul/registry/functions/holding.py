"""Which assignments hold a function on a day. Titles are words; only this decides."""

from collections.abc import Collection
from datetime import date

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from simpul.registry.functions.content import heading, treating
from simpul.registry.functions.models import Function
from simpul.registry.models import Assignment, AssignmentQuery

Role = Assignment.Role


def treats(day: date) -> Q:
    """Of the treating team: psychologists, and officers with a function that treats."""
    return Q(role=Role.PSYCHOLOGIST) | _holds(treating(), day)


def leads(day: date) -> Q:
    """Whoever leads a unit."""
    return _holds(heading(), day)


def with_treats(held: AssignmentQuery, day: date) -> list[tuple[Assignment, bool]]:
    """Each of these assignments, and whether it is of the treating team. One query."""
    said = held.annotate(of_team=ExpressionWrapper(treats(day), output_field=BooleanField()))
    return [(one, bool(vars(one)["of_team"])) for one in said]


def _holds(names: Collection[str], day: date) -> Q:
    given = Function.objects.active(day).filter(assignment=OuterRef("pk"), name__in=names)
    return Q(role=Role.OFFICER) & Q(Exists(given))
