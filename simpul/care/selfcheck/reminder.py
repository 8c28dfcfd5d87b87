"""A date to check again, as a calendar file that says nothing (iCalendar, RFC 5545)."""

from datetime import date, timedelta
from urllib.parse import quote

from django.utils.translation import gettext as _

from simpul.base import clock, ids


def calendar_file(day: date) -> str:
    """A `data:` address of the file: made with the page, so that nobody learns that it was taken."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Simpul//ID",
        "BEGIN:VEVENT",
        f"UID:{ids.uuid7()}",
        f"DTSTAMP:{clock.now():%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_('Pengingat')}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
    return "data:text/calendar;charset=utf-8," + quote("\r\n".join(lines))
