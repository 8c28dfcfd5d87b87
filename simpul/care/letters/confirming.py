"""Make sure of whoever answered by the code of a letter, or shut it: one press each."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from simpul.base.access import NotYours, staff
from simpul.care.screenings.access import may_answer
from simpul.network.access import access_request
from simpul.network.links import making
from simpul.network.links.answer import confirm, unsure
from simpul.registry.models import Assignment


@staff(Assignment.Role.OFFICER, Assignment.Role.PSYCHOLOGIST)
@require_POST
def letter_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """`do`: `confirm`, or `revoke`. What was answered stays written; the officer mends it by the ordinary steps."""
    actor: Any = request.user
    asked = access_request(actor, pk)
    if not may_answer(actor, asked):
        raise NotYours
    link, deed = unsure(asked), request.POST.get("do", "")
    if link is not None and deed == "confirm":
        confirm(link, actor)
        messages.success(request, _("Dicatat: jawaban ini sudah dipastikan."))
    elif link is not None and deed == "revoke":
        making.revoke(link, actor)
        messages.success(
            request, _("Kode di surat dicabut. Jawaban yang sudah masuk tetap tercatat; perbaiki lewat tombol Jawaban.")
        )
    return redirect("referral", pk)
