"""Formats 1 to 5: registers of pregnancies, infants, toddlers, women and the expecting."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.care.models import Pregnancy
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.recap import Place
from simpul.exchange.reporting.roster import Member, Roster, months_old, roster
from simpul.exchange.reporting.sip.book import Book, book, pregnancies
from simpul.exchange.reporting.sip.formats import Line, filled, format_of
from simpul.exchange.reporting.tables import Cell, Table
from simpul.people.models import Person

VITAMIN_A, DEWORMING, IRON = ("VITA-BIRU", "VITA-MERAH"), "ALBENDAZOL", 3
OUTCOMES = {
    "birth": gettext_lazy("lahir hidup"),
    "stillbirth": gettext_lazy("lahir meninggal"),
    "miscarriage": gettext_lazy("keguguran"),
    "mother_died": gettext_lazy("ibu meninggal"),
    "moved": gettext_lazy("pindah"),
}


def table(name: str, places: Sequence[Place], month: Month) -> Table:
    """A register of these posts. Raises KeyError for an unknown one."""
    form, found = format_of(name), roster([place.id for place in places], month)
    if form["rows"] in ("pregnancy", "expecting"):
        lines, named = _of_pregnancies(form, found)
    else:
        lines, named = _of_members(form, found)
    return filled(form, lines, places, month, named)


Named = tuple[list[Line], dict[str, list[str]]]


def _of_members(form: Mapping[str, Any], found: Roster) -> Named:
    members = [one for part in (found.members, found.gone) for one in part.values() if _fits(one, form, found.month)]
    known = book(found, members)
    ordered = sorted(members, key=lambda one: (known.persons[one.id].name, str(one.id)))
    make = _child if form["rows"] == "child" else _woman
    return [make(known, one) for one in ordered], _named((one.post, one.id) for one in ordered)


def _fits(member: Member, form: Mapping[str, Any], month: Month) -> bool:
    if member.birth is None or (form["rows"] == "woman" and member.sex != "P"):
        return False
    low, high = form["months"]
    return bool(low <= months_old(member.birth, month.last) <= high)


def _named(pairs: Any) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for post, person in pairs:
        named.setdefault(str(post), []).append(str(person))
    return named


def _place(person: Person) -> str:
    family = person.family
    return "/".join(part for part in (family.rt, family.rw) if part) if family else ""


def _child(known: Book, member: Member) -> Line:
    person = known.persons[member.id]
    line: dict[str, Cell] = {
        "name": person.name,
        "sex": member.sex,
        "birth_date": member.birth,
        "birth_weight": person.birth_weight_kg,
        "father": person.father_name,
        "mother": person.mother_name or (person.mother.name if person.mother else ""),
        "rt_rw": _place(person),
        "died": person.status_date if person.status == "died" else None,
    }
    for point in known.growth[member.id]:
        if point.weight_kg is not None:
            line[f"weight_{point.date.month}"] = f"{number_format(point.weight_kg)} {point.mark or ''}".strip()
    line |= known.dose_days(member.id)
    for dose in known.doses[member.id]:
        if dose.date >= known.since and dose.product in VITAMIN_A and dose.date.month in (2, 8):
            line[f"vitamin_a_{dose.date.month}"] = dose.date
        elif dose.date >= known.since and dose.product == DEWORMING:
            line["deworming"] = dose.date
    if known.latest(member.id, "pmt_local"):
        line["pmt"] = _("ya")
    return line


def _woman(known: Book, member: Member) -> Line:
    person = known.persons[member.id]
    assert member.birth is not None
    line: dict[str, Cell] = {
        "name": person.name,
        "age_years": months_old(member.birth, known.month.last) // 12,
        "muac": known.latest(member.id, "muac_cm"),
        "contraception": known.latest(member.id, "contraception_method"),
    }
    return line | _td(known, member.id)


def _td(known: Book, person: UUID) -> dict[str, Cell]:
    days = known.dose_days(person)
    return {f"td_{number}": days.get(f"dose_TD_{number}") for number in range(1, 6)}


def _of_pregnancies(form: Mapping[str, Any], found: Roster) -> Named:
    episodes = pregnancies(found)
    mothers = {one.pk: member for one in episodes if (member := found.who(one.person_id)) is not None}
    known = book(found, mothers.values())
    episodes = [one for one in episodes if one.pk in mothers]
    if form["rows"] == "expecting":
        lines = [_expecting(known, one, mothers[one.pk]) for one in episodes]
    else:
        babies = Person.objects.in_bulk([child for one in episodes for child in one.children])
        lines = [_outcome(known, one, mothers[one.pk], babies) for one in episodes]
    return lines, _named((mothers[one.pk].post, mothers[one.pk].id) for one in episodes)


def _outcome(known: Book, one: Pregnancy, mother: Member, babies: Mapping[UUID, Person]) -> Line:
    person = known.persons[mother.id]
    born = [babies[UUID(child)] for child in one.children if UUID(child) in babies]
    died = next((baby.status_date for baby in born if baby.status == "died"), None)
    return {
        "mother": person.name,
        "father": one.husband_name,
        "rt_rw": _place(person),
        "gravida": one.gravida,
        "lmp": one.lmp,
        "edd": one.edd,
        "end_date": one.end_date,
        "outcome": str(OUTCOMES.get(one.outcome or "", "")),
        "babies": "; ".join(_baby(baby) for baby in born),
        "infant_died": died,
        "mother_died": person.status_date if person.status == "died" else None,
    }


def _baby(baby: Person) -> str:
    weight = f", {number_format(baby.birth_weight_kg)} kg" if baby.birth_weight_kg else ""
    return f"{baby.name} ({baby.sex or '?'}{weight})"


def _expecting(known: Book, one: Pregnancy, mother: Member) -> Line:
    person = known.persons[mother.id]
    visits = [visit for visit in known.visits[mother.id] if visit.card == "hamil"]
    first = visits[0].date if visits else None
    line: dict[str, Cell] = {
        "mother": person.name,
        "age_years": months_old(mother.birth, known.month.last) // 12 if mother.birth else None,
        "rt_rw": _place(person),
        "registered": first,
        "weeks": _weeks(one.lmp, first),
        "gravida": one.gravida,
        "muac": next((visit.values["muac_cm"] for visit in visits if visit.values.get("muac_cm")), None),
        "risks": ", ".join(one.risks),
    }
    if any(visit.values.get("mt_kek_text") for visit in visits):
        line["pmt"] = _("ya")
    for visit in visits:
        if visit.values.get("weight_kg"):
            line[f"weight_{visit.date.month}"] = visit.values["weight_kg"]
    iron = [visit.date for visit in visits if visit.values.get("ttd_given")]
    line |= {f"iron_{number}": day for number, day in enumerate(iron[:IRON], start=1)}
    if any(visit.card == "nifas" and visit.values.get("vitamin_a") for visit in known.visits[mother.id]):
        line["vitamin_a"] = _("ya")
    return line | _td(known, mother.id)


def _weeks(lmp: date | None, day: date | None) -> int | None:
    return (day - lmp).days // 7 if lmp is not None and day is not None and day >= lmp else None
