"""Make a link, send it, take it back. Each deed leaves audit rows: the table is watched."""

from uuid import UUID

from django.db import transaction

from simpul.base import audit, clock
from simpul.base.outbox import BadRecipient, send
from simpul.base.outbox.channels import live
from simpul.base.outbox.models import Message
from simpul.base.outbox.recipient import CHANNELS, canonical
from simpul.network.links.models import AnswerLink
from simpul.network.links.rules import ends_at, may_be_sent
from simpul.network.links.tokens import path_of, token_hash, token_of
from simpul.network.models import Request
from simpul.registry.capabilities.models import UnitProfile
from simpul.registry.models import Account, Unit
from simpul.registry.zones import zone_of_unit

Way = AnswerLink.Way
SERVER = "tautan jawaban"
TEMPLATE = "request-link"


class NoContact(Exception):
    """The unit has no address to which a message could go."""


class NotByLink(Exception):
    """The request is closed, asked of nobody else, or of a class that no link may show."""


def asked_unit(request: Request) -> Unit:
    """The unit that was asked. Raises NotByLink for a request that the post's own puskesmas answers."""
    unit = Unit.objects.filter(pk=request.to_unit_id).first() if request.to_unit_id else None
    if unit is None or not request.open or not may_be_sent(request):
        raise NotByLink
    return unit


def contact_of(unit: Unit) -> tuple[str, str] | None:
    """(channel, address) of the registered contact, one that can be sent by now before one that would wait."""
    profile = UnitProfile.objects.filter(unit=unit).first()
    for channel in dict.fromkeys((*live(), *CHANNELS)):
        address = str(getattr(profile, channel, "") or "")
        if address and _usable(channel, address):
            return channel, address
    return None


def _usable(channel: str, address: str) -> bool:
    try:
        canonical(channel, address)
    except BadRecipient:
        return False
    return True


def make(request: Request, way: str, by: Account | None = None, replaces: UUID | None = None) -> AnswerLink:
    """A fresh link for the unit that is asked. Raises NotByLink."""
    unit, link = asked_unit(request), AnswerLink(request=request.pk, way=way, replaces=replaces)
    link.unit, link.token = unit, token_hash(token_of(link.pk))
    link.made_at, link.made_by = clock.now(), by.pk if by else None
    link.expires_at = ends_at(request, link.made_at)
    with audit.acting(by or SERVER):
        link.save(force_insert=True)
    return link


def make_and_send(request: Request, by: Account | None = None, replaces: UUID | None = None) -> AnswerLink:
    """A link on its way to the unit's registered contact. Raises NotByLink, NoContact; then nothing is made."""
    contact = contact_of(asked_unit(request))
    if contact is None:
        raise NoContact
    with transaction.atomic():
        link = make(request, Way.MESSAGE, by, replaces)
        values = {"until": clock.iso(link.expires_at), "link": path_of(token_of(link.pk))}
        zone = zone_of_unit(str(link.unit_id))
        send(*contact, TEMPLATE, values, key=f"answer-link:{link.pk}", about=str(link.pk), zone=zone)
    return link


def revoke(link: AnswerLink, by: Account) -> None:
    """It opens nothing any more, also where its request has ended meanwhile."""
    close([link], AnswerLink.Closed.REVOKED, by)
    with audit.acting(by):
        AnswerLink.objects.filter(pk=link.pk).update(closed_why=AnswerLink.Closed.REVOKED)


def is_on_its_way(link: AnswerLink) -> bool:
    """Whether the message that holds this link goes by a channel which this server has."""
    return Message.objects.filter(about=str(link.pk), channel__in=live()).exists()


def close(links: list[AnswerLink], why: str, by: Account | str) -> None:
    """These open nothing any more; messages that still wait are taken back."""
    from simpul.base.outbox import cancel

    with audit.acting(by):
        for link in links:
            AnswerLink.objects.filter(pk=link.pk, closed_at=None).update(closed_at=clock.now(), closed_why=why)
            cancel(about=str(link.pk))


def live_links(request: Request) -> list[AnswerLink]:
    """Links of the request that were not closed, the newest first, expired ones too."""
    found = AnswerLink.objects.filter(request=request.pk, closed_at=None).select_related("unit")
    return list(found.order_by("-made_at"))


def shown_token(link: AnswerLink) -> str | None:
    """The link's token, to be shown again; None once the server's secret has changed."""
    token = token_of(link.pk)
    return token if token_hash(token) == link.token else None
