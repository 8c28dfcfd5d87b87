"""A psychologist with hours every day of the week, a mother three weeks after birth, and time that passes."""

from datetime import date, datetime, time, timedelta
from typing import Any

from simpul.base import clock
from simpul.base.outbox.models import Message
from simpul.care.models import Pregnancy
from simpul.journal.actions.append import Draft, append
from simpul.network.calendars.actions.keep_hours import add_hours
from simpul.network.calendars.doors import path_of
from simpul.network.calendars.models import Booking, Channel
from simpul.network.models import Request
from simpul.people.models import Person
from simpul.registry.models import Account, Unit
from simpul.registry.zones import zone_of_unit
from tests.browser.world import psychologist

SINCE_BIRTH = timedelta(days=21)
PHONE = "081234567890"


def practice(login: str) -> dict[str, Any]:
    """The psychologist of the officer's puskesmas, who receives people every day; as one who signs in."""
    staff = psychologist(login)
    account = Account.objects.get(username=staff["login"])
    unit = Unit.objects.get(pk=account.assignments.get().unit_id)
    for weekday in range(1, 8):
        add_hours(account, unit, weekday, time(8), time(14), 60, Channel.VISIT, date(2026, 1, 1))
    return staff


def delivered(login: str, post: str, name: str) -> dict[str, Any]:
    """The expecting mother of the post gave birth three weeks ago; she may be called. Gives her child's post."""
    officer = Account.objects.get(username=login)
    mother = Person.objects.get(name=name, post=post)
    pregnancy = Pregnancy.objects.get(person=mother.pk)
    born = (clock.today() - SINCE_BIRTH).isoformat()
    changed = {"fields": {"phone": PHONE}}
    drafts = [
        Draft("pregnancy.closed", str(pregnancy.pk), {"outcome": "birth", "date": born}),
        Draft("person.changed", str(mother.pk), changed, base={"contact": mother.seq}),
        Draft("consent.given", str(mother.pk), {"purpose": "contact", "granted": True, "date": born}),
    ]
    append(post, drafts, officer)
    return {}


def time_comes(login: str) -> dict[str, Any]:
    """The appointments of the officer's puskesmas are now: the psychologist's door opens."""
    unit = Account.objects.get(username=login).assignments.get().unit_id
    now = clock.now()
    held = Booking.objects.filter(unit=unit, released_at=None, came=None)
    Request.objects.filter(pk__in=held.values("request")).update(appointment_at=now)
    return {"moved": held.update(starts_at=now, ends_at=now + timedelta(hours=1))}


def reminded(login: str) -> dict[str, Any]:
    """Templates and addresses of the messages that wait about the appointments of the officer's puskesmas."""
    unit = Account.objects.get(username=login).assignments.get().unit_id
    held = [one.pk for one in Booking.objects.filter(unit=unit)]
    found = Message.objects.filter(about__in=[f"booking:{pk}" for pk in held], state="waiting")
    return {"templates": sorted(found.values_list("template", flat=True)), "links": [path_of(pk) for pk in held]}


def promised(login: str) -> dict[str, Any]:
    """The one promise that stands at the officer's puskesmas: its day, hour and address, and what waits to be sent.

    `messages` are the templates of whatever waits about any promise there, `astray` how many are about another one;
    `reminders` how long before the promise each reminder leaves, in whole days of the place. Nothing stands: empty.
    """
    unit = Account.objects.get(username=login).assignments.get().unit_id
    held = Booking.objects.filter(unit=unit)
    waiting = Message.objects.filter(about__in=[f"booking:{one.pk}" for one in held], state="waiting")
    messages = sorted(waiting.values_list("template", flat=True))
    one = held.filter(released_at=None, came=None).first()
    if one is None:
        return {"messages": messages}
    at = one.starts_at.astimezone(zone_of_unit(str(one.unit_id)))
    hers = waiting.filter(about=f"booking:{one.pk}")
    return {
        "day": at.date().isoformat(),
        "hour": f"{at:%H.%M}",
        "link": path_of(one.pk),
        "messages": messages,
        "astray": waiting.count() - hers.count(),
        "reminders": sorted(_days_before(at, each) for each in hers.filter(template="appointment-reminder")),
    }


def _days_before(at: datetime, message: Message) -> int:
    return (at.date() - message.due_at.astimezone(at.tzinfo).date()).days


def messages_leave(login: str) -> dict[str, Any]:
    """What waits about the appointments of the officer's puskesmas and is due has been sent."""
    unit = Account.objects.get(username=login).assignments.get().unit_id
    abouts = [f"booking:{pk}" for pk in Booking.objects.filter(unit=unit).values_list("pk", flat=True)]
    due = Message.objects.filter(about__in=abouts, state="waiting").exclude(template="appointment-reminder")
    return {"sent": due.update(state="sent")}
