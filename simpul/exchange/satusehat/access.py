"""Whose line to SATUSEHAT opens: that of one's puskesmas, and of those that one operates."""

from uuid import UUID

from django.db.models import Q, QuerySet

from simpul.base.access import NotYours, only
from simpul.exchange.satusehat.models import FhirParcel
from simpul.registry.access import operated_units, posts_of, puskesmas_of
from simpul.registry.models import Account, Unit


def lines_of(actor: Account) -> "QuerySet[Unit]":
    """The puskesmas of an officer, those of an operator's area."""
    operated = operated_units(actor).filter(kind=Unit.Kind.PUSKESMAS).values("pk")
    return Unit.objects.filter(Q(pk__in=puskesmas_of(actor)) | Q(pk__in=operated)).order_by("name")


def access_line(actor: Account, unit: UUID) -> Unit:
    """A puskesmas whose line the actor looks after. Raises NotYours."""
    return only(lines_of(actor).filter(pk=unit))


def parcels_of(actor: Account) -> "QuerySet[FhirParcel]":
    """Parcels of the actor's posts, whose persons the actor may see: an operator has none."""
    return FhirParcel.objects.filter(puskesmas__in=puskesmas_of(actor), post__in=posts_of(actor).values("pk"))


def access_parcel(actor: Account, parcel: UUID) -> FhirParcel:
    """A parcel of the actor's posts. Raises NotYours."""
    found = parcels_of(actor).filter(pk=parcel).first()
    if found is None:
        raise NotYours
    return found
