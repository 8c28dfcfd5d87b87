"""Which alerts someone sees: an officer those of the own posts, an operator those of the area and of the machine."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When

from simpul.base import clock
from simpul.base.access import only
from simpul.journal.alerts import kinds
from simpul.journal.models import Alert
from simpul.registry.access import assignments_of, operated_units, posts_of
from simpul.registry.models import Account, Assignment

Role = Assignment.Role


@dataclass(frozen=True)
class Line:
    """An alert in words. `device` is the phone it is about, for the link; `quiet` when somebody deals with it."""

    alert: Alert
    words: str
    step: str
    route: str
    device: str
    quiet: bool


def visible_to(actor: Account) -> QuerySet[Alert]:
    """Open alerts that concern the actor."""
    seen = Q(post__in=posts_of(actor).order_by().values("pk"))
    if assignments_of(actor, Role.OPERATOR).exists():
        seen |= Q(post=None) | Q(post__in=operated_units(actor).order_by().values("pk"))
    return Alert.objects.filter(seen, closed_at=None)


def access_alert(actor: Account, alert: int) -> Alert:
    """An open alert that concerns the actor. Raises NotYours."""
    return only(visible_to(actor).filter(pk=alert))


def loud(actor: Account, now: datetime | None = None) -> QuerySet[Alert]:
    """Those that nobody has put aside, or no longer."""
    moment = now or clock.now()
    return visible_to(actor).filter(Q(quiet_until=None) | Q(quiet_until__lte=moment))


def ordered(found: QuerySet[Alert]) -> QuerySet[Alert]:
    """What nobody deals with first; among these what cannot wait, then the oldest."""
    ranks = Case(*(When(code=code, then=kind.rank) for code, kind in kinds.KINDS.items()), default=9)
    quiet = Case(When(quiet_until__gt=clock.now(), then=True), default=False)
    read = found.select_related("post__post__puskesmas", "taken_by")
    return read.annotate(rank=ranks, aside=quiet).order_by("aside", "rank", "began_at", "pk")


def lines(found: Iterable[Alert]) -> list[Line]:
    """In words, in the order given."""
    now = clock.now()
    return [line(one, now) for one in found]


def line(one: Alert, now: datetime) -> Line:
    """One alert in words."""
    kind = kinds.of(one.code)
    said = kinds.say(one.code, one.post.name if one.post else "", one.n, now - one.began_at)
    quiet = one.quiet_until is not None and one.quiet_until > now
    return Line(one, said.words, said.step, kind.route, _device(one, kind), quiet)


def _device(one: Alert, kind: kinds.Kind) -> str:
    head = one.object.partition(":")[0]
    return str(UUID(head)) if kind.phone else ""
