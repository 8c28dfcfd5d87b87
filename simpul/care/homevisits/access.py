"""Which checks open for whom: officers of the puskesmas of the post."""

from uuid import UUID

from django.db.models import QuerySet

from simpul.base.access import only
from simpul.care.homevisits.models import HomeCheck
from simpul.people.access import as_id
from simpul.registry.access import posts_of
from simpul.registry.models import Account


def checks_of(actor: Account) -> QuerySet[HomeCheck]:
    """Checks of the actor's posts that were not withdrawn."""
    return HomeCheck.objects.filter(post__in=posts_of(actor).values("pk"), status="ok")


def access_check(actor: Account, check: UUID | str) -> HomeCheck:
    """A check of these. Raises NotYours."""
    return only(checks_of(actor).filter(pk=as_id(check)))
