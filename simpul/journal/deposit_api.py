"""Endpoints by which copies come back (docs/protocol.md, "Sealed copies" and "After a restore")."""

from typing import Literal

import msgspec
from django.http import HttpRequest, HttpResponse

from simpul.journal import asking, epoch
from simpul.journal.actions.deposit import Brought, Deposited
from simpul.journal.actions.deposit import deposit as keep
from simpul.journal.actions.offer import MOST_OFFERED
from simpul.journal.actions.offer import offer as compare
from simpul.journal.escrow.caps import MOST_ITEMS
from simpul.journal.http import answer, body_of, endpoint, parse
from simpul.journal.models import Device
from simpul.journal.problems import too_many, wrong_device
from simpul.journal.senders import Sender, depositor, sender
from simpul.journal.wire import DepositAnswer, Offer, OfferAnswer


class Envelope(msgspec.Struct):
    """A deposit with its items unread, so that one bad item spoils no other."""

    format: Literal["simpul-outbox-1"]
    device: str
    made_at: str
    items: list[msgspec.Raw]


envelope = msgspec.json.Decoder(Envelope)
_offer = msgspec.json.Decoder(Offer)


@endpoint("POST")
def deposit(request: HttpRequest) -> HttpResponse:
    """Sealed copies in, from whoever carries them; counts out, and receipts for the phone that wrote them itself."""
    carrier = depositor(request)
    body = body_of(request)
    sent = parse(envelope, body)
    if len(sent.items) > MOST_ITEMS:
        raise too_many(f"paling banyak {MOST_ITEMS} salinan", f"at most {MOST_ITEMS} copies")
    items = [bytes(raw) for raw in sent.items]
    done = keep(Brought(sent.device, sent.made_at, items, len(body), carrier=carrier))
    return answer(_answer(carrier, done))


def _answer(carrier: Device, done: Deposited) -> DepositAnswer:
    own = carrier.revoked_at is None and done.record.device_id == carrier.pk
    return DepositAnswer(
        epoch=epoch.current(),
        kept=done.kept,
        refused=done.record.refused,
        receipts=done.receipts if own else [],
    )


@endpoint("POST")
def offer(request: HttpRequest) -> HttpResponse:
    """Ids and hashes of what a phone still holds; out go those the server lacks, and those that were erased."""
    caller = sender(request)
    with asking.counted(caller.device, asking.OFFER):
        return answer(_compared(caller, parse(_offer, body_of(request))))


def _compared(caller: Sender, sent: Offer) -> OfferAnswer:
    if sent.device != str(caller.device.pk):
        raise wrong_device()
    if len(sent.items) > MOST_OFFERED:
        raise too_many(f"paling banyak {MOST_OFFERED} nomor", f"at most {MOST_OFFERED} ids")
    return compare(caller, sent.items)
