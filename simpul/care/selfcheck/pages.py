"""The self-check of citizens: questions, the result at once, a call if they wish. No account, no answer kept.

Whatever is sent is in the body of a request, never in its address; nothing of it is written to a log.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from simpul.care.contacts.content import kept
from simpul.care.selfcheck import showing
from simpul.care.selfcheck.access import visitor
from simpul.care.selfcheck.actions import ask, choose, rules, withdraw
from simpul.care.selfcheck.forms import ContactForm, StatusForm, grouped
from simpul.care.selfcheck.places import known_districts, unit_of
from simpul.care.selfcheck.status import TooManyTries, find, standing
from simpul.journal.http import sender_hash
from simpul.journal.kinds import Refused
from simpul.journal.qr import qr_svg
from simpul.journal.tries import counted, note_failed, too_many
from simpul.knowledge.colour_scales import EJiwa
from simpul.knowledge.instruments import AnswerError, Respondent, critical_now, load_instrument, score
from simpul.knowledge.self_check import choice, content, level_of

SHEETS = [
    *(f"ui/css/{name}.css" for name in ("tokens", "base", "controls", "fields", "pieces", "messages", "print")),
    "ui/problems.css",
    "ui/self-check.css",
]
"""Only what these pages need: an old phone on a slow line reads the first words soon, in its own letters."""


@visitor
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What will happen, and which check."""
    return _shown(request, "start", {"choices": content()["choices"]})


@visitor
@require_GET
def poster(request: HttpRequest) -> HttpResponse:
    """A page for the wall of a post: a code that opens the self-check, and whom to call."""
    address = request.build_absolute_uri(reverse("selfcheck"))
    return _shown(request, "poster", {"qr": qr_svg(address, _("Kode QR cek diri")), "address": address})


@csrf_exempt  # nothing is changed and nobody is signed in: there is no authority that another site could borrow
@visitor
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, check: str) -> HttpResponse:
    """The questions; without JavaScript the answers come here, are computed and forgotten."""
    chosen = choice(check)
    if chosen is None:
        raise Http404
    page = _questions(chosen)
    if request.method == "GET":
        return _shown(request, "form", page | {"data": showing.for_browser(chosen["instrument"])})
    return _computed(request, chosen, page)


def _questions(chosen: dict[str, Any]) -> dict[str, Any]:
    intro, asked, notice = showing.questions(chosen["instrument"])
    return {
        "chosen": chosen,
        "intro": intro,
        "questions": asked,
        "notice": notice,
        "results": [showing.result(level) for level in EJiwa],
        "too_young": showing.too_young(chosen["instrument"]),
        "critical": content()["critical"],
        "oldest": showing.oldest(),
        **_after(None),
    }


def _computed(request: HttpRequest, chosen: dict[str, Any], page: dict[str, Any]) -> HttpResponse:
    """The result of what was sent, in memory."""
    instrument, typed = load_instrument(chosen["instrument"]), request.POST.get("age", "").strip()
    answers: dict[str, object] = {item.id: request.POST.get(f"q{item.id}", "") for item in instrument.items}
    age = _age(typed)
    try:
        scored = score(instrument, Respondent(age, None), answers)
    except AnswerError:
        scored = None
    if critical_now(instrument, answers):
        return _result(request, EJiwa.MERAH)
    if scored is None or scored.missing or age is None:
        page |= {
            "given": {name: str(value) for name, value in answers.items()},
            "age": typed,
            "age_wrong": age is None,
            "unfinished": True,
        }
        return _shown(request, "form", page, status=422)
    level = level_of(instrument.id, scored)
    return _result(request, level) if level is not None else _shown(request, "age", page)


def _age(typed: str) -> int | None:
    """Completed years as typed; None for what is no age of a living person."""
    fits = typed.isascii() and typed.isdigit() and len(typed) <= 3 and int(typed) <= showing.oldest()
    return int(typed) if fits else None


