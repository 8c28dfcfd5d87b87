"""The page of one phone: what it holds, what is missing of it; lost in one tap, and reviewed as a whole."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from simpul.base.access import staff
from simpul.care.phone_facts import READING_DAYS, phone_facts
from simpul.journal.access import access_device
from simpul.journal.actions.accept_all import MOST, accept_all
from simpul.journal.actions.revoke import revoke_device
from simpul.registry.access import posts_of
from simpul.registry.models import Assignment

OFFICER = Assignment.Role.OFFICER


@staff(OFFICER)
@require_GET
def device(request: HttpRequest, device: UUID) -> HttpResponse:
    """What is on the phone, what is missing, what comes later, what to do. Printable; no person is named."""
    actor: Any = request.user
    facts = phone_facts(actor, access_device(actor, device))
    return render(request, "care/phone.html", {"facts": facts, "d": facts.phone.device, "days": READING_DAYS})


@staff(OFFICER)
@require_POST
def device_lost(request: HttpRequest, device: UUID) -> HttpResponse:
    """The phone is gone: take it out of service, and show what that means."""
    actor: Any = request.user
    phone = access_device(actor, device)
    revoke_device(actor, phone, _("HP hilang"))
    messages.success(request, _("HP %(name)s dicabut. Bacalah langkah berikutnya di bawah.") % {"name": phone.name})
    return redirect("device", phone.pk)


@staff(OFFICER)
@require_POST
def device_accept(request: HttpRequest, device: UUID) -> HttpResponse:
    """Accept what this phone deposited after it was withdrawn, in the order in which it was typed."""
    actor: Any = request.user
    phone = access_device(actor, device)
    done, left = accept_all(actor, phone, posts_of(actor))
    if done:
        words = ngettext("%(n)s catatan diterima.", "%(n)s catatan diterima.", done)
        messages.success(request, words % {"n": done})
    if left:
        words = ngettext("%(n)s belum dapat diterima.", "%(n)s belum dapat diterima.", left)
        messages.info(request, words % {"n": left} + " " + _("Buka satu per satu di Perlu diperbaiki."))
    if done >= MOST:
        messages.info(request, _("Masih ada lagi: tekan sekali lagi."))
    return redirect("device", phone.pk)
