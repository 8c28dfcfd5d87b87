"""Which guests open for whom: officers of the post that served the child, and of the post it is said to come from."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from simpul.base import clock
from simpul.base.access import only
from simpul.care.models import Guest
from simpul.registry.access import posts_of
from simpul.registry.models import Account

SHOWN = timedelta(days=60)
"""How long a guest that has arrived can be looked at and taken back."""


def guests_of(actor: Account) -> QuerySet[Guest]:
    """Guests of the actor's posts and those who may come from them, withdrawn ones left out; the latest first."""
    posts = posts_of(actor).values("pk")
    here = Q(post__in=posts) | Q(home_post__in=posts) | Q(to_post__in=posts)
    return Guest.objects.filter(here).exclude(status="void").select_related("post", "to_post").order_by("-pk")


def waiting_of(actor: Account) -> QuerySet[Guest]:
    """Those whom nobody knows yet."""
    return guests_of(actor).filter(status="waiting")


def delivered_of(actor: Account) -> QuerySet[Guest]:
    """Those who have arrived lately: a UUIDv7 tells when it was made."""
    since = int((clock.now() - SHOWN).timestamp() * 1000)
    return guests_of(actor).filter(status="delivered", pk__gte=UUID(int=since << 80))


def access_guest(actor: Account, guest: UUID | str) -> Guest:
    """A guest of these. Raises NotYours."""
    return only(guests_of(actor).filter(pk=guest))
