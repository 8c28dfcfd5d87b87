"""Pages of the operator: units, accounts, assignments, closed names, forced logout. No personal record of a citizen."""

from typing import Any
from uuid import UUID

from allauth.mfa.adapter import get_adapter
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from simpul.base import clock
from simpul.base.access import staff
from simpul.base.paging import page_of
from simpul.registry import access
from simpul.registry.actions import accounts as account_actions
from simpul.registry.actions import assignments, sessions, units
from simpul.registry.closing import still_needed
from simpul.registry.forms import AssignStaffForm, EndForm, RowForm, StaffForm, UnitForm
from simpul.registry.guard import FACTORS
from simpul.registry.leaving import open_work
from simpul.registry.models import Assignment, Unit
from simpul.registry.row_forms import with_forms

OPERATOR = Assignment.Role.OPERATOR


@staff(OPERATOR)
@require_GET
def unit_list(request: HttpRequest) -> HttpResponse:
    """Units by kind, those whose name, area or code holds the words asked for."""
    actor: Any = request.user
    asked = _asked(request)
    found = access.operated_units(actor).select_related("post__puskesmas")
    if asked:
        found = found.filter(
            Q(name__icontains=asked) | Q(area__name__icontains=asked) | Q(area__code__startswith=asked)
        )
    return render(request, "registry/units.html", {"page": page_of(request, found), "q": asked})


