"""The weekly evaluation at the Pustu: counts of each post in the four categories, and the answer to each finding."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from simpul.base import audit, clock
from simpul.base.access import staff
from simpul.base.problems import Problem
from simpul.base.words import say
from simpul.care.homevisits.access import access_check
from simpul.care.homevisits.actions import follow
from simpul.care.homevisits.queries import WEEK, Need, WeekRow, monday_of, needs, schedule, weekly
from simpul.journal.kinds import Refused
from simpul.knowledge.homevisits import load_plan
from simpul.registry.access import posts_of
from simpul.registry.models import Assignment

OFFICER = Assignment.Role.OFFICER
LONGEST_NOTE = 300
SHOWN = 4 * WEEK
"""Plans are shown from the week on for so long."""


class FollowForm(forms.Form):
    """An answer: what is done, when, and words for the post."""

    action = forms.CharField(max_length=40)
    date = forms.DateField(required=False)
    note = forms.CharField(required=False, max_length=LONGEST_NOTE)


@dataclass(frozen=True)
class Tried:
    """An answer that was not taken, as it was typed: for which finding, and what is to be put right."""

    check: UUID
    given: dict[str, str]
    problem: Problem


@staff(OFFICER)
@require_GET
def evaluation(request: HttpRequest) -> HttpResponse:
    """A week: `?minggu=2026-W47`; without it, this week."""
    return _shown(request, _monday(request.GET.get("minggu", ""), clock.today()), None)


def _shown(request: HttpRequest, monday: date, tried: Tried | None) -> HttpResponse:
    actor: Any = request.user
    today = clock.today()
    posts = list(posts_of(actor).filter(closed_on=None))
    rows, people = weekly(posts, monday), needs(posts, monday, today)
    agreed = schedule(posts, monday, monday + SHOWN)
    for need in people:
        audit.read(actor, need.person.post, "person", [need.person.id], "home visits")
    for one in agreed:
        audit.read(actor, str(one.plan.post_id), "family", [str(one.plan.subject)], "home visits")
    context = _context(posts, rows, people, monday, today) | {"agreed": agreed, "tried": tried}
    context["amiss"] = [tried.problem] if tried else []
    return render(request, "care/home_visits.html", context, status=422 if tried else 200)


def _context(posts: list[Any], rows: list[WeekRow], people: list[Need], monday: date, today: date) -> dict[str, Any]:
    plan = load_plan()
    names = {post.pk: post for post in posts}
    shown = [row for row in rows if row.visits or row.missed or row.checked]
    categories = [(name, say(words)) for name, words in plan.categories.items()]
    return {
        "rows": [
            (names[row.post], row, [(words, row.categories[name]) for name, words in categories]) for row in shown
        ],
        "silent": [names[row.post] for row in rows if row not in shown],
        "totals": [(words, sum(row.categories[name] for row in rows)) for name, words in categories],
        "visits": sum(row.visits for row in rows),
        "missed": sum(row.missed for row in rows),
        "checked": sum(row.checked for row in rows),
        "open": sum(row.open for row in rows),
        "categories": categories,
        "words": dict(categories),
        "actions": [(name, say(words)) for name, words in plan.actions.items()],
        "action_words": {name: say(words) for name, words in plan.actions.items()},
        "people": people,
        "monday": monday,
        "sunday": monday + WEEK - (WEEK / 7),
        "week": _week(monday),
        "before": _week(monday - WEEK),
        "after": _week(monday + WEEK) if monday + WEEK <= today else "",
        "today": today,
    }


@staff(OFFICER)
@require_POST
def follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer a finding; the page comes back to the same person."""
    actor: Any = request.user
    check = access_check(actor, pk)
    form = FollowForm(request.POST)
    back = f"{reverse('home_visits')}?minggu={_week(monday_of(check.date))}#orang-{check.person_id}"
    if not form.is_valid():
        first = "a" if "action" in form.errors else "d" if "date" in form.errors else "n"
        return _again(request, check, _("Pilih tindak lanjutnya, dan tanggal yang bisa dibaca."), first)
    given = form.cleaned_data
    try:
        follow(actor, check, given["action"], given["date"], given["note"])
    except Refused as refusal:
        return _again(request, check, refusal.said, "a")
    messages.success(request, _("Tersimpan. Posyandu melihat jawaban ini saat sinkron berikutnya."))
    return redirect(back)


def _again(request: HttpRequest, check: Any, said: str, box: str) -> HttpResponse:
    """The week once more, with what was typed where it was typed."""
    given = {name: request.POST.get(name, "") for name in ("action", "date", "note")}
    return _shown(request, monday_of(check.date), Tried(check.pk, given, Problem(said, f"{box}-{check.pk}")))


def _monday(text: str, today: date) -> date:
    """The Monday of an ISO week `2026-W47`; of this week for anything else."""
    year, _dash, week = text.partition("-W")
    try:
        return date.fromisocalendar(int(year), int(week), 1)
    except ValueError:
        return monday_of(today)


def _week(monday: date) -> str:
    year, week, _day = monday.isocalendar()
    return f"{year}-W{week:02d}"
