"""Entries that wait for others: the officer sees them with their age, and may release or close them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from simpul.base.access import staff
from simpul.base.problems import Problem
from simpul.care.review_pages import note_read
from simpul.care.waiting import access_waiting, waiting_lines, waiting_of
from simpul.journal.actions.answer_waiting import dismiss_waiting, release
from simpul.journal.kinds import Refused
from simpul.registry.models import Assignment

OFFICER = Assignment.Role.OFFICER
SHOWN = 100


@staff(OFFICER)
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """The list, the longest wait first."""
    return _list(request, [])


def _list(request: HttpRequest, amiss: list[Problem]) -> HttpResponse:
    actor: Any = request.user
    rows = waiting_of(actor)
    lines = waiting_lines(rows[:SHOWN])
    note_read(actor, ((line.row.post_id, line.person) for line in lines), "waiting")
    context = {"lines": lines, "more": max(0, rows.count() - SHOWN), "amiss": amiss}
    return render(request, "care/waiting.html", context, status=422 if amiss else 200)


@staff(OFFICER)
@require_POST
def waiting_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Release one, or close it with a reason."""
    actor: Any = request.user
    held = access_waiting(actor, pk)
    reason = request.POST.get("reason", "").strip()
    try:
        if request.POST.get("do") == "release":
            release(actor, held)
            messages.success(request, _("Diterapkan. Lihat juga “Sudah diterapkan, perlu dilihat”."))
        elif reason:
            dismiss_waiting(actor, held, reason[:500])
            messages.success(request, _("Ditutup. Kader membaca alasannya saat sinkron berikutnya."))
        else:
            return _list(request, [Problem(_("Tulis alasannya. Kader akan membacanya."), f"why-{held.pk}")])
    except Refused as refusal:
        why = refusal.said
        messages.error(request, _("Belum dapat diterapkan: %(why)s Catatan tetap menunggu.") % {"why": why})
    return redirect("waiting")
