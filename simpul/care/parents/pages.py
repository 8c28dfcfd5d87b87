"""The parent's page: type the code once, read, print, leave. No child's name in title or address."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from simpul.base import audit, clock
from simpul.base.access import staff
from simpul.care.parents.access import parent
from simpul.care.parents.actions import give_code, withdraw_code
from simpul.care.parents.codes import limits, shown
from simpul.care.parents.doors import COOKIE, PATH, NotOpened, is_child, open_door, shut, visitor
from simpul.care.parents.models import ParentCode
from simpul.care.parents.queries import parent_page
from simpul.journal.kinds import Refused
from simpul.journal.qr import qr_svg
from simpul.people.access import access_person
from simpul.people.merged import records_of
from simpul.people.models import Person
from simpul.registry.models import Assignment

OFFICER = Assignment.Role.OFFICER
DAY_S = 86_400


@parent
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The child's page for the browser that holds its key; the place for the code for any other."""
    known = visitor(request)
    if known is None:
        return _plain(render(request, "care/parent_code.html", {"limits": limits()}))
    context = {"p": parent_page(known.child, clock.today()), "limits": limits(), "today": clock.today()}
    return _plain(render(request, "care/parent.html", context))


@parent
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Exchange a code for a key. Whatever is wrong with it, the words are the same."""
    try:
        token = open_door(request, request.POST.get("kode", "")[:40])
    except NotOpened:
        return _plain(render(request, "care/parent_code.html", {"limits": limits(), "refused": True}, status=403))
    answer = redirect("parent_page")
    answer.set_cookie(
        COOKIE,
        token,
        max_age=int(limits()["session_days"]) * DAY_S,
        path=PATH,
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return _plain(answer)


@csrf_exempt  # the browser's own ping brings no token; the key is a cookie that no other site can have sent (Strict)
@parent
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """This browser shows the child no more. Also told by the quick exit, of whose page the script has not come yet."""
    shut(request)
    answer = redirect("parent_page")
    answer.delete_cookie(COOKIE, path=PATH, samesite="Strict")
    return _plain(answer)


@staff(OFFICER)
@require_http_methods(["GET", "POST"])
def office_code(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An officer gives a code, shown once, also when the page is loaded again; or withdraws those that were given."""
    actor: Any = request.user
    child = access_person(actor, pk)
    if request.method == "GET":
        return _shown_once(request, child)
    audit.read(actor, child.post_id, "person", records_of(str(child.pk)), "parent code")
    if request.POST.get("do") == "withdraw":
        for given in ParentCode.objects.filter(person__in=records_of(str(child.pk)), status="ok"):
            withdraw_code(actor, given)
        messages.success(request, _("Semua kode dan halaman orang tua untuk anak ini ditutup."))
        return redirect("person", child.pk)
    if not is_child(child):
        messages.error(request, _("Kode orang tua hanya untuk anak yang tanggal lahirnya sudah dicatat."))
        return redirect("person", child.pk)
    try:
        code = give_code(actor, child)
    except Refused as refusal:
        messages.error(request, refusal.said)
        return redirect("person", child.pk)
    request.session[_kept(child)] = code
    return redirect("parent_code", child.pk)


def _kept(child: Person) -> str:
    """Where a code waits between the deed and the page that shows it."""
    return f"parent-code-{child.pk}"


def _shown_once(request: HttpRequest, child: Person) -> HttpResponse:
    code = request.session.pop(_kept(child), None)
    if code is None:
        messages.info(request, _("Kode hanya ditampilkan sekali. Buat kode baru bila belum tercatat."))
        return redirect("person", child.pk)
    address = request.build_absolute_uri(PATH)
    context = {"child": child, "code": shown(code), "address": address, "limits": limits()}
    context["qr"] = qr_svg(f"{address}#kode={code}", _("Kode QR halaman orang tua"))
    return _plain(render(request, "care/parent_given.html", context))


def _plain(answer: HttpResponse) -> HttpResponse:
    """Kept by nobody, found by nobody, told to nobody."""
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "same-origin"
    return answer
