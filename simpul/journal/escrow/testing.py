"""The testing kit of sealed copies: what a phone does when it seals, and the deposit that carries them."""

import gzip
from collections.abc import Iterable

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from simpul.base import clock
from simpul.journal.escrow.attested import fingerprint
from simpul.journal.escrow.sealing import ENC_BYTES, SUITE, info, signed_text
from simpul.journal.sign import decode, encode
from simpul.journal.testing import Phone, claimed_hash, sign
from simpul.journal.wire import (
    Attested,
    Deposit,
    DepositAnswer,
    Entry,
    EscrowKey,
    Offer,
    OfferAnswer,
    Offered,
    Sealed,
)


def seal(
    entry: Entry | bytes,
    to: EscrowKey,
    device: str,
    key: ec.EllipticCurvePrivateKey,
    epoch: str,
    *,
    label: Sealed | None = None,
    plain: bytes | None = None,
) -> Sealed:
    """The entry sealed to the server's key and signed by the device's. `label` and `plain` forge what is inside."""
    raw = entry if isinstance(entry, bytes) else msgspec.json.encode(entry)
    said = msgspec.json.decode(raw)
    item = label or Sealed(id=said["id"], hash=claimed_hash(raw), key=to.id, epoch=epoch, enc="", ct="")
    signature = sign(key, signed_text(device, item.epoch, item.id, item.hash))
    inside = plain or gzip.compress(msgspec.json.encode({"entry": msgspec.Raw(raw), "signature": signature}))
    out = SUITE.encrypt(inside, public_of(to), info(device, item))
    return msgspec.structs.replace(item, enc=encode(out[:ENC_BYTES]), ct=encode(out[ENC_BYTES:]))


def public_of(to: EscrowKey) -> ec.EllipticCurvePublicKey:
    """The server's public key as it travels in the scope."""
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decode(to.public_key))


def sealed_by(phone: Phone, entries: Iterable[Entry | bytes], to: EscrowKey) -> Deposit:
    """A deposit of entries that this phone sealed."""
    items = [seal(entry, to, phone.device, phone.key, phone.epoch) for entry in entries]
    return Deposit(device=phone.device, made_at=clock.iso(clock.now()), items=items)


def bring(carrier: Phone, sent: Deposit) -> DepositAnswer:
    """A deposit carried by a phone. Raises Refusal."""
    return carrier.call("POST", "journal/deposit", sent, DepositAnswer)


def offered(phone: Phone, entries: Iterable[Entry]) -> OfferAnswer:
    """What the server says to the copies that a phone still holds. Raises Refusal."""
    items = [Offered(id=entry.id, hash=entry.hash) for entry in entries]
    body = Offer(device=phone.device, epoch=phone.epoch, device_time=clock.iso(clock.now()), items=items)
    return phone.call("POST", "journal/offer", body, OfferAnswer)


def oath(entries: Iterable[Entry]) -> Attested:
    """What a phone swears of entries in counter order."""
    rows = list(entries)
    head = fingerprint(entry.hash for entry in rows)
    return Attested(first=rows[0].device_counter, last=rows[-1].device_counter, head=head)
