"""Weekdays, ways of meeting and reasons for being away, in words."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.dates import WEEKDAYS

from simpul.base.words import say
from simpul.network.calendars import wish_words
from simpul.network.calendars.choosing import NOBODY, granted_elsewhere, places
from simpul.network.calendars.content import appointments, by_appointment
from simpul.network.calendars.models import Booking
from simpul.network.calendars.moving import count_to_move
from simpul.network.calendars.news import news_of
from simpul.network.calendars.week import channel_words as channel_in_words
from simpul.network.models import Request

register = template.Library()


@register.filter
def weekday_words(number: int) -> str:
    """1 Monday … 7 Sunday."""
    return str(WEEKDAYS[number - 1])


@register.filter
def channel_words(channel: str) -> str:
    """How one meets."""
    return channel_in_words(channel)


@register.filter
def absence_word(reason: str) -> str:
    """Why somebody is away."""
    return say(appointments().absences.get(reason))


@register.filter
def has_calendar(service: str) -> bool:
    """Whether the service is met by appointment."""
    return by_appointment(service)


@register.filter
def asked_times(request: Request) -> str:
    """The times that a family asked for, and what would do when they are taken; empty where none was."""
    return wish_words.asked_words(request)


@register.filter
def asked_times_short(request: Request) -> str:
    """The first of them, for a line of a list; empty once a time is agreed."""
    return wish_words.asked_short(request)


@register.filter
def another_time(request: Request) -> str:
    """That the agreed time is not the one that was asked for; empty where it is."""
    return _said(wish_words.OFFICE, request)


@register.filter
def another_time_short(request: Request) -> str:
    """The same in a few words, for a line of a list."""
    return _said(wish_words.SHORT, request)


def _said(words: Mapping[str, Any], request: Request) -> str:
    fit = wish_words.another(request)
    return str(words[fit]) if fit else ""


@register.simple_tag
def wish_granted_at(request: Request) -> str:
    """The other place that has a time which the family asked for, while the asked one has none; empty otherwise."""
    waits = request.open and request.appointment_at is None
    if not (waits and request.wanted and by_appointment(request.service)):
        return ""
    return next((one.name for one in granted_elsewhere(places(request, NOBODY))), "")


@register.inclusion_tag("network/parts/to_move.html", takes_context=True)
def to_move_strip(context: dict[str, Any]) -> dict[str, Any]:
    """How many promises whoever looks must move, with the way there; nothing where all are kept."""
    return {"to_move": count_to_move(context["request"].user)}


@register.inclusion_tag("network/parts/news_beside.html")
def news_beside(asked: Request) -> dict[str, Any]:
    """What the family of a request must hear of its time, and whether it has; nothing where there is no such news."""
    if not by_appointment(asked.service):
        return {"told": []}
    return {"told": news_of(Booking.objects.filter(request=asked.pk), Request.objects.filter(pk=asked.pk))}
