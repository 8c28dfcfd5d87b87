"""The demo psychologist's calendar: mornings, two afternoons online, a day of leave, three mothers, one online."""

from datetime import date, datetime, time, timedelta
from random import Random

from simpul.base import clock, ids
from simpul.journal.actions.append import Draft, append
from simpul.network.calendars.actions.book import book
from simpul.network.calendars.actions.keep_hours import add_hours, be_away
from simpul.network.calendars.models import Channel
from simpul.network.calendars.queries import free_slots
from simpul.network.models import Request
from simpul.registry.models import Account, Unit
from simpul.seeds.demo.asked import MIND, NEUTRAL
from simpul.seeds.demo.citizens import LENGTH, meet, online_from, wait_for_a_call
from simpul.seeds.demo.mothers import mother_of
from simpul.seeds.demo.place import Place, name_id

MORNINGS, AFTERNOONS = range(1, 6), (2, 4)
SINCE, LEAVE_IN = timedelta(days=56), timedelta(days=9)
COMPANIONS = ({"who": "suami", "may_know": True}, None, {"who": "ibu", "may_know": False})
EVERY = 4
"""Of the free times each fourth is taken, so that the week looks like a week."""


def keep(place: Place, today: date) -> None:
    """Hours, a day of leave, and appointments for mothers who asked for one, each at another post."""
    psychologist, unit = Account.objects.get(pk=name_id("psikolog")), Unit.objects.get(pk=place.puskesmas)
    soon = online_from(clock.now())
    for weekday in MORNINGS:
        _weekly(psychologist, unit, (weekday, time(8), time(12), 60, Channel.VISIT), today, soon)
    for weekday in AFTERNOONS:
        _weekly(psychologist, unit, (weekday, time(13), time(15), 60, Channel.ONLINE), today, soon)
    away = datetime.combine(today + LEAVE_IN, time(8), clock.JAKARTA)
    be_away(psychologist, away, away + timedelta(hours=4), "rapat")
    slots = free_slots(MIND, [unit.pk], today, 7)[::EVERY]
    asked = [_ask(post, place, number) for number, post in enumerate(place.posts[: len(COMPANIONS)])]
    for request, slot in zip((one for one in asked if one is not None), slots, strict=False):
        book(psychologist, request, slot.id)
    meet(place, psychologist, unit, today, soon)
    wait_for_a_call(unit)


def _weekly(
    psychologist: Account, unit: Unit, hours: tuple[int, time, time, int, str], today: date, soon: datetime | None
) -> None:
    """Hours of each week, this day's too. Where the consultation in the browser falls into them they lie around it."""
    weekday, opens, closes, minutes, channel = hours
    around = None if soon is None or weekday != today.isoweekday() else left_around(opens, closes, soon.time())
    if around is None:
        add_hours(psychologist, unit, *hours, today - SINCE)
        return
    add_hours(psychologist, unit, *hours, today - SINCE, today - timedelta(days=1))
    add_hours(psychologist, unit, *hours, today + timedelta(days=1))
    for begins, ends in around:
        add_hours(psychologist, unit, weekday, begins, ends, minutes, channel, today, today)


def left_around(opens: time, closes: time, start: time) -> list[tuple[time, time]] | None:
    """What is left of hours beside a consultation from `start`, as far as one fits; None: they do not meet."""
    day = date.min
    end = (datetime.combine(day, start) + LENGTH).time()
    if start >= closes or end <= opens:
        return None
    beside = ((opens, start), (end, closes))
    return [one for one in beside if datetime.combine(day, one[0]) + LENGTH <= datetime.combine(day, one[1])]


def _ask(post: str, place: Place, number: int) -> Request | None:
    mother = mother_of(post, Random(f"appointment {number}"))
    if mother is None:
        return None
    subject = str(ids.uuid7())
    data = {
        "person": str(mother.pk),
        "service": MIND,
        "urgency": "biasa",
        "reasons": [NEUTRAL],
        "to_unit": place.puskesmas,
        "companion": COMPANIONS[number],
    }
    append(post, [Draft("request.opened", subject, data)], place.kader[post][0], trusted=True)
    return Request.objects.get(pk=subject)
