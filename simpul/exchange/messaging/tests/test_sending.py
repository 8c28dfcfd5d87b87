"""Messages reach real servers of ours, are tried again, and are given up where it can be seen."""

import email as letters
from datetime import UTC, datetime, timedelta
from email.header import decode_header, make_header
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection

from simpul.base import clock
from simpul.base.outbox import send
from simpul.base.outbox.models import Message
from simpul.exchange.messaging import worker
from simpul.exchange.messaging.channels import Outgoing, book
from simpul.exchange.messaging.tests.providers import MailServer, Provider

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
LINK = {"link": "/r/abc/"}
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _no_pauses() -> None:
    cache.clear()


def write(channel: str, template: str = "appointment-changed", **over: Any) -> Message:
    to = "siti@contoh.id" if channel == "email" else "081234567890"
    params = {"at": "2026-11-26T02:00:00.000Z"} if template == "appointment-reminder" else {}
    return send(channel, to, template, params | LINK, **over)


def only() -> Message:
    return Message.objects.get()


def test_whatsapp_gets_a_registered_form_with_its_values(whatsapp: Provider) -> None:
    with clock.frozen(NOON):
        message = write("whatsapp")
        assert worker.run() == 1
    (body,) = whatsapp.got
    assert body["to"] == "6281234567890" and body["biz_opaque_callback_data"] == str(message.pk)
    form = body["template"]
    assert (form["name"], form["language"]) == ("simpul_appointment_changed", {"code": "id"})
    assert form["components"][0]["parameters"] == [{"type": "text", "text": "https://simpul.contoh.id/r/abc/"}]
    assert (only().state, only().provider_id) == ("sent", "wamid.1")
    assert whatsapp.headers[0]["Authorization"] == "Bearer t"


def test_an_sms_gateway_gets_the_words_and_a_mark(sms: Provider) -> None:
    with clock.frozen(NOON):
        message = write("sms")
        worker.run()
    (body,) = sms.got
    assert body["msisdn"] == "+6281234567890" and body["ref"] == str(message.pk)
    assert "https://simpul.contoh.id/r/abc/" in body["message"]
    assert sms.marks() == [str(message.pk)] and only().provider_id == "g-1"


def test_a_letter_says_no_more_than_the_template(email: MailServer) -> None:
    with clock.frozen(NOON):
        message = write("email")
        assert worker.run() == 1
    letter = letters.message_from_string(email.letters[0])
    assert letter["Message-ID"] == f"<{message.pk}@contoh.id>" and letter["To"] == "siti@contoh.id"
    assert str(make_header(decode_header(letter["Subject"]))) == "Simpul: janji temu berubah"
    assert "https://simpul.contoh.id/r/abc/" in str(letter.get_payload())


@pytest.mark.parametrize(("status", "reason"), [(429, "too_many"), (503, "broken"), (401, "access")])
def test_a_provider_in_trouble_is_left_alone_and_tried_later(sms: Provider, status: int, reason: str) -> None:
    sms.script = [(status, {"Retry-After": "600"}, None)]
    with clock.frozen(NOON):
        write("sms")
        write("sms")
        assert worker.run() == 0
        assert worker.run() == 0
    assert len(sms.got) == 1
    tried = Message.objects.get(attempts=1)
    assert (tried.state, tried.reason) == ("waiting", reason)
    if status != 401:
        assert tried.due_at >= NOON + timedelta(seconds=600)
    cache.clear()
    with clock.frozen(NOON + HOUR):
        assert worker.run() == 2


def test_a_cut_line_leaves_it_waiting(sms: Provider) -> None:
    sms.cut = True
    with clock.frozen(NOON):
        write("sms")
        assert worker.run() == 0
    assert (only().state, only().reason) == ("waiting", "unreachable")


def test_tries_end_where_the_operator_sees_them(sms: Provider) -> None:
    sms.script = [(500, {}, None)] * 20
    message = None
    for n in range(book().attempts + 3):
        cache.clear()
        with clock.frozen(NOON + n * 4 * HOUR):
            message = message or write("sms")
            worker.run()
    assert (only().state, only().reason, only().attempts) == ("failed", "broken", book().attempts)
    assert len(sms.got) == book().attempts


def test_what_a_provider_refuses_for_good_is_not_tried_again(whatsapp: Provider) -> None:
    whatsapp.script = [(400, {}, {"error": {"code": 131026}})]
    with clock.frozen(NOON):
        write("whatsapp")
        worker.run()
        worker.run()
    assert (only().state, only().reason, len(whatsapp.got)) == ("failed", "no_account", 1)


@pytest.mark.parametrize(("said", "state"), [("550 no such user", "failed"), ("451 try later", "waiting")])
def test_a_mail_server_says_never_or_later(email: MailServer, said: str, state: str) -> None:
    email.refuse = said
    with clock.frozen(NOON):
        write("email")
        assert worker.run() == 0
    assert only().state == state


def test_a_mail_server_that_hangs_up_is_tried_later(email: MailServer) -> None:
    email.drop = True
    with clock.frozen(NOON):
        write("email")
        worker.run()
    assert (only().state, only().reason) == ("waiting", "unreachable")


