"""A lost phone, a forgotten PIN, outbox files and waiting entries, as the officer meets them."""

import gzip
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from simpul.base import clock, ids
from simpul.base.models import AuditRow
from simpul.care.tests.stories import Village
from simpul.journal.actions.enrol import make_code
from simpul.journal.carried import files_of
from simpul.journal.escrow import keys
from simpul.journal.escrow.testing import bring, oath, sealed_by
from simpul.journal.models import DepositFile, DepositRecord, Device, Enrolment, Entry, Quarantine, Waiting
from simpul.journal.sign import jwk_of, point_of
from simpul.journal.testing import Phone, Refusal, place
from simpul.journal.wire import EscrowKey, Heartbeat
from simpul.people.models import Person
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMPUL_ESCROW_KEYS", str(tmp_path / "keys"))


@pytest.fixture
def village() -> Village:
    return Village()


@pytest.fixture
def phone(village: Village) -> Phone:
    return Phone(post=village.here).enrol(village.where.officer, village.where.kaders[0])


@pytest.fixture
def office(village: Village) -> Client:
    return kit.sign_in(Client(), village.where.officer)


def key_of(phone: Phone) -> EscrowKey:
    escrow = phone.scope().escrow
    assert escrow is not None
    return escrow


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def upload(client: Client, *bodies: bytes) -> str:
    files = [SimpleUploadedFile(f"titipan-{n}.simpul", body) for n, body in enumerate(bodies)]
    answer = client.post("/puskesmas/berkas/", {"files": files}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def outbox(phone: Phone, *names: str) -> bytes:
    return msgspec.json.encode(sealed_by(phone, [phone.person(name) for name in names], key_of(phone)))


# A lost phone -------------------------------------------------------------------------------------------------------


def test_a_lost_phone_in_one_tap(village: Village, phone: Phone, office: Client) -> None:
    village.child(village.family(), name="Rahasia Namanya")
    gone, _here = phone.person("Hilang"), phone.push([phone.person("x"), phone.person("y")])
    phone.push([phone.person("Sampai")])
    beat = {"device_time": clock.iso(clock.now()), "heartbeat": Heartbeat(pending=7, oldest_pending_age_s=90_000)}
    phone.call("POST", "devices/heartbeat", beat, dict)
    path = f"/puskesmas/hp/{phone.device}/"
    before = page(office, path)
    people = Person.objects.filter(post=phone.post, status="active").count()
    for words in ("HP hilang, cabut sekarang", f"Data {people} orang", "7 catatan belum terkirim", "nomor 1"):
        assert words in before, words
    assert "Rahasia" not in before
    after = office.post(path + "hilang/", follow=True).content.decode()
    assert Device.objects.get(pk=phone.device).revoked_reason == "HP hilang"
    for words in ("Langkah berikutnya", "Daftarkan HP pengganti untuk", "Berkas titipan", "data-print"):
        assert words in after, words
    with pytest.raises(Refusal):
        phone.push([gone])


def test_what_was_sworn_and_what_came(village: Village, phone: Phone, office: Client) -> None:
    entries = [phone.person(f"Anak {n}") for n in range(3)]
    to = key_of(phone)
    beat = {"device_time": clock.iso(clock.now()), "heartbeat": Heartbeat(attested=oath(entries))}
    phone.call("POST", "devices/heartbeat", beat, dict)
    path = f"/puskesmas/hp/{phone.device}/"
    assert "Dari 3 catatan yang dilaporkan HP" in page(office, path)
    office.post(path + "hilang/")
    bring(phone, sealed_by(phone, entries[:2], to))
    shown = page(office, path)
    assert "1 belum sampai" in shown and "2 perlu ditinjau" in shown and "HP ini sendiri" in shown
    bring(phone, sealed_by(phone, entries[2:], to))
    shown = page(office, path)
    assert "Semua yang diketahui server sudah sampai" in shown and Person.objects.count() == 3


def test_the_deposit_of_a_lost_phone_is_accepted_as_a_whole(phone: Phone, office: Client) -> None:
    child = phone.person("Ditemukan")
    change = phone.entry("person.changed", child.subject, {"fields": {"notes": "kembar"}}, after=[child.id])
    bad = phone.entry("person.registered", str(ids.uuid7()), {"name": " "})
    to = key_of(phone)
    office.post(f"/puskesmas/hp/{phone.device}/hilang/")
    bring(phone, sealed_by(phone, [change, bad, child], to))
    assert Quarantine.objects.filter(code="deposited_after_revocation").count() == 3
    shown = office.post(f"/puskesmas/hp/{phone.device}/terima/", follow=True).content.decode()
    assert "2 catatan diterima." in shown and "1 belum dapat diterima." in shown
    assert Person.objects.get().notes == "kembar"
    assert Quarantine.objects.get(status="open").entry == bad.id


def test_a_phone_of_elsewhere_is_not_shown(office: Client) -> None:
    elsewhere = place()
    theirs = Phone(post=elsewhere.posts[0]).enrol(elsewhere.officer, elsewhere.kaders[0])
    for path in ("", "hilang/", "terima/"):
        answer = (
            office.post(f"/puskesmas/hp/{theirs.device}/{path}")
            if path
            else office.get(f"/puskesmas/hp/{theirs.device}/")
        )
        assert answer.status_code == 404, path
    assert Device.objects.get(pk=theirs.device).revoked_at is None


# A forgotten PIN ----------------------------------------------------------------------------------------------------


def asked(phone: Phone, code: str, *, bearer: bool = True) -> dict[str, Any]:
    body = {"code": code, "public_key": jwk_of(point_of(phone.key)), "name": "HP", "app_version": "1"}
    caller = phone if bearer else Phone(key=phone.key)
    return caller.call("POST", "devices/enrol", body, dict)


def test_a_forgotten_pin_is_renewed_on_the_same_phone(village: Village, phone: Phone, office: Client) -> None:
    phone.push([])
    who, typed = village.where.kaders[0], phone.person("Belum terkirim")
    shown = office.post(f"/puskesmas/kader/{who.pk}/kode/", {"device": phone.device}).content.decode()
    assert "Kode PIN baru untuk" in shown and "Lupa PIN" in shown
    code = make_code(village.where.officer, who, Device.objects.get(pk=phone.device)).code
    pending = asked(phone, code)
    assert "Sama, izinkan PIN baru" in page(office, "/puskesmas/kader/menunggu/")
    office.post(f"/puskesmas/pendaftaran/{pending['enrolment']}/", {"answer": "same"})
    result = phone.enrol_status(pending)
    assert (result.state, result.device) == ("confirmed", phone.device)
    assert phone.push([typed])[0].outcome == "applied", "token, counter and outbox are as they were"
    assert Device.objects.count() == 1


def test_the_code_for_a_pin_works_on_its_own_phone_only(village: Village, phone: Phone) -> None:
    who = village.where.kaders[0]
    other = Phone(post=village.here).enrol(village.where.officer, who)
    code = make_code(village.where.officer, who, Device.objects.get(pk=phone.device)).code
    for thief, bearer in ((other, True), (phone, False)):
        with pytest.raises(Refusal) as refusal:
            asked(thief, code, bearer=bearer)
        assert refusal.value.problem.code == "code_wrong"
    assert asked(phone, code)["secret"]


def test_wrong_codes_for_a_pin_run_out(village: Village, phone: Phone) -> None:
    who = village.where.kaders[0]
    code = make_code(village.where.officer, who, Device.objects.get(pk=phone.device)).code
    for letter in "22222":
        with pytest.raises(Refusal):
            asked(phone, code[:3] + letter * 5)
    with pytest.raises(Refusal) as refusal:
        asked(phone, code)
    assert refusal.value.problem.code == "code_wrong"
    assert not Enrolment.objects.exclude(state="confirmed").exists()


@pytest.mark.parametrize("device", ["x", "", "00000000-0000-4000-8000-000000000000"])
def test_a_pin_code_for_no_phone(village: Village, office: Client, device: str) -> None:
    who = village.where.kaders[0]
    answer = office.post(f"/puskesmas/kader/{who.pk}/kode/", {"device": device})
    assert answer.status_code == (404 if device else 200)


# Files --------------------------------------------------------------------------------------------------------------


def test_files_are_previewed_and_placed(phone: Phone, office: Client) -> None:
    body = outbox(phone, "Rahasia Namanya", "Adiknya")
    shown = upload(office, body, gzip.compress(body), b"bukan berkas", b"")
    assert "2 salinan" in shown and "kader1" in shown and "Rahasia" not in shown
    assert "Ini bukan berkas titipan" in shown
    assert not Entry.objects.exists(), "nothing is placed before the officer says so"
    shown = office.post("/puskesmas/berkas/masukkan/", follow=True).content.decode()
    assert "2 baru masuk" in shown and "2 sudah ada" in shown and "Rahasia" not in shown
    assert Person.objects.count() == 2
    assert not DepositFile.objects.exclude(body=b"").exists(), "the bytes are gone once their items are placed"
    assert DepositRecord.objects.filter(uploaded_by__isnull=False).count() == 2
    assert AuditRow.objects.filter(action="deposit").count() == 2


def test_the_page_places_one_file_after_the_other(phone: Phone, office: Client) -> None:
    upload(office, outbox(phone, "Satu"), outbox(phone, "Dua"))
    extra: Any = {"HTTP_HX_REQUEST": "true"}
    first = office.post("/puskesmas/berkas/masukkan/", **extra).content.decode()
    assert Person.objects.count() == 1 and 'hx-trigger="load, submit"' in first and "Masih 1 berkas" in first
    second = office.post("/puskesmas/berkas/masukkan/", **extra).content.decode()
    assert Person.objects.count() == 2 and "hx-trigger" not in second and "<html" not in second


def test_a_file_of_many_items_is_placed_in_runs(phone: Phone, office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from simpul.journal.actions import carry

    monkeypatch.setattr(carry, "MOST_ITEMS", 2)
    upload(office, outbox(phone, *"abcde"))
    office.post("/puskesmas/berkas/masukkan/")
    assert DepositFile.objects.get().counts["fresh"] == 5 and DepositRecord.objects.count() == 3


def test_a_file_whose_key_is_missing_waits_whole(phone: Phone, office: Client) -> None:
    body = outbox(phone, "Satu")
    lost = keys.folder() / f"{key_of(phone).id}.pem"
    kept = lost.read_bytes()
    lost.unlink()
    keys._read.cache_clear()
    upload(office, body)
    shown = office.post("/puskesmas/berkas/masukkan/", follow=True).content.decode()
    assert "berkas kuncinya tidak ada" in shown and not DepositRecord.objects.exists()
    lost.write_bytes(kept)
    office.post(f"/puskesmas/berkas/{DepositFile.objects.get().pk}/", {"do": "again"})
    assert Person.objects.count() == 1


def test_files_of_elsewhere_and_files_nobody_placed(village: Village, office: Client) -> None:
    elsewhere = place(code="36.71.01.1001")
    theirs = Phone(post=elsewhere.posts[0]).enrol(elsewhere.officer, elsewhere.kaders[0])
    body = outbox(theirs, "Anak jauh")
    shown = upload(office, body)
    assert "HP dari puskesmas lain" in shown and "kader1" not in shown
    office.post(f"/puskesmas/berkas/{DepositFile.objects.get().pk}/", {"do": "drop"})
    assert not DepositFile.objects.exists()
    upload(office, body)
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert not files_of(village.where.officer).exists()
    assert not DepositFile.objects.exists()


# Waiting ------------------------------------------------------------------------------------------------------------


def test_what_waits_is_shown_with_its_age_and_answered(phone: Phone, office: Client) -> None:
    first, second = (phone.person(name, after=[str(ids.uuid7())]) for name in ("Menunggu Satu", "Menunggu Dua"))
    with clock.frozen(clock.now() - timedelta(days=3)):
        phone.push([first, second])
    shown = page(office, "/puskesmas/perbaiki/menunggu/")
    assert "Menunggu 3 hari" in shown and "belum sampai" in shown
    office.post(f"/puskesmas/perbaiki/menunggu/{first.id}/", {"do": "release"})
    assert Person.objects.get().name == "Menunggu Satu"
    office.post(f"/puskesmas/perbaiki/menunggu/{second.id}/", {"do": "dismiss", "reason": "ganda"})
    assert not Waiting.objects.exists() and Quarantine.objects.get().status == "dismissed"


def test_what_waits_for_a_set_aside_entry_says_so(phone: Phone, office: Client) -> None:
    bad = phone.entry("person.registered", str(ids.uuid7()), {"name": " "})
    phone.push([bad, phone.person("Anak", after=[bad.id])])
    held = Quarantine.objects.get()
    assert f"/puskesmas/perbaiki/{held.pk}/" in page(office, "/puskesmas/perbaiki/menunggu/")
    office.post(f"/puskesmas/perbaiki/{held.pk}/", {"do": "dismiss", "reason": "ganda"})
    assert "tidak akan datang" in page(office, "/puskesmas/perbaiki/menunggu/")
