"""Who may open a request: officers of the unit that was asked and of the unit that answers for its journal; other
roles where the workflow names them at that place; by its class fewer of them. Nobody else, and no kader."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from simpul.base.access import only, rule
from simpul.network import workflow
from simpul.network.models import Request
from simpul.network.places import ASKED, HOME, WORKING, held_by
from simpul.people.access import as_id
from simpul.registry.access import assignments_of
from simpul.registry.models import Account, Assignment

Role = Assignment.Role
Units = Sequence[UUID | None]


def requests_of(actor: Account) -> QuerySet[Request]:
    """Requests that the actor may read today.

    K1: officers at its places, and other roles where the workflow gives them a step. K2: of officers the treating
    team only. K3: psychologists and named agencies of the unit that was asked, and whoever opened it while they work
    where it lies.
    """
    if not actor.is_active:
        return Request.objects.none()
    told = [(one, treats) for one, treats in held_by(actor) if one.role in WORKING]
    held = [one for one, _ in told]
    if not held:
        return Request.objects.none()
    officer = [one.unit_id for one in held if one.role == Role.OFFICER]
    treating = [one.unit_id for one, treats in told if one.role == Role.OFFICER and treats]
    named = _named([one for one in held if one.role != Role.OFFICER])
    plain = Q(confidentiality="K1") & (_here(officer) | named)
    secret = Q(confidentiality="K2") & (_here(treating) | named)
    own = _lies_at([one.unit_id for one in held]) & Q(opened_by=actor.pk)
    sealed = Q(confidentiality="K3") & (_named([one for one in held if one.role != Role.OFFICER], asked=True) | own)
    return Request.objects.filter(plain | secret | sealed)


def answers_requests(view: Callable[..., Any]) -> Callable[..., Any]:
    """Access rule of a view: staff who work today at some unit that may be asked. Which requests: `access_request`."""

    def allowed(request: HttpRequest) -> bool:
        user: Any = request.user
        if not user.is_authenticated or not user.may_enter(WORKING):
            return False
        return assignments_of(user, *WORKING).filter(unit__isnull=False).exists()

    return rule(allowed)(view)


def _here(units: Units) -> Q:
    return _asks(units) | _lies_at(units)


def _asks(units: Units) -> Q:
    return Q(to_unit__in=units) | (Q(to_unit=None) & _lies_at(units))


def _lies_at(units: Units) -> Q:
    return Q(post__post__puskesmas__in=units) | Q(post__in=units)


def _named(held: list[Assignment], asked: bool = False) -> Q:
    """Requests in which the workflow gives these roles a step: as the asked unit, or (not `asked`) the one at home."""
    found = Q(pk__in=[])
    for role in {one.role for one in held}:
        units = [one.unit_id for one in held if one.role == role and one.unit_id is not None]
        found |= Q(workflow__in=workflow.involving(role, ASKED)) & _asks(units)
        if not asked:
            found |= Q(workflow__in=workflow.involving(role, HOME)) & _lies_at(units)
    return found


def access_request(actor: Account, request: UUID | str) -> Request:
    """A request that is open to the actor. Raises NotYours."""
    return only(requests_of(actor).filter(pk=as_id(request)).select_related("person", "post"))
