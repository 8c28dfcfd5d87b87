"""Days and moments in the words of a message, independent of whose page is being made."""

from datetime import date, datetime

from django.utils import translation
from django.utils.formats import date_format

_ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


def day_words(day: date, language: str) -> str:
    """`Selasa, 24 November 2026`."""
    with translation.override(language):
        return date_format(day, "l, j F Y")


def moment_words(moment: datetime, language: str) -> str:
    """`Selasa, 24 November 2026 pukul 09.00 WIB`; the moment comes in its own zone."""
    offset = moment.utcoffset()
    zone = _ZONES.get(int(offset.total_seconds() // 3600) if offset else 0, "")
    at = {"id": "pukul", "en": "at"}[language]
    return f"{day_words(moment.date(), language)} {at} {moment:%H.%M} {zone}".rstrip()
