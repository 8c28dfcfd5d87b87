"""What the page of a request says beside its steps: ground, class, wishes, who comes along, its parts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from simpul.base import clock
from simpul.base.words import say
from simpul.care.dossier import account_names
from simpul.care.selfcheck.words import asked_for_themselves
from simpul.knowledge.services import of_request
from simpul.network import workflow
from simpul.network.access import requests_of
from simpul.network.asked_words import state_label
from simpul.network.flow import Actor, Field
from simpul.network.models import Request
from simpul.network.moments import readable
from simpul.network.places import asked_unit, works_for
from simpul.registry.access import assignments_of
from simpul.registry.models import Account, Assignment, Unit
from simpul.registry.names import unit_name

BASES = {
    "consent": _("Orangnya atau keluarganya setuju"),
    "vital-interest": _("Keadaan darurat, belum sempat ditanya"),
    "law": _("Diwajibkan peraturan"),
    "none-needed": _("Tanpa data pribadi"),
}
CLASSES = {
    "K1": _("Biasa: kader posyandu ikut tahu"),
    "K2": _("Rahasia: hanya tim yang merawat"),
    "K3": _("Sangat rahasia: hanya psikolog tujuan dan pembuka"),
}
CHANNELS = {"datang": _("Datang langsung"), "daring": _("Daring"), "kunjungan": _("Dikunjungi di rumah")}
COMPANIONS = {
    "ayah": _("Ayah"),
    "ibu": _("Ibu"),
    "suami": _("Suami"),
    "istri": _("Istri"),
    "keluarga": _("Keluarga"),
    "lainnya": _("Orang lain"),
}
HEALTH = (Assignment.Role.OFFICER, Assignment.Role.PSYCHOLOGIST)


@dataclass(frozen=True)
class Part:
    """Another agency's part of a request, with its own state and clock."""

    pk: str
    unit: str
    service: str
    state: str
    open: bool
    late_by: timedelta | None
    due_in: timedelta | None


def works_in_health(actor: Account) -> bool:
    """Whether the actor works in health: only they see the record behind a request that is open to them."""
    return assignments_of(actor, *HEALTH).exists()


def service_name(request: Request) -> str:
    """What is asked for: the service's name, or the workflow's where the register knows no such service."""
    known = of_request(request.service)
    own = request.service in (known.id, *known.also)
    return say(known.name if own or request.workflow == "health-referral" else workflow.load(request.workflow).title)


def told(actor: Account, request: Request, held: frozenset[Actor]) -> dict[str, Any]:
    """For the template."""
    now = clock.now()
    mine = requests_of(actor)
    flow = workflow.load(request.workflow)
    parts = mine.filter(part_of=request.pk).order_by("opened_at", "pk")
    return {
        "service": service_name(request),
        "asked_name": unit_name(asked_unit(request.post_id, request.to_unit_id)),
        "treating_only": flow.treating_only or request.confidentiality != "K1",
        "next": say(flow.states[request.state].next) if flow.states[request.state].next else "",
        "basis": BASES.get(request.basis, ""),
        "basis_note": request.basis_note if held else "",
        "confidentiality": CLASSES.get(request.confidentiality, ""),
        "channel": CHANNELS.get(request.channel, ""),
        "companion": _companion(request),
        "opened_by": account_names([str(request.opened_by)]).get(str(request.opened_by), ""),
        "values": values_of(request),
        "parts": [part_of(one, now) for one in parts],
        "parent": mine.filter(pk=request.part_of).first() if request.part_of else None,
        "may_ask_others": request.open
        and request.part_of is None
        and bool(held)
        and works_for(actor, Unit.objects.get(pk=request.post_id)),
        **asked_for_themselves(request),
    }


def part_of(request: Request, now: datetime) -> Part:
    """A part as its parent's page lists it."""
    due = request.due_at if request.open else None
    return Part(
        str(request.pk),
        unit_name(asked_unit(request.post_id, request.to_unit_id)),
        service_name(request),
        state_label(request),
        request.open,
        now - due if due and due < now else None,
        due - now if due and due >= now else None,
    )


def values_of(request: Request) -> list[tuple[str, str]]:
    """What the workflow's own fields say: label and words."""
    flow = workflow.load(request.workflow)
    named = {one.id: one for form in (flow.opening, *(step.fields for step in flow.transitions)) for one in form}
    return [
        (_label(named.get(name), name), _said(named.get(name), str(value))) for name, value in request.values.items()
    ]


def _label(field: Field | None, name: str) -> str:
    return say(field.label) if field is not None else name


def _said(field: Field | None, value: str) -> str:
    if field is not None and field.type == "moment" and (at := readable([value])):
        return date_format(localtime(at[0]), "l, j F Y, H.i")
    return say(field.choices[value]) if field is not None and value in field.choices else value


def _companion(request: Request) -> str:
    if not request.companion:
        return ""
    who = COMPANIONS.get(str(request.companion.get("who")), _("Orang lain"))
    knows = _("boleh tahu keperluannya") if request.companion.get("may_know") else _("jangan diberi tahu keperluannya")
    return f"{who} ({knows})"
