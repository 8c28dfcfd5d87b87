"""Checklists of a post on paper and on a page: an officer fills them beside the kader, or prints the sheet."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from simpul.base import clock, ids
from simpul.base.access import NotYours, staff
from simpul.base.problems import Problem
from simpul.base.words import say
from simpul.care.checklists.claims import latest_of, settle
from simpul.care.checklists.models import ChecklistRecord
from simpul.exchange.survey.access import WHO, Role, access_unit
from simpul.journal.actions.append import Draft, append
from simpul.knowledge.checklists import ANSWERS, Checklist, Result, checklists, judge
from simpul.registry.access import access_post
from simpul.registry.models import Unit

WORDS = {"yes": gettext_lazy("Sudah"), "not_yet": gettext_lazy("Belum"), "no": gettext_lazy("Tidak bisa")}


@dataclass(frozen=True)
class Listed:
    """A list and what a post said last; `row` None: not filled yet."""

    checklist: Checklist
    row: ChecklistRecord | None
    result: Result | None

    @property
    def done(self) -> int:
        """Items that are there."""
        return sum(answer == "yes" for answer in self.row.answers.values()) if self.row else 0


def lists_of(place: Unit) -> list[Listed]:
    """Every list of a post; none of another kind of unit."""
    if place.kind != Unit.Kind.POST:
        return []
    last = latest_of([place.pk])
    found = [(one, last.get((place.pk, one.id))) for one in checklists().values()]
    return [Listed(one, row, judge(one, row.answers) if row else None) for one, row in found]


@staff(Role.OFFICER)
@require_http_methods(["GET", "POST"])
def fill(request: HttpRequest, unit: uuid.UUID, checklist: str) -> HttpResponse:
    """Fill a list for a post of one's own; it is written as the officer's entry in the post's journal."""
    actor: Any = request.user
    place, one = access_post(actor, unit), _list(checklist)
    given = {item.id: request.POST.get(item.id, "") for item in one.items}
    missing = [item for item in one.items if given[item.id] not in ANSWERS] if request.method == "POST" else []
    if request.method == "POST" and not missing:
        data = {"checklist": one.id, "edition": one.edition, "date": clock.today().isoformat(), "answers": given}
        subject = str(uuid.uuid5(ids.NAMESPACE, f"checklist|{place.pk}|{one.id}"))
        append(str(place.pk), [Draft("checklist.recorded", subject, data)], actor)
        settle([place.pk])
        messages.success(request, _("Daftar periksa disimpan."))
        return redirect("ability_unit", place.pk)
    row = latest_of([place.pk]).get((place.pk, one.id))
    held = given if request.method == "POST" else row.answers if row else {}
    items = [(item, held.get(item.id, "")) for item in one.items]
    context = {
        "place": place,
        "one": one,
        "items": items,
        "answers": list(WORDS.items()),
        "amiss": [Problem(_("Belum dijawab. Jawab apa adanya."), item.id, say(item.ask)) for item in missing],
    }
    return render(request, "exchange/survey/checklist.html", context, status=422 if missing else 200)


@staff(*WHO)
@require_GET
def sheet(request: HttpRequest, unit: uuid.UUID, checklist: str) -> HttpResponse:
    """The list to be printed and hung up: as it was filled last, or empty to be filled by hand."""
    actor: Any = request.user
    place, one = access_unit(actor, unit), _list(checklist)
    row = latest_of([place.pk]).get((place.pk, one.id))
    answers = row.answers if row else {}
    items = [(item, answers.get(item.id, "")) for item in one.items]
    context = {"place": place, "one": one, "items": items, "row": row, "answers": list(WORDS.items())}
    if row:
        context["result"] = one.results[judge(one, row.answers).state]
    return render(request, "exchange/survey/sheet.html", context)


def _list(name: str) -> Checklist:
    found = checklists().get(name)
    if found is None:
        raise NotYours
    return found
