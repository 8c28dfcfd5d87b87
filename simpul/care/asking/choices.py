"""What a form offers to choose: units that may be asked, with reasons, and times that are still free."""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.formats import date_format

from simpul.base import clock
from simpul.base.words import say
from simpul.knowledge.services import all_services
from simpul.network import workflow
from simpul.network.calendars.queries import free_slots
from simpul.network.flow import Actor, Workflow
from simpul.network.models import Request
from simpul.network.places import ASKED, asked_unit, home_of
from simpul.network.refusals import refused_by
from simpul.network.routing.choosing import candidates
from simpul.network.routing.whence import wanted_from
from simpul.network.routing.words import uses_simpul
from simpul.people.models import Person
from simpul.registry.models import Assignment, Unit
from simpul.registry.zones import zone_of_unit

CITY = 5
"""Characters of an area code that name the city or regency."""
MOST_UNITS, MOST_SLOTS, DAYS_AHEAD = 60, 40, 14
Kind, Role = Unit.Kind, Assignment.Role
WORK_AT = {
    Role.OFFICER: (Kind.PUSKESMAS, Kind.HOSPITAL),
    Role.PSYCHOLOGIST: (Kind.PUSKESMAS, Kind.HOSPITAL),
    Role.AGENCY: (Kind.AGENCY,),
    Role.TEAM: (Kind.TEAM,),
}
"""Where people of a role work: units that may be asked for a service of which the register knows nothing."""


@dataclass(frozen=True)
class UnitChoice:
    """A unit that may be asked: its id, name, what it costs, and why it stands where it stands (tone, words).

    `where` is its address and area, `phone` as it is recorded; empty for one of which the register knows nothing.
    """

    id: str
    name: str
    cost: str = ""
    reasons: tuple[tuple[str, str], ...] = ()
    where: str = ""
    phone: str = ""


@dataclass
class Offered:
    """Choices for one request; each is looked up when a form asks for it.

    `without`: the unit that is asked now. `refused`: units that said already that they cannot take it.
    """

    service: str
    post: str
    person: Person | None = None
    urgency: str = "biasa"
    without: str = ""
    refused: frozenset[str] = frozenset()

    @cached_property
    def units(self) -> list[UnitChoice]:
        """Units that may be asked, best first, from the register where it knows the service.

        Otherwise every unit of the city whose people take a step of the workflow.
        """
        found = (self._ranked() if _is_known(self.service) else []) or self._plain()
        return [one for one in found if one.id != self.without and one.id not in self.refused]

    def _ranked(self) -> list[UnitChoice]:
        wanted = wanted_from(self.post, self.service, clock.today(), age_years=_age(self.person), urgency=self.urgency)
        return [
            UnitChoice(
                str(one.unit.pk),
                one.unit.name,
                say(one.cost.words),
                tuple((reason.tone, say(reason.words)) for reason in one.reasons),
                f"{one.unit.address or one.unit.get_kind_display()}, {one.unit.area.name}",
                one.unit.phone,
            )
            for one in candidates(wanted)
        ]

    def _plain(self) -> list[UnitChoice]:
        kinds = _kinds(workflow.for_service(self.service))
        near = Unit.objects.filter(kind__in=kinds, area__code__startswith=_area(self.post)[:CITY], closed_on=None)
        return [UnitChoice(str(one.pk), one.name) for one in near.order_by("kind", "name")[:MOST_UNITS]]

    @cached_property
    def rings(self) -> bool:
        """Whether the unit that is asked answers without Simpul, so that somebody may write down its call."""
        unit = Unit.objects.select_related("profile").filter(pk=self.without).first() if self.without else None
        return unit is not None and not uses_simpul(unit)

    @cached_property
    def slots(self) -> list[tuple[str, str]]:
        """Free times of the unit that is asked: id and words."""
        asked = self.without or home_of(self.post)
        zone = zone_of_unit(asked)
        found = free_slots(self.service, [asked], clock.today(), DAYS_AHEAD)[:MOST_SLOTS]
        return [(one.id, date_format(timezone.localtime(one.starts_at, zone), "l, j F, H.i")) for one in found]


def offered(request: Request) -> Offered:
    """The choices for a request's steps."""
    asked = asked_unit(request.post_id, request.to_unit_id)
    post, refused = str(request.post_id), refused_by(request)
    return Offered(request.service, post, request.person, request.urgency, asked, refused)


def _is_known(service: str) -> bool:
    return any(service in (one.id, *one.also) for one in all_services())


def _area(unit: str) -> str:
    return str(Unit.objects.values_list("area_id", flat=True).get(pk=unit))


def _age(person: Person | None) -> int | None:
    return (clock.today() - person.birth_date).days // 365 if person is not None and person.birth_date else None


def _kinds(flow: Workflow) -> list[str]:
    return [kind for role, kinds in WORK_AT.items() if flow.involves(Actor(role, ASKED)) for kind in kinds]
