"""Places beyond the puskesmas, for stories: a hospital that does not use Simpul, and what it is told."""

from typing import Any

from simpul.base import clock
from simpul.base.outbox.models import Message
from simpul.base.outbox.sealed import opened
from simpul.base.outbox.templates import template
from simpul.network.actions.move import move
from simpul.network.links.due import tell_places
from simpul.network.links.models import AnswerLink
from simpul.network.links.tokens import path_of, token_of
from simpul.network.models import Request
from simpul.registry.capabilities.declare import declare
from simpul.registry.capabilities.models import UnitProfile
from simpul.registry.models import Account, Unit


def hospital(login: str, whatsapp: str) -> dict[str, Any]:
    """A hospital without Simpul, reached by WhatsApp, near the officer's puskesmas."""
    here = Unit.objects.get(pk__in=Account.objects.get(username=login).assignments.values("unit"))
    unit = Unit.objects.create(kind=Unit.Kind.HOSPITAL, name=f"RS Harapan {whatsapp[-3:]}", area_id=here.area_id)
    UnitProfile.objects.create(unit=unit, uses_simpul=False, contact_name="Ibu Rini", whatsapp=whatsapp)
    for service in ("kesehatan", "gizi"):  # so that it is offered however many places other stories have planted
        declare(unit, service, "able", clock.today(), {}, "survei contoh", None, cost="free")
    return {"name": unit.name, "id": str(unit.pk)}


def pass_on(login: str, name: str, unit: str) -> dict[str, Any]:
    """The officer asks another place about the open request of a person of that name."""
    officer = Account.objects.get(username=login)
    here = officer.assignments.values("unit")
    found = Request.objects.get(person__name=name, open=True, post__post__puskesmas__in=here)
    move(officer, found, {"action": "reroute", "to_unit": unit}, found.seq)
    return {"request": str(found.pk)}


def told(whatsapp: str) -> dict[str, Any]:
    """The tick tells places; gives the words and the link of the newest message to this number."""
    tell_places()
    for message in Message.objects.filter(template="request-link").order_by("-created_at"):
        to, values = opened(message.pk, bytes(message.sealed))
        if to.endswith(whatsapp[1:]):
            words = template(message.template).say(values, "id", clock.JAKARTA)
            return {"words": words, "link": str(values["link"])}
    return {}


def scan(request: str) -> dict[str, Any]:
    """What the code on the request's letter says."""
    link = AnswerLink.objects.filter(request=request, way=AnswerLink.Way.LETTER).latest("made_at")
    return {"link": path_of(token_of(link.pk))}
