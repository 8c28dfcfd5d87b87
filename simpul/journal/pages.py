"""Pages for staff of a puskesmas: kader and their phones. Three words decide whether a phone becomes one of ours."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from simpul.base import clock
from simpul.base.access import NotYours, staff
from simpul.base.problems import Problem
from simpul.journal import phones
from simpul.journal.access import access_device, access_enrolment, access_phone_of
from simpul.journal.actions.enrol import confirm, make_code, refuse
from simpul.journal.actions.revoke import revoke_device
from simpul.journal.board_pages import board_of
from simpul.journal.models import Device
from simpul.journal.qr import qr_svg
from simpul.journal.team import team_by_post
from simpul.registry.access import access_kader, access_member, posts_of, team_of
from simpul.registry.actions import accounts, assignments
from simpul.registry.forms import AssignKaderForm, EndForm, KaderForm, RowForm
from simpul.registry.models import Assignment, Unit
from simpul.registry.row_forms import with_forms

OFFICER = Assignment.Role.OFFICER


@staff(OFFICER)
@require_http_methods(["GET", "POST"])
def team(request: HttpRequest) -> HttpResponse:
    """The posts of the puskesmas with their kader; a form adds one."""
    actor: Any = request.user
    form = KaderForm(posts_of(actor), request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        kader = accounts.create_kader(actor, data["name"], data["phone"])
        assignments.assign(actor, kader, Assignment.Role.KADER, unit=data["post"], starts_on=data["starts_on"])
        messages.success(request, _("%(name)s sudah dicatat. Buat kode untuk HP-nya.") % {"name": kader.name})
        return redirect("kader", kader.pk)
    context = {"form": form, "posts": team_by_post(actor), "pending": phones.pending_enrolments(team_of(actor))}
    return render(request, "journal/team.html", context, status=422 if form.errors else 200)


@staff(OFFICER)
@require_GET
def pending(request: HttpRequest) -> HttpResponse:
    """The phones that wait for their words to be compared; the page asks for this part every few seconds."""
    actor: Any = request.user
    waiting = phones.pending_enrolments(team_of(actor))
    return render(request, "journal/parts/pending.html", {"pending": waiting})


@staff(OFFICER)
@require_GET
def kader(request: HttpRequest, account: UUID) -> HttpResponse:
    """One kader or bidan: posts in time, phones, a new code. Which posts a bidan has, the operator decides."""
    actor: Any = request.user
    return _kader_page(request, access_member(actor, account), AssignKaderForm(posts_of(actor)))


@staff(OFFICER)
@require_POST
def assign(request: HttpRequest, account: UUID) -> HttpResponse:
    """A further post for a kader."""
    actor: Any = request.user
    who = access_kader(actor, account)
    form = AssignKaderForm(posts_of(actor), request.POST)
    if not form.is_valid():
        return _kader_page(request, who, form, status=422)
    data = form.cleaned_data
    try:
        assignments.assign(
            actor,
            who,
            Assignment.Role.KADER,
            unit=data["post"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
        )
    except assignments.AlreadyAssigned:
        form.add_error("post", _("Kader ini sudah bertugas di posyandu itu pada waktu tersebut."))
        return _kader_page(request, who, form, status=422)
    messages.success(request, _("Penugasan disimpan. HP kader mengetahuinya saat sinkron berikutnya."))
    return redirect("kader", who.pk)


@staff(OFFICER)
@require_POST
def end(request: HttpRequest, account: UUID, assignment: int) -> HttpResponse:
    """End an assignment with a day."""
    actor: Any = request.user
    who = access_kader(actor, account)
    held = who.assignments.filter(pk=assignment, unit__in=posts_of(actor)).first()
    if held is None:
        raise NotYours
    form = EndForm(f"akhir-{held.pk}", held.starts_on, request.POST)
    if not form.is_valid():
        return _kader_page(request, who, AssignKaderForm(posts_of(actor)), status=422, wrong=form)
    assignments.end_assignment(actor, held, form.cleaned_data["ends_on"])
    messages.success(request, _("Penugasan diakhiri. Yang sudah diketik sebelum itu tetap diterima."))
    return redirect("kader", who.pk)


@staff(OFFICER)
@require_POST
def code(request: HttpRequest, account: UUID) -> HttpResponse:
    """A single-use code for a phone, shown once: as QR, in large letters, with the time that is left."""
    actor: Any = request.user
    who = access_member(actor, account)
    device = access_phone_of(actor, who, request.POST["device"]) if request.POST.get("device") else None
    made = make_code(actor, who, device)
    link = f"{request.scheme}://{request.get_host()}/kader/#daftar={made.code}.{made.fingerprint}"
    context = {
        "who": who,
        "device": device,
        "code": f"{made.code[:4]} {made.code[4:]}",
        "qr": qr_svg(link, _("Kode QR pendaftaran HP")),
        "until": made.expires_at,
        "address": f"{request.get_host()}/kader/",
        "pending": phones.pending_enrolments([who]),
    }
    return render(request, "journal/code.html", context)


@staff(OFFICER)
@require_POST
def decide(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """The officer compared the words: the phone is accepted, or refused."""
    actor: Any = request.user
    asked = access_enrolment(actor, enrolment)
    same = request.POST.get("answer") == "same"
    if not (confirm if same else refuse)(actor, asked):
        messages.error(request, _("Waktunya habis atau sudah diputuskan. Buat kode baru bila perlu."))
    elif same:
        messages.success(request, _("HP %(name)s diterima.") % {"name": asked.account.name})
    else:
        messages.success(request, _("HP itu ditolak. Buat kode baru, lalu cocokkan lagi bersama kader."))
    return redirect("kader", asked.account_id)


@staff(OFFICER)
@require_GET
def devices(request: HttpRequest) -> HttpResponse:
    """Phones with what they last said, and posts from which nothing is heard."""
    return _devices_page(request)


def _devices_page(request: HttpRequest, unsaid: Device | None = None) -> HttpResponse:
    """`unsaid`: the phone that was to be taken out of service without a word why."""
    actor: Any = request.user
    board = board_of(request, posts_of(actor), "sync_posts")
    context = board | {"phones": phones.phones(team_of(actor)), "unsaid": unsaid}
    if unsaid is not None:
        words = _("Tulis alasannya, misalnya: HP hilang.")
        context["amiss"] = [Problem(words, f"why-{unsaid.pk}", _("Alasan"))]
    return render(request, "journal/devices.html", context, status=422 if unsaid is not None else 200)


@staff(OFFICER)
@require_POST
def revoke(request: HttpRequest, device: UUID) -> HttpResponse:
    """Take a phone out of service: it reads nothing any more, and may still hand in what was typed on it."""
    actor: Any = request.user
    phone = access_device(actor, device)
    reason = request.POST.get("reason", "").strip()
    if not reason:
        return _devices_page(request, unsaid=phone)
    revoke_device(actor, phone, reason[:200])
    messages.success(
        request, _("HP %(name)s dicabut. Data di dalamnya tidak dapat dibuka lagi.") % {"name": phone.name}
    )
    return redirect("devices")


def _kader_page(
    request: HttpRequest, who: Any, form: AssignKaderForm, status: int = 200, wrong: RowForm | None = None
) -> HttpResponse:
    held = who.assignments.filter(role__in=(Assignment.Role.KADER, OFFICER), unit__kind=Unit.Kind.POST)
    rows = held.select_related("unit").prefetch_related("functions").order_by("-starts_on")
    context = {
        "who": who,
        "form": form,
        "today": clock.today(),
        "held": [with_forms(one, wrong) for one in rows],
        "wrong": wrong,
        "is_kader": held.filter(role=Assignment.Role.KADER).exists(),
        "phones": phones.phones([who]),
        "pending": phones.pending_enrolments([who]),
    }
    return render(request, "journal/kader.html", context, status=status)
