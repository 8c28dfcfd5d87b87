"""A hospital without Simpul, asked about a child, and browsers that knock at its link."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from simpul.base.outbox.models import Message
from simpul.base.outbox.sealed import opened
from simpul.care.tests.stories import Village
from simpul.network.links.due import tell_places
from simpul.network.links.models import AnswerLink
from simpul.network.models import Request
from simpul.registry.capabilities.models import UnitProfile
from simpul.registry.models import Unit

NAME = "Aisyah Putri"


@dataclass
class Asked:
    """One request to a hospital that does not use Simpul."""

    village: Village = field(default_factory=Village)
    service: str = "health"
    over: dict[str, Any] = field(default_factory=dict)
    contact: dict[str, str] = field(default_factory=lambda: {"whatsapp": "081200000111"})

    def __post_init__(self) -> None:
        """Ask."""
        area = self.village.where.puskesmas.area
        self.hospital = Unit.objects.create(kind=Unit.Kind.HOSPITAL, name="RSUD Tebet", area=area)
        UnitProfile.objects.create(unit=self.hospital, uses_simpul=False, contact_name="Ibu Rini", **self.contact)
        Unit.objects.filter(pk=self.village.where.puskesmas.pk).update(phone="021-830-0001")
        self.child = self.village.child(self.village.family(), name=NAME)
        to = {"service": self.service, "to_unit": str(self.hospital.pk)}
        self.id = self.village.refer(self.child, **to, **self.over)

    @property
    def request(self) -> Request:
        """The row as it is now."""
        return Request.objects.get(pk=self.id)

    def told(self) -> str:
        """The tick tells the hospital; returns the path in the newest message."""
        tell_places()
        return newest_path()

    def link(self) -> AnswerLink:
        """The newest link."""
        return AnswerLink.objects.filter(request=self.id).latest("made_at")


def newest_path() -> str:
    """The link's path in the newest message of the outbox."""
    message = Message.objects.filter(template="request-link").latest("created_at")
    return str(opened(message.pk, bytes(message.sealed))[1]["link"])


def opener(path: str) -> Client:
    """A fresh browser that pressed "Buka"."""
    client = Client()
    client.post(f"{path}buka/")
    return client


def page(client: Client, path: str) -> str:
    """The main part of the page behind the link, as text."""
    return text(client.get(path))


def text(answer: Any) -> str:
    """The main part of an answer."""
    html: str = answer.content.decode()
    return html[html.index("<main") : html.index("</main>")]


def step(client: Client, path: str, action: str, **data: Any) -> Any:
    """Take a step as the form does: with the seq that the page showed and, at first, name and function."""
    shown = page(client, f"{path}?langkah={action}")
    seen = re.search(r'name="seen" value="(\d+)"', shown)
    who = {"name": "Rini Astuti", "function": "perawat IGD"}
    return client.post(path, {"action": action, "seen": seen.group(1) if seen else "0", **who, **data})
