"""Pages: a copy sheet beside the national application, line by line; and a post's month as one file."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from simpul.base import audit
from simpul.base.access import NotYours, staff
from simpul.care.models import Visit
from simpul.exchange.copying.sheet import cards_of, lines, sheets, sources
from simpul.people.access import access_person
from simpul.people.merged import records_of
from simpul.registry.models import Assignment

OFFICER = Assignment.Role.OFFICER


@staff(OFFICER)
@require_GET
def copy_sheet(request: HttpRequest, pk: UUID, slug: str) -> HttpResponse:
    """The person's latest visit on the sheet's cards, or the one of `?tanggal=YYYY-MM-DD`, line by line."""
    actor: Any = request.user
    person = access_person(actor, pk)
    if slug not in sheets():
        raise NotYours
    visits = Visit.objects.filter(person__in=records_of(str(person.pk)), card__in=cards_of(slug), status="ok")
    days = sorted({visit.date.isoformat() for visit in visits}, reverse=True)
    chosen = request.GET.get("tanggal", days[0] if days else "")
    visit = next((one for one in visits if one.date.isoformat() == chosen), None)
    audit.read(actor, person.post_id, "person", [person.pk], "copy sheet")
    found = lines(slug, sources([visit])[0]) if visit else []
    context = {"person": person, "sheet": slug, "title": sheets()[slug], "lines": found, "days": days, "day": chosen}
    return render(request, "exchange/copy_sheet.html", context)
