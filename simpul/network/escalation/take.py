"""Somebody says: I deal with it. The request climbs no further until their grace has run out."""

from uuid import UUID

from django.db import transaction

from simpul.base import audit, clock
from simpul.base.access import NotYours
from simpul.journal.kinds import Refused
from simpul.network import workflow
from simpul.network.access import requests_of
from simpul.network.clocks import Place
from simpul.network.escalation.content import book
from simpul.network.escalation.ladder import held
from simpul.network.escalation.models import Firing
from simpul.network.escalation.reach import within_reach
from simpul.network.models import Request
from simpul.registry.models import Account
from simpul.registry.zones import zone_of_unit


def take(actor: Account, request: UUID) -> Firing:
    """Write down who deals with a late request. Each step is taken once; after the next one it can be taken again.

    Who may answer it may take it: nobody else keeps it from climbing.

    Raises NotYours; Refused when the request is not late (any more), or somebody else was quicker.
    """
    with transaction.atomic():
        _lock(request)
        row = requests_of(actor).filter(within_reach(actor), pk=request).first()
        if row is None:
            raise NotYours
        fired = Firing.objects.filter(request=request, since=row.state_since).order_by("-step").first()
        if fired is None or not row.open:
            raise _not_late()
        if fired.taken_by is not None:
            raise _taken(fired.taken_by.name)
        _hold(row, fired, actor)
        audit.note(actor, "request.taken", str(request), {"step": fired.step})
    return fired


def _lock(request: UUID) -> None:
    """No step of it fires, and nobody else takes or moves it, until the transaction ends."""
    Request.objects.select_for_update(no_key=True).filter(pk=request).values("pk").first()


def _hold(row: Request, fired: Firing, actor: Account) -> None:
    place, now = Place(zone_of_unit(str(row.post_id))), clock.now()
    until = place.after(now, book().grace_of(row.urgency))
    ladder = [clock.parse_iso(one) for one in fired.ladder or row.ladder]
    steps = workflow.load(row.workflow).ladder(row.urgency)
    fired.ladder = [clock.iso(one) for one in held(steps, ladder, fired.step, until, place)]
    fired.taken_by, fired.taken_at, fired.held_until = actor, now, until
    fired.save(update_fields=["taken_by", "taken_at", "held_until", "ladder"])


def _not_late() -> Refused:
    return Refused(
        "not_late",
        "Permintaan ini sudah tidak terlambat: sudah dijawab, atau keadaannya berubah.",
        "This request is not late any more: it was answered, or it has changed.",
    )


def _taken(name: str) -> Refused:
    return Refused(
        "taken_already",
        f"Sudah ditangani {name}.",
        f"{name} deals with it already.",
    )
