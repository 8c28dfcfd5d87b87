"""Which promises ahead nobody will keep unless somebody moves them."""

from datetime import date, datetime

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from simpul.network.calendars.models import Absence, Booking
from simpul.registry.models import Assignment
from simpul.registry.zones import local_date

AREA = "unit__area_id"


def unkept(now: datetime) -> QuerySet[Booking]:
    """Promises ahead that nobody will keep. `is_gone`: not for an absence; `stays`: the work goes on today.

    Days are those of the booking's place.
    """
    ahead = Booking.objects.filter(released_at=None, came=None, starts_at__gt=now)
    away = Absence.objects.filter(
        psychologist=OuterRef("psychologist"),
        lifted_at=None,
        starts_at__lt=OuterRef("ends_at"),
        ends_at__gt=OuterRef("starts_at"),
    )
    told = ahead.annotate(
        day=local_date("starts_at", AREA),
        today=local_date(now, AREA),
        is_away=Exists(away),
        stays=Exists(_works(OuterRef("today"))),
        will_stay=Exists(_works(OuterRef("day"))),
    ).annotate(is_gone=ExpressionWrapper(Q(will_stay=False), output_field=BooleanField()))
    return told.filter(Q(is_away=True) | Q(is_gone=True))


def _works(day: date | OuterRef) -> QuerySet[Assignment]:
    """Psychologists who work at the booking's place on a day, while it is open."""
    is_open = Q(unit__closed_on=None) | Q(unit__closed_on__gt=day)
    held = Q(ends_on=None) | Q(ends_on__gte=day)
    who = {"account": OuterRef("psychologist"), "unit": OuterRef("unit"), "account__is_active": True}
    return Assignment.objects.filter(is_open, held, starts_on__lte=day, role=Assignment.Role.PSYCHOLOGIST, **who)
