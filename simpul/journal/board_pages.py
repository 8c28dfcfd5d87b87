"""The sync-health board as a page, as a part that renews itself, and as CSV: for the operator and for a puskesmas."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from simpul.base import clock
from simpul.base.access import staff
from simpul.base.paging import page_of
from simpul.journal import phones
from simpul.journal.board.choice import choice, offered
from simpul.journal.board.rows import rows
from simpul.journal.board.table import board_csv
from simpul.journal.escrow.arrears import unopened_by_code
from simpul.registry.access import operated_units, posts_of
from simpul.registry.models import Assignment, Unit

OFFICER, OPERATOR = Assignment.Role.OFFICER, Assignment.Role.OPERATOR
ROWS = 50
"""Rows on a page: as many as somebody calls in a day."""


@staff(OPERATOR)
@require_GET
def city(request: HttpRequest) -> HttpResponse:
    """For the operator: every post of the area. Counts and clocks, no person."""
    context = board_of(request, _operated(request), "sync_health") | {"unopened": unopened_by_code()}
    return render(request, "journal/sync_health.html", context)


@staff(OPERATOR)
@require_GET
def city_part(request: HttpRequest) -> HttpResponse:
    """The rows alone, for the page that renews them."""
    return render(request, "journal/parts/board_rows.html", board_of(request, _operated(request), "sync_health"))


@staff(OPERATOR)
@require_GET
def city_csv(request: HttpRequest) -> HttpResponse:
    """The rows asked for, all pages of them."""
    return _csv(request, _operated(request))


@staff(OFFICER)
@require_GET
def posts_part(request: HttpRequest) -> HttpResponse:
    """The rows of the officer's posts alone."""
    actor: Any = request.user
    return render(request, "journal/parts/board_rows.html", board_of(request, posts_of(actor), "sync_posts"))


@staff(OFFICER)
@require_GET
def posts_csv(request: HttpRequest) -> HttpResponse:
    """The rows of the officer's posts as CSV."""
    actor: Any = request.user
    return _csv(request, posts_of(actor))


def board_of(request: HttpRequest, posts: "QuerySet[Unit]", name: str) -> dict[str, Any]:
    """What the templates of the board need; `name` and its `_part` and `_csv` are the routes of this board."""
    asked, found = choice(request.GET), rows(_open(posts))
    page = page_of(request, asked.of(found), ROWS)
    return {
        "rows": page.object_list,
        "page": page,
        "asked": asked,
        "offered": offered(found),
        "silence": phones.silence(),
        "at": clock.now(),
        "part_route": f"{name}_part",
        "csv_route": f"{name}_csv",
        "total": len(found),
    }


def _operated(request: HttpRequest) -> "QuerySet[Unit]":
    actor: Any = request.user
    return operated_units(actor).filter(kind=Unit.Kind.POST)


def _open(posts: "QuerySet[Unit]") -> "QuerySet[Unit]":
    # What else comes with a unit elsewhere is not needed of a thousand posts.
    return posts.filter(closed_on=None).select_related(None).select_related("post")


def _csv(request: HttpRequest, posts: "QuerySet[Unit]") -> HttpResponse:
    text = board_csv(choice(request.GET).of(rows(_open(posts))))
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="sinkron-{clock.today():%Y-%m-%d}.csv"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
