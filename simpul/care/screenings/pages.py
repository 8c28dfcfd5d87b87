"""Pages of the treating team. Each shown person leaves an audit row of reading."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from simpul.base import audit
from simpul.base.access import NotYours, staff
from simpul.care.screenings.access import access_treated, treated_posts
from simpul.care.screenings.history import cases, courses_of
from simpul.network.access import requests_of
from simpul.people.merged import records_of
from simpul.people.queries import address
from simpul.registry.models import Assignment

Role = Assignment.Role
MIND = "kesehatan-jiwa"


@staff(Role.OFFICER, Role.PSYCHOLOGIST)
@require_GET
def screenings(request: HttpRequest) -> HttpResponse:
    """Whom the treating team should look at, gravest first."""
    actor: Any = request.user
    if not treated_posts(actor).exists():
        raise NotYours
    found = cases(actor)
    by_post: dict[Any, list[Any]] = {}
    for one in found:
        by_post.setdefault(one.person.post_id, []).append(one.person.pk)
    for post, ids in by_post.items():
        audit.read(actor, post, "person", ids, "screenings")
    return render(request, "care/screenings.html", {"cases": found})


@staff(Role.OFFICER, Role.PSYCHOLOGIST)
@require_GET
def person_screenings(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One person's screenings over time, with what only the treating team may read."""
    actor: Any = request.user
    person = access_treated(actor, pk)
    ids = records_of(str(person.pk))
    audit.read(actor, person.post_id, "person", ids, "screenings")
    asked = requests_of(actor).filter(person__in=ids, service=MIND).order_by("-opened_at")
    context = {"person": person, "courses": courses_of(str(person.pk)), "requests": asked}
    context["address"] = address(person.family)
    return render(request, "care/person_screenings.html", context)
