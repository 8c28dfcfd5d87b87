"""Who may open a request: officers of the unit that was asked, and of the post's puskesmas; its psychologists where the
workflow names them. Nobody else."""

from uuid import UUID

from django.db.models import Q, QuerySet

from simpul.base.access import only
from simpul.network import workflow
from simpul.network.models import Request
from simpul.people.access import as_id
from simpul.registry.access import assignments_of
from simpul.registry.models import Account, Assignment

Role = Assignment.Role


def requests_of(actor: Account) -> QuerySet[Request]:
    """Requests that the actor may read and answer today."""
    if not actor.is_active:
        return Request.objects.none()
    units = assignments_of(actor, Role.OFFICER).filter(unit__isnull=False).values("unit")
    counselling = assignments_of(actor, Role.PSYCHOLOGIST).filter(unit__isnull=False).values("unit")
    of_mind = Q(workflow__in=workflow.answered_by(Role.PSYCHOLOGIST), post__post__puskesmas__in=counselling)
    return Request.objects.filter(
        Q(to_unit__in=units) | Q(post__post__puskesmas__in=units) | Q(post__in=units) | of_mind
    ).distinct()


def access_request(actor: Account, request: UUID | str) -> Request:
    """A request that is open to the actor. Raises NotYours."""
    return only(requests_of(actor).filter(pk=as_id(request)).select_related("person", "post"))
