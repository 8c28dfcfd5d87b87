"""The socket: two seats hear each other, also across processes; strangers, third parties and floods do not pass."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from django.test import Client

from simpul.journal.testing import account
from simpul.network.calls import relay, tickets
from simpul.network.calls.models import CallRoom
from simpul.network.calls.session import is_still_theirs
from simpul.network.calls.socket import MOST, MOST_LETTERS, OVER, REFUSED, REPLACED, TOO_MUCH
from simpul.network.calls.tests.kit import Meeting, Seat, run
from simpul.network.models import Request
from simpul.registry.actions.accounts import set_active
from simpul.registry.actions.functions import stop_function
from simpul.registry.functions.models import Function
from simpul.registry.functions.testing import does
from simpul.registry.models import Assignment
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[4]
OFFER = {"description": {"type": "offer", "sdp": "v=0\r\n" + "a=candidate:1\r\n" * 1500}}
"""About 22,000 letters: more than one notice of the database holds."""


def sockets(meeting: Meeting) -> tuple[str, str]:
    """Fresh socket addresses of citizen and helper."""
    citizen = meeting.citizen().post(f"{meeting.path}tiket/").json()["socket"]
    helper = kit.sign_in(Client(), meeting.psychologist)
    return citizen, helper.post(f"/puskesmas/konsultasi/{meeting.id}/tiket/").json()["socket"]


def test_two_seats_hear_each_other_and_nothing_of_it_is_kept() -> None:
    meeting = Meeting()
    addresses = sockets(meeting)

    async def story() -> None:
        one, two = Seat(addresses[0], "aaaaaaaaaaaa"), Seat(addresses[1], "bbbbbbbbbbbb")
        assert await one.connect() and await two.connect()
        assert (await one.hear_until("here"))["page"] == "bbbbbbbbbbbb"
        assert (await two.hear_until("here"))["page"] == "aaaaaaaaaaaa"
        await one.say(type="signal", body=OFFER)
        assert (await two.hear_until("signal"))["body"] == OFFER
        await two.say(type="chat", body="Apa kabar?")
        assert (await one.hear_until("chat"))["body"] == "Apa kabar?"
        await one.leave()
        await two.hear_until("gone")
        await two.leave()

    run(story())
    room = CallRoom.objects.get()
    assert room.began_at is not None and "kabar" not in str(room.__dict__)
    assert meeting.request.state == "arrived"


def test_two_processes_serve_one_room() -> None:
    meeting = Meeting()
    citizen, helper = sockets(meeting)
    env = os.environ | {"SIMPUL_PG_DATABASE": connection.settings_dict["NAME"], "SIMPUL_ENV": "test"}
    env["DJANGO_SETTINGS_MODULE"] = "simpul.config.settings"
    command = [sys.executable, "-m", "simpul.network.calls.tests.other_process", citizen]
    there = subprocess.Popen(command, cwd=ROOT, env=env)

    async def story() -> dict[str, Any]:
        seat = Seat(helper)
        assert await seat.connect()
        await seat.hear_until("here")
        await seat.say(type="chat", body="x" * 900)
        answer = await seat.hear_until("chat")
        await seat.say(type="end")
        await seat.hear_until("closed")
        return answer

    try:
        assert run(story())["body"] == "900 xxxxx"
        assert there.wait(20) == 0
    finally:
        there.kill()


def test_only_the_helper_ends_the_session() -> None:
    meeting = Meeting()
    addresses = sockets(meeting)

    async def story() -> list[Any]:
        one, two = Seat(addresses[0]), Seat(addresses[1])
        assert await one.connect() and await two.connect()
        await one.hear_until("here")
        await one.say(type="end")
        await one.say(type="chat", body="masih")
        assert (await two.hear_until("chat"))["body"] == "masih"
        await two.say(type="end")
        return [await one.hear_until("closed"), await two.hear_until("closed")]

    assert run(story()) == [{"closed": OVER}, {"closed": OVER}]
    assert CallRoom.objects.get().ended_at is not None


def test_the_newer_of_two_sockets_of_one_seat_stays() -> None:
    meeting = Meeting()
    addresses = sockets(meeting)

    async def story() -> dict[str, Any]:
        old, new, other = Seat(addresses[0]), Seat(addresses[0]), Seat(addresses[1])
        assert await old.connect() and await other.connect()
        await old.hear_until("here")
        assert await new.connect()
        closed = await old.hear_until("closed")
        await new.hear_until("here")
        await new.say(type="chat", body="kembali")
        assert (await other.hear_until("chat"))["body"] == "kembali"
        await new.leave()
        await other.leave()
        return closed

    assert run(story()) == {"closed": REPLACED}


@pytest.mark.parametrize("wrong", ["ticket", "origin", "page", "address"])
def test_a_strangers_socket_is_refused_before_it_opens(wrong: str) -> None:
    meeting = Meeting()
    good, _helper = sockets(meeting)
    seat = {
        "ticket": lambda: Seat("/ws/konsultasi/" + "A" * 60 + "/"),
        "origin": lambda: Seat(good, origin=b"https://elsewhere.example"),
        "page": lambda: Seat(good, page="<b>"),
        "address": lambda: Seat("/ws/hari-buka/"),
    }[wrong]()
    assert run(seat.connect()) is False
    assert run(Seat(good).connect()) is True


def test_floods_and_what_is_not_ours_end_the_socket() -> None:
    meeting = Meeting()
    address, _helper = sockets(meeting)

    async def flood() -> dict[str, Any]:
        seat = Seat(address)
        assert await seat.connect()
        for _ in range(MOST + 1):
            await seat.say(type="ping")
        return await seat.hear_until("closed")

    async def nonsense(text: str) -> dict[str, Any]:
        seat = Seat(address)
        assert await seat.connect()
        await seat.line.send_input({"type": "websocket.receive", "text": text})
        return await seat.hear_until("closed")

    assert run(flood()) == {"closed": TOO_MUCH}
    wide = '{"type": "signal", "body": "%s"}' % ("\U0001f642" * 6_000)  # a letter here, twelve where it goes on
    deep = '{"type": "signal", "body": ' + "[" * 20_000 + "1" + "]" * 20_000 + "}"
    odd = ("{", "[]", '{"type": 1}', '{"type": "chat", "body": "%s"}' % ("x" * 1001), '{"type": "chat", "body": NaN}')
    for text in (*odd, wide, deep, "x" * 70_000):
        assert run(nonsense(text)) == {"closed": TOO_MUCH}


def test_few_large_messages_are_a_flood_too() -> None:
    meeting = Meeting()
    address, _helper = sockets(meeting)

    async def story() -> dict[str, Any]:
        seat = Seat(address)
        assert await seat.connect()
        for _ in range(1 + MOST_LETTERS // 60_000):
            await seat.say(type="signal", body="x" * 60_000)
        return await seat.hear_until("closed")

    assert run(story()) == {"closed": TOO_MUCH}


def test_a_new_link_ends_the_socket_of_the_one_before_and_leaves_the_helper() -> None:
    """Whoever found the first link could stay and listen after the psychologist had replaced it."""
    meeting = Meeting()
    stranger, helper = sockets(meeting)
    office = kit.sign_in(Client(), meeting.psychologist)

    async def story() -> dict[str, Any]:
        one, two = Seat(stranger, "aaaaaaaaaaaa"), Seat(helper, "bbbbbbbbbbbb")
        assert await one.connect() and await two.connect()
        await one.hear_until("here")
        await sync_to_async(office.post)(f"/puskesmas/konsultasi/{meeting.id}/tautan/")
        closed = await one.hear_until("closed")
        three = Seat(await sync_to_async(lambda: sockets(meeting)[0])(), "cccccccccccc")
        assert await three.connect()
        await three.say(type="chat", body="saya")
        assert (await two.hear_until("chat"))["body"] == "saya"
        return closed

    assert run(story()) == {"closed": REPLACED}


@pytest.mark.parametrize("ending", ["assignment", "account", "calendar"])
def test_a_helper_whose_work_there_ends_leaves_the_room_and_the_other_is_told(
    ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rights were asked when the socket opened, and a page may stand open for hours."""
    monkeypatch.setattr("simpul.network.calls.socket.LOOK_EVERY_S", 0.05)
    meeting = Meeting()
    addresses = sockets(meeting)
    ends = {"assignment": meeting.leaves, "account": meeting.is_disabled, "calendar": meeting.is_anothers}[ending]

    async def story() -> tuple[dict[str, Any], bool]:
        one, two = Seat(addresses[0], "aaaaaaaaaaaa"), Seat(addresses[1], "bbbbbbbbbbbb")
        assert await one.connect() and await two.connect()
        await one.hear_until("here")
        await two.say(type="chat", body="masih")
        await one.hear_until("chat")
        await sync_to_async(ends)()
        closed = await two.hear_until("closed")
        await one.hear_until("gone")
        again = await Seat(addresses[1], "cccccccccccc").connect()
        await one.leave()
        return closed, again

    assert run(story()) == ({"closed": REFUSED}, False)
    assert CallRoom.objects.get().ended_at is None


