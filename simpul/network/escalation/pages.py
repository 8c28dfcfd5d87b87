"""The page of late requests: what to take in hand, for those who can; figures for offices above."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from simpul.base import audit, clock
from simpul.base.access import staff
from simpul.base.paging import page_of
from simpul.journal.kinds import Refused
from simpul.network.escalation import queries
from simpul.network.escalation.figures import figures, total
from simpul.network.escalation.next_act import next_acts
from simpul.network.escalation.take import take
from simpul.network.unread import movable_by, pass_on, told_to
from simpul.registry.models import Assignment

Role = Assignment.Role
ACTING, ABOVE = (Role.OFFICER, Role.PSYCHOLOGIST), (Role.AGENCY, Role.TEAM)
ROWS = 50


@staff(*ACTING, *ABOVE)
@require_GET
def late(request: HttpRequest) -> HttpResponse:
    """Late requests by initials or code; each that is shown leaves an audit row of reading."""
    actor: Any = request.user
    now, roles = clock.now(), actor.roles_on(clock.today())
    context: dict[str, Any] = {"acting": bool(roles & set(ACTING)), "above": bool(roles & set(ABOVE))}
    if context["acting"]:
        page = page_of(request, queries.ordered(actor, now), ROWS)
        found = queries.lines(page.object_list, now)
        shown = ((line.request.post_id, line.request.person_id) for line in found)
        audit.read_each(actor, "person", shown, "late")
        context |= {
            "page": page,
            "lines": list(zip(found, next_acts(actor, [line.request for line in found]), strict=True)),
            "closed": queries.closed_to(actor, now),
            "unread": (unread := told_to(actor)),
            "movable": movable_by(actor).count() if unread else 0,
        }
    if context["above"]:
        context["units"] = above = figures(actor)
        context["total"], context["exact"] = total(above)
    return render(request, "network/late.html", context)


@staff(Role.OFFICER)
@require_POST
def late_pass_on(request: HttpRequest) -> HttpResponse:
    """The head has sealed requests that nobody here may open passed on, without seeing them."""
    actor: Any = request.user
    done = pass_on(actor)
    if done.on:
        messages.success(request, _("%(n)s permintaan diteruskan ke tempat lain yang mampu.") % {"n": done.on})
    if done.left:
        said = _("Untuk %(n)s permintaan belum ada tempat lain yang mampu. Tunjuk psikolog di sini atau hubungi dinas.")
        messages.warning(request, said % {"n": done.left})
    return redirect("late")


@staff(*ACTING)
@require_POST
def late_take(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody deals with a late request."""
    actor: Any = request.user
    try:
        fired = take(actor, pk)
    except Refused as refused:
        messages.error(request, refused.said)
    else:
        until = date_format(localtime(fired.held_until), "j F, H.i")
        messages.success(request, _("Dicatat atas nama Anda. Tidak naik ke atas sampai %(until)s.") % {"until": until})
    return redirect("late")
