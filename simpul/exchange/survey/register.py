"""The register as its pages show it: units × services, filtered and searched; and one unit with all its history."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from simpul.base.words import say
from simpul.exchange.survey.agenda import disagreement
from simpul.exchange.survey.content import evidence_of_service, survey
from simpul.exchange.survey.usage import NEVER, Use, contradiction, uses
from simpul.knowledge.services import Service, all_services
from simpul.network.calendars.kept import NOTHING, Kept, kept_at
from simpul.registry.areas_of import inside
from simpul.registry.capabilities.models import Capability
from simpul.registry.capabilities.standing import NOT_SURVEYED, Standing, in_force, standing_on
from simpul.registry.models import Unit

ICONS = {"able": "circle-check", "not_able": "hourglass", "not_surveyed": "circle-help"}


@dataclass(frozen=True)
class Cell:
    """One unit and service. `kind` of unit may not offer it: `standing` None."""

    service: Service
    standing: Standing | None
    doubts: tuple[str, ...] = ()
    use: Use = NEVER
    kept: Kept = NOTHING

    @property
    def status(self) -> str:
        """`able`, `not_able`, `not_surveyed`; empty where nobody asks."""
        return self.standing.status if self.standing else ""

    @property
    def icon(self) -> str:
        """The sign beside the word."""
        return ICONS.get(self.status, "")


@dataclass(frozen=True)
class Row:
    """A unit with a cell for each service shown."""

    unit: Unit
    cells: list[Cell]


@dataclass(frozen=True)
class Asked:
    """What the page asks for; empty: no matter."""

    service: str = ""
    kind: str = ""
    area: str = ""
    status: str = ""
    text: str = ""


def shown_services(service: str, kinds: Collection[str]) -> list[Service]:
    """The service asked for, or every one that some of these kinds of units may offer."""
    every = [one for one in all_services() if any(kind in one.offered_by for kind in kinds)]
    return [one for one in every if one.id == service] or every


def filtered(units: QuerySet[Unit], asked: Asked, today: date) -> QuerySet[Unit]:
    """The units that fit. A standing asks of the service that is shown, else of any."""
    if asked.kind:
        units = units.filter(kind=asked.kind)
    if asked.area:
        units = units.filter(inside([asked.area]))
    if asked.text:
        units = units.filter(Q(name__icontains=asked.text) | Q(area__name__icontains=asked.text))
    if asked.service or asked.status:
        offered = {kind for one in shown_services(asked.service, Unit.Kind.values) for kind in one.offered_by}
        units = units.filter(kind__in=offered)
    return _of_status(units, asked, today) if asked.status else units


def _of_status(units: QuerySet[Unit], asked: Asked, today: date) -> QuerySet[Unit]:
    services = [one.id for one in shown_services(asked.service, Unit.Kind.values)]
    found = Q(pk__in=[])
    for service in services:
        answers = in_force(service, today).filter(unit=OuterRef("pk"))
        if asked.status == "not_surveyed":
            found |= ~Q(Exists(answers))
        else:
            found |= Q(Exists(answers.filter(status=asked.status)))
    return units.filter(found)


def rows(units: Sequence[Unit], services: Sequence[Service], today: date) -> list[Row]:
    """The matrix of these units. Seven queries for each service, three where nobody is met by appointment."""
    columns = {one.id: _column(one, units, today) for one in services}
    return [Row(unit, [columns[one.id][unit.pk] for one in services]) for unit in units]


def _column(service: Service, units: Sequence[Unit], today: date) -> dict[UUID, Cell]:
    asked = [unit for unit in units if unit.kind in service.offered_by]
    standings = standing_on(service.id, [unit.pk for unit in asked], today)
    used, kept = uses(service, asked), kept_at(service.id, [unit.pk for unit in asked], today)
    cells = {unit.pk: Cell(service, None) for unit in units}
    for unit in asked:
        standing, use, hours = standings[unit.pk], used[unit.pk], kept.get(unit.pk, NOTHING)
        doubts = (contradiction(service, unit, standing, use, today), disagreement(standing, hours))
        cells[unit.pk] = Cell(service, standing, tuple(filter(None, doubts)), use, hours)
    return cells


@dataclass(frozen=True)
class Entry:
    """A service on a unit's page: its cell, its evidence in words, everything that was said before."""

    cell: Cell
    evidence: list[tuple[str, Any]]
    history: list[Capability]


def entries(unit: Unit, today: date) -> list[Entry]:
    """Every service that the unit may offer; those with an answer first, then by name."""
    services = [one for one in all_services() if unit.kind in one.offered_by]
    (row,) = rows([unit], services, today)
    said = Capability.objects.filter(unit=unit, service__in=[one.id for one in services])
    history: dict[str, list[Capability]] = {}
    for one in said.select_related("declared_by").order_by("-valid_from", "-pk"):
        history.setdefault(one.service, []).append(one)
    made = [Entry(cell, evidence_words(unit.kind, cell), history.get(cell.service.id, [])) for cell in row.cells]
    first = survey().first_service
    return sorted(made, key=lambda one: (one.cell.service.id != first, not one.history, say(one.cell.service.name)))


def evidence_words(kind: str, cell: Cell) -> list[tuple[str, Any]]:
    """(label, value) of what is asked of this kind of unit, value None: nobody said; then what its calendars say."""
    held = cell.standing.capability.evidence if cell.standing and cell.standing.capability else {}
    told = [(say(one.label), held.get(one.id)) for one in evidence_of_service(cell.service.id) if kind in one.kinds]
    return [*told, (_("Jam di kalender"), cell.kept.words() or False)] if cell.kept.since else told


def surveyed(units: QuerySet[Unit], service: Service, today: date) -> tuple[int, int]:
    """(answered, asked) of a service among these units."""
    asked = units.filter(kind__in=service.offered_by)
    return asked.filter(Exists(in_force(service.id, today).filter(unit=OuterRef("pk")))).count(), asked.count()


__all__ = ["NOT_SURVEYED", "Asked", "Cell", "Entry", "Row", "entries", "filtered", "rows", "shown_services", "surveyed"]
