"""What WhatsApp tells: signed, twice, late, in any order."""

import hashlib
import hmac
import json
from itertools import permutations
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simpul.base.outbox import send
from simpul.base.outbox.models import Message
from simpul.exchange.messaging import statuses, worker
from simpul.exchange.messaging.tests.conftest import SECRET, VERIFY
from simpul.exchange.messaging.tests.providers import Provider

pytestmark = pytest.mark.django_db
ADDRESS = "/kabar/whatsapp/"


def sent() -> Message:
    message = send("whatsapp", "081234567890", "follow-up", {"link": "/x/"})
    Message.objects.filter(pk=message.pk).update(state="sent", provider_id="wamid.1", attempts=1)
    return message


def said(*names: str, number: str = "wamid.1", **more: Any) -> dict[str, Any]:
    told = [{"id": number, "status": name, "timestamp": "1", **more} for name in names]
    return {"object": "whatsapp_business_account", "entry": [{"changes": [{"value": {"statuses": told}}]}]}


def tell(body: dict[str, Any] | bytes, secret: str = SECRET) -> int:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    signature = "sha256=" + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    answer = Client().post(ADDRESS, raw, content_type="application/json", headers={"X-Hub-Signature-256": signature})
    return answer.status_code


def test_only_the_apps_secret_speaks(whatsapp: Provider) -> None:
    sent()
    assert tell(said("read"), "other") == 403
    assert Client().post(ADDRESS, b"{}", content_type="application/json").status_code == 403
    assert Message.objects.get().state == "sent"
    assert tell(said("read")) == 200
    assert Message.objects.get().state == "read"


def test_without_whatsapp_there_is_no_such_address() -> None:
    assert tell(said("read")) == 404


def test_the_address_proves_itself(whatsapp: Provider) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": VERIFY, "hub.challenge": "42"}
    answer = Client().get(ADDRESS, asked)
    assert (answer.status_code, answer.content) == (200, b"42")
    assert Client().get(ADDRESS, asked | {"hub.verify_token": "x"}).status_code == 403


@pytest.mark.parametrize("body", [b"", b"[]", b'{"entry": 3}', b'{"entry": [{"changes": [{"value": 1}]}]}'])
def test_whatever_comes_signed_is_answered(whatsapp: Provider, body: bytes) -> None:
    assert tell(body) in (200, 400)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(list(permutations(("sent", "delivered", "read")))), st.integers(1, 3))
def test_any_order_and_any_number_of_times_ends_the_same(order: tuple[str, ...], times: int) -> None:
    Message.objects.all().delete()
    sent()
    for name in order * times:
        statuses.take(said(name))
    assert Message.objects.get().state == "read"


def test_a_failure_after_it_was_read_is_no_failure() -> None:
    sent()
    statuses.take(said("read"))
    statuses.take(said("failed", errors=[{"code": 131026}]))
    assert Message.objects.get().state == "read"


def test_a_failure_says_why_and_a_later_delivery_corrects_it() -> None:
    sent()
    statuses.take(said("failed", errors=[{"code": 131026}]))
    assert (Message.objects.get().state, Message.objects.get().reason) == ("failed", "no_account")
    statuses.take(said("delivered"))
    assert (Message.objects.get().state, Message.objects.get().reason) == ("delivered", "")


def test_a_status_closes_the_gap_of_a_worker_that_died() -> None:
    """WhatsApp knows our mark: a message that was sent but not marked is not sent a second time."""
    message = send("whatsapp", "081234567890", "follow-up", {"link": "/x/"}, key="k")
    Message.objects.update(attempts=1)
    mark = str(worker.mark_of(message))
    assert statuses.take(said("sent", number="wamid.9", biz_opaque_callback_data=mark)) == 1
    found = Message.objects.get()
    assert (found.state, found.provider_id) == ("sent", "wamid.9")


def test_of_an_unknown_message_nothing_is_learnt() -> None:
    assert statuses.take(said("read", number="wamid.other", biz_opaque_callback_data="x")) == 0
