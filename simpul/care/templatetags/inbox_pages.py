"""Addresses of the inbox that keep what was searched for and filtered."""

from datetime import datetime

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime

from simpul.base import clock
from simpul.care.inbox import Filters

register = template.Library()


@register.filter
def in_folder(filters: Filters, name: str) -> str:
    """The query of the same search in another folder."""
    return filters.query(name)


@register.filter
def lately(at: datetime) -> str:
    """`10.40` of today, `3 Nov, 10.40` of another day."""
    local = localtime(at)
    return date_format(local, "H.i" if local.date() == localtime(clock.now()).date() else "j M, H.i")
