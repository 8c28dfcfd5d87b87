"""A code is exchanged once for a browser's own key to one child's page; the key lives in a cookie, its hash here."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from simpul.base import audit, clock
from simpul.care.models import Pregnancy
from simpul.care.parents.codes import LENGTH, code_hash, limits, tidy
from simpul.care.parents.models import ParentCode, ParentDoor
from simpul.journal.http import sender_hash
from simpul.journal.models import EnrolmentTry
from simpul.people.merged import canonical, records_of
from simpul.people.models import Person

COOKIE = "anak"
PATH = "/anak/"
ACTOR = "orang tua"


class NotOpened(Exception):
    """The code opens nothing: wrong, used, too old, withdrawn or not known yet. Nobody learns which."""


class TooManyTries(NotOpened):
    """This sender, or whoever types this code, has tried too often; the same words for a right code."""


@dataclass(frozen=True)
class Visitor:
    """Whoever holds a key: the child it opens, under the record kept."""

    door: ParentDoor
    child: Person


def open_door(request: HttpRequest, typed: str) -> str:
    """Use a code up; returns the key for the cookie. Raises NotOpened.

    The browser that has used this very code keeps its key: tapping the link once more shuts nobody out.
    """
    sender = _counted("address", sender_hash(request))
    _slow_down(sender)
    hashed = code_hash(typed)  # also for what cannot be a code: both take as long
    tried = _counted("code", hashed.encode())
    _slow_down(tried)
    code = _found(typed, hashed)
    if code is not None and (door := _door(request)) is not None and door.code == code.pk:
        return request.COOKIES[COOKIE]
    token = secrets.token_urlsafe(32)
    if code is None or not _make(code, token):
        EnrolmentTry.objects.bulk_create([EnrolmentTry(sender=sender), EnrolmentTry(sender=tried)])
        raise NotOpened
    return token


def visitor(request: HttpRequest) -> Visitor | None:
    """Who holds the cookie's key; None when it opens nothing (any more)."""
    door = _door(request)
    child = _child(door) if door is not None else None
    if door is None or child is None:
        return None
    ParentDoor.objects.filter(pk=door.pk).update(seen_at=clock.now())
    audit.read(ACTOR, child.post_id, "person", [str(child.pk)], "parent")
    return Visitor(door, child)


def shut(request: HttpRequest) -> None:
    """The key of this browser opens nothing any more."""
    token = request.COOKIES.get(COOKIE, "")
    if token:
        ParentDoor.objects.filter(token=_hash(token), closed_at=None).update(closed_at=clock.now())


def is_child(person: Person) -> bool:
    """Whether a parent's page may be opened for the person at all: of an age for it, here, not on their own."""
    born, today = person.birth_date, clock.today()
    if born is None or born > today or person.status != "active":
        return False
    return years(person) <= int(limits()["child_to_years"]) and not _is_grown(person)


def _is_grown(person: Person) -> bool:
    """Whoever is or was married or pregnant, or has a child, has a record that is not their parents' to read."""
    if person.marital_status in limits()["own_household"]:
        return True
    records = records_of(str(person.pk))
    if Pregnancy.objects.filter(person__in=records, status__in=("open", "closed")).exists():
        return True
    return Person.objects.filter(mother__in=records).exclude(status="mistake").exists()


def years(person: Person) -> int:
    """Completed years today; the person has a birth date."""
    born, today = person.birth_date, clock.today()
    assert born is not None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _slow_down(counted: bytes) -> None:
    since = clock.now() - timedelta(minutes=int(limits()["try_window_minutes"]))
    if EnrolmentTry.objects.filter(sender=counted, at__gt=since).count() >= int(limits()["tries"]):
        raise TooManyTries


def _door(request: HttpRequest) -> ParentDoor | None:
    token = request.COOKIES.get(COOKIE, "")
    if not token:
        return None
    oldest = clock.now() - timedelta(days=int(limits()["session_days"]))
    return ParentDoor.objects.filter(token=_hash(token), closed_at=None, opened_at__gt=oldest).first()


def _found(typed: str, hashed: str) -> ParentCode | None:
    if len(tidy(typed)) != LENGTH:
        return None
    held = ParentCode.objects.filter(hash=hashed, status="ok", expires_on__gte=clock.today()).first()
    return held if held is not None and _open_person(held) is not None else None


def _make(code: ParentCode, token: str) -> bool:
    """Once for each code, whoever comes first."""
    now = clock.now()
    try:
        with transaction.atomic():
            ParentDoor.objects.create(code=code.pk, token=_hash(token), opened_at=now, seen_at=now)
    except IntegrityError:
        return False
    return True


def _child(door: ParentDoor) -> Person | None:
    code = ParentCode.objects.filter(pk=door.code, status="ok").first()
    return _open_person(code) if code is not None else None


def _open_person(code: ParentCode) -> Person | None:
    asked = str(code.person_id)
    person = Person.objects.select_related("post", "family").filter(pk=canonical([asked])[asked]).first()
    return person if person is not None and is_child(person) else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _counted(what: str, value: bytes) -> bytes:
    """A keyed hash of what tries are counted by, apart from those of phones that enrol."""
    return hmac.new(settings.SECRET_KEY.encode(), f"parent {what}|".encode() + value, "sha256").digest()
