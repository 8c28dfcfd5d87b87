"""Citizens of the demo who ask from home: one meets the psychologist in the browser, one wants to be called."""

from datetime import date, datetime, timedelta
from random import Random
from uuid import uuid5

from simpul.base import clock, ids
from simpul.base.ids import NAMESPACE
from simpul.care.contacts.contact import Contact
from simpul.care.contacts.content import safe_times
from simpul.care.selfcheck.actions import ask
from simpul.journal.actions.append import Draft, append
from simpul.knowledge.colour_scales import EJiwa
from simpul.network.calendars.actions.book import book
from simpul.network.calendars.actions.keep_hours import add_hours
from simpul.network.calendars.content import appointments
from simpul.network.calendars.models import Channel
from simpul.network.calendars.queries import free_slots
from simpul.network.models import Request
from simpul.registry.models import Account, Unit
from simpul.seeds.demo.asked import NEUTRAL
from simpul.seeds.demo.mothers import mother_of
from simpul.seeds.demo.place import Place

ONLINE = "konsultasi-jiwa-daring"
POST = 3
LENGTH, STEP, SPARE = timedelta(minutes=60), timedelta(minutes=5), timedelta(minutes=1)
DAYS = 14
TELEPHONE, CALLED = "081200000099", "081200000098"


def online_from(now: datetime) -> datetime | None:
    """When today's consultation begins, so soon that its room opens at once; None when the day is nearly over."""
    local = now.astimezone(clock.JAKARTA).replace(second=0, microsecond=0) + appointments().notice + SPARE
    start = local + (STEP - timedelta(minutes=local.minute % 5))
    return start if (start + LENGTH).date() == now.astimezone(clock.JAKARTA).date() else None


def meet(place: Place, psychologist: Account, unit: Unit, today: date, start: datetime | None) -> None:
    """A consultation in the browser: from `start`, or in the next such hours. Its message leads the citizen there."""
    if start is not None:
        opens, closes = start.time(), (start + LENGTH).time()
        add_hours(psychologist, unit, today.isoweekday(), opens, closes, 60, Channel.ONLINE, today, today)
    slots = free_slots(ONLINE, [unit.pk], today, DAYS)
    request = _asks(place)
    if slots and request is not None:
        book(psychologist, request, slots[0].id)


def _asks(place: Place) -> Request | None:
    """A mother who agreed to be written to, on a telephone of her own."""
    post = place.posts[POST]
    mother, kader = mother_of(post, Random("online")), place.kader[post][0]
    if mother is None:
        return None
    person, subject, today = str(mother.pk), str(ids.uuid7()), clock.today().isoformat()
    agreed = {"purpose": "contact", "granted": True, "given_by": "sendiri", "date": today}
    asked = {"person": person, "service": ONLINE, "channel": "daring", "reasons": [NEUTRAL], "basis": "consent"}
    drafts = [
        Draft("person.changed", person, {"fields": {"phone": TELEPHONE}}, base={"contact": mother.seq}),
        Draft("consent.given", person, agreed),
        Draft("request.opened", subject, asked | {"to_unit": place.puskesmas}),
    ]
    append(post, drafts, kader, trusted=True)
    return Request.objects.get(pk=subject)


def wait_for_a_call(unit: Unit) -> None:
    """Somebody checked how they feel, and waits at the puskesmas to be called."""
    soonest = next(iter(safe_times()))
    contact = Contact(name="Bunga", phone=CALLED, times=(soonest,), may_leave_message=False, place="")
    ask(uuid5(NAMESPACE, "demo|self-check"), unit, EJiwa.KUNING, contact)
