"""Pages of the live board and of the area: counts of open days, no person named."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from simpul.base import clock
from simpul.base.access import staff
from simpul.base.paging import page_of
from simpul.care.board import board, totals
from simpul.journal.phones import silence
from simpul.registry.access import posts_of
from simpul.registry.areas_of import area_posts, areas_of
from simpul.registry.models import Assignment

Role = Assignment.Role
AREA_PAGE = 60
OTHERS = (Role.TEAM, Role.AGENCY, Role.PSYCHOLOGIST)


@staff(Role.OFFICER)
@require_GET
def live(request: HttpRequest) -> HttpResponse:
    """The board of the puskesmas."""
    actor: Any = request.user
    return render(request, "care/board.html", _tiles(posts_of(actor)) | {"limits": silence()})


@staff(Role.OFFICER)
@require_GET
def live_tiles(request: HttpRequest) -> HttpResponse:
    """The tiles only; the page asks for them when something happened, or every 15 seconds."""
    actor: Any = request.user
    return render(request, "care/parts/tiles.html", _tiles(posts_of(actor)))


@staff(*OTHERS)
@require_GET
def area(request: HttpRequest) -> HttpResponse:
    """For teams, agencies and psychologists: the open days of their area in figures, and what waits for them."""
    actor: Any = request.user
    context = _tiles(area_posts(actor)) | {"areas": areas_of(actor)}
    # The figures are those of the whole area; the posts come in pages.
    page = page_of(request, context["tiles"], AREA_PAGE)
    context |= {"tiles": page.object_list, "page": page}
    return render(request, "care/area.html", context)


def _tiles(posts: Any) -> dict[str, Any]:
    # No more of a unit than a tile shows: an area may have a thousand.
    tiles = board(posts.filter(closed_on=None).select_related(None).select_related("post"))
    return {"tiles": tiles, "totals": totals(tiles), "now": clock.now()}
