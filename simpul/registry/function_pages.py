"""Give and end functions of an assignment: by whoever manages accounts there, never to oneself."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from simpul.base import clock
from simpul.base.access import NotYours, staff
from simpul.registry import access
from simpul.registry.actions import functions
from simpul.registry.forms import FunctionForm
from simpul.registry.functions.models import Function
from simpul.registry.models import Account, Assignment
from simpul.registry.pages import account_page
from simpul.registry.row_forms import end_form, give_form

OPERATOR = Assignment.Role.OPERATOR


@staff(OPERATOR)
@require_POST
def function_give(request: HttpRequest, account: UUID, assignment: int) -> HttpResponse:
    """A further function of an officer's assignment."""
    actor: Any = request.user
    who = access.access_operated_account(actor, account)
    held = access.access_operated_assignment(actor, who, assignment)
    form = give_form(held, request.POST)
    if who == actor:
        form.add_error(None, _("Fungsi sendiri diberikan oleh operator lain."))
    if not form.is_valid() or not _given(actor, held, form):
        return account_page(request, who, wrong=form)
    messages.success(request, _("Fungsi disimpan."))
    return redirect("account", who.pk)


def _given(actor: Account, held: Assignment, form: FunctionForm) -> bool:
    """Whether it is given; why not stands in the form."""
    try:
        functions.give_function(actor, held, **form.cleaned_data)
    except functions.AlreadyHeld:
        form.add_error("name", _("Fungsi ini sudah ada pada waktu tersebut."))
    except ValueError:
        form.add_error("name", _("Pilih fungsi dari daftar, dan periksa tanggalnya."))
    return form.is_valid()


@staff(OPERATOR)
@require_POST
def function_end(request: HttpRequest, account: UUID, function: int) -> HttpResponse:
    """The last day of a function."""
    actor: Any = request.user
    who, held = _held(actor, account, function)
    form = end_form(held, request.POST)
    if not form.is_valid():
        return account_page(request, who, wrong=form)
    last = form.cleaned_data["ends_on"]
    try:
        functions.end_function(actor, held, last)
    except ValueError:
        messages.error(request, _("Fungsi itu sudah dihentikan."))
    else:
        messages.success(request, _still_today(held) if last == clock.today() else _("Fungsi diakhiri."))
    return redirect("account", who.pk)


def _still_today(held: Function) -> str:
    said = _("%(name)s berlaku sampai akhir hari ini. Bila harus berhenti saat ini juga, tekan Hentikan sekarang.")
    return said % {"name": held.words}


@staff(OPERATOR)
@require_POST
def function_stop(request: HttpRequest, account: UUID, function: int) -> HttpResponse:
    """End a function at once, for whoever has a page or a conversation open too."""
    actor: Any = request.user
    who, held = _held(actor, account, function)
    try:
        functions.stop_function(actor, held)
    except ValueError:
        messages.error(request, _("Fungsi itu tidak sedang berlaku. Tidak ada yang diubah."))
    else:
        said = _("%(name)s dihentikan saat ini juga. Bila keliru, beri lagi fungsinya sejak hari ini.")
        messages.success(request, said % {"name": held.words})
    return redirect("account", who.pk)


def _held(actor: Account, account: UUID, function: int) -> tuple[Account, Function]:
    """Whose it is, and the function. Raises NotYours."""
    who: Account = access.access_operated_account(actor, account)
    held = Function.objects.filter(pk=function, assignment__account=who).first()
    if held is None:
        raise NotYours
    access.access_operated_assignment(actor, who, held.assignment_id)
    return who, held
