"""Which requests somebody can do something about now, as one question to the database.

It says the same as asking each row where the actor stands (places.standing) and whether its state offers them a step.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from simpul.base import clock
from simpul.network import workflow
from simpul.network.flow import Actor
from simpul.network.places import ASKED, HOME, WORKING
from simpul.registry.access import assignments_of
from simpul.registry.functions.holding import with_treats
from simpul.registry.models import Account, Assignment

Role = Assignment.Role
Units = Collection[UUID]


def within_reach(actor: Account) -> Q:
    """Requests whose present state offers the actor a step."""
    units: dict[tuple[str, bool], list[UUID]] = {}
    for one, treats in with_treats(assignments_of(actor, *WORKING).filter(unit__isnull=False), clock.today()):
        if one.unit_id is not None:
            units.setdefault((one.role, treats or one.role != Role.OFFICER), []).append(one.unit_id)
    found = Q(pk__in=[])
    for (role, close), here in units.items():
        found |= _offered(role, here) if close else _offered(role, here) & ~quiet()
    return found


def quiet() -> Q:
    """Requests that only the treating team answers."""
    treating = [flow.id for flow in workflow.all_flows() if flow.treating_only]
    return ~Q(confidentiality="K1") | Q(workflow__in=treating)


def _offered(role: str, units: Units) -> Q:
    return (_states(role, HOME) & _home(units)) | (_states(role, ASKED) & _asked(units))


def _states(role: str, at: str) -> Q:
    found = Q(pk__in=[])
    for flow in workflow.all_flows():
        states = {state for step in flow.transitions if Actor(role, at) in step.by for state in step.sources}
        found |= Q(workflow=flow.id, state__in=states) if states else Q(pk__in=[])
    return found


def _home(units: Units) -> Q:
    return Q(post__post__puskesmas__in=units) | Q(post__in=units)


def _asked(units: Units) -> Q:
    own = Q(post__post__puskesmas__in=units) | Q(post__post__puskesmas=None, post__in=units)
    return Q(to_unit__in=units) | (Q(to_unit=None) & own)
