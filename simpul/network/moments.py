"""Moments that somebody names: on a page as day and hour of a place, in an entry as text."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from simpul.base import clock

LONGEST_AHEAD = timedelta(days=366)
JUST_PAST = timedelta(minutes=5)


def asked_moment(day: date, hour: time, zone: ZoneInfo, *, may_be_past: bool = False) -> datetime:
    """The moment in UTC. Raises ValidationError for one that is past, unless it may be, or farther off than a year."""
    past = _("Waktu ini sudah lewat. Pilih waktu yang akan datang.")
    try:
        at = datetime.combine(day, hour, zone).astimezone(UTC)
    except OverflowError:  # the first hours of the year 1 lie before the year 1 elsewhere
        raise ValidationError(past) from None
    if not may_be_past and at < clock.now() - JUST_PAST:
        raise ValidationError(past)
    if at > clock.now() + LONGEST_AHEAD:
        raise ValidationError(_("Lebih dari setahun lagi. Periksa tahunnya."))
    return at


def readable(texts: Iterable[Any]) -> list[datetime]:
    """The moments among these texts, in their order; a phone of another edition may have sent anything."""
    found = []
    for text in texts:
        try:
            found.append(clock.parse_iso(text))
        except (ValueError, TypeError, AttributeError):
            continue
    return found
