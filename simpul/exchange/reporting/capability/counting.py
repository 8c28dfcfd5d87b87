"""How many are able, not able, not yet surveyed: of an area, on a day, by kind of unit and together.

Every unit of the kinds that may offer the service and that was open on the day counts exactly once.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from simpul.exchange.survey.content import evidence_of_service
from simpul.knowledge.content import ContentError
from simpul.knowledge.services import Service, all_services
from simpul.knowledge.services import service as service_named
from simpul.network.calendars.kept import NOTHING, kept_at
from simpul.registry.areas import dotted
from simpul.registry.areas_of import inside
from simpul.registry.capabilities.standing import in_force
from simpul.registry.models import Area, Unit

Status = Literal["able", "not_able", "not_surveyed"]
STATUSES: tuple[Status, ...] = ("able", "not_able", "not_surveyed")
AREA_EXAMPLES = "31, 31.71, 31.71.06, 31.71.06.1001"
LONGEST_DAY = 20
"""Characters of an unreadable day that an error repeats."""
CALENDAR = "calendar_hours"
"""Evidence that nobody declares: hours of a psychologist that stand in a calendar of the place."""
KINDS = (Unit.Kind.POST.value, Unit.Kind.PUSKESMAS.value, Unit.Kind.HOSPITAL.value)


@dataclass
class Count:
    """Units of one kind, or of all. `evidence` counts, among those that are able, what belongs to the service."""

    able: int = 0
    not_able: int = 0
    not_surveyed: int = 0
    evidence: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """Every unit."""
        return self.able + self.not_able + self.not_surveyed

    @property
    def answered(self) -> int:
        """Every unit that said something."""
        return self.able + self.not_able

    @property
    def is_silent(self) -> bool:
        """Whether there are units and none of them answered: then nothing is known, which is not the same as none."""
        return self.total > 0 and not self.answered

    @property
    def response_rate(self) -> float | None:
        """Share that answered, to four decimals; 0.0 where nobody did, None where there is no unit."""
        return round(self.answered / self.total, 4) if self.total else None

    def add(self, line: "Line", asked: Iterable[str]) -> None:
        """Count one unit; `asked` names the evidence that belongs to the service."""
        setattr(self, line.status, getattr(self, line.status) + 1)
        if line.status == "able":
            self.evidence["verified" if line.verified else "unverified"] += 1
            self.evidence.update(name for name in asked if line.evidence.get(name))
            self.evidence[CALENDAR] += bool(line.kept)


@dataclass(frozen=True, slots=True)
class Line:
    """One unit on the day, with what its answer rests on."""

    unit: UUID
    name: str
    kind: str
    area: str
    status: Status
    evidence: dict[str, Any]
    verified: bool
    source: str
    since: date | None
    kept: str = ""
    """Hours in the calendars of the place, in words; empty for none."""


@dataclass
class Report:
    """The register's answer. `kinds` in the order post, puskesmas, hospital, as far as they may offer the service."""

    service: Service
    area: Area
    on: date
    lines: list[Line]
    kinds: dict[str, Count]
    together: Count


def parse_service(name: str) -> Service:
    """Raises ValueError that names the services there are."""
    try:
        return service_named(name)
    except ContentError:
        names = ", ".join(one.id for one in all_services())
        unknown = _("Layanan “%(name)s” tidak dikenal. Layanannya: %(names)s.")
        raise ValueError(unknown % {"name": name, "names": names}) from None


def parse_area(code: str) -> Area:
    """An area by code, dotted or not. Raises ValueError that says how codes are written."""
    found = Area.objects.filter(pk=dotted(code)).first()
    if found is None:
        unknown = _("Wilayah “%(code)s” tidak ada. Pakai kode Kemendagri: %(examples)s.")
        raise ValueError(unknown % {"code": code, "examples": AREA_EXAMPLES})
    return found


def parse_day(text: str, today: date) -> date:
    """`YYYY-MM-DD`, not after today. Raises ValueError that says what is wrong and how a day is written."""
    facts = {"text": text[:LONGEST_DAY], "today": today.isoformat()}
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  (a local day)
    except ValueError:
        unread = _("Tanggal “%(text)s” tidak terbaca. Tulis tahun-bulan-tanggal, seperti %(today)s.")
        raise ValueError(unread % facts) from None
    if day > today:
        ahead = _("Tanggal %(text)s belum tiba. Tulis hari ini (%(today)s) atau hari yang sudah lewat.")
        raise ValueError(ahead % facts)
    return day


def units_in(areas: Iterable[str], day: date) -> "QuerySet[Unit]":
    """Posts, puskesmas and hospitals inside these areas that were open on the day."""
    return Unit.objects.filter(inside(areas), open_on(day), kind__in=KINDS)


def open_on(day: date) -> Q:
    """Units that were open on the day."""
    return Q(open_from__lte=day) & (Q(closed_on=None) | Q(closed_on__gt=day))


def report(service: Service, area: Area, on: date) -> Report:
    """The answer for an area. Five queries, whatever its size."""
    return tally(service, area, on, lines_of(service, units_in([area.code], on), on))


def tally(service: Service, area: Area, on: date, lines: list[Line]) -> Report:
    """Count lines by kind and together."""
    kinds = {kind: Count() for kind in KINDS if kind in service.offered_by}
    together = Count()
    asked = [one.id for one in evidence_of_service(service.id)]
    for line in lines:
        kinds[line.kind].add(line, asked)
        together.add(line, asked)
    return Report(service, area, on, lines, kinds, together)


def lines_of(service: Service, units: "QuerySet[Unit]", on: date) -> list[Line]:
    """A line for each unit of the kinds that may offer the service, in order of area and name."""
    asked = units.filter(kind__in=[kind for kind in KINDS if kind in service.offered_by])
    rows = asked.order_by("area", "name", "pk").values_list("pk", "name", "kind", "area")
    fields = ("unit", "status", "evidence", "verified_on", "source", "valid_from")
    said = {row[0]: row[1:] for row in in_force(service.id, on).filter(unit__in=asked).values_list(*fields)}
    kept = kept_at(service.id, [row[0] for row in rows if row[2] != Unit.Kind.POST], on)
    return [_line(row, said.get(row[0]), kept.get(row[0], NOTHING).words()) for row in rows]


def _line(row: tuple[UUID, str, str, str], said: tuple[Any, ...] | None, kept: str) -> Line:
    if said is None:
        return Line(*row, "not_surveyed", {}, False, "", None, kept)
    status, evidence, verified_on, source, since = said
    return Line(*row, status, evidence, verified_on is not None, source, since, kept)


@dataclass(frozen=True)
class Part:
    """An area right below, and its counts."""

    area: Area
    count: Count
    kinds: dict[str, Count]


def parts(found: Report) -> list[Part]:
    """The areas right below, in order of code. Units that stand in the area itself are in no part."""
    depth = found.area.code.count(".") + 2
    held: dict[str, list[Line]] = {}
    for line in found.lines:
        code = ".".join(line.area.split(".")[:depth])
        if code.count(".") + 1 == depth:
            held.setdefault(code, []).append(line)
    names = Area.objects.in_bulk(list(held))
    made = []
    for code in sorted(held):
        inner = tally(found.service, names[code], found.on, held[code])
        made.append(Part(names[code], inner.together, inner.kinds))
    return made


def own_lines(found: Report) -> list[Line]:
    """Units that stand in no area below: a hospital that is known only by its city, say."""
    depth = found.area.code.count(".") + 1
    return [line for line in found.lines if line.area.count(".") + 1 <= depth]
