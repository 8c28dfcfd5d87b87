"""How a phone becomes known: code, words, confirmation, token."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from simpul.base import clock
from simpul.journal import enrolling
from simpul.journal.actions import enrol
from simpul.journal.models import Device, DeviceAccount, Enrolment, EnrolmentCode, EnrolmentTry
from simpul.journal.sign import encode, jwk_of, point_of, point_of_jwk
from simpul.journal.testing import Phone, Place, Refusal, account
from simpul.knowledge.content import CONTENT_DIR, read_json


def ask(phone: Phone, code: str, **over: Any) -> dict[str, Any]:
    body = {"code": code, "public_key": jwk_of(point_of(phone.key)), "name": "HP", "app_version": "1"} | over
    return phone.call("POST", "devices/enrol", body, dict)


def refusal_of(call: Any) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        call()
    return refusal.value


def test_both_sides_compute_the_same_words(here: Place) -> None:
    made, phone = enrol.make_code(here.officer, here.kaders[0]), Phone()
    asked = ask(phone, f" {made.code[:4].lower()}-{made.code[4:]} ")
    server = point_of_jwk(asked["server_key"])
    assert encode(hashlib.sha256(server).digest()) == made.fingerprint
    digest = hashlib.sha256(server + point_of(phone.key) + made.code.encode()).digest()
    words = read_json(CONTENT_DIR / "enrolment-words.json")["words"]
    assert Enrolment.objects.get().words == [words[byte] for byte in digest[:3]]


def test_nothing_opens_before_the_officer_confirms(here: Place) -> None:
    made, phone = enrol.make_code(here.officer, here.kaders[0]), Phone()
    asked = ask(phone, made.code)
    assert phone.enrol_status(asked).state == "pending"
    assert not Device.objects.exists()
    assert enrol.confirm(here.officer, Enrolment.objects.get())
    result = phone.enrol_status(asked)
    assert result.state == "confirmed" and result.token and result.account is not None
    assert (result.account.name, result.account.role) == ("kader1", "kader")
    assert not enrol.confirm(here.officer, Enrolment.objects.get())


def test_two_phones_of_a_team_are_never_called_the_same(here: Place) -> None:
    for said in ("SM-A105", "SM-A105", "", ""):
        phone = Phone()
        ask(phone, enrol.make_code(here.officer, here.kaders[0]).code, name=said)
        enrol.confirm(here.officer, Enrolment.objects.get(state=Enrolment.State.PENDING))
    assert sorted(Device.objects.values_list("name", flat=True)) == ["HP", "HP 2", "SM-A105", "SM-A105 2"]


def test_an_answer_that_was_lost_is_given_again_until_the_token_was_used(here: Place) -> None:
    made, phone = enrol.make_code(here.officer, here.kaders[0]), Phone()
    asked = ask(phone, made.code)
    enrol.confirm(here.officer, Enrolment.objects.get())
    lost, held = phone.enrol_status(asked), phone.enrol_status(asked)
    phone.bearer, phone.device = lost.token or "", lost.device or ""
    assert refusal_of(phone.pull).status == 401
    phone.bearer = held.token or ""
    phone.pull()
    assert phone.enrol_status(asked).token is None
    phone.pull()


def test_words_that_differ(here: Place) -> None:
    made, phone = enrol.make_code(here.officer, here.kaders[0]), Phone()
    asked = ask(phone, made.code)
    assert enrol.refuse(here.officer, Enrolment.objects.get())
    assert phone.enrol_status(asked).state == "refused"
    assert not enrol.confirm(here.officer, Enrolment.objects.get()) and not Device.objects.exists()


def test_a_code_serves_once(here: Place) -> None:
    made = enrol.make_code(here.officer, here.kaders[0])
    ask(Phone(), made.code)
    assert refusal_of(lambda: ask(Phone(), made.code)).problem.code == "code_wrong"


def test_a_code_lives_ten_minutes_and_so_does_the_claim(here: Place) -> None:
    made, now = enrol.make_code(here.officer, here.kaders[0]), clock.now()
    with clock.frozen(now + timedelta(minutes=9)):
        phone = Phone()
        asked = ask(phone, made.code)
    with clock.frozen(now + timedelta(minutes=20)):
        assert phone.enrol_status(asked).state == "expired"
        assert not enrol.confirm(here.officer, Enrolment.objects.get())
    late = enrol.make_code(here.officer, here.kaders[0])
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert refusal_of(lambda: ask(Phone(), late.code)).status == 403


def test_a_new_code_ends_the_earlier_one(here: Place) -> None:
    first = enrol.make_code(here.officer, here.kaders[0])
    enrol.make_code(here.officer, here.kaders[0])
    assert refusal_of(lambda: ask(Phone(), first.code)).status == 403


def test_five_tries(here: Place) -> None:
    made = enrol.make_code(here.officer, here.kaders[0])
    wrong = made.code[:3] + "".join("A" if letter != "A" else "B" for letter in made.code[3:])
    for _ in range(5):
        assert refusal_of(lambda: ask(Phone(), wrong)).status == 403
    assert EnrolmentCode.objects.get().tries == 5
    assert refusal_of(lambda: ask(Phone(), made.code)).status == 403


def test_an_address_that_guesses_must_wait(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enrol, "SENDER_TRIES", 3)
    for _ in range(3):
        assert refusal_of(lambda: ask(Phone(), "ZZZZZZZZ")).status == 403
    made = enrol.make_code(here.officer, here.kaders[0])
    refusal = refusal_of(lambda: ask(Phone(), made.code))
    assert (refusal.status, refusal.headers["Retry-After"]) == (429, "600")
    assert EnrolmentTry.objects.count() == 3
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        fresh = enrol.make_code(here.officer, here.kaders[0])
        assert ask(Phone(), fresh.code)["enrolment"]


@pytest.mark.parametrize(("proxies", "refused"), [(1, 1), (0, 2)], ids=["behind a proxy", "without one"])
def test_who_guesses_behind_a_proxy_is_told_from_those_beside(
    here: Place, monkeypatch: pytest.MonkeyPatch, settings: Any, proxies: int, refused: int
) -> None:
    """One who guesses must not lock out the city; without a trusted proxy no address gives fresh tries."""
    monkeypatch.setattr(enrol, "SENDER_TRIES", 3)
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    guesser: dict[str, Any] = {"HTTP_X_FORWARDED_FOR": "203.0.113.7"}
    kader: dict[str, Any] = {"HTTP_X_FORWARDED_FOR": "203.0.113.8"}
    body = {"code": "ZZZZZZZZ", "public_key": jwk_of(point_of(Phone().key)), "name": "", "app_version": ""}
    post: dict[str, Any] = {"path": "/api/v1/devices/enrol", "data": body, "content_type": "application/json"}
    client = Client()
    for _ in range(3):
        assert client.post(**post, **guesser).status_code == 403
    answers = [client.post(**post, **who).status_code for who in (guesser, kader)]
    assert answers.count(429) == refused


def test_the_code_is_kept_as_a_hash_only(here: Place) -> None:
    made = enrol.make_code(here.officer, here.kaders[0])
    row = EnrolmentCode.objects.values().get()
    assert made.code not in str(row) and bytes(row["code_hash"]) == enrolling.code_hash(made.code)


def test_a_second_kader_on_the_same_phone(here: Place, phone: Phone) -> None:
    colleague = account("teman", "kader", here.puskesmas)
    before, counter = phone.bearer, phone.counter
    phone.pull()
    phone.enrol(here.officer, colleague)
    assert (phone.bearer, phone.counter) == (before, counter)
    assert Device.objects.count() == 1 and DeviceAccount.objects.count() == 2


def test_another_key_cannot_join_an_enrolled_phone(here: Place, phone: Phone) -> None:
    made = enrol.make_code(here.officer, here.kaders[1])
    thief = Phone(bearer=phone.bearer)
    assert refusal_of(lambda: ask(thief, made.code)).problem.field == "public_key"


@pytest.mark.parametrize(
    "key", [{}, {"kty": "RSA"}, {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}, {"kty": "EC", "crv": "P-384"}]
)
def test_a_key_that_is_none(here: Place, key: dict[str, str]) -> None:
    made = enrol.make_code(here.officer, here.kaders[0])
    assert refusal_of(lambda: ask(Phone(), made.code, public_key=key)).problem.field == "public_key"
    assert EnrolmentCode.objects.get().used_at is None


@pytest.mark.parametrize("enrolment", ["", "bukan", "00000000-0000-0000-0000-000000000000"])
def test_the_status_opens_with_its_secret_only(here: Place, enrolment: str) -> None:
    made, phone = enrol.make_code(here.officer, here.kaders[0]), Phone()
    asked = ask(phone, made.code)
    assert refusal_of(lambda: phone.enrol_status(asked | {"secret": "salah"})).status == 404
    assert refusal_of(lambda: phone.enrol_status(asked | {"enrolment": enrolment})).status == 404