def test_a_worker_that_died_after_sending_leaves_the_same_mark(sms: Provider, monkeypatch: Any) -> None:
    """At least once: what the provider got twice bears one mark, by which it can tell."""

    def dies(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with clock.frozen(NOON):
        write("sms", key="sekali")
        monkeypatch.setattr(worker, "mark", dies)
        with pytest.raises(KeyboardInterrupt):
            worker.run()
        monkeypatch.undo()
        assert worker.run() == 0
    with clock.frozen(NOON + timedelta(seconds=book().lease_seconds + 1)):
        assert worker.run() == 1
        assert worker.run() == 0
    assert len(sms.got) == 2 and len(set(sms.marks())) == 1


def test_the_mark_of_a_key_outlives_the_row(sms: Provider) -> None:
    """After a restore a message with a key is written anew and still bears its mark."""
    first = worker.mark_of(write("sms", key="k"))
    Message.objects.all().delete()
    assert worker.mark_of(write("sms", key="k")) == first


def test_reminders_wait_through_the_night_of_the_place(sms: Provider) -> None:
    night = datetime(2026, 11, 24, 14, tzinfo=UTC)
    with clock.frozen(night):
        write("sms", "appointment-reminder")
        write("sms")
        assert worker.run() == 1
    reminder = Message.objects.get(template="appointment-reminder")
    assert (reminder.attempts, reminder.due_at) == (0, datetime(2026, 11, 25, 0, tzinfo=UTC))
    with clock.frozen(datetime(2026, 11, 25, 0, 1, tzinfo=UTC)):
        assert worker.run() == 1


@pytest.mark.parametrize("name", ["g" * 5_000, "g\0h", "g\ud800", 7, {"g": 1}, None])
def test_whatever_a_gateway_calls_a_message_it_is_sent_once(sms: Provider, name: Any) -> None:
    """A name longer than its column left the message waiting, to be sent again after every lease."""
    sms.script = [(200, {}, {"messages": [], "id": name})]
    with clock.frozen(NOON):
        write("sms")
        assert worker.run() == 1
    with clock.frozen(NOON + HOUR):
        assert worker.run() == 0
    assert only().state == "sent" and len(sms.got) == 1


@pytest.mark.parametrize("wait", ["\u00b2", "9" * 400, "Wed, 21 Oct 2026 07:28:00 GMT", "-1"])
def test_whatever_a_gateway_asks_for_the_round_goes_on(sms: Provider, wait: str) -> None:
    sms.script = [(503, {"Retry-After": wait}, None)]
    with clock.frozen(NOON):
        write("sms")
        assert worker.run() == 0
        assert only().reason == "broken" and only().due_at <= NOON + timedelta(days=2)


def test_a_message_that_breaks_its_channel_holds_up_no_other_and_is_given_up(
    sms: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.frozen(NOON):
        odd, plain = write("sms"), write("sms")
        real = worker.outgoing

        def broken(one: Message) -> Outgoing:
            if one.pk == odd.pk:
                raise KeyError(one.language)
            return real(one)

        monkeypatch.setattr(worker, "outgoing", broken)
        assert worker.run() == 1
    for hour in range(1, book().attempts * 8):
        with clock.frozen(NOON + hour * HOUR):
            worker.run()
    assert Message.objects.get(pk=plain.pk).state == "sent"
    given_up = Message.objects.get(pk=odd.pk)
    assert (given_up.state, given_up.reason) == ("failed", "broken")


def test_what_is_of_no_use_any_more_is_not_sent(sms: Provider) -> None:
    with clock.frozen(NOON):
        write("sms", "appointment-reminder")
    with clock.frozen(NOON + 25 * HOUR):
        assert worker.run() == 0
    assert (only().state, only().reason, sms.got) == ("failed", "too_old", [])


def test_a_changed_secret_ends_what_waits(sms: Provider, settings: Any) -> None:
    with clock.frozen(NOON):
        write("sms")
        settings.SECRET_KEY = "another"
        worker.run()
    assert (only().state, only().reason) == ("failed", "unreadable")


def test_an_operator_lets_a_failed_one_go_again(sms: Provider) -> None:
    sms.script = [(400, {}, None)]
    with clock.frozen(NOON):
        message = write("sms")
        worker.run()
        assert worker.send_again(message.pk)
        assert not worker.send_again(message.pk)
        assert worker.run() == 1
    assert only().state == "sent"


def test_another_worker_passes_over_what_is_claimed(sms: Provider) -> None:
    with clock.frozen(NOON):
        write("sms")
        assert worker._claim(["sms"]) is not None
        assert worker._claim(["sms"]) is None


def test_old_ones_are_forgotten(sms: Provider) -> None:
    with clock.frozen(NOON):
        write("sms")
        worker.run()
    with clock.frozen(NOON + timedelta(days=book().kept_days + 1)):
        worker.run()
    assert not Message.objects.exists()


def test_nothing_prints_an_address() -> None:
    out = Outgoing("m", "+6281234567890", "s", "t", "f", ("v",), "id")
    assert "6281" not in repr(out) and connection.vendor == "postgresql"
