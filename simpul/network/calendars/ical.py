"""A calendar file for the psychologist's own telephone: times and references, never who comes or why (RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime

from icalendar import Calendar, Event

from simpul.network.calendars.models import Booking


def file_of(bookings: Iterable[Booking], now: datetime, name: str) -> bytes:
    """The file. `name` is what the calendar is called; each event bears the booking's reference and place."""
    found = Calendar()
    found.add("prodid", "-//Simpul//Kalender//ID")
    found.add("version", "2.0")
    found.add("x-wr-calname", name)
    for booking in bookings:
        found.add_component(_event(booking, now))
    return bytes(found.to_ical())


def _event(booking: Booking, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{booking.pk}@simpul")
    event.add("dtstamp", now)
    event.add("dtstart", booking.starts_at)
    event.add("dtend", booking.ends_at)
    event.add("summary", f"Simpul {booking.reference}")
    event.add("location", booking.unit.name)
    event.add("class", "PRIVATE")
    return event
