"""When a service was last really used at a place, and where claim and use contradict each other.

Use is a request about the service that the place has completed, and at a post a screening with an instrument of the
service. Only months are shown: a day at one post would be close to a person.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max, Q
from django.db.models.functions import Coalesce

from simpul.base import clock
from simpul.care.models import Screening
from simpul.exchange.survey.content import survey
from simpul.journal.models import Entry
from simpul.knowledge.services import Service
from simpul.network.models import Request
from simpul.registry.capabilities.standing import Standing
from simpul.registry.models import Unit

CANCELLED = "cancelled"
"""An outcome that nobody helped to reach."""


@dataclass(frozen=True)
class Use:
    """The last day of use; None: never. `since`: from when the place writes here, so that silence would be seen."""

    last: date | None = None
    since: date | None = None


NEVER = Use()


def uses(service: Service, units: Collection[Unit]) -> dict[UUID, Use]:
    """The last use at each place. Three queries for any number of places."""
    found = _requests(service, [unit.pk for unit in units])
    for unit, day in _screenings(service, [unit.pk for unit in units if unit.kind == Unit.Kind.POST]):
        found[unit] = max(found.get(unit, day), day)
    since = _since(service, units)
    return {unit.pk: Use(found.get(unit.pk), since.get(unit.pk)) for unit in units}


def _since(service: Service, units: Collection[Unit]) -> dict[UUID, date]:
    """When the first journal of each measured place, or of its posts, was begun."""
    asked = [unit.pk for unit in units if is_measured(service, unit.kind)]
    of_posts = Q(post__in=asked) | Q(post__post__puskesmas__in=asked)
    begun = Entry.objects.filter(of_posts, seq=1).values_list("post", "post__post__puskesmas", "received_at")
    found: dict[UUID, date] = {}
    for post, puskesmas, at in begun:
        day = at.astimezone(clock.JAKARTA).date()
        for unit in filter(None, (post, puskesmas)):
            found[unit] = min(found.get(unit, day), day)
    return found


def _requests(service: Service, units: list[UUID]) -> dict[UUID, date]:
    asked = Q(to_unit__in=units) | Q(to_unit=None, post__post__puskesmas__in=units)
    ended = Request.objects.filter(asked, service__in=(service.id, *service.also), outcome__isnull=False)
    by_unit = ended.exclude(outcome=CANCELLED).annotate(at=Coalesce("to_unit_id", "post__post__puskesmas_id"))
    rows = by_unit.order_by().values("at").annotate(last=Max("state_since")).values_list("at", "last")
    return {unit: last.astimezone(clock.JAKARTA).date() for unit, last in rows}


def _screenings(service: Service, posts: list[UUID]) -> Iterable[tuple[UUID, date]]:
    instruments = survey().screens.get(service.id)
    if not instruments or not posts:
        return ()
    rows = Screening.objects.filter(post__in=posts, status="ok", instrument__in=instruments)
    return rows.order_by().values("post").annotate(last=Max("date")).values_list("post", "last")


def is_measured(service: Service, kind: str) -> bool:
    """Whether every use would be seen here, so that silence says something."""
    return service.id in survey().measured.get(kind, ())


def contradiction(service: Service, unit: Unit, standing: Standing, use: Use, today: date) -> str:
    """`unused`: able, but long without use; `used`: not able, but used since; empty where claim and use agree.

    Long counts from the claim, the day it was written down, the last use and the first day of measuring, the latest.
    """
    said = standing.capability
    if said is None:
        return ""
    if standing.status == "not_able":
        return "used" if use.last is not None and use.last >= said.valid_from else ""
    if use.since is None or not is_measured(service, unit.kind):
        return ""
    written = said.declared_at.astimezone(clock.JAKARTA).date()
    quiet_since = max(said.valid_from, written, use.since, use.last or use.since)
    return "unused" if today - quiet_since > timedelta(days=survey().unused_days) else ""
