"""Closing an account: a page of its own asks first, and says what becomes of the work that hangs on it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from simpul.base.access import staff
from simpul.registry import access
from simpul.registry.actions.accounts import set_active
from simpul.registry.leaving import open_work
from simpul.registry.models import Account, Assignment


@staff(Assignment.Role.OPERATOR)
@require_http_methods(["GET", "POST"])
def account_close(request: HttpRequest, account: UUID) -> HttpResponse:
    """Ask (GET), close (POST). Nobody closes their own account, nor that of somebody with work elsewhere."""
    actor: Any = request.user
    who = access.access_operated_account(actor, account)
    refusal = _refusal(actor, who)
    if refusal:
        messages.error(request, refusal)
        return redirect("account", who.pk)
    work = open_work(who)
    if request.method == "GET":
        return render(request, "registry/account_close.html", {"who": who, "work": work})
    set_active(actor, who, active=False)
    messages.success(request, _("Akun %(name)s ditutup.") % {"name": who.name})
    for one in work:
        messages.warning(request, f"{one.what} {one.then}")
    return redirect("account", who.pk)


def _refusal(actor: Account, who: Account) -> str:
    if who == actor:
        return _("Tindakan itu tidak dapat dilakukan pada akun ini.")
    if not access.answers_for(actor, who):
        return _("Orang ini juga bertugas di luar wilayah Anda. Minta operator di atas Anda.")
    return "" if who.is_active else _("Akun ini sudah ditutup.")
