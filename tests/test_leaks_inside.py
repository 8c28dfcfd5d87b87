"""The words of tests/test_leaks.py, looked for behind the doors of citizens: `/anak/`, `/janji/`, `/konsultasi/`.

Each door is opened by whoever holds its key, by another citizen, by a kader, by a psychologist of another place and by
whoever answers through a link; everything it gives is read, and what it links to on this server.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client

from simpul.base import clock
from simpul.base.outbox.models import Message
from simpul.base.outbox.sealed import opened
from simpul.care.models import Screening
from simpul.care.parents.codes import code_hash
from simpul.journal.models import Projected
from simpul.network.calendars.doors import path_of as appointment_path
from simpul.network.calendars.models import Booking
from simpul.network.calendars.tests.kit import Practice
from simpul.network.calls.models import CallRoom
from simpul.network.calls.rooms import path_of as room_path
from simpul.network.calls.rooms import room_of
from simpul.network.links.due import tell_places
from simpul.network.models import Request
from simpul.registry.models import Account, Assignment
from simpul.registry.tests import kit
from tests.route_scene import PERSONAL, Scene
from tests.test_leaks import SECRET, body, planted, word

pytestmark = pytest.mark.django_db
SCORE = 7_654_321.0
MIND = re.compile(r"jiwa|psiko|srq|edinburgh|konseling", re.IGNORECASE)
LINKED = re.compile(r'(?:href|src|action)="(/(?:anak|janji|konsultasi)/[^"#]*)"')
CODES = {"own": "ABCDE-23456", "next": "FGHJK-65432"}


@dataclass
class Doors:
    """A scene in which two promises, a room and two children's pages can be opened."""

    scene: Scene = field(default_factory=Scene)

    def __post_init__(self) -> None:
        """Plant the words, then a score and a word in the fields of every row that no entry explains."""
        self.ids = planted(self.scene)
        village = self.scene.village
        self.next_child = village.child(village.family("Tono"), name="Anak Tetangga")
        for code, child in (("own", self.scene.person), ("next", self.next_child)):
            ends = (clock.today() + timedelta(days=14)).isoformat()
            village.write("parent.code", child, {"hash": code_hash(CODES[code]), "expires_on": ends})
        Screening.objects.update(score=SCORE, band=word("band"), declined=word("declined"), critical=[word("critical")])
        for model in apps.get_models():
            if issubclass(model, Projected):
                model._default_manager.update(extra={"asing": word("extra")})
        self.practice = Practice(village)
        self.booked = [self._booked(pk, hour) for hour, pk in enumerate(self.ids[:2])]

    def _booked(self, request: str, hour: int) -> Booking:
        """A promise two days from now, for a meeting from home."""
        starts = clock.now() + timedelta(days=2, hours=hour)
        when = {"starts_at": starts, "ends_at": starts + timedelta(hours=1), "channel": "daring"}
        who = {"psychologist": self.practice.psychologist, "unit": self.practice.puskesmas, "request_id": request}
        held = Booking.objects.create(**who, **when, reference=f"UJI-{hour}")
        asked = {"service": "konsultasi-jiwa-daring", "workflow": "online-consultation", "state": "scheduled"}
        meets = {"channel": "daring", "appointment_at": starts, "slot": str(held.pk)}
        Request.objects.filter(pk=request).update(**asked, **meets)
        return held

    def visitors(self) -> dict[str, Client]:
        """Browsers by whose they are."""
        tell_places()
        links = [
            opened(one.pk, bytes(one.sealed))[1]["link"] for one in Message.objects.filter(template="request-link")
        ]
        answering = Client()
        for link in links:
            answering.post(f"{link}buka/", follow=True)
        far = kit.account("psikolog-jauh", Assignment.Role.PSYCHOLOGIST, self.scene.world.other_puskesmas)
        return {
            "citizen": holding("own"),
            "another citizen": holding("next"),
            "nobody": Client(),
            "kader": kit.sign_in(Client(), self.scene.kader),
            "psychologist elsewhere": kit.sign_in(Client(), far),
            "answers through a link": answering,
        }

    def addresses(self) -> list[str]:
        """The doors themselves."""
        requests = Request.objects.filter(pk__in=[one.request_id for one in self.booked])
        rooms = [room_path(room_of(one)) for one in requests]
        return ["/anak/", *(appointment_path(one.pk) for one in self.booked), *rooms]

    def moments(self) -> Iterator[datetime]:
        """Two days before, in the hour, an hour after, weeks after; the promises are the same."""
        starts = self.booked[0].starts_at
        for away in (timedelta(days=-2), timedelta(minutes=-5), timedelta(minutes=10), timedelta(hours=2)):
            yield starts + away


