"""A message is written once, says nothing about a person, and its address stands nowhere in the open."""

from datetime import UTC, datetime, timedelta
from string import Formatter
from typing import Any

import pytest
from django.db import connection, transaction

from simpul.base import clock
from simpul.base.outbox import BadRecipient, BadWords, cancel, compose, send, write
from simpul.base.outbox.models import Message
from simpul.base.outbox.recipient import canonical, hint
from simpul.base.outbox.sealed import Unreadable, opened
from simpul.base.outbox.templates import all_templates, template

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
LINK = {"link": "/r/abc123/"}
MANY = (("b", "old"), ("c", "new"), ("d", "new"))


def test_a_message_is_sealed_and_shows_only_the_end_of_its_address() -> None:
    one = send("sms", "0812-3456-7890", "appointment-changed", LINK, about="x")
    assert opened(one.pk, bytes(one.sealed)) == ("+6281234567890", LINK)
    with connection.cursor() as cursor:
        cursor.execute("SELECT base_message::text FROM base_message")
        (row,) = cursor.fetchone()
    assert "3456" not in row and "abc123" not in row and one.hint == "…890"


def test_a_sealed_text_of_another_row_does_not_open() -> None:
    one, two = (send("sms", f"0812345678{n}0", "appointment-changed", LINK) for n in (1, 2))
    with pytest.raises(Unreadable):
        opened(one.pk, bytes(two.sealed))


def test_the_same_key_is_one_message() -> None:
    first = send("email", "a@contoh.id", "appointment-changed", LINK, key="k")
    again = send("email", "b@contoh.id", "appointment-changed", LINK, key="k")
    assert first.pk == again.pk and Message.objects.count() == 1
    assert opened(again.pk, bytes(again.sealed))[0] == "a@contoh.id"


def test_of_many_with_one_key_the_first_is_written() -> None:
    send("email", "a@contoh.id", "appointment-changed", LINK, key="old")
    write(compose("email", f"{to}@contoh.id", "appointment-changed", LINK, key=key) for to, key in MANY)
    found = {one.key: opened(one.pk, bytes(one.sealed))[0] for one in Message.objects.all()}
    assert found == {"old": "a@contoh.id", "new": "c@contoh.id"}


def test_a_deed_that_is_rolled_back_sends_nothing() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        send("sms", "08123456789", "appointment-changed", LINK, key="k")
        raise RuntimeError
    assert not Message.objects.exists()


def test_what_waits_can_be_taken_back() -> None:
    with clock.frozen(NOW):
        one = send("sms", "08123456789", "appointment-changed", LINK, about="a", not_before=NOW + timedelta(days=1))
        assert one.due_at == NOW + timedelta(days=1)
        assert cancel(about="a") == 1
        assert cancel(about="a") == 0
    assert Message.objects.get().state == "cancelled"


@pytest.mark.parametrize("given", ["0812 3456 789", "+62 812-3456-789", "62812.3456.789", "0062 812 3456 789"])
def test_every_way_of_writing_a_number_is_one(given: str) -> None:
    assert canonical("whatsapp", given) == "+628123456789"


@pytest.mark.parametrize(
    ("channel", "given"), [("sms", "112"), ("sms", "budi"), ("email", "budi"), ("fax", "0812345678")]
)
def test_what_is_no_address_is_refused_without_repeating_it(channel: str, given: str) -> None:
    with pytest.raises(BadRecipient) as refusal:
        send(channel, given, "appointment-changed", LINK)
    assert given not in str(refusal.value)


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"link": "/r/x/", "name": "Siti"},
        {"link": "https://elsewhere/"},
        {"link": "//elsewhere"},
        {"link": "/a Siti"},
    ],
)
def test_values_that_could_say_more_than_they_should_are_refused(params: Any) -> None:
    with pytest.raises(BadWords) as refusal:
        send("sms", "08123456789", "appointment-changed", params)
    assert "Siti" not in str(refusal.value)


def test_every_template_speaks_both_languages_with_its_own_values_only() -> None:
    samples = {"link": "/r/x/", "moment": "2026-11-24T02:00:00.000Z", "day": "2026-11-24", "count": 3, "code": "AB-12"}
    for one in all_templates().values():
        for language in ("id", "en"):
            named = {name for _, name, _, _ in Formatter().parse(one.text[language]) if name}
            assert named == set(one.params), one.id
            said = one.say({n: samples[k] for n, k in one.params.items()}, language, clock.JAKARTA)
            assert "{" not in said and len(said) <= 300, one.id


def test_a_moment_is_said_where_the_reader_lives() -> None:
    params = {"at": "2026-11-24T02:00:00.000Z", "link": "/x/"}
    said = template("appointment-made").say(params, "id", clock.JAKARTA)
    assert "Selasa, 24 November 2026 pukul 09.00 WIB" in said


def test_hints() -> None:
    assert hint("email", "siti@contoh.id") == "s…@…"
