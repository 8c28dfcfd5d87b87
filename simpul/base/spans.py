"""Lengths of time in words."""

from datetime import timedelta

from django.utils.translation import ngettext


def span(length: timedelta | None) -> str:
    """A length of time in the largest fitting unit, rounded down: "3 jam", "2 hari"; empty for None."""
    if length is None:
        return ""
    seconds = abs(int(length.total_seconds()))
    days, hours, minutes = seconds // 86400, seconds // 3600, seconds // 60
    if days:
        return ngettext("%(n)s hari", "%(n)s hari", days) % {"n": days}
    if hours:
        return ngettext("%(n)s jam", "%(n)s jam", hours) % {"n": hours}
    if minutes:
        return ngettext("%(n)s menit", "%(n)s menit", minutes) % {"n": minutes}
    return ngettext("%(n)s detik", "%(n)s detik", seconds) % {"n": seconds}
