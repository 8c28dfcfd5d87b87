"""A week of a calendar as a page shows it: each slot free, promised or away; who comes, by the class of the matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from simpul.base import audit, clock
from simpul.base.words import say
from simpul.network.access import requests_of
from simpul.network.calendars.content import appointments
from simpul.network.calendars.models import Absence, Availability, Booking, Channel
from simpul.network.calendars.queries import hours, midnight
from simpul.network.calendars.slots import DAY, Slot, made
from simpul.network.models import Request
from simpul.network.working_time import calendar
from simpul.registry.models import Account
from simpul.registry.names import unit_name
from simpul.registry.zones import zone_of_unit

NAMED = ("K1", "K2")
"""Classes of a request whose person the psychologist's list names; above them the reference stands alone."""


@dataclass(frozen=True)
class Meeting:
    """A booking as the list of a day shows it. `who` is a name, or the reference where the class says so.

    `request` None: no longer open to whoever looks; then there is nothing to answer either.
    """

    booking: Booking
    request: Request | None
    who: str
    post: str
    company: str
    may_answer: bool

    @property
    def zone(self) -> str:
        """The zone of the place."""
        return zone_of_unit(str(self.booking.unit_id)).key

    @property
    def is_ahead(self) -> bool:
        """Whether its hour has not come yet: nobody has stayed away so far."""
        return self.booking.starts_at > clock.now()


@dataclass(frozen=True)
class Cell:
    """A time of a day: `free`, `taken` (with its meeting) or `away`."""

    starts_at: datetime
    ends_at: datetime
    state: str
    channel: str
    meeting: Meeting | None = None


@dataclass(frozen=True)
class Day:
    """A day of the week with its times. `holiday`: no hours are kept."""

    day: date
    holiday: bool
    cells: list[Cell]


def zone_of(actor: Account) -> ZoneInfo:
    """The zone of the place where somebody keeps hours; western time for whoever keeps none."""
    unit = Availability.objects.filter(psychologist=actor).values_list("unit", flat=True).first()
    return zone_of_unit(str(unit)) if unit else clock.JAKARTA


def week(actor: Account, monday: date, zone: ZoneInfo) -> list[Day]:
    """Seven days from a Monday."""
    start, end = midnight(monday, zone), midnight(monday + 7 * DAY, zone)
    met = meetings(actor, start, end)
    absences = list(Absence.objects.filter(psychologist=actor, lifted_at=None, starts_at__lt=end, ends_at__gt=start))
    kept = [
        slot
        for one in hours(Availability.objects.filter(psychologist=actor))
        for slot in made(one, start, end, calendar())
    ]
    cells = [*(_cell(one) for one in met), *(_open(slot, absences) for slot in kept if not _is_met(slot, met))]
    cells.sort(key=lambda cell: cell.starts_at)
    days = [monday + n * DAY for n in range(7)]
    return [
        Day(day, day in calendar().holidays, [c for c in cells if c.starts_at.astimezone(zone).date() == day])
        for day in days
    ]


def meetings(actor: Account, start: datetime, end: datetime) -> list[Meeting]:
    """Who comes in the time, in its order."""
    rows = Booking.objects.filter(psychologist=actor, released_at=None, starts_at__gte=start, starts_at__lt=end)
    found = list(rows.select_related("unit").order_by("starts_at"))
    held = requests_of(actor).filter(pk__in=[one.request_id for one in found]).select_related("person")
    requests = {one.pk: one for one in held}
    return [meeting_of(one, requests.get(one.request_id)) for one in found]


def meeting_of(booking: Booking, request: Request | None) -> Meeting:
    """A booking with its request, as far as that is open to whoever looks."""
    named = request is not None and request.confidentiality in NAMED and request.person is not None
    name = str(request.person.name) if named and request is not None and request.person else ""
    return Meeting(
        booking,
        request,
        name or _("Janji %(reference)s") % {"reference": booking.reference},
        unit_name(request.post_id) if request is not None else "",
        company(request),
        request is not None and request.open and booking.came is None,
    )


COMPANY = {
    "suami": lambda: _("bersama suami"),
    "istri": lambda: _("bersama istri"),
    "ayah": lambda: _("bersama ayah"),
    "ibu": lambda: _("bersama ibu"),
    "keluarga": lambda: _("bersama keluarga"),
    "lainnya": lambda: _("bersama orang yang dipercaya"),
}


def company(request: Request | None) -> str:
    """Who comes along, and whether they may know; empty where nobody does."""
    said = request.companion if request is not None else None
    if not said:
        return ""
    who = COMPANY.get(str(said.get("who")), COMPANY["lainnya"])()
    knows = _("boleh tahu") if said.get("may_know") else _("hanya menemani, tidak diberi tahu")
    return f"{who} ({knows})"


def _cell(met: Meeting) -> Cell:
    return Cell(met.booking.starts_at, met.booking.ends_at, "taken", met.booking.channel, met)


def _open(slot: Slot, absences: list[Absence]) -> Cell:
    away = any(one.starts_at < slot.ends_at and slot.starts_at < one.ends_at for one in absences)
    return Cell(slot.starts_at, slot.ends_at, "away" if away else "free", slot.channel)


def _is_met(slot: Slot, met: list[Meeting]) -> bool:
    return any(one.booking.starts_at < slot.ends_at and slot.starts_at < one.booking.ends_at for one in met)


def monday_of(text: str, today: date) -> date:
    """The Monday of a week `2026-W48`; of this week for anything else, and never further than a year away."""
    try:
        year, number = text.split("-W")
        found = date.fromisocalendar(int(year), int(number), 1)
    except (ValueError, TypeError):
        found = today
    near = abs(found - today) <= timedelta(days=366)
    chosen = found if near else today
    return chosen - timedelta(days=chosen.isoweekday() - 1)


def week_name(monday: date) -> str:
    """`2026-W48`."""
    year, number, _day = monday.isocalendar()
    return f"{year}-W{number:02d}"


@dataclass(frozen=True)
class Kept:
    """Hours that are the same on several days of the week: `days` in words, the rows themselves."""

    days: str
    rows: list[Availability]


def kept_together(rows: Iterable[Availability]) -> list[Kept]:
    """Hours in as few lines as they need, in order of the week; a run of three days and more from first to last."""
    found: dict[tuple[object, ...], list[Availability]] = {}
    for one in rows:
        key = (one.unit_id, one.opens, one.closes, one.slot_minutes, one.channel, one.to_day)
        found.setdefault(key, []).append(one)
    return [Kept(_days_words([one.weekday for one in same]), same) for same in found.values()]


def _days_words(days: list[int]) -> str:
    runs: list[list[int]] = []
    for day in sorted(set(days)):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(_run_words([str(WEEKDAYS[day - 1]) for day in run]) for run in runs)


def _run_words(names: list[str]) -> str:
    return f"{names[0]}–{names[-1]}" if len(names) > 2 else ", ".join(names)


def channel_words(channel: str) -> str:
    """How one meets, in words."""
    return _("daring") if channel == Channel.ONLINE else _("datang")


def absence_words() -> list[tuple[str, str]]:
    """Reasons for being away, with their words."""
    return [(name, say(words)) for name, words in appointments().absences.items()]


def audit_meetings(actor: Account, shown: Iterable[Meeting]) -> None:
    """Write down who looked at whose appointments."""
    by_post: dict[UUID, set[str]] = {}
    for one in shown:
        if one.request is not None and one.request.person_id:
            by_post.setdefault(one.request.post_id, set()).add(str(one.request.person_id))
    for post, persons in by_post.items():
        audit.read(actor, post, "person", sorted(persons), "calendar")
