"""Births and deaths of the puskesmas' posts, month by month, and the notice that the office keeps."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from simpul.base import audit, clock
from simpul.base.access import staff
from simpul.base.words import say
from simpul.care.episodes.content import label
from simpul.care.episodes.deaths import Birth, Death, births, deaths
from simpul.knowledge.deaths import deaths_content
from simpul.registry.access import posts_of
from simpul.registry.models import Assignment
from simpul.registry.names import unit_name

OFFICER = Assignment.Role.OFFICER
MONTHS_BACK = 12


@staff(OFFICER)
@require_GET
def births_and_deaths(request: HttpRequest) -> HttpResponse:
    """One month; every person named leaves an audit row of reading."""
    actor: Any = request.user
    months = months_until(clock.today())
    first = _month(request.GET.get("bulan", ""), months)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    posts = [post.pk for post in posts_of(actor)]
    born, died = births(posts, first, last), deaths(posts, first, last)
    _audit(actor, born, died)
    context = {
        "months": months,
        "month": first,
        "births": [_birth_line(one) for one in born],
        "deaths": [_death_line(one) for one in died],
        "counts": _counts(died),
    }
    return render(request, "care/births_and_deaths.html", context)


def months_until(today: date) -> list[date]:
    """The first day of this month and of those before it, the latest first."""
    found = [today.replace(day=1)]
    while len(found) < MONTHS_BACK:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found


def _month(text: str, months: list[date]) -> date:
    return next((month for month in months if month.strftime("%Y-%m") == text), months[0])


def _birth_line(one: Birth) -> dict[str, Any]:
    return {
        "birth": one,
        "post": unit_name(one.row.post_id),
        "place": label("birth", "places", one.row.birth_place),
        "helper": label("birth", "helpers", one.row.birth_helper),
    }


def _death_line(one: Death) -> dict[str, Any]:
    return {
        "death": one,
        "post": unit_name(one.person.post_id),
        "kind": say(deaths_content()["classes"][one.kind]),
        "place": label("deaths", "places", one.place),
    }


def _counts(found: list[Death]) -> list[tuple[str, int]]:
    words = deaths_content()["classes"]
    return [(say(text), sum(one.kind == kind for one in found)) for kind, text in words.items()]


def _audit(actor: Any, born: list[Birth], died: list[Death]) -> None:
    named = [person for one in born for person in (one.mother, *one.children)] + [one.person for one in died]
    by_post: dict[Any, set[str]] = {}
    for person in named:
        by_post.setdefault(person.post_id, set()).add(str(person.pk))
    for post, ids in by_post.items():
        audit.read(actor, post, "person", sorted(ids), "births and deaths")
