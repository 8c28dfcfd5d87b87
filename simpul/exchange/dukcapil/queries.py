"""How checks stand: of a person, and counted for posts. Counts name nobody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from simpul.exchange.dukcapil.content import Access, problem
from simpul.exchange.dukcapil.models import IdentityCheck
from simpul.exchange.dukcapil.queue import identity, left_today
from simpul.people.models import Person
from simpul.registry.models import Unit

State = IdentityCheck.Verdict


@dataclass(frozen=True)
class Standing:
    """What is known of one person. `problem`: why there is no answer yet, in words."""

    verdict: str
    fields: list[tuple[str, str]]
    method: str
    checked_at: datetime | None
    queued: bool
    whole: bool
    problem: Any


@dataclass(frozen=True)
class PostLine:
    """A post in counts. `askable`: not checked, not queued, and enough known to ask."""

    post: UUID
    name: str
    same: int
    different: int
    queued: int
    unchecked: int
    askable: int


@dataclass(frozen=True)
class Right:
    """A puskesmas and its access right. `left` checks today; `trouble` of the line in words."""

    unit: Unit
    access: Access | None
    left: int
    trouble: Any


def standing(person: Person) -> Standing:
    """How the check of a person stands."""
    check = IdentityCheck.objects.filter(person=person.pk).first()
    whole = identity(person).is_whole
    if check is None:
        return Standing("", [], "", None, False, whole, None)
    return Standing(
        check.verdict,
        sorted(check.fields.items()),
        check.method,
        check.checked_at,
        check.queued_at is not None,
        whole,
        problem(check.reason),
    )


def rights(units: "QuerySet[Unit]", accesses: dict[str, Access]) -> list[Right]:
    """The access right of each puskesmas."""
    found = []
    for unit in units:
        access = accesses.get(str(unit.pk))
        theirs = Person.objects.filter(post__post__puskesmas=unit).values("pk")
        stuck = IdentityCheck.objects.filter(person__in=theirs, queued_at__isnull=False).exclude(reason="")
        reason = stuck.order_by("-due_at").values_list("reason", flat=True).first() if access else None
        found.append(Right(unit, access, left_today(access) if access else 0, problem(reason or "")))
    return found


def living(posts: "QuerySet[Unit]") -> "QuerySet[Person]":
    """Persons of these posts who live there."""
    return Person.objects.filter(post__in=posts.values("pk"), merged_into=None, status="active")


def askable(persons: "QuerySet[Person]") -> "QuerySet[Person]":
    """Those who are neither checked nor queued, with a NIK and a birth date."""
    known = IdentityCheck.objects.filter(Q(queued_at__isnull=False) | ~Q(verdict=State.UNCHECKED)).values("person")
    return persons.exclude(nik=None).exclude(birth_date=None).exclude(pk__in=known)


def posts(units: "QuerySet[Unit]") -> list[PostLine]:
    """Each post in counts, in order of name."""
    persons = living(units)
    total = _by_post(persons)
    said = {state: _by_post(persons.filter(pk__in=_checks(verdict=state))) for state in (State.SAME, State.DIFFERENT)}
    queued, open_ = _by_post(persons.filter(pk__in=_checks(queued_at__isnull=False))), _by_post(askable(persons))
    lines = []
    for unit in units.order_by("name"):
        same, different = said[State.SAME].get(unit.pk, 0), said[State.DIFFERENT].get(unit.pk, 0)
        rest = total.get(unit.pk, 0) - same - different
        lines.append(PostLine(unit.pk, unit.name, same, different, queued.get(unit.pk, 0), rest, open_.get(unit.pk, 0)))
    return lines


def _checks(**those: Any) -> Any:
    return IdentityCheck.objects.filter(**those).values("person")


def _by_post(persons: "QuerySet[Person]") -> dict[UUID, int]:
    return dict(persons.order_by().values_list("post").annotate(n=Count("pk")).values_list("post", "n"))
