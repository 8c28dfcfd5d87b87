"""Guests that nobody has recognised: the officer says whose child it is, and can take it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from simpul.base import audit, clock
from simpul.base.access import NotYours, only, staff
from simpul.care.guests.access import access_guest, delivered_of, waiting_of
from simpul.care.guests.actions import link, register, send_to, unlink
from simpul.care.guests.lines import delivered_lines, waiting_lines
from simpul.care.models import Guest
from simpul.journal.kinds import Refused
from simpul.people.access import access_person
from simpul.registry.access import access_post, posts_of
from simpul.registry.models import Assignment, Unit

OFFICER = Assignment.Role.OFFICER
MOST = 50


@staff(OFFICER)
@require_GET
def guests(request: HttpRequest) -> HttpResponse:
    """Guests that wait for someone who knows them, and those that arrived of late."""
    actor: Any = request.user
    posts = list(posts_of(actor))
    asked, text = request.GET.get("tamu", ""), request.GET.get("q", "").strip()[:80]
    waiting = waiting_lines(waiting_of(actor)[:MOST], {str(post.pk) for post in posts}, asked, text, clock.today())
    arrived = delivered_lines(delivered_of(actor)[:MOST])
    lines = (*waiting, *arrived)
    audit.read_each(actor, "guest", ((line.guest.post_id, line.guest.pk) for line in lines), "guests")
    likely = {(one.post, one.id): None for line in lines for one in line.candidates}
    audit.read_each(actor, "person", likely, "guests")
    context = {"waiting": waiting, "arrived": arrived, "posts": posts, "near": _near(posts), "asked": asked, "q": text}
    return render(request, "care/guests.html", context)


@staff(OFFICER)
@require_POST
def guest_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whose child it is: someone of these posts, someone new, someone of another post; or not this child after all."""
    actor: Any = request.user
    guest = access_guest(actor, pk)
    try:
        messages.success(request, _answer(actor, guest, request.POST))
    except Refused as refusal:
        messages.error(request, refusal.said)
    return redirect("guests")


def _answer(actor: Any, guest: Guest, posted: Any) -> str:
    deed = posted.get("do", "")
    if deed == "link":
        link(actor, guest, access_person(actor, posted.get("person", "")))
        return _("Tersambung. Hasil timbangnya sudah tercatat di posyandu asalnya.")
    if deed == "unlink":
        unlink(actor, guest)
        return _("Sambungan dilepas. Yang sudah tercatat di posyandu asal ditarik kembali.")
    post = _chosen(posted.get("post", ""))
    if deed == "register":
        register(actor, guest, str(access_post(actor, post).pk))
        return _("Terdaftar. Keluarga dan riwayatnya ada di posyandu yang dipilih.")
    if deed == "send":
        send_to(actor, guest, str(_any_post(post).pk))
        return _("Diteruskan. Puskesmas posyandu itu melihatnya di daftar tamu.")
    raise NotYours


def _chosen(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotYours from None


def _any_post(post: UUID) -> Unit:
    return only(Unit.objects.filter(pk=post, kind=Unit.Kind.POST, closed_on__isnull=True))


def _near(posts: list[Unit]) -> list[Unit]:
    """Posts of the same regencies that are not one's own: where a guest may be sent on to."""
    own = {post.pk for post in posts}
    regencies = {post.area_id[:5] for post in posts}
    found = Unit.objects.none()
    for regency in sorted(regencies):
        found = found | Unit.objects.filter(area__code__startswith=f"{regency}.")
    others = found.filter(kind=Unit.Kind.POST, closed_on__isnull=True).exclude(pk__in=own)
    return list(others.select_related("area", "post").order_by("area__name", "name", "post__rw"))