@pytest.mark.parametrize("ending", ["function", "account"])
def test_rights_that_somebody_ends_close_an_open_seat_at_once(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing looks within the story's time: only the notice can tell. A seat of somebody else stays."""
    monkeypatch.setattr("simpul.network.calls.socket.LOOK_EVERY_S", 3600.0)
    meeting = Meeting()
    midwife = does(account("bidan", Assignment.Role.OFFICER, meeting.where.puskesmas), "bidan")
    operator = kit.account("operator", Assignment.Role.OPERATOR)
    office = kit.sign_in(Client(), midwife)
    citizen, _psychologist = sockets(meeting)
    seat = office.post(f"/puskesmas/konsultasi/{meeting.id}/tiket/").json()["socket"]
    held = Function.objects.get(assignment__account=midwife)
    ends = {
        "function": lambda: stop_function(operator, held),
        "account": lambda: set_active(operator, midwife, active=False),
    }[ending]

    async def story() -> dict[str, Any]:
        one, two = Seat(citizen, "aaaaaaaaaaaa"), Seat(seat, "bbbbbbbbbbbb")
        assert await one.connect() and await two.connect()
        await one.hear_until("here")
        await sync_to_async(ends)()
        closed = await two.hear_until("closed")
        await one.hear_until("gone")
        await one.leave()
        return closed

    assert run(story()) == {"closed": REFUSED}


def test_an_answered_request_does_not_end_what_is_being_said() -> None:
    meeting = Meeting()
    _citizen, helper = sockets(meeting)
    ticket = tickets.read(helper.split("/")[3])
    assert ticket is not None and is_still_theirs(ticket)
    Request.objects.filter(pk=meeting.id).update(open=False, state="completed")
    assert is_still_theirs(ticket)


def test_what_lost_a_piece_does_not_wait_for_ever() -> None:
    inbox = relay.Inbox(room := uuid4())
    for number in range(100):
        assert inbox.take(f"{room.hex} {number} 0 2 x") is None
    assert len(inbox._open) <= relay.MOST_OPEN
