"""Which reviews, set-aside entries and flags open for whom: those of the officer's posts."""

from uuid import UUID

from django.db.models import Q, QuerySet

from simpul.base.access import only
from simpul.journal.models import DeviceAccount, Flag, Quarantine, Review
from simpul.registry.access import posts_of, team_of
from simpul.registry.models import Account


def reviews_of(actor: Account) -> QuerySet[Review]:
    """Open reviews of the actor's posts, the oldest first."""
    return Review.objects.filter(post__in=posts_of(actor), status="open").select_related("post").order_by("seq")


def access_review(actor: Account, review: UUID | str) -> Review:
    """An open review of the actor's posts. Raises NotYours."""
    return only(reviews_of(actor).filter(pk=review))


def quarantine_of(actor: Account) -> QuerySet[Quarantine]:
    """What was set aside for the actor's posts; what names no post, when a phone of the actor's kader sent it."""
    phones = DeviceAccount.objects.filter(account__in=team_of(actor)).values("device")
    mine = Q(post__in=posts_of(actor)) | Q(post=None, device__in=phones)
    return Quarantine.objects.filter(mine, status=Quarantine.Status.OPEN).order_by("received_at")


def access_quarantine(actor: Account, held: int) -> Quarantine:
    """An open one. Raises NotYours."""
    return only(quarantine_of(actor).filter(pk=held).select_related("post", "device"))


def flags_of(actor: Account) -> QuerySet[Flag]:
    """Applied entries of the actor's posts that somebody should look at."""
    unseen = Flag.objects.filter(post__in=posts_of(actor), seen_at=None)
    return unseen.select_related("entry", "post").order_by("at")
