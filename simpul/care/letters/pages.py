"""Pages of the officer: print the letter; give, show, send and revoke links."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from simpul.base import audit, clock
from simpul.base.access import NotYours, staff
from simpul.care.letters import queries
from simpul.care.letters.sender import sender
from simpul.care.screenings.access import may_answer
from simpul.network.access import access_request
from simpul.network.links import making
from simpul.network.links.models import AnswerLink
from simpul.network.models import Request
from simpul.registry.models import Account, Assignment

OFFICER, PSYCHOLOGIST = Assignment.Role.OFFICER, Assignment.Role.PSYCHOLOGIST
SIZES = ("a5", "a4")


@staff(OFFICER, PSYCHOLOGIST)
@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The letter on screen and paper; POST puts a code on it, for a place without Simpul."""
    actor: Any = request.user
    asked = access_request(actor, pk)
    if asked.person_id is None:
        messages.info(request, _("Surat dibawa orangnya sendiri; permintaan ini tidak menyebut siapa."))
        return redirect("referral", pk)
    if request.method == "POST":
        _only_answerers(actor, asked)
        try:
            making.make(asked, AnswerLink.Way.LETTER, actor)
        except making.NotByLink:
            messages.error(request, _("Untuk permintaan ini tidak ada tautan jawaban."))
        return redirect("referral_letter", pk)
    _audited(actor, asked, "referral letter")
    size = request.GET.get("kertas", "a5")
    said = queries.letter(asked, request.build_absolute_uri("/"))
    context = {
        "letter": said,
        "sender": sender(actor, said.facts),
        "asked": asked,
        "now": clock.now(),
        "may_answer": may_answer(actor, asked),
        "size": size if size in SIZES else SIZES[0],
    }
    return render(request, "care/letter.html", context)


@staff(OFFICER, PSYCHOLOGIST)
@require_http_methods(["GET", "POST"])
def links(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The links of a request; POST makes one, sends one or takes one back."""
    actor: Any = request.user
    asked = access_request(actor, pk)
    _only_answerers(actor, asked)
    try:
        if request.method == "POST":
            return redirect(_done(request, actor, asked))
        shown = request.GET.get("tampil", "")
        found = queries.links(asked, request.build_absolute_uri("/"), shown)
    except making.NotByLink:
        messages.info(request, _("Untuk permintaan ini tidak ada tautan jawaban."))
        return redirect("referral", pk)
    _audited(actor, asked, "answer links")
    answer = render(request, "care/answer_links.html", {"asked": asked, "links": found, "shown": shown})
    answer["Cache-Control"] = "private, no-store"
    return answer


def _done(request: HttpRequest, actor: Account, asked: Request) -> str:
    """Do what was pressed; returns where to go. Raises NotByLink."""
    back, deed = reverse("referral_links", args=[asked.pk]), request.POST.get("do", "")
    if deed == "make":
        made = making.make(asked, AnswerLink.Way.HAND, actor)
        return f"{back}?tampil={made.pk}"
    if deed == "send":
        _sent(request, actor, asked)
    elif deed == "revoke":
        chosen = [one for one in making.live_links(asked) if str(one.pk) == request.POST.get("link")]
        making.close(chosen, AnswerLink.Closed.REVOKED, actor)
        messages.success(request, _("Tautan dicabut; tidak membuka apa-apa lagi."))
    return back


def _sent(request: HttpRequest, actor: Account, asked: Request) -> None:
    try:
        made = making.make_and_send(asked, actor)
    except making.NoContact:
        messages.error(request, _("Tempat ini belum punya kontak terdaftar. Cetak surat, atau salin tautannya."))
    else:
        if making.is_on_its_way(made):
            messages.success(request, _("Pesan sudah ditulis dan segera dikirim. Keadaannya ada di bawah."))
        else:
            messages.info(request, _("Pesan sudah ditulis, tetapi belum bisa dikirim: salurannya belum tersambung."))


def _only_answerers(actor: Account, asked: Request) -> None:
    """Whoever gives a link lets somebody answer: only those who may answer themselves do."""
    if not may_answer(actor, asked):
        raise NotYours


def _audited(actor: Account, asked: Request, purpose: str) -> None:
    if asked.person_id:
        audit.read(actor, asked.post_id, "person", [str(asked.person_id)], purpose)