@staff(OPERATOR)
@require_http_methods(["GET", "POST"])
def unit_new(request: HttpRequest) -> HttpResponse:
    """A new unit."""
    actor: Any = request.user
    form = UnitForm(_puskesmas(actor), request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        if access.may_operate_area(actor, data["area"].code):
            made = units.create_unit(actor, data.pop("kind"), **data)
            messages.success(request, _("%(name)s dicatat.") % {"name": made.name})
            return redirect("units")
        form.add_error("area", _("Wilayah ini di luar wilayah Anda."))
    return render(request, "registry/unit.html", {"form": form, "unit": None}, status=422 if form.errors else 200)


@staff(OPERATOR)
@require_http_methods(["GET", "POST"])
def unit_edit(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Change a unit."""
    actor: Any = request.user
    found = access.access_operated_unit(actor, unit)
    form = UnitForm(_puskesmas(actor), request.POST or None, unit=found, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        units.edit_unit(actor, found, **form.cleaned_data)
        messages.success(request, _("Perubahan disimpan."))
        return redirect("units")
    return render(request, "registry/unit.html", {"form": form, "unit": found}, status=422 if form.errors else 200)


@staff(OPERATOR)
@require_POST
def unit_close(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Close a unit from today on, unless somebody still needs it, or open it again."""
    actor: Any = request.user
    found = access.access_operated_unit(actor, unit)
    needed = [] if found.closed_on else still_needed(found)
    for sentence in needed:
        messages.error(request, sentence)
    if needed:
        return redirect("unit_edit", found.pk)
    units.close_unit(actor, found, None if found.closed_on else clock.today())
    messages.success(request, _("Perubahan disimpan."))
    return redirect("unit_edit", found.pk)


@staff(OPERATOR)
@require_GET
def account_list(request: HttpRequest) -> HttpResponse:
    """Accounts with their assignments; names that are closed for a while come first."""
    actor: Any = request.user
    asked, locked = _asked(request), _locked()
    found = access.operated_accounts(actor).prefetch_related("assignments__unit", "assignments__area")
    if asked:
        found = found.filter(Q(name__icontains=asked) | Q(username__icontains=asked))
    closed_first = Case(When(username__in=locked, then=Value(0)), default=Value(1))
    page = page_of(request, found.order_by(closed_first, Lower("name"), "pk"))
    context = {"page": page, "q": asked, "locked": locked, "today": clock.today()}
    return render(request, "registry/accounts.html", context)


@staff(OPERATOR)
@require_http_methods(["GET", "POST"])
def account_new(request: HttpRequest) -> HttpResponse:
    """A staff account with its first assignment; the temporary password is shown once."""
    actor: Any = request.user
    data = request.POST or None
    form, place = StaffForm(data), AssignStaffForm(access.operated_units(actor), data)
    if request.method == "POST" and form.is_valid() and place.is_valid() and _may_assign(actor, place):
        made = form.cleaned_data
        account, password = account_actions.create_staff(actor, made["username"], made["name"], made["phone"])
        assignments.assign(actor, account, **place.cleaned_data)
        return render(request, "registry/new_access.html", {"who": account, "password": password})
    bad = form.errors or place.errors
    return render(request, "registry/account_new.html", {"form": form, "place": place}, status=422 if bad else 200)


@staff(OPERATOR)
@require_GET
def account(request: HttpRequest, account: UUID) -> HttpResponse:
    """One account: assignments, sign-in, sessions."""
    actor: Any = request.user
    return account_page(request, access.access_operated_account(actor, account))


@staff(OPERATOR)
@require_POST
def account_assign(request: HttpRequest, account: UUID) -> HttpResponse:
    """A further assignment."""
    actor: Any = request.user
    who = access.access_operated_account(actor, account)
    form = AssignStaffForm(access.operated_units(actor), request.POST)
    if who == actor:
        form.add_error(None, _("Tugas sendiri diberikan oleh operator lain."))
    if not form.is_valid() or not _may_assign(actor, form):
        return account_page(request, who, form)
    try:
        assignments.assign(actor, who, **form.cleaned_data)
    except assignments.AlreadyAssigned:
        form.add_error("role", _("Tugas ini sudah ada pada waktu tersebut."))
        return account_page(request, who, form)
    except ValueError:
        form.add_error("ends_on", _("Tanggal akhir mendahului tanggal mulai."))
        return account_page(request, who, form)
    messages.success(request, _("Penugasan disimpan."))
    return redirect("account", who.pk)


@staff(OPERATOR)
@require_POST
def account_end(request: HttpRequest, account: UUID, assignment: int) -> HttpResponse:
    """End an assignment."""
    actor: Any = request.user
    who = access.access_operated_account(actor, account)
    held = access.access_operated_assignment(actor, who, assignment)
    form = EndForm(f"akhir-{held.pk}", held.starts_on, request.POST)
    if not form.is_valid():
        return account_page(request, who, wrong=form)
    assignments.end_assignment(actor, held, form.cleaned_data["ends_on"])
    messages.success(request, _("Penugasan diakhiri."))
    return redirect("account", who.pk)


@staff(OPERATOR)
@require_POST
def account_do(request: HttpRequest, account: UUID) -> HttpResponse:
    """Sign out everywhere, open a closed name, give new access, open a closed account again."""
    actor: Any = request.user
    who = access.access_operated_account(actor, account)
    deed = request.POST.get("do", "")
    if deed in ("new-access", "open") and not access.answers_for(actor, who):
        messages.error(request, _("Orang ini juga bertugas di luar wilayah Anda. Minta operator di atas Anda."))
        return redirect("account", who.pk)
    if deed == "new-access":
        password = sessions.give_new_access(actor, who)
        return render(request, "registry/new_access.html", {"who": who, "password": password})
    if deed == "sign-out":
        sessions.end_sessions(actor, who)
        messages.success(request, _("Semua sesi %(name)s diakhiri.") % {"name": who.name})
    elif deed == "unlock":
        sessions.unlock(actor, who)
        messages.success(request, _("Nama pengguna %(name)s dibuka.") % {"name": who.username})
    elif deed == "open" and who != actor:
        account_actions.set_active(actor, who, active=True)
        messages.success(request, _("Akun %(name)s dibuka lagi, dengan kata sandi yang lama.") % {"name": who.name})
    else:
        messages.error(request, _("Tindakan itu tidak dapat dilakukan pada akun ini."))
    return redirect("account", who.pk)


def _asked(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:80]


def account_page(
    request: HttpRequest, who: Any, form: AssignStaffForm | None = None, wrong: RowForm | None = None
) -> HttpResponse:
    """One account. `form`, `wrong`: what was sent and has something to put right, of a new assignment or of a row."""
    actor: Any = request.user
    held = who.assignments.select_related("unit", "area").prefetch_related("functions").order_by("-starts_on", "pk")
    context = {
        "who": who,
        "form": form or AssignStaffForm(access.operated_units(actor)),
        "held": [(with_forms(a, wrong), access.operates(actor, a)) for a in held],
        "wrong": wrong,
        "sessions": UserSession.objects.filter(user=who).count(),
        "factor": get_adapter().is_mfa_enabled(who, FACTORS),
        "locked": who.username in _locked(),
        "elsewhere": not access.answers_for(actor, who),
        "work": [] if who.is_active else open_work(who),
        "today": clock.today(),
    }
    return render(request, "registry/account.html", context, status=422 if form or wrong else 200)


def _locked() -> set[str]:
    since = clock.now() - settings.AXES_COOLOFF_TIME
    tries = AccessAttempt.objects.filter(attempt_time__gte=since)
    counted: dict[str, int] = {}
    for name, failures in tries.values_list("username", "failures_since_start"):
        counted[name] = counted.get(name, 0) + failures
    return {name for name, failures in counted.items() if failures >= settings.AXES_FAILURE_LIMIT}


def _may_assign(actor: Any, form: AssignStaffForm) -> bool:
    unit, area = form.cleaned_data["unit"], form.cleaned_data["area"]
    code = unit.area_id if unit else area.code if area else ""
    if access.may_operate_area(actor, code):
        return True
    form.add_error("area", _("Wilayah ini di luar wilayah Anda."))
    return False


def _puskesmas(actor: Any) -> Any:
    return access.operated_units(actor).filter(kind=Unit.Kind.PUSKESMAS, closed_on=None)


def _initial(unit: Unit) -> dict[str, Any]:
    found: dict[str, Any] = {"name": unit.name, "address": unit.address, "phone": unit.phone, "field": unit.field}
    if unit.kind == Unit.Kind.POST:
        post = unit.post
        found |= {"puskesmas": post.puskesmas_id, "nrp": post.nrp, "schedule": post.schedule, "rw": post.rw}
    return found
