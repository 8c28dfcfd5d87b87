"""Cards of a year, one table for each person who was seen with the card."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from simpul.base.words import say
from simpul.care.models import Visit
from simpul.care.values import card_title, value_words
from simpul.exchange.reporting.cards.content import columns as columns_of
from simpul.exchange.reporting.cards.content import content
from simpul.exchange.reporting.cards.derived import Day, derived
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.recap import Place
from simpul.exchange.reporting.roster import Member, months_old, roster
from simpul.exchange.reporting.sip.book import Book, book, pregnancies
from simpul.exchange.reporting.tables import Cell, Head, Table
from simpul.people.nik import mask_nik
from simpul.people.queries import address


def cards(card: str, places: Sequence[Place], month: Month) -> list[Table]:
    """The cards of everybody whom the card was filled for this year until the month's end, by name."""
    found = roster([place.id for place in places], month)
    members = [*found.members.values(), *found.gone.values()]
    known = book(found, members)
    days = Day.read(known, pregnancies(found) if card == "hamil" else [])
    held = [one for one in members if any(visit.card == card for visit in known.visits[one.id])]
    held.sort(key=lambda one: (known.persons[one.id].name, str(one.id)))
    names = {place.id: place.name for place in places}
    return [_card(card, known, days, one, names) for one in held]


def _card(card: str, known: Book, days: Day, member: Member, names: Mapping[UUID, str]) -> Table:
    columns = columns_of(card)
    heads = [Head(_label(column), step=column["step"]) for column in columns]
    visits = [visit for visit in known.visits[member.id] if visit.card == card]
    return Table(
        f"kartu-{card}",
        card_title(card),
        heads,
        [_line(card, columns, known, days, member, visit) for visit in visits],
        _who(known, member, names),
        paper=content()["papers"].get(card, {}).get(member.sex or "", ""),
        persons={str(member.post): [str(member.id)]},
    )


def _label(column: Mapping[str, Any]) -> str:
    """Columns that the card counts by letters keep their letter; numbers stand below anyway."""
    letter = "" if column["no"].isdigit() else f"{column['no']} "
    return letter + say(column["label"])


def _who(known: Book, member: Member, names: Mapping[UUID, str]) -> list[tuple[str, str]]:
    person = known.persons[member.id]
    mother = person.mother_name or (person.mother.name if person.mother else "")
    said = [
        (_("Nama"), person.name),
        (_("NIK"), mask_nik(person.nik)),
        (_("L/P"), member.sex or ""),
        (_("Lahir"), date_format(member.birth, "j F Y") if member.birth else ""),
        (_("Ibu"), mother),
        (_("Alamat"), address(person.family)),
        (_("Posyandu"), names.get(member.post, "")),
        (_("Tahun"), str(known.month.year)),
    ]
    return [(name, value) for name, value in said if value]


def _line(
    card: str, columns: Sequence[Mapping[str, Any]], known: Book, days: Day, member: Member, visit: Visit
) -> list[Cell]:
    more = derived(card, known, days, member, visit)
    return [_cell(card, column["from"], visit, more, _age(member, visit.date)) for column in columns]


def _age(member: Member, day: date) -> int | None:
    return months_old(member.birth, day) if member.birth is not None and member.birth <= day else None


def _cell(card: str, names: Sequence[str], visit: Visit, more: Mapping[str, Cell], months: int | None) -> Cell:
    if names == ["visit_date"]:
        return visit.date
    if names == ["age_months"]:
        return months
    if names == ["systolic", "diastolic"]:
        pressure = [str(visit.values.get(name) or "?") for name in names]
        return "/".join(pressure) if pressure != ["?", "?"] else None
    said = [_said(card, name, visit, more) for name in names]
    return " ".join(dict.fromkeys(word for word in said if word)) or None


def _said(card: str, name: str, visit: Visit, more: Mapping[str, Cell]) -> str:
    if name in more:
        found = more[name]
        return number_format(found) if isinstance(found, float) else str(found or "")
    value = visit.values.get(name)
    if value is None or value == "":
        return ""
    # The heading names the unit already.
    words = value_words(card, name, value)
    return words.rpartition(" ")[0] if isinstance(value, int | float) and " " in words else words
