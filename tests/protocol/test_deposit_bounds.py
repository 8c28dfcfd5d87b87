"""The bounds of deposits: sizes and keys."""

import gzip
from pathlib import Path
from typing import Any

import msgspec
import pytest

from simpul.base import clock
from simpul.journal.escrow import caps, keys
from simpul.journal.escrow.testing import bring, seal, sealed_by
from simpul.journal.models import DepositRecord, Entry, Unopened
from simpul.journal.testing import Phone, Place, rehash
from simpul.journal.wire import Deposit, EscrowKey, Sealed

from .deposit_kit import key_of, refused_with, revoke

# Sizes --------------------------------------------------------------------------------------------------------------


def test_sizes(phone: Phone, to: EscrowKey) -> None:
    sent = sealed_by(phone, [phone.person()], to)
    many = msgspec.structs.replace(sent, items=sent.items * (caps.MOST_ITEMS + 1))
    assert refused_with(lambda: bring(phone, many)) == (413, "too_many")
    bomb = gzip.compress(b'{"format":"simpul-outbox-1","items":[' + b" " * 30_000_000)
    assert len(bomb) < 100_000
    extra: Any = {"HTTP_AUTHORIZATION": f"Bearer {phone.bearer}", "HTTP_CONTENT_ENCODING": "gzip"}
    answered = phone.client.post("/api/v1/journal/deposit", bomb, content_type="application/json", **extra)
    assert (answered.status_code, answered.json()["code"]) == (413, "too_many")
    assert not DepositRecord.objects.exists()


def test_bombs_inside_the_seal(phone: Phone, to: EscrowKey) -> None:
    entry = phone.person()
    big = rehash(msgspec.structs.replace(entry, data={"name": "x" * 900_000}))
    items = [seal(big, to, phone.device, phone.key, phone.epoch) for _ in range(20)]
    whole = Deposit(device=phone.device, made_at="", items=items)
    assert refused_with(lambda: bring(phone, whole)) == (413, "too_many")
    one = msgspec.structs.replace(whole, items=items[:1])
    (receipt,) = bring(phone, one).receipts
    assert receipt.reason and receipt.reason.code == "too_big", "kept, as a push keeps it"


def test_a_revoked_phone_brings_so_much_a_day(
    here: Place, phone: Phone, to: EscrowKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = sealed_by(phone, [phone.person()], to)
    revoke(here, phone)
    size = len(msgspec.json.encode(sent))
    monkeypatch.setattr(caps, "DAY_BYTES", 2 * size)
    bring(phone, sent)
    bring(phone, sent)
    assert refused_with(lambda: bring(phone, sent)) == (429, "deposit_full")
    with clock.frozen(clock.now() + caps.DAY * 1.01):
        assert bring(phone, sent).kept == 1


def test_rubbish_is_kept_up_to_a_limit(phone: Phone, to: EscrowKey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caps, "DAY_BYTES", 100)
    rubbish = [Sealed(id="x", hash="x", key="x", epoch="x", enc="x", ct="x" * 200)]
    bring(phone, Deposit(device=phone.device, made_at="", items=rubbish))
    assert refused_with(lambda: bring(phone, sealed_by(phone, [phone.person()], to))) == (429, "deposit_full")


# Keys ---------------------------------------------------------------------------------------------------------------


def test_old_keys_open_what_was_sealed_before_the_rotation(phone: Phone, to: EscrowKey) -> None:
    keys.rotate()
    now = key_of(phone)
    assert now.id != to.id
    before, after = phone.person("Sebelum"), phone.person("Sesudah")
    items = [seal(before, to, phone.device, phone.key, phone.epoch), *sealed_by(phone, [after], now).items]
    assert bring(phone, Deposit(device=phone.device, made_at="", items=items)).kept == 2


def test_a_missing_key_is_said_clearly_and_nothing_is_kept(phone: Phone, to: EscrowKey) -> None:
    now = key_of(phone)
    first = keys.rotate()
    fresh = key_of(phone)
    assert fresh.id == first
    sent = Deposit(
        device=phone.device,
        made_at="",
        items=[
            seal(phone.person(), fresh, phone.device, phone.key, phone.epoch),
            seal(phone.person(), now, phone.device, phone.key, phone.epoch),
        ],
    )
    lost = keys.folder() / f"{now.id}.pem"
    kept = lost.read_bytes()
    lost.unlink()
    keys._read.cache_clear()
    assert refused_with(lambda: bring(phone, sent)) == (503, "key_missing")
    assert not Entry.objects.exists() and not Unopened.objects.exists()
    lost.write_bytes(kept)
    assert bring(phone, sent).kept == 2


def test_phones_go_on_without_a_key(phone: Phone, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SIMPUL_ESCROW_KEYS", str(tmp_path / "empty"))
    monkeypatch.setenv("SIMPUL_ENV", "production")
    assert phone.scope().escrow is None
