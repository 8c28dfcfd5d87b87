"""Pull tokens: cursors of posts and the epoch, signed, opaque to the phone. Scope is checked again at every pull."""

import hashlib
import hmac
import uuid
from collections.abc import Mapping

import msgspec
from django.conf import settings

from simpul.journal.sign import decode, encode

_MAC_BYTES = 16
_Wire = tuple[bytes, list[tuple[bytes, int]]]
_decoder = msgspec.msgpack.Decoder(_Wire)


class Cursors(msgspec.Struct, frozen=True):
    """How far a phone is: the epoch and post → last seq it holds."""

    epoch: str
    seqs: dict[str, int]


def seal(cursors: Cursors) -> str:
    """The token: base64url of 16 bytes of HMAC-SHA-256 and the packed cursors. About 30 characters per post."""
    packed = [(uuid.UUID(post).bytes, seq) for post, seq in sorted(cursors.seqs.items())]
    body = msgspec.msgpack.encode((uuid.UUID(cursors.epoch).bytes, packed))
    return encode(_mac(body) + body)


def unseal(token: str) -> Cursors:
    """The cursors of a token. Raises ValueError for anything this server did not seal."""
    raw = decode(token)
    mac, body = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
    if not hmac.compare_digest(mac, _mac(body)):
        raise ValueError("This token was not made here.")
    epoch, packed = _decoder.decode(body)
    return Cursors(str(uuid.UUID(bytes=epoch)), {str(uuid.UUID(bytes=post)): seq for post, seq in packed})


def merged(cursors: list[Cursors]) -> Mapping[str, int]:
    """Cursors of several tokens in one; the highest seq of a post wins."""
    seqs: dict[str, int] = {}
    for one in cursors:
        for post, seq in one.seqs.items():
            seqs[post] = max(seq, seqs.get(post, 0))
    return seqs


def _mac(body: bytes) -> bytes:
    key = hashlib.sha256(b"simpul-pull-token-1|" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, body, hashlib.sha256).digest()[:_MAC_BYTES]
