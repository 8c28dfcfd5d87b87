"""A visit as the lines that somebody copies into a national application, in the order of its screens.

Questionnaires about the mind are not on these sheets: their answers stay with the treating team.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from typing import Any

from django.db.models import Model

from simpul.base.words import say
from simpul.care.models import Dose, Visit
from simpul.care.values import field_label, value_words
from simpul.knowledge.cards.doses import answered_by_dose
from simpul.knowledge.content import CONTENT_DIR, read_json
from simpul.people.merged import records_of
from simpul.people.models import Person
from simpul.registry.models import Area

AREA_LEVELS = {"province": 2, "city": 5, "district": 8, "village": 13}
"""Characters of the Kemendagri code that name each level."""
MISSING = ""


@dataclass(frozen=True)
class Line:
    """One field to type: its label on the screen and what to type; empty when it is not known."""

    label: str
    value: str


@dataclass(frozen=True)
class Source:
    """A visit and everything a line may ask about."""

    person: Person
    visit: Visit
    doses: list[Dose]
    areas: Mapping[str, str]


@cache
def _content() -> Mapping[str, Any]:
    found: Mapping[str, Any] = read_json(CONTENT_DIR / "exchange" / "copy-sheets.json")
    return found


def sheets(card: str | None = None) -> dict[str, str]:
    """Id → title of the sheets for a card; of all without one."""
    return {one["id"]: say(one["title"]) for one in _content()["sheets"] if card in (None, *one["cards"])}


def cards_of(sheet: str) -> list[str]:
    """The cards whose visits a sheet copies. Raises KeyError for an unknown sheet."""
    cards: list[str] = _sheet(sheet)["cards"]
    return cards


def lines(sheet: str, source: Source) -> list[Line]:
    """The lines of a sheet for a visit. Raises KeyError for an unknown sheet."""
    found = _sheet(sheet)
    made = [Line(say(one["label"]), _value(one, source)) for one in found["lines"]]
    if "doses" in found:
        for number, dose in enumerate(source.doses, start=1):
            made.append(Line(f"{say(found['doses'])}{number}", _dose_words(dose)))
    return made


def sources(visits: Iterable[Visit]) -> list[Source]:
    """What the sheets need about these visits, in a handful of queries for each person."""
    found = []
    for visit in visits:
        person = Person.objects.select_related("family", "mother", "post").get(pk=visit.person_id)
        doses = Dose.objects.filter(person__in=records_of(str(person.pk)), date=visit.date, status="ok")
        code = str(person.post.area_id)
        named = {name: code[:length] for name, length in AREA_LEVELS.items() if len(code) >= length}
        areas = dict(Area.objects.filter(pk__in=named.values()).values_list("pk", "name"))
        places = {name: areas.get(part, MISSING) for name, part in named.items()}
        found.append(Source(person, visit, list(doses.order_by("product", "number", "pk")), places))
    return found


def _sheet(sheet: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = {one["id"]: one for one in _content()["sheets"]}[sheet]
    return found


def _value(line: Mapping[str, Any], source: Source) -> str:
    if "yes_of" in line:
        return _nth_yes(source.visit, line["yes_of"], line["nth"])
    of, _, name = str(line["from"]).partition(".")
    if of == "value":
        card = source.visit.card
        given = {dose.product for dose in source.doses if dose.source == "given"}
        value = True if name in answered_by_dose(card, given) else source.visit.values.get(name)
        return MISSING if value in (None, "") else _typed(source.visit.card, name, value)
    if of == "area":
        return source.areas.get(name, MISSING)
    owner: Model | None = {
        "visit": source.visit,
        "person": source.person,
        "mother": source.person.mother,
        "family": source.person.family,
    }[of]
    value = getattr(owner, name, None) if owner is not None else None
    if not value and (of, name) == ("person", "phone") and source.person.family:
        value = source.person.family.phone
    return _written(name, value)


def _typed(card: str, name: str, value: Any) -> str:
    """Numbers with a comma and without their unit, as they are typed; the rest in words."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:g}".replace(".", ",")
    return value_words(card, name, value)


def _written(name: str, value: Any) -> str:
    if isinstance(value, date):
        return value.strftime(_content()["date"])
    if name == "sex":
        return {"L": "Laki-laki", "P": "Perempuan"}.get(str(value), MISSING)
    return str(value or MISSING)


def _nth_yes(visit: Visit, prefix: str, nth: int) -> str:
    yes = (name for name, value in sorted(visit.values.items()) if name.startswith(prefix) and value is True)
    found = next(islice(yes, nth - 1, None), None)
    return field_label(visit.card, found) if found else MISSING


def _dose_words(dose: Dose) -> str:
    number = f" {dose.number}" if dose.number else ""
    batch = f", {dose.batch}" if dose.batch else ""
    return f"{dose.product}{number}, {_written('date', dose.date)}{batch}"
