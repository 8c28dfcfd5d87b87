"""In which hours a puskesmas calls, and when the call will come, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from simpul.base.words import say
from simpul.care.contacts.content import parts
from simpul.care.contacts.safe_hours import Safe, can_be_kept, first_safe
from simpul.knowledge.colour_scales import EJiwa
from simpul.network.routing.choosing import is_holiday
from simpul.network.routing.words import hours_words
from simpul.network.working_time import calendar
from simpul.registry.capabilities.hours import ALWAYS, DAYS, Hours, clock_text, parse_hours
from simpul.registry.models import Unit
from simpul.registry.zones import zone_of_area


@dataclass(frozen=True, slots=True)
class Calling:
    """A puskesmas that calls: its own hours, or those of offices where it has none on record (`known` False)."""

    unit: Unit
    hours: Hours
    known: bool

    @property
    def times(self) -> list[str]:
        """Ids of the parts of the day in which somebody can call."""
        return [part.id for part in parts() if can_be_kept(part, self.hours)]

    @property
    def said(self) -> str:
        """Who calls, and when."""
        known = {"name": self.unit.name, "hours": say(hours_words(self.hours))}
        if self.known:
            return _("%(name)s menelepon %(hours)s.") % known
        return _("%(name)s menelepon pada jam kantor: %(hours)s.") % known


def calling(unit: Unit) -> Calling:
    """How this puskesmas calls."""
    profile = getattr(unit, "profile", None)
    own = parse_hours(profile.hours, on_holidays=profile.open_on_holidays) if profile else None
    return Calling(unit, own, True) if own is not None and own.known else Calling(unit, _office(), False)


def _office() -> Hours:
    """The hours of public offices (`content/workflows/holidays.json`)."""
    rules = calendar()
    span = [f"{rules.opens:%H:%M}", f"{rules.closes:%H:%M}"]
    return parse_hours({day: [span] for number, day in enumerate(DAYS, 1) if number in rules.weekdays})


def promised(unit: Unit, times: tuple[str, ...], asked: datetime) -> Safe | None:
    """When somebody of the puskesmas calls: the first safe part of a day in which it works."""
    return first_safe(times, asked.astimezone(zone_of_area(unit.area_id)), calling(unit).hours, is_holiday)


def chased_from(unit: Unit, level: EJiwa | None, times: tuple[str, ...], asked: datetime) -> datetime | None:
    """When the clock of an answer begins: at the first safe hour; None where that is now.

    After a red result it waits for no opening: the hour that is safe comes within a day, and somebody has to see to it.
    """
    hours = parse_hours(ALWAYS) if level is EJiwa.MERAH else calling(unit).hours
    safe = first_safe(times, asked.astimezone(zone_of_area(unit.area_id)), hours, is_holiday)
    return safe.starts if safe is not None and safe.starts > asked else None


def promise_words(unit: Unit, safe: Safe, asked: datetime) -> str:
    """`Puskesmas Tebet menelepon besok, Selasa 24 November, antara pukul 18.00 dan 21.00.`"""
    known = {"name": unit.name, "day": _day(safe, asked), "ends": _hour(safe.ends, safe.starts)}
    if safe.starts <= asked:
        return _("%(name)s menelepon %(day)s sebelum pukul %(ends)s.") % known
    known["starts"] = clock_text(safe.starts.hour * 60 + safe.starts.minute)
    return _("%(name)s menelepon %(day)s antara pukul %(starts)s dan %(ends)s.") % known


def _day(safe: Safe, asked: datetime) -> str:
    day = safe.starts.date()
    ahead = (day - asked.astimezone(safe.starts.tzinfo).date()).days
    if ahead == 0:
        return _("hari ini")
    named = date_format(day, "l, j F")
    return _("besok, %(day)s,") % {"day": named} if ahead == 1 else _("hari %(day)s,") % {"day": named}


def _hour(moment: datetime, of: datetime) -> str:
    return clock_text(24 * 60 if moment.date() > of.date() else moment.hour * 60 + moment.minute)