def holding(code: str) -> Client:
    client = Client()
    client.post("/anak/buka/", {"kode": CODES[code]})
    return client


def walked(client: Client, address: str) -> str:
    """The door, what stands behind each press of it, and every address of these doors that any of them names."""
    found, seen, left = [], set(), [address]
    while left:
        path = left.pop()
        if path in seen or path.startswith("/anak/keluar"):
            continue
        seen.add(path)
        for answer in pressed(client, path):
            found.append(told(answer))
            left += LINKED.findall(found[-1])
    return "\n".join(found)


def pressed(client: Client, path: str) -> Iterator[Any]:
    """What a look gives, and what follows the presses that the pages offer there."""
    yield client.get(path)
    if path.startswith("/konsultasi/") and path.count("/") == 3:
        for press in ("buka/", "setuju/", "tiket/", ""):
            yield client.post(path + press) if press else client.get(path)
    if path.startswith("/janji/"):
        yield client.post(path, {"slot": "x"})


def told(answer: HttpResponse) -> str:
    return f"{answer.status_code} {answer.cookies.output()} {body(answer)}"


def test_no_door_of_a_citizen_gives_what_is_confidential(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        doors = Doors()
        by_whom: dict[str, dict[str, str]] = {}
        for name, client in doors.visitors().items():
            CallRoom.objects.all().delete()
            by_whom[name] = {"": ""}
            for moment in doors.moments():
                with clock.frozen(moment):
                    for address in doors.addresses():
                        kind = address.split("/")[1]
                        by_whom[name][kind] = by_whom[name].get(kind, "") + walked(client, address)
    assert PERSONAL in by_whom["citizen"]["anak"], "the parent's page was not opened: this test proves nothing"
    assert "Anak Tetangga" in by_whom["another citizen"]["anak"]
    rooms, times = by_whom["citizen"]["konsultasi"], by_whom["citizen"]["janji"]
    assert "/ws/konsultasi/" in rooms and "data-call" in rooms and "baru saja terisi" in times
    leaks = {
        (name, kind): sorted(set(re.findall(rf"{SECRET}\w*|7654321", html)))
        for name, kinds in by_whom.items()
        for kind, html in kinds.items()
    }
    assert {key: found for key, found in leaks.items() if found} == {}
    named = {(name, kind) for name, kinds in by_whom.items() for kind, html in kinds.items() if PERSONAL in html}
    assert named == {("citizen", "anak")}
    titles = re.findall(r"<title>(.*?)</title>", "\n".join("".join(kinds.values()) for kinds in by_whom.values()))
    assert titles and [one for one in titles if MIND.search(one)] == []
    assert SECRET not in caplog.text and PERSONAL not in caplog.text and "7654321" not in caplog.text


def test_the_calendar_that_a_psychologist_takes_away_names_nobody_and_says_nothing() -> None:
    doors = Doors()
    psychologist: Account = doors.practice.psychologist
    content = body(kit.sign_in(Client(), psychologist).get("/kalender/simpul.ics"))
    assert "BEGIN:VEVENT" in content
    assert SECRET not in content and PERSONAL not in content and not MIND.search(content)
