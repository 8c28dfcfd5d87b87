"""Which imports open for whom: those of one's puskesmas, as far as they touch one's own posts."""

from uuid import UUID

from django.db.models import Q, QuerySet

from simpul.base.access import NotYours
from simpul.exchange.models import Import
from simpul.registry.access import posts_of, puskesmas_of
from simpul.registry.models import Account


def imports_of(actor: Account) -> "QuerySet[Import]":
    """Imports of the actor's puskesmas; of an officer without one, the own. Newest first, without their files."""
    own = Q(puskesmas__in=puskesmas_of(actor)) | Q(puskesmas=None, account=actor)
    return Import.objects.filter(own).exclude(kind="survey").defer("body", "problems").order_by("-made_at", "pk")


def access_import(actor: Account, pk: UUID | str) -> Import:
    """An import all of whose posts are the actor's today. Raises NotYours."""
    found = imports_of(actor).filter(pk=pk).first()
    if found is None or not set(filter(None, found.posts.values())) <= own_posts(actor):
        raise NotYours
    return found


def own_posts(actor: Account) -> set[str]:
    """Ids of the actor's posts."""
    return {str(pk) for pk in posts_of(actor).values_list("pk", flat=True)}
