"""A request with an appointment in the browser, and seats in its room."""

import asyncio
import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast

from asgiref.testing import ApplicationCommunicator
from django.test import Client

from simpul.base import clock, ids
from simpul.journal.actions.append import Draft, append
from simpul.journal.testing import Place, account, place
from simpul.network.actions.move import move
from simpul.network.calendars.models import Booking
from simpul.network.calls.rooms import path_of, room_of
from simpul.network.calls.socket import application
from simpul.network.models import Request
from simpul.registry.models import Account, Assignment

ORIGIN = b"http://testserver"
PATIENCE_S = 20


@dataclass
class Meeting:
    """Somebody meets the psychologist in five minutes."""

    where: Place = field(default_factory=place)
    minutes: int = 5

    def __post_init__(self) -> None:
        """Ask, and give the appointment."""
        self.psychologist = account("psikolog", Assignment.Role.PSYCHOLOGIST, self.where.puskesmas)
        self.person, self.id, post = str(ids.uuid7()), str(ids.uuid7()), self.where.posts[0]
        born = {"name": "Siti Rohani", "sex": "P", "birth_date": "1994-03-14"}
        asked = {"person": self.person, "service": "konsultasi-jiwa-daring", "channel": "daring"}
        drafts = [Draft("person.registered", self.person, born), Draft("request.opened", self.id, asked)]
        append(post, drafts, self.where.officer)
        at = clock.iso(clock.now() + timedelta(minutes=self.minutes))
        move(None, self.request, {"action": "schedule", "appointment_at": at}, self.request.seq)

    @property
    def request(self) -> Request:
        """The row as it is now."""
        return Request.objects.get(pk=self.id)

    @property
    def path(self) -> str:
        """The citizen's address."""
        return path_of(room_of(self.request))

    def leaves(self) -> None:
        """The psychologist's work there ended yesterday."""
        self.psychologist.assignments.update(ends_on=clock.today() - timedelta(days=1))

    def is_disabled(self) -> None:
        """The psychologist's account is shut."""
        Account.objects.filter(pk=self.psychologist.pk).update(is_active=False)

    def is_anothers(self) -> None:
        """The appointment is now in somebody else's calendar."""
        other, starts = account("lain", Assignment.Role.PSYCHOLOGIST, self.where.puskesmas), self.request.appointment_at
        assert starts is not None
        when = {"starts_at": starts, "ends_at": starts + timedelta(minutes=60)}
        kept = {"unit": self.where.puskesmas, "request": self.request, "channel": "daring", "reference": "AB-12"}
        Booking.objects.create(psychologist=other, **when, **kept)

    def citizen(self) -> Client:
        """A browser that opened, read and agreed."""
        client = Client()
        client.post(f"{self.path}buka/")
        client.post(f"{self.path}setuju/")
        return client


class Seat:
    """A browser's socket."""

    def __init__(self, path: str, page: str = "0123456789ab", origin: bytes = ORIGIN) -> None:
        """Not connected yet."""
        scope = {
            "type": "websocket",
            "path": path,
            "query_string": f"page={page}".encode(),
            "headers": [(b"origin", origin), (b"host", b"testserver")],
        }
        self.line: Any = cast(Any, ApplicationCommunicator)(application, scope)

    async def connect(self) -> bool:
        """Whether the server lets it in."""
        await self.line.send_input({"type": "websocket.connect"})
        return bool((await self.line.receive_output(PATIENCE_S))["type"] == "websocket.accept")

    async def say(self, **message: Any) -> None:
        """To the room."""
        await self.line.send_input({"type": "websocket.receive", "text": json.dumps(message)})

    async def hear(self) -> dict[str, Any]:
        """The next message; a close as `{"closed": code}`."""
        said = await self.line.receive_output(PATIENCE_S)
        if said["type"] == "websocket.close":
            return {"closed": said["code"]}
        found: dict[str, Any] = json.loads(said["text"])
        return found

    async def hear_until(self, kind: str) -> dict[str, Any]:
        """The next message of this type."""
        while True:
            said = await self.hear()
            if said.get("type") == kind or (kind == "closed" and "closed" in said):
                return said

    async def leave(self) -> None:
        """Hang up."""
        await self.line.send_input({"type": "websocket.disconnect"})
        await self.line.wait(PATIENCE_S)


def run(story: Any) -> Any:
    """Play an asynchronous story."""
    return asyncio.run(story)
