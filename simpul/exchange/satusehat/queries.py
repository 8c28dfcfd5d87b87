"""How the line to SATUSEHAT stands. Counts name nobody; `stopped` names persons, so whoever shows it writes it down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from simpul.exchange.satusehat import words
from simpul.exchange.satusehat.connections import Connection
from simpul.exchange.satusehat.models import FhirParcel, FhirSwitch
from simpul.exchange.satusehat.words import Why
from simpul.people.merged import canonical
from simpul.people.models import Person
from simpul.registry.models import Unit

State = FhirParcel.State


@dataclass(frozen=True)
class Stuck:
    """A reason for which parcels do not leave, and how many they are. `repairable`: sending again may help."""

    why: Why
    count: int
    repairable: bool


@dataclass(frozen=True)
class Line:
    """A puskesmas and its line. `connection` None: not switched on."""

    unit: Unit
    connection: Connection | None
    switch: FhirSwitch | None
    waiting: int
    sent: int
    held: list[Stuck]
    dead: list[Stuck]

    @property
    def answered_at(self) -> datetime | None:
        """When the server last answered."""
        return self.switch.answered_at if self.switch else None

    @property
    def trouble(self) -> Why | None:
        """What is the matter with the line itself."""
        return words.why(self.switch.trouble) if self.switch and self.switch.trouble else None


@dataclass(frozen=True)
class Stopped:
    """A parcel that needs somebody. `person` None when it was erased."""

    parcel: UUID
    person: UUID | None
    name: str
    post: str
    day: date
    kind: str
    why: Why
    detail: str


def lines(units: Iterable[Unit], connections: dict[str, Connection]) -> list[Line]:
    """How each stands, in three queries."""
    found = list(units)
    rows = FhirParcel.objects.filter(puskesmas__in=found).values_list("puskesmas", "state", "reason")
    counts: dict[UUID, dict[tuple[str, str], int]] = {}
    for unit, state, reason, count in rows.annotate(n=Count("pk")).values_list("puskesmas", "state", "reason", "n"):
        counts.setdefault(unit, {})[state, reason] = count
    switches = {
        one.puskesmas_id: one for one in FhirSwitch.objects.filter(puskesmas__in=found).select_related("paused_by")
    }
    return [
        _line(unit, connections.get(str(unit.pk)), switches.get(unit.pk), counts.get(unit.pk, {})) for unit in found
    ]


def _line(
    unit: Unit, connection: Connection | None, switch: FhirSwitch | None, counts: dict[tuple[str, str], int]
) -> Line:
    def of(*states: str) -> int:
        return sum(count for (state, _reason), count in counts.items() if state in states)

    return Line(
        unit,
        connection,
        switch,
        of(State.WAITING, State.SENDING),
        of(State.SENT),
        _stuck(counts, State.HELD),
        _stuck(counts, State.DEAD),
    )


def _stuck(counts: dict[tuple[str, str], int], state: str) -> list[Stuck]:
    found = [(reason, count) for (one, reason), count in counts.items() if one == state and reason]
    ordered = sorted(found, key=lambda pair: (-pair[1], pair[0]))
    return [Stuck(words.why(reason), count, reason != "erased") for reason, count in ordered]


def stopped(parcels: "QuerySet[FhirParcel]") -> "QuerySet[FhirParcel]":
    """Those that need somebody, the newest day first."""
    return parcels.filter(state=State.DEAD).order_by("-date", "subject")


def in_words(parcels: Iterable[FhirParcel]) -> list[Stopped]:
    """Parcels with names."""
    rows = list(parcels)
    kept = canonical(str(row.person) for row in rows if row.person)
    names = {str(pk): name for pk, name in Person.objects.filter(pk__in=set(kept.values())).values_list("pk", "name")}
    posts = dict(Unit.objects.filter(pk__in={row.post_id for row in rows}).values_list("pk", "name"))
    found = []
    for row in rows:
        person = kept.get(str(row.person)) if row.person else None
        whom = UUID(person) if person in names else None
        name, post, why = names.get(person or "", ""), posts.get(row.post_id, ""), words.why(row.reason or "refused")
        found.append(Stopped(row.subject, whom, name, post, row.date, row.kind, why, row.detail))
    return found
