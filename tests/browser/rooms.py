"""Meetings in the browser, for stories: an appointment that is now, its citizen's link, and time that has passed."""

from datetime import timedelta
from typing import Any

from django.conf import settings

from simpul.base import clock, ids
from simpul.journal.actions.append import Draft, append
from simpul.network.actions.move import move
from simpul.network.calls.models import CallRoom
from simpul.network.calls.rooms import path_of, room_of
from simpul.network.models import Request
from simpul.people.models import Person
from simpul.registry.models import Account


def meeting(login: str, name: str) -> dict[str, Any]:
    """Somebody of the register has an appointment in the browser in five minutes; the room is open."""
    officer = Account.objects.get(username=login)
    here = officer.assignments.values("unit")
    person = Person.objects.get(name=name, post__post__puskesmas__in=here)
    asked, data = str(ids.uuid7()), {"service": "konsultasi-jiwa-daring", "channel": "daring"}
    append(person.post_id, [Draft("request.opened", asked, data | {"person": str(person.pk)})], officer)
    row = Request.objects.get(pk=asked)
    at = clock.iso(clock.now() + timedelta(minutes=5))
    move(None, row, {"action": "schedule", "appointment_at": at}, row.seq)
    return {"request": asked, "path": path_of(room_of(Request.objects.get(pk=asked)))}


def passed(request: str, minutes: int) -> dict[str, Any]:
    """The session of this request began so many minutes ago."""
    began = clock.now() - timedelta(minutes=minutes)
    CallRoom.objects.filter(request=request).update(began_at=began)
    return {}


def relay(urls: list[str], secret: str) -> dict[str, Any]:
    """From now on rooms name this TURN server; none where `urls` is empty."""
    settings.TURN_URLS, settings.TURN_SECRET = urls, secret
    return {}


def room(request: str) -> dict[str, Any]:
    """What the server keeps of a session, and where its request stands."""
    row, held = Request.objects.get(pk=request), CallRoom.objects.get(request=request)
    kept = {"began": held.began_at is not None, "ended": held.ended_at is not None}
    return kept | {"state": row.state, "path": path_of(held)}
