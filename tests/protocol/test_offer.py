"""After a restore phones offer what they hold; the server asks for what it lacks, and tells what was erased."""

from pathlib import Path

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from simpul.base import clock, ids
from simpul.journal.escrow.testing import bring, offered, sealed_by
from simpul.journal.models import DeviceAccount, Entry, Redaction
from simpul.journal.testing import Phone, Place, Refusal, rehash
from simpul.journal.wire import Offer, OfferAnswer, Offered

from .conftest import phone_of


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMPUL_ESCROW_KEYS", str(tmp_path / "keys"))


def test_only_what_the_server_lacks_is_asked_for(phone: Phone) -> None:
    held = [phone.person("Ada"), phone.entry("dose.given", phone.author, {"product": "?"})]
    waits = rehash(msgspec.structs.replace(phone.person("Menunggu"), after=[str(ids.uuid7())]))
    phone.push([*held, waits])
    lacked = [phone.person("Hilang saat dipulihkan")]
    answer = offered(phone, [*held, waits, *lacked, *lacked])
    assert (answer.missing, answer.redacted) == ([lacked[0].id], [])
    escrow = phone.scope().escrow
    assert escrow is not None
    bring(phone, sealed_by(phone, lacked, escrow))
    assert offered(phone, [*held, waits, *lacked]).missing == []


def test_another_content_under_the_same_id_is_asked_for(phone: Phone) -> None:
    first = phone.person("Pertama")
    phone.push([first])
    other = rehash(msgspec.structs.replace(first, data={"name": "Lain"}))
    assert offered(phone, [other]).missing == [first.id]
    phone.push([other])
    assert offered(phone, [first, other]).missing == []


def test_nobody_learns_what_others_wrote(here: Place, phone: Phone) -> None:
    theirs = phone_of(here, 1)
    entry = theirs.person("Anak tetangga")
    theirs.push([entry])
    unknown = phone.person("Belum ada")
    assert offered(phone, [entry, unknown]).missing == [entry.id, unknown.id]
    assert offered(theirs, [entry]).missing == []


def test_a_phone_of_the_post_may_know_its_entries(phone: Phone, second: Phone) -> None:
    entry = phone.person()
    phone.push([entry])
    assert offered(second, [entry]).missing == []


def test_the_writer_knows_its_own_when_the_post_is_no_longer_served(phone: Phone) -> None:
    entry = phone.person()
    phone.push([entry])
    DeviceAccount.objects.update(removed_at=clock.now())
    assert offered(phone, [entry]).missing == []


def test_what_was_erased_is_to_be_dropped_everywhere(phone: Phone) -> None:
    stays, erased = phone.person("Tinggal"), phone.person("Dihapus")
    lost = phone.person("Dihapus, dan tidak ada di cadangan")
    phone.push([stays, erased])
    for entry in (erased, lost):
        Redaction.objects.create(entry=entry.id, post_id=phone.post, by="uji", reason="permintaan")
    answer = offered(phone, [stays, erased, lost])
    assert (answer.missing, answer.redacted) == ([], [erased.id, lost.id])
    assert Entry.objects.count() == 2


def test_the_cost_does_not_grow_with_what_is_offered(phone: Phone) -> None:
    def queries(entries: list[Offered]) -> int:
        body = Offer(device=phone.device, epoch=phone.epoch, device_time="", items=entries)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            phone.call("POST", "journal/offer", body, OfferAnswer)
        return len(seen)

    few = [Offered(id=str(ids.uuid7()), hash="a" * 64)]
    many = [Offered(id=str(ids.uuid7()), hash="a" * 64) for _ in range(5_000)]
    assert queries(few) == queries(many)
    with pytest.raises(Refusal) as refusal:
        queries([*many, *few])
    assert (refusal.value.status, refusal.value.problem.code) == (413, "too_many")


def test_odd_ids_are_only_missing(phone: Phone) -> None:
    body = Offer(
        device=phone.device,
        epoch="",
        device_time="",
        items=[Offered(id=text, hash="") for text in ("", "x", "\0", "' OR 1=1", "é" * 400)],
    )
    assert phone.call("POST", "journal/offer", body, OfferAnswer).missing == [one.id for one in body.items]


def test_a_phone_offers_for_itself_only(phone: Phone, second: Phone) -> None:
    body = Offer(device=second.device, epoch="", device_time="", items=[])
    with pytest.raises(Refusal) as refusal:
        phone.call("POST", "journal/offer", body, OfferAnswer)
    assert (refusal.value.status, refusal.value.problem.code) == (400, "device")