def _result(request: HttpRequest, level: EJiwa) -> HttpResponse:
    return _shown(request, "result", {"result": showing.result(level), **_after(level)})


def _after(level: EJiwa | None) -> dict[str, Any]:
    """What follows a result: places near, and a call."""
    return {"contact": ContactForm.fresh(level), "districts": grouped(known_districts())}


@visitor
@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """Places near a kecamatan that can help, with hours and cost."""
    district = request.GET.get("kecamatan", "")[:13]
    known = any(one.code == district for one in known_districts())
    found = showing.near(district) if known else []
    return _shown(request, "places", {"district": district, "found": found, "districts": grouped(known_districts())})


@csrf_exempt  # nobody is signed in: there is no authority that another site could borrow
@visitor
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Leave a name and a number; the receipt says what comes next."""
    if request.method == "GET":
        return _shown(request, "contact", {"contact": ContactForm.fresh()})
    left = ContactForm(request.POST)
    if not left.is_valid():
        return _shown(request, "contact", {"contact": left}, status=422)
    sender = counted("self-check address", sender_hash(request))
    if too_many(sender, int(rules()["per_address"]), int(rules()["window_minutes"])):
        left.add_error(None, _("Terlalu banyak permintaan dari jaringan ini. Silakan telepon nomor di bawah."))
        return _shown(request, "contact", {"contact": left}, status=429)
    unit = unit_of(left.cleaned_data["district"])
    if unit is None:
        left.add_error("district", _("Di kecamatan ini belum ada petugas yang menjawab."))
        return _shown(request, "contact", {"contact": left}, status=422)
    note_failed(sender)
    receipt = ask(left.cleaned_data["form"], unit, left.cleaned_data["level"], left.contact())
    return _shown(request, "receipt", {"receipt": receipt, "unit": unit, "about": standing(receipt.number)})


@csrf_exempt  # number and PIN are in the request itself; no cookie opens anything
@visitor
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """Where a request stands, for whoever holds its number and PIN."""
    if request.method == "GET":
        return _shown(request, "status", {"form": StatusForm()})
    return _opened(request, "look")


@csrf_exempt
@visitor
@sensitive_post_parameters()
@require_POST
def cancel(request: HttpRequest) -> HttpResponse:
    """Withdraw the request and erase name and number."""
    return _opened(request, "withdraw")


@csrf_exempt
@visitor
@sensitive_post_parameters()
@require_POST
def time(request: HttpRequest) -> HttpResponse:
    """Choose a time at the puskesmas."""
    return _opened(request, "choose")


def _opened(request: HttpRequest, deed: str) -> HttpResponse:
    typed = StatusForm(request.POST)
    if not typed.is_valid():
        return _shown(request, "status", {"form": typed}, status=422)
    try:
        held = find(request, typed.cleaned_data["number"], typed.cleaned_data["pin"])
    except TooManyTries:
        typed.add_error(None, _("Terlalu sering dicoba. Tunggu satu jam, atau telepon puskesmas."))
        return _shown(request, "status", {"form": typed}, status=429)
    if held is None:
        typed.add_error(None, _("Nomor dan PIN ini tidak cocok. Periksa lagi huruf dan angkanya."))
        return _shown(request, "status", {"form": typed}, status=403)
    context: dict[str, Any] = {"form": typed, "number": held.number, "pin": typed.cleaned_data["pin"]}
    if deed == "withdraw":
        withdraw(held)
    elif deed == "choose":
        try:
            choose(held, request.POST.get("slot", "")[:80])
        except Refused as refusal:
            context["refused"] = refusal.said
    return _shown(request, "status", context | {"about": standing(held.number)})


def _shown(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Kept by nobody, found by nobody, told to nobody."""
    shared = {"sheets": SHEETS, "calls": showing.calls(), "leave_to": content()["leave_to"], "kept_days": kept().days}
    answer = render(request, f"selfcheck/{name}.html", shared | context, status=status)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
