"""Words for stories about guests: written down here, at home there."""

from typing import Any

from simpul.base import ids
from simpul.care.models import Guest, Visit
from simpul.care.tests.stories import Village
from simpul.journal import replay
from simpul.journal.kinds import StoredEntry

DAY = "2026-04-10"
CHILD = {"name": "Aisyah Putri", "sex": "P", "birth_date": "2025-09-10", "mother_name": "Siti Aminah"}
NIK = "3174015009250001"


def differences() -> list[replay.Difference]:
    with replay.scratch():
        replay.replay()
        return replay.differences()


def guest(village: Village, **over: Any) -> str:
    """A guest at the first post, of the second one unless said otherwise."""
    subject = str(ids.uuid7())
    data = CHILD | {"home_post": village.there} | over
    village.write("guest.registered", subject, data, by=village.where.kaders[0])
    return subject


def seen(village: Village, subject: str, kg: float = 7.4, **values: Any) -> StoredEntry:
    return village.weigh(subject, DAY, kg, by=village.where.kaders[0], **values)


def home_child(village: Village, **over: Any) -> str:
    family = village.family(post=village.there)
    return village.child(family, post=village.there, mother_name="Siti Aminah", **over)


def at_home(child: str) -> Visit:
    return Visit.objects.get(person=child, date=DAY)


def status(subject: str) -> str:
    return Guest.objects.get(pk=subject).status
