"""The doors of a room: who comes in, when, and what is kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from simpul.base import clock
from simpul.journal.testing import account
from simpul.network.calendars.models import Booking
from simpul.network.calls import rooms, tickets
from simpul.network.calls.models import CallRoom
from simpul.network.calls.rooms import limits
from simpul.network.calls.session import begin, end, seat
from simpul.network.calls.tests.kit import Meeting
from simpul.network.calls.turn import ice_servers
from simpul.network.models import Request
from simpul.registry.models import Assignment
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "Siti Rohani"


def test_looking_opens_nothing_and_names_nobody() -> None:
    meeting = Meeting()
    for _ in range(2):
        answer = Client().get(meeting.path)
        html = answer.content.decode()
        assert answer.status_code == 200 and NAME not in html and "jiwa" not in html.lower() and "psikolog" not in html
        assert "<title>Janji temu · Simpul</title>" in html and answer["Cache-Control"] == "private, no-store"
    assert CallRoom.objects.get().browser == ""


def test_the_first_browser_keeps_the_room_and_agrees_first() -> None:
    meeting = Meeting()
    first = Client()
    first.post(f"{meeting.path}buka/")
    assert first.post(f"{meeting.path}tiket/").status_code == 403
    assert "Tidak ada yang direkam" in first.get(meeting.path).content.decode()
    first.post(f"{meeting.path}setuju/")
    assert first.post(f"{meeting.path}tiket/").status_code == 200
    second = Client()
    second.post(f"{meeting.path}buka/")
    assert second.get(meeting.path).status_code == 403 and second.post(f"{meeting.path}tiket/").status_code == 403
    second.post(f"{meeting.path}setuju/")
    assert NAME not in second.get(meeting.path).content.decode()


def test_the_room_opens_in_time_and_closes_late() -> None:
    meeting = Meeting(minutes=int(limits()["open_minutes_before"]) + 30)
    client = meeting.citizen()
    assert "Belum waktunya" in client.get(meeting.path).content.decode()
    assert client.post(f"{meeting.path}tiket/").status_code == 403
    with clock.frozen(clock.now() + timedelta(minutes=60)):
        client.post(f"{meeting.path}setuju/")
        assert client.post(f"{meeting.path}tiket/").status_code == 200
    with clock.frozen(clock.now() + timedelta(hours=int(limits()["close_hours_after"]) + 3)):
        assert client.get(meeting.path).status_code == 410


def test_a_new_link_shuts_the_old_one() -> None:
    meeting = Meeting()
    client, old = meeting.citizen(), meeting.path
    ticket = tickets.issue(CallRoom.objects.get().pk, tickets.CITIZEN, 0)
    helper = kit.sign_in(Client(), meeting.psychologist)
    assert helper.post(f"/puskesmas/konsultasi/{meeting.id}/tautan/").status_code == 302
    assert client.get(old).status_code == 404 and meeting.path != old and seat(ticket) is None
    assert meeting.citizen().get(meeting.path).status_code == 200
    assert seat(ticket) is None and seat(tickets.issue(CallRoom.objects.get().pk, tickets.CITIZEN, 1)) is not None


def test_helpers_by_their_rights_and_the_calendars_own() -> None:
    meeting = Meeting()
    address = f"/puskesmas/konsultasi/{meeting.id}/"
    bidan = kit.sign_in(Client(), meeting.where.officer)
    assert bidan.get(address).status_code == 404
    helper = kit.sign_in(Client(), meeting.psychologist)
    assert NAME in helper.get(address).content.decode()
    assert NAME not in helper.get(address).content.decode().split("</title>")[0]
    other = account("lain", Assignment.Role.PSYCHOLOGIST, meeting.where.puskesmas)
    assert kit.sign_in(Client(), other).get(address).status_code == 200
    starts = meeting.request.appointment_at
    assert starts is not None
    Booking.objects.create(
        psychologist=meeting.psychologist,
        unit=meeting.where.puskesmas,
        request=meeting.request,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=60),
        channel="daring",
        reference="AB-12",
    )
    assert kit.sign_in(Client(), other).get(address).status_code == 404
    assert helper.get(address).status_code == 200


def test_tickets_are_short_lived_and_signed(settings: Any) -> None:
    meeting = Meeting()
    meeting.citizen()
    room = CallRoom.objects.get()
    good = tickets.issue(room.pk, tickets.CITIZEN, room.turn)
    assert seat(good) is not None and seat(good[:-1] + ("A" if good[-1] != "A" else "B")) is None
    settings.SECRET_KEY = "another"
    assert seat(good) is None


def test_an_ended_session_lets_nobody_in_until_a_later_appointment() -> None:
    meeting = Meeting()
    client = meeting.citizen()
    room = CallRoom.objects.get()
    begin(room.pk)
    end(room.pk)
    assert (
        client.get(meeting.path).status_code == 410
        and seat(tickets.issue(room.pk, tickets.HELPER, 0, meeting.psychologist.pk)) is None
    )
    Request.objects.filter(pk=meeting.id).update(state="scheduled", appointment_at=clock.now() + timedelta(minutes=9))
    assert client.get(meeting.path).status_code == 200
    assert CallRoom.objects.get().began_at is None and CallRoom.objects.get().consented_at is None


def test_beginning_is_told_to_the_workflow_once() -> None:
    meeting = Meeting()
    meeting.citizen()
    room = CallRoom.objects.get()
    assert begin(room.pk) == 0
    with clock.frozen(clock.now() + timedelta(minutes=46)):
        assert begin(room.pk) in range(46 * 60 - 2, 46 * 60 + 2)
    assert meeting.request.state == "arrived"
    assert [one["action"] for one in meeting.request.history].count("arrive") == 1


def test_only_what_is_met_online_has_a_room() -> None:
    meeting = Meeting()
    row = meeting.request
    assert rooms.has_room(row)
    row.workflow, row.channel = "health-referral", "datang"
    assert not rooms.has_room(row)
    row.channel, row.appointment_at = "daring", None
    assert not rooms.has_room(row)


def test_passwords_of_the_turn_server_end_by_themselves(settings: Any) -> None:
    meeting = Meeting()
    room = rooms.room_of(meeting.request)
    assert ice_servers(room.pk) == []
    settings.STUN_URLS, settings.TURN_URLS = ["stun:s.example"], ["turn:t.example?transport=udp"]
    settings.TURN_SECRET = "north"
    with clock.frozen(clock.parse_iso("2026-11-22T00:00:00.000Z")):
        stun, turn = ice_servers(room.pk)
    assert stun == {"urls": "stun:s.example"} and turn["username"] == f"1795320000:{room.pk.hex[:8]}"
    import base64
    import hashlib
    import hmac

    wanted = hmac.new(b"north", turn["username"].encode(), hashlib.sha1).digest()
    assert base64.b64decode(turn["credential"]) == wanted
    assert str(room.request) not in turn["username"]


def test_guessing_rooms_is_slowed_down() -> None:
    cache.clear()
    meeting = Meeting()
    client = Client()
    for n in range(20):
        assert client.get(f"/konsultasi/{n:022d}/").status_code == 404
    assert client.get(meeting.path).status_code == 404
