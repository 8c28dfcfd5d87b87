"""Sealed copies without a database: what opens, what does not, and where the keys lie."""

import gzip
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from simpul.journal.escrow import keys
from simpul.journal.escrow.sealing import Unopenable, info, open_item, signed_text
from simpul.journal.escrow.testing import seal
from simpul.journal.sign import decode, encode, point_of
from simpul.journal.wire import EscrowKey, Sealed
from simpul.knowledge.content import CONTENT_DIR, read_json

VECTORS: Any = read_json(CONTENT_DIR.parent / "vectors" / "sealed.json")
DEVICE, EPOCH = VECTORS["device_id"], VECTORS["epoch"]


def private(jwk: dict[str, str]) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(decode(jwk["d"]), "big"), ec.SECP256R1())


SERVER, PHONE = private(VECTORS["server"]["private_jwk"]), private(VECTORS["device"]["private_jwk"])
TO = EscrowKey(id=VECTORS["server"]["id"], public_key=VECTORS["server"]["public_key"])


@pytest.fixture
def place_of_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIMPUL_ESCROW_KEYS", str(tmp_path / "keys"))
    return tmp_path / "keys"


def opened(item: Sealed, device: str = DEVICE) -> bytes:
    return open_item(item, device, point_of(PHONE), SERVER)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: str(case["name"]))
def test_vectors_open(case: Any) -> None:
    item = msgspec.convert(case["sealed"], Sealed)
    assert info(DEVICE, item).decode() == case["info"]
    assert signed_text(DEVICE, EPOCH, item.id, item.hash).decode() == case["signed"]
    assert opened(item).decode() == case["entry"]


def code_of(item: Sealed, device: str = DEVICE) -> str:
    with pytest.raises(Unopenable) as refused:
        opened(item, device)
    return refused.value.code


def test_whatever_is_changed_on_the_way_does_not_open() -> None:
    item = msgspec.convert(VECTORS["cases"][0]["sealed"], Sealed)
    other = msgspec.convert(VECTORS["cases"][1]["sealed"], Sealed)
    ct = decode(item.ct)
    changed = {
        "id": {"id": other.id},
        "hash": {"hash": other.hash},
        "key": {"key": "0" * 16},
        "epoch": {"epoch": "0d5a7f1e-0000-4000-8000-00000000000a"},
        "ct": {"ct": encode(bytes([ct[0] ^ 1]) + ct[1:])},
        "cut": {"ct": encode(ct[:-1])},
        "swapped": {"ct": other.ct},
        "enc": {"enc": other.enc},
    }
    found = {name: code_of(msgspec.structs.replace(item, **how)) for name, how in changed.items()}
    assert found == dict.fromkeys(changed, "unopenable")
    assert code_of(item, "7b0c8f7e-0000-4000-8000-000000000004") == "unopenable"


@pytest.mark.parametrize("field", ["enc", "ct"])
@pytest.mark.parametrize("text", ["", "****", "é", "A", "AAAA"])
def test_what_is_no_base64_is_malformed_or_shut(field: str, text: str) -> None:
    item = msgspec.convert(VECTORS["cases"][0]["sealed"], Sealed)
    assert code_of(msgspec.structs.replace(item, **{field: text})) in ("malformed", "unopenable")


def test_anyone_can_seal_but_only_the_device_can_sign() -> None:
    thief = ec.generate_private_key(ec.SECP256R1())
    entry = VECTORS["cases"][0]["entry"].encode()
    assert code_of(seal(entry, TO, DEVICE, thief, EPOCH)) == "forged"


def test_a_signature_for_another_entry_or_epoch_does_not_do() -> None:
    entry, inside = VECTORS["cases"][0]["entry"].encode(), VECTORS["cases"][1]["inside"].encode()
    assert code_of(seal(entry, TO, DEVICE, PHONE, EPOCH, plain=gzip.compress(inside))) == "forged"
    old = gzip.compress(VECTORS["cases"][0]["inside"].encode())
    assert code_of(seal(entry, TO, DEVICE, PHONE, "another epoch", plain=old)) == "forged"


@pytest.mark.parametrize(
    ("plain", "code"),
    [
        (gzip.compress(b"[" * 2_000_000), "too_big"),
        (gzip.compress(b"{}")[:-4], "malformed"),
        (b"no gzip at all", "malformed"),
        (gzip.compress(b"[" * 5_000), "malformed"),
        (gzip.compress(b'{"entry": {}}'), "malformed"),
        (gzip.compress(b'{"entry": {}, "signature": "\xff"}'), "malformed"),
    ],
    ids=["bomb", "cut", "plain", "nested", "unsigned", "not utf-8"],
)
def test_what_is_inside_is_never_trusted(plain: bytes, code: str) -> None:
    entry = VECTORS["cases"][0]["entry"].encode()
    assert code_of(seal(entry, TO, DEVICE, PHONE, EPOCH, plain=plain)) == code


def test_the_first_key_is_made_once(place_of_keys: Path) -> None:
    name, point = keys.current()
    assert keys.current() == (name, point) and keys.id_of(point) == name
    assert (place_of_keys / f"{name}.pem").stat().st_mode & 0o077 == 0
    assert {file.name for file in place_of_keys.iterdir()} == {f"{name}.pem", "current"}


def test_a_rotation_keeps_what_was_sealed_before_readable(place_of_keys: Path) -> None:
    first, _ = keys.current()
    second = keys.rotate()
    assert keys.current()[0] == second != first
    assert point_of(keys.private(first)) != point_of(keys.private(second))
    assert {(one.id, one.current) for one in keys.listed()} == {(first, False), (second, True)}


def test_production_does_not_invent_a_key(place_of_keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMPUL_ENV", "production")
    with pytest.raises(keys.NoKey, match="simpul keys rotate"):
        keys.current()
    assert keys.rotate() == keys.current()[0]


def test_a_key_under_a_wrong_name_is_refused(place_of_keys: Path) -> None:
    name = keys.rotate()
    (place_of_keys / f"{name}.pem").rename(place_of_keys / "0123456789abcdef.pem")
    for wrong in ("0123456789abcdef", "fedcba9876543210", "../secret", ""):
        with pytest.raises(keys.NoKey):
            keys.private(wrong)
