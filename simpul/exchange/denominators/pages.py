"""The page of denominators: take in a sheet, and see what others say beside what we count."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from simpul.base import clock
from simpul.base.access import staff
from simpul.exchange.denominators.importing import Taken, take_in
from simpul.exchange.denominators.queries import beside
from simpul.exchange.limits import limits
from simpul.exchange.reporting.month import Month
from simpul.exchange.sheets.faults import SheetError
from simpul.registry.access import posts_of
from simpul.registry.models import Account, Area, Assignment

OFFICER = Assignment.Role.OFFICER
SHOWN = 50
"""Faulty rows on the page; the rest are counted."""


@staff(OFFICER)
@require_http_methods(["GET", "POST"])
def denominators(request: HttpRequest) -> HttpResponse:
    """Counts of the officer's villages. Names nobody."""
    actor: Any = request.user
    problem, taken = None, None
    if request.method == "POST":
        try:
            taken = _taken(request, actor)
        except SheetError as error:
            problem = error.problem
        else:
            if not taken.faults:
                return redirect("denominators")
    villages = _villages(actor)
    chosen = request.GET.get("wilayah", "")
    area = next((one for one in villages if one.code == chosen), villages[0] if villages else None)
    month = Month(clock.today().year, clock.today().month)
    posts = list(posts_of(actor).filter(area=area).values_list("pk", flat=True)) if area else []
    context = {
        "villages": villages,
        "area": area,
        "month": month,
        "rows": beside(area.code, posts, month) if area else [],
        "problem": problem,
        "taken": taken,
        "shown": taken.faults[:SHOWN] if taken else [],
    }
    return render(request, "exchange/denominators.html", context, status=422 if problem else 200)


def _villages(actor: Account) -> list[Area]:
    return list(Area.objects.filter(pk__in=posts_of(actor).values("area")).order_by("code"))


def _taken(request: HttpRequest, actor: Account) -> Taken:
    sheet = request.FILES.get("sheet")
    if sheet is None:
        raise SheetError("empty_file")
    if (sheet.size or 0) > limits().bytes:
        raise SheetError("too_big", megabytes=limits().bytes // 1_000_000)
    mine = {one.code for one in _villages(actor)}
    taken = take_in(actor, sheet.read(), mine.__contains__)
    said = ngettext("%(n)s angka sasaran disimpan.", "%(n)s angka sasaran disimpan.", taken.stored)
    messages.success(request, said % {"n": taken.stored})
    return taken
