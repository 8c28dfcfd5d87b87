"""The pages of a link: the door, the facts and the answers. Nothing of the matter in title or address; no script."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from simpul.base import audit, clock
from simpul.base.words import say
from simpul.journal.kinds import Refused
from simpul.network import workflow
from simpul.network.links.access import visitor
from simpul.network.links.answer import answer
from simpul.network.links.doors import COOKIE, PATH, Door, Standing, ask_again, bind, door
from simpul.network.links.facts import caller, facts
from simpul.network.links.forms import LinkAnswer
from simpul.network.links.making import is_on_its_way
from simpul.network.links.models import AnswerLink
from simpul.network.links.rules import offered
from simpul.network.links.service import service_account
from simpul.network.models import Request
from simpul.registry.zones import zone_of_unit

AT_ONCE = "accept"
"""The one answer that lies open from the start: saying yes takes one press."""
STATUS = {
    Standing.UNOPENED: 200,
    Standing.OTHERS: 403,
    Standing.EXPIRED: 410,
    Standing.ENDED: 410,
    Standing.SLOWED: 429,
    Standing.CLOSED: 404,
}
KEY_LASTS_S = 400 * 86_400


@visitor
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """GET looks and uses nothing up; POST takes a step, for the browser that holds the link."""
    found = door(request, token)
    if found.standing != Standing.MINE:
        return _shut(request, found, token)
    assert found.link is not None and found.asked is not None
    if request.method == "POST":
        return _answered(request, found.link, found.asked, token)
    return _opened(request, found.link, found.asked, token)


@visitor
@require_POST
def link_open(request: HttpRequest, token: str) -> HttpResponse:
    """The press of "Buka": from now on the link is this browser's."""
    found = door(request, token)
    back = _plain(redirect("answer_link", token))
    if found.standing != Standing.UNOPENED or found.link is None:
        return back
    key = bind(request, found.link)
    if key is not None:
        # Lax, not Strict: whoever opens the message again comes from another site and still is the same browser.
        how: Any = {"path": PATH, "secure": request.is_secure(), "httponly": True, "samesite": "Lax"}
        back.set_cookie(COOKIE, key, max_age=KEY_LASTS_S, **how)
    return back


@visitor
@require_POST
def link_again(request: HttpRequest, token: str) -> HttpResponse:
    """Another browser or too late: a new link for the registered contact, never for whoever asks."""
    found = door(request, token)
    if found.standing not in (Standing.OTHERS, Standing.EXPIRED) or found.link is None or found.asked is None:
        return _shut(request, found, token) if found.standing != Standing.MINE else redirect("answer_link", token)
    sent = ask_again(found.link, found.asked)
    context = {"unit": found.link.unit, "sent": sent is not None, "goes": sent is not None and is_on_its_way(sent)}
    return _plain(render(request, "network/link_again.html", context | {"ask": caller(found.asked)}))


def _shut(request: HttpRequest, found: Door, token: str) -> HttpResponse:
    unit = found.link.unit if found.link else None
    ask = caller(found.asked) if found.asked else None
    context = {"standing": found.standing.value, "unit": unit, "token": token, "ask": ask}
    return _plain(render(request, "network/link_door.html", context, status=STATUS[found.standing]))


def _opened(
    request: HttpRequest, mine: AnswerLink, asked: Request, token: str, tried: LinkAnswer | None = None
) -> HttpResponse:
    account = service_account(mine.unit)
    if asked.person_id:
        audit.read(account, asked.post_id, "person", [str(asked.person_id)], "answer link")
    AnswerLink.objects.filter(pk=mine.pk).update(seen_at=clock.now())
    answers = _answers(request, mine, asked, tried)
    context = {
        "f": facts(asked),
        "unit": mine.unit,
        "token": token,
        "answers": answers,
        "tried": tried,
        "chosen": next((action for action, _words, form in answers if form), ""),
        "at_once": AT_ONCE,
        "answerer": mine.answerer,
        "steps": _steps(asked),
        "until": mine.expires_at,
        "is_unsure": mine.way == AnswerLink.Way.LETTER and mine.confirmed_at is None,
    }
    return _plain(render(request, "network/link.html", context, status=422 if tried else 200))


def _answers(
    request: HttpRequest, mine: AnswerLink, asked: Request, tried: LinkAnswer | None
) -> list[tuple[str, str, LinkAnswer | None]]:
    """(action, words, form). Only the step that was chosen has its form, and AT_ONCE: no other goes by one press."""
    chosen = tried.step.action if tried else request.POST.get("choose") or request.GET.get("langkah") or AT_ONCE
    zone, rows = zone_of_unit(str(mine.unit_id)), []
    typed = {name: request.POST.get(name, "") for name in ("name", "function")}
    for step in offered(asked):
        form = LinkAnswer(asked, step, zone, mine.answerer, None, typed) if step.action == chosen else None
        rows.append((step.action, say(step.label), tried if tried and step.action == chosen else form))
    return rows


def _answered(request: HttpRequest, mine: AnswerLink, asked: Request, token: str) -> HttpResponse:
    if "choose" in request.POST:
        return _opened(request, mine, asked, token)
    step = next((one for one in offered(asked) if one.action == request.POST.get("action")), None)
    if step is None:
        messages.error(request, _("Permintaan ini baru saja berubah. Lihat dulu, lalu jawab lagi."))
        return _plain(redirect("answer_link", token))
    form = LinkAnswer(asked, step, zone_of_unit(str(mine.unit_id)), mine.answerer, request.POST)
    if form.is_valid():
        try:
            answer(mine, asked, form.payload(), form.answerer(), form.cleaned_data["seen"])
        except Refused as refusal:
            form.add_error(None, refusal.said)
        else:
            messages.success(request, _("Terima kasih. Jawaban sudah sampai ke pengirim."))
            return _plain(redirect("answer_link", token))
    return _opened(request, mine, asked, token, form)


def _steps(asked: Request) -> list[tuple[str, Any, str]]:
    """What was done, the latest first: words, when, who said so. No notes: they may be meant for others."""
    flow = workflow.load(asked.workflow)
    named = [(flow.named(step["action"]), step) for step in reversed(asked.history)]
    return [(say(one.done), clock.parse_iso(step["at"]), step.get("answered_by", "")) for one, step in named if one]


def _plain(response: HttpResponse) -> HttpResponse:
    """Kept by nobody, found by nobody, told to nobody."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
