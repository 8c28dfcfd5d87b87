"""Requests that are wrong in form: kind errors, honest statuses, nothing half-applied."""

import gzip
from typing import Any

import pytest

from simpul.journal import http
from simpul.journal.models import Entry
from simpul.journal.problems import ApiProblem
from simpul.journal.testing import Phone, Place, Refusal


def refusal_of(call: Any) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        call()
    assert refusal.value.problem.message.id and refusal.value.problem.message.en
    return refusal.value


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"device": 5}', b"\xff\xfe", b"[" * 5000, b'{"entries": 7}']
)
def test_a_body_that_is_none(phone: Phone, body: bytes) -> None:
    for path in ("journal/push", "journal/pull", "devices/enrol", "devices/enrol/status", "devices/heartbeat"):
        assert refusal_of(lambda path=path: phone.send("POST", path, body)).status == 400


def test_the_field_is_named(phone: Phone) -> None:
    body = {"device": phone.device, "token": 5, "device_time": "x"}
    assert refusal_of(lambda: phone.send("POST", "journal/pull", body)).problem.field == "token"


def test_broken_gzip(phone: Phone) -> None:
    whole = gzip.compress(b"{}" * 50)
    for body in (b"bukan gzip", whole[:-9], whole[:12]):
        response = phone.client.post(
            "/api/v1/journal/push",
            body,
            content_type="application/json",
            HTTP_AUTHORIZATION=f"Bearer {phone.bearer}",
            HTTP_CONTENT_ENCODING="gzip",
        )
        assert (response.status_code, response.json()["code"]) == (400, "gzip")


def test_a_gzip_bomb_is_stopped_while_inflating(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "MAX_INFLATED", 1_000_000)
    bomb = gzip.compress(b"0" * 50_000_000)
    assert len(bomb) < 60_000
    with pytest.raises(ApiProblem) as problem:
        http.inflate(bomb, 1_000_000)
    assert problem.value.status == 413


def test_too_large_as_sent(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "MAX_SENT", 1000)
    refusal = refusal_of(lambda: phone.send("POST", "journal/push", b"x" * 1001, gzipped=False))
    assert (refusal.status, refusal.problem.code) == (413, "too_many")


def test_more_than_five_hundred_entries(phone: Phone) -> None:
    refusal = refusal_of(lambda: phone.push([phone.person() for _ in range(501)]))
    assert (refusal.status, refusal.problem.code) == (413, "too_many")
    assert not Entry.objects.exists()


def test_an_unknown_compression(phone: Phone) -> None:
    response = phone.client.post(
        "/api/v1/journal/push",
        b"x",
        content_type="application/json",
        HTTP_AUTHORIZATION=f"Bearer {phone.bearer}",
        HTTP_CONTENT_ENCODING="br",
    )
    assert (response.status_code, response.json()["code"]) == (415, "encoding")


def test_a_wrong_method(phone: Phone) -> None:
    response = phone.client.get("/api/v1/journal/push", HTTP_AUTHORIZATION=f"Bearer {phone.bearer}")
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")


def test_a_batch_signed_by_another_key(phone: Phone, second: Phone) -> None:
    entry = phone.person()
    forged = second.signed([entry], device=phone.device)
    assert refusal_of(lambda: phone.send("POST", "journal/push", forged)).problem.code == "signature"
    for signature in ("", "AAAA", "x" * 86):
        body = phone.signed([entry]) | {"signature": signature}
        assert refusal_of(lambda body=body: phone.send("POST", "journal/push", body)).status == 400
    assert not Entry.objects.exists()


def test_a_signature_does_not_fit_another_batch(phone: Phone) -> None:
    one, two = phone.signed([phone.person()]), phone.signed([phone.person()])
    swapped = one | {"entries": two["entries"]}
    assert refusal_of(lambda: phone.send("POST", "journal/push", swapped)).problem.code == "signature"


def test_a_push_in_the_name_of_another_device(phone: Phone, second: Phone) -> None:
    body = second.signed([second.person()])
    assert refusal_of(lambda: phone.send("POST", "journal/push", body)).problem.code == "device"


def test_a_fault_of_the_server_is_said_kindly_and_keeps_nothing(
    here: Place, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    from simpul.journal.receive import store

    def broken(placed: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(store, "add_flags", broken)
    entry = phone.person()
    refusal = refusal_of(lambda: phone.push([entry]))
    assert (refusal.status, refusal.problem.code) == (500, "server_fault")
    assert not Entry.objects.exists()
    monkeypatch.undo()
    assert phone.push([entry])[0].seq == 1
