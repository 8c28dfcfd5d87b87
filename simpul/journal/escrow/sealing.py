"""Opening a sealed entry (docs/protocol.md, "Sealed copies"): HPKE, then gzip, then the device's signature."""

import zlib

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from simpul.journal.sign import decode, verify
from simpul.journal.wire import Sealed

SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
ENC_BYTES = 65
MAX_OPENED = 1024 * 1024
"""Bytes of one opened item. An entry over 64 KB is set aside as `too_big`, but kept; this is beyond any entry."""
_TEXT = "simpul-sealed-1"


class Unopenable(Exception):
    """The item cannot be opened, or is not what it says. `code` says why and is stable."""

    def __init__(self, code: str) -> None:
        """`code`: `malformed`, `unopenable`, `too_big` or `forged`."""
        super().__init__(code)
        self.code = code


class _Inside(msgspec.Struct):
    """What is sealed. The entry stays unread: the receiving pipeline judges it like any other."""

    entry: msgspec.Raw
    signature: str


_inside = msgspec.json.Decoder(_Inside)


def info(device: str, item: Sealed) -> bytes:
    """What binds a sealed item to its place: it enters the key schedule."""
    return f"{_TEXT}\n{device}\n{item.key}\n{item.epoch}\n{item.id}\n{item.hash}".encode()


def signed_text(device: str, epoch: str, id_: str, hash_: str) -> bytes:
    """What the device signs inside."""
    return f"{_TEXT}\n{device}\n{epoch}\n{id_}\n{hash_}".encode()


def open_item(item: Sealed, device: str, point: bytes, key: ec.EllipticCurvePrivateKey) -> bytes:
    """The bytes of the entry that the device with the public `point` sealed. Raises Unopenable."""
    inside = _read(_decrypt(item, device, key))
    if not verify(point, inside.signature, signed_text(device, item.epoch, item.id, item.hash)):
        raise Unopenable("forged")
    return bytes(inside.entry)


def _decrypt(item: Sealed, device: str, key: ec.EllipticCurvePrivateKey) -> bytes:
    try:
        enc, ct = decode(item.enc), decode(item.ct)
        bound = info(device, item)
    except (ValueError, UnicodeEncodeError) as error:
        raise Unopenable("malformed") from error
    if len(enc) != ENC_BYTES:
        raise Unopenable("malformed")
    try:
        return SUITE.decrypt(enc + ct, key, bound)
    except (InvalidTag, ValueError) as error:
        raise Unopenable("unopenable") from error


def _read(packed: bytes) -> _Inside:
    engine = zlib.decompressobj(wbits=31)
    try:
        plain = engine.decompress(packed, MAX_OPENED + 1)
    except zlib.error as error:
        raise Unopenable("malformed") from error
    if len(plain) > MAX_OPENED:
        raise Unopenable("too_big")
    if not engine.eof:
        raise Unopenable("malformed")
    try:
        return _inside.decode(plain)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Unopenable("malformed") from error
