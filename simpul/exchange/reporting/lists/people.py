"""The people of posts on a day, as lists name them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from simpul.care.models import Dose, Pregnancy, Visit
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.recap import Place
from simpul.exchange.reporting.roster import Roster, roster
from simpul.exchange.reporting.tables import Cell, Head, Table
from simpul.knowledge import schedules
from simpul.knowledge.growth.ages import completed_months
from simpul.people.models import Person


@dataclass
class Scene:
    """Everybody of some posts in a month, with the ways to ask about them. `on`: the month's last day."""

    places: Sequence[Place]
    month: Month
    found: Roster
    persons: dict[UUID, Person]
    names: dict[UUID, str] = field(default_factory=dict)

    @property
    def on(self) -> date:
        """The day for which the lists are true."""
        return self.month.last

    def months(self, person: Person) -> int | None:
        """Completed months of age; None without a birth date."""
        return completed_months(person.birth_date, self.on) if person.birth_date else None

    def aged(self, least: int, most: int, sex: str | None = None) -> list[Person]:
        """Persons between two ages in completed months, both included; by post and name."""
        wanted = [one for one in self.persons.values() if sex in (None, one.sex)]
        return self.sorted(one for one in wanted if (age := self.months(one)) is not None and least <= age <= most)

    def mothers(self, state: str) -> list[Person]:
        """Persons who are `pregnant` or `after_birth`; by post and name."""
        return self.sorted(self.persons[one.id] for one in self.found.members.values() if one.mother == state)

    def sorted(self, people: Iterable[Person]) -> list[Person]:
        """By post, then name."""
        return sorted(people, key=lambda one: (self.names[self.home(one)], one.name.casefold(), str(one.pk)))

    def home(self, person: Person) -> UUID:
        """The post where the person lived."""
        return self.found.members[person.pk].post

    def records(self, people: Iterable[Person]) -> dict[UUID, UUID]:
        """Every record of these persons → the person kept."""
        wanted = {one.pk for one in people}
        return {pk: pk for pk in wanted} | {gone: kept for gone, kept in self.found.kept.items() if kept in wanted}

    def doses(self, people: Iterable[Person]) -> dict[UUID, list[Dose]]:
        """Person → doses up to the day, oldest first."""
        owner, found = self.records(people), dict[UUID, list[Dose]]()
        rows = Dose.objects.filter(person__in=list(owner), status="ok", date__lte=self.on).order_by("date", "id")
        for row in rows:
            found.setdefault(owner[row.person_id], []).append(row)
        return found

    def forecast_person(self, person: Person, provinces: dict[UUID, str]) -> schedules.Person:
        """As the forecaster knows a child."""
        return schedules.Person(birth_date=person.birth_date, sex=person.sex, province=provinces[self.home(person)])

    def visits(self, people: Iterable[Person], field_id: str) -> Iterable[tuple[UUID, date, Any]]:
        """(person, day, value) of a field of any card up to the day, oldest first."""
        owner = self.records(people)
        rows = Visit.objects.filter(person__in=list(owner), status="ok", date__lte=self.on, values__has_key=field_id)
        for person, day, values in rows.order_by("date", "seq").values_list("person_id", "date", "values"):
            yield owner[person], day, values[field_id]

    def pregnancies(self, people: Iterable[Person]) -> dict[UUID, Pregnancy]:
        """Person → the pregnancy that is open, the newest one."""
        owner = self.records(people)
        rows = Pregnancy.objects.filter(person__in=list(owner), status="open").order_by("seq")
        return {owner[row.person_id]: row for row in rows}


def scene(places: Sequence[Place], month: Month) -> Scene:
    """Read everybody of these posts once."""
    found = roster([place.id for place in places], month)
    people = Person.objects.filter(pk__in=list(found.members)).select_related("family", "mother")
    return Scene(places, month, found, {one.pk: one for one in people}, {place.id: place.name for place in places})


def heads(*more: str) -> list[Head]:
    """The columns that say who a person is, then those of the list."""
    who = (_("Nomor"), _("Posyandu"), _("Nama"), _("NIK"), _("L/P"), _("Tanggal lahir"), _("Umur"), _("Nama ibu"))
    return [Head(label) for label in (*who, _("Alamat"), _("RT"), _("RW"), _("HP"), *more)]


def row(number: int, person: Person, here: Scene, *more: Cell) -> list[Cell]:
    """Who a person is, then what the list says of them."""
    family, mother = person.family, person.mother
    return [
        number,
        here.names[here.home(person)],
        person.name,
        person.nik or "",
        person.sex or "",
        person.birth_date,
        age_words(here.months(person)),
        person.mother_name or (mother.name if mother else ""),
        family.address if family else "",
        family.rt if family else "",
        family.rw if family else "",
        person.phone or (family.phone if family else ""),
        *more,
    ]


def age_words(months: int | None) -> str:
    """Months up to five years, then years."""
    if months is None:
        return ""
    return _("%d bulan") % months if months < 60 else _("%d tahun") % (months // 12)


def table(
    name: str,
    title: str,
    here: Scene,
    lines: Sequence[tuple[Person, Sequence[Cell]]],
    *more: str,
    source: str = "",
    notes: Sequence[str] = (),
) -> Table:
    """A list as a report, with the persons it names by post."""
    named: dict[str, list[str]] = {}
    for person, _cells in lines:
        named.setdefault(str(here.home(person)), []).append(str(person.pk))
    rows = [row(number, person, here, *cells) for number, (person, cells) in enumerate(lines, start=1)]
    facts = [(_("Bulan"), here.month.words), (_("Jumlah"), str(len(rows)))]
    if len(here.places) == 1:
        facts.insert(0, (_("Posyandu"), here.places[0].name))
    return Table(name, title, heads(*more), rows, facts, notes, source=source, persons=named)
