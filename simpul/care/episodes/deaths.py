"""Births and deaths of posts in a span of days: what registers and the puskesmas' page are made of.

For reports: `births` and `deaths` give every event once, whichever records were merged; nothing is counted twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from simpul.base.words import say
from simpul.care.episodes.content import label
from simpul.care.episodes.dating import start_date
from simpul.care.models import Pregnancy
from simpul.knowledge.deaths import DeathClass, PregnancySpan, death_class, deaths_content
from simpul.network.models import Request
from simpul.people.merged import groups
from simpul.people.models import Person
from simpul.people.records import uuids


@dataclass(frozen=True)
class Birth:
    """A pregnancy that ended in these days. `children`: born alive, on the register; `stillborn` counts the others."""

    mother: Person
    row: Pregnancy
    day: date
    children: list[Person]
    stillborn: int


@dataclass(frozen=True)
class Death:
    """Someone who died. A stillbirth is one of its mother: `person` is then the mother. `notice` what was told."""

    person: Person
    day: date
    kind: DeathClass
    place: str
    cause: str
    notice: Request | None = field(default=None)


def births(posts: Iterable[UUID | str], first: date, last: date) -> list[Birth]:
    """Births, alive or not, with an end date from `first` to `last`, oldest first. Three queries."""
    rows = list(
        Pregnancy.objects.filter(
            post__in=list(posts), status="closed", outcome__in=("birth", "stillbirth"), end_date__range=(first, last)
        )
        .select_related("person__merged_into")
        .order_by("end_date", "pk")
    )
    ids = {pk for row in rows for pk in row.children}
    children = {str(one.pk): one for one in Person.objects.filter(pk__in=ids).exclude(status="mistake")}
    found = []
    for row in rows:
        if row.end_date is None or _is_gone(row):
            continue
        born = [children[pk] for pk in row.children if pk in children and children[pk].merged_into_id is None]
        lost = max(len(row.stillborn), int(row.outcome == "stillbirth"))
        found.append(Birth(_kept(row.person), row, row.end_date, born, lost))
    return found


def deaths(posts: Iterable[UUID | str], first: date, last: date) -> list[Death]:
    """Deaths of persons from `first` to `last`, and stillbirths, oldest first. Four queries."""
    here = list(posts)
    died = list(
        Person.objects.filter(
            post__in=here, status="died", status_date__range=(first, last), merged_into=None
        ).order_by("status_date", "pk")
    )
    spans = _spans(died)
    notices = _notices([*died])
    found = [
        Death(
            one,
            one.status_date,
            death_class(one.birth_date, spans.get(str(one.pk), []), one.status_date),
            one.death_place,
            one.death_cause,
            notices.get(str(one.pk)),
        )
        for one in died
        if one.status_date is not None
    ]
    lost = [birth for birth in births(here, first, last) if birth.stillborn]
    told = _notices([birth.mother for birth in lost])
    for birth in lost:
        notice = told.get(str(birth.mother.pk))
        one = Death(birth.mother, birth.day, "stillbirth", birth.row.birth_place, "", notice)
        found += [one] * birth.stillborn
    return sorted(found, key=lambda one: (one.day, str(one.person.pk)))


def class_of(person: Person) -> DeathClass | None:
    """Of which class a person's death is; None for the living."""
    if person.status != "died" or person.status_date is None:
        return None
    return death_class(person.birth_date, _spans([person]).get(str(person.pk), []), person.status_date)


def death_words(person: Person) -> str:
    """Class and place of a death, for the person's page; empty for the living."""
    kind = class_of(person)
    if kind is None:
        return ""
    found = [say(deaths_content()["classes"][kind]), label("deaths", "places", person.death_place)]
    return ", ".join(part for part in found if part)


def _spans(people: list[Person]) -> dict[str, list[PregnancySpan]]:
    """Person kept → her pregnancies, those of merged records included."""
    members = groups([str(one.pk) for one in people])
    kept = {member: one for one, of in members.items() for member in of}
    found: dict[str, list[PregnancySpan]] = {}
    for row in Pregnancy.objects.filter(person__in=uuids(kept)).exclude(status="void"):
        span = PregnancySpan(start_date(row), row.end_date, row.outcome)
        found.setdefault(kept[str(row.person_id)], []).append(span)
    return found


def _notices(people: list[Person]) -> dict[str, Request]:
    service = deaths_content()["notice"]["service"]
    rows = Request.objects.filter(person__in=[one.pk for one in people], service=service).order_by("opened_at")
    return {str(row.person_id): row for row in rows}


def _kept(person: Person) -> Person:
    return person.merged_into or person


def _is_gone(row: Pregnancy) -> bool:
    """A record that was registered by mistake, or one whose mother is not on the register."""
    return row.person is None or row.person.status == "mistake"
