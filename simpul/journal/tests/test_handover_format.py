"""A second reading of the hand-over format (docs/protocol.md): the golden message says the same in Python."""

import gzip
import hashlib
import json
import struct
import uuid
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from simpul.journal.hash import entry_hash
from simpul.journal.sign import decode, encode, verify
from simpul.journal.wire import Entry, Handover

VECTOR: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parents[3] / "vectors" / "handover.json").read_text("utf-8")
)
SHARED = msgspec.convert(VECTOR["shared"], Handover)
MESSAGE = bytes.fromhex(VECTOR["message"])
CONTEXT = b"simpul-handover-1\n"
HEAD, IV, SIGNATURE = 47, 12, 64
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def day_key(secret: bytes, post: str, date: str) -> bytes:
    info = f"simpul-handover-day-1|{post}|{date}".encode()
    return HKDF(hashes.SHA256(), 32, salt=None, info=info).derive(secret)


def header() -> tuple[int, str, str, int, int, str, int]:
    version, post, device, high, low, lifetime, day, generation = struct.unpack(">B16s16sHIHIH", MESSAGE[:HEAD])
    date = f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}"
    return (
        version,
        str(uuid.UUID(bytes=post)),
        str(uuid.UUID(bytes=device)),
        high << 32 | low,
        lifetime,
        date,
        generation,
    )


def test_header() -> None:
    names = ("post", "device", "made_ms", "lifetime_min", "date", "generation")
    assert header() == (1, *(VECTOR[name] for name in names))


def test_the_phone_signed_everything() -> None:
    point = decode(SHARED.devices[0].public_key)
    signed, signature = CONTEXT + MESSAGE[:-SIGNATURE], encode(MESSAGE[-SIGNATURE:])
    assert verify(point, signature, signed)
    assert not verify(point, signature, signed[:-1] + b"\0")


def test_the_key_of_the_day_opens_it() -> None:
    key = day_key(decode(SHARED.secrets[0].secret), VECTOR["post"], VECTOR["date"])
    assert key.hex() == VECTOR["day_key"]
    iv, sealed = MESSAGE[HEAD : HEAD + IV], MESSAGE[HEAD + IV : -SIGNATURE]
    content = json.loads(gzip.decompress(AESGCM(key).decrypt(iv, sealed, CONTEXT + MESSAGE[:HEAD])))
    assert content == VECTOR["content"]
    (entry,) = (msgspec.convert(one, Entry) for one in content["entries"])
    assert entry_hash(entry) == entry.hash
    other_day = day_key(decode(SHARED.secrets[0].secret), VECTOR["post"], "2026-11-22")
    with pytest.raises(InvalidTag):
        AESGCM(other_day).decrypt(iv, sealed, CONTEXT + MESSAGE[:HEAD])


def test_the_codes_carry_the_message() -> None:
    text = "".join(frame.split("/", 4)[4] for frame in VECTOR["frames"])
    values = [ALPHABET.index(char) for char in text]
    message = bytearray()
    for start in range(0, len(values), 3):
        chunk = values[start : start + 3]
        number = sum(digit * 45**place for place, digit in enumerate(chunk))
        message += number.to_bytes(2 if len(chunk) == 3 else 1, "big")
    assert bytes(message) == MESSAGE
    assert VECTOR["frames"][0].split("/")[1] == hashlib.sha256(MESSAGE).hexdigest()[:8].upper()
