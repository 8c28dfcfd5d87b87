"""Which requests open for whom: those of the officer's posts, and those addressed to the officer's unit."""

from uuid import UUID

from django.db.models import Q, QuerySet

from simpul.base.access import NotYours
from simpul.network.models import Request
from simpul.registry.access import assignments_of, posts_of
from simpul.registry.models import Account, Assignment


def requests_of(actor: Account) -> QuerySet[Request]:
    """Requests that the actor answers as an officer today."""
    units = assignments_of(actor, Assignment.Role.OFFICER).values("unit")
    return Request.objects.filter(Q(post__in=posts_of(actor)) | Q(to_unit__in=units))


def access_request(actor: Account, request: UUID | str) -> Request:
    """A request that the actor answers. Raises NotYours."""
    found = requests_of(actor).filter(pk=request).select_related("person", "post", "to_unit").first()
    if found is None:
        raise NotYours
    return found
