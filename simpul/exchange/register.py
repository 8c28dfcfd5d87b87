"""A page of a paper register as a grid: the post's children as rows, what is written of them as columns.

Two kinds of page: a *day* (`hari-2026-03-14`: every measure of one open day) and a *year* of one measure
(`berat-2026`: twelve months, each with the true date of its open day).
"""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.base import ids
from simpul.base.access import NotYours
from simpul.care.models import Dose, Session, Visit
from simpul.exchange.limits import limits
from simpul.exchange.models import RegisterDraft
from simpul.people.models import Person
from simpul.registry.models import Account, Unit

MEASURES = {"berat": "weight_kg", "tinggi": "length_height_cm", "lila": "muac_cm", "lingkar-kepala": "head_cm"}
LABELS: dict[str, tuple[str | Promise, str]] = {
    "weight_kg": (_("Berat"), "kg"),
    "length_height_cm": (_("Tinggi"), "cm"),
    "measured": (_("Cara ukur"), ""),
    "head_cm": (_("Lingkar kepala"), "cm"),
    "muac_cm": (_("LiLA"), "cm"),
    "vitamin_a": (_("Vit. A"), ""),
    "deworming": (_("Obat cacing"), ""),
}
TICKS = frozenset({"vitamin_a", "deworming"})
TODDLER = timedelta(days=1856)
"""The growth standard's last day (60 completed months and a rest): older children are not on a toddlers' register."""
_DAY = re.compile(r"hari-(\d{4}-\d{2}-\d{2})")
_YEAR = re.compile(r"([a-z-]+)-(\d{4})")


@dataclass(frozen=True)
class Column:
    """A column: its key in the draft, the field it fills, the day it is about (None: not said yet)."""

    key: str
    field: str
    day: date | None
    label: str | Promise
    unit: str


@dataclass(frozen=True)
class Cell:
    """A cell as the page shows it: what was typed, or what Simpul has already (`stored`: not typed over)."""

    key: str
    column: Column
    text: str
    stored: bool


@dataclass
class Line:
    """A child of the register. `birth` counts for what can be asked of a measurement."""

    person: Person
    cells: list[Cell] = field(default_factory=list)


@dataclass
class RegisterPage:
    """The page: its post, its columns, its lines; `months` where it has one column for each month."""

    post: Unit
    slug: str
    columns: list[Column]
    draft: RegisterDraft
    lines: list[Line] = field(default_factory=list)

    @property
    def months(self) -> bool:
        """Whether columns are months with dates of their own."""
        return not self.slug.startswith("hari-")

    @property
    def day(self) -> date | None:
        """The day of a day page."""
        return self.columns[0].day if not self.months else None


def open_page(actor: Account, post: Unit, slug: str, today: date) -> RegisterPage:
    """The page with what is stored and what is being typed. Raises NotYours for a page that cannot be."""
    draft = RegisterDraft.objects.filter(account=actor, post=post, page=slug).first()
    draft = draft or RegisterDraft(account=actor, post=post, page=slug)
    page = RegisterPage(post, slug, columns_of(slug, draft, post, today), draft)
    people = children(post, page.columns)
    stored = _stored([person.pk for person in people], page.columns)
    for person in people:
        page.lines.append(Line(person, [_cell(person, column, draft, stored) for column in page.columns]))
    return page


def columns_of(slug: str, draft: RegisterDraft, post: Unit, today: date) -> list[Column]:
    """The columns that a page's name stands for. Raises NotYours for one that stands for nothing, or for the future."""
    earliest = today - timedelta(days=limits().paper_back_days)
    if found := _DAY.fullmatch(slug):
        day = _date(found[1])
        if day is None or not earliest <= day <= today:
            raise NotYours
        return [Column(name, name, day, label, unit) for name, (label, unit) in LABELS.items()]
    found = _YEAR.fullmatch(slug)
    if found is None or found[1] not in MEASURES or not earliest.year <= int(found[2]) <= today.year:
        raise NotYours
    name, year = MEASURES[found[1]], int(found[2])
    known = _open_days(post, year)
    return [_month(name, year, month, draft, known, today) for month in range(1, 13) if date(year, month, 1) <= today]


def _month(name: str, year: int, month: int, draft: RegisterDraft, known: dict[int, date], today: date) -> Column:
    key = f"{year}-{month:02}"
    typed = _date(str(draft.days.get(key, "")))
    day = typed or known.get(month)
    inside = day is not None and (day.year, day.month) == (year, month) and day <= today
    return Column(key, name, day if inside else None, _MONTHS[month - 1], LABELS[name][1])


_MONTHS = (
    *(_("Januari"), _("Februari"), _("Maret"), _("April"), _("Mei"), _("Juni")),
    *(_("Juli"), _("Agustus"), _("September"), _("Oktober"), _("November"), _("Desember")),
)


def month_ends(key: str) -> tuple[str, str]:
    """First and last day of a month column, for the date field above it."""
    year, month = (int(part) for part in key.split("-"))
    return f"{key}-01", f"{key}-{calendar.monthrange(year, month)[1]:02}"


def _open_days(post: Unit, year: int) -> dict[int, date]:
    """Month → its open day: the day that was opened, else the one on which most toddlers were seen."""
    seen = Visit.objects.filter(post=post, date__year=year, card="balita", status="ok").values("date")
    by_number = seen.annotate(number=Count("pk")).order_by("number", "-date").values_list("date", flat=True)
    opened = Session.objects.filter(post=post, date__year=year).order_by("-date").values_list("date", flat=True)
    return {day.month: day for day in [*by_number, *opened]}


def children(post: Unit, columns: Iterable[Column]) -> list[Person]:
    """Toddlers of the post at the time of the columns, by RW, RT and name as the register lists them."""
    days = [column.day for column in columns if column.day] or [
        date(int(column.key[:4]), int(column.key[5:7]), 15) for column in columns
    ]
    born = Person.objects.filter(post=post, merged_into=None, birth_date__range=(min(days) - TODDLER, max(days)))
    rows = born.exclude(status="mistake").select_related("family")
    return sorted(rows, key=lambda one: (_lane(one), one.name.casefold(), str(one.pk)))


def _lane(person: Person) -> tuple[str, str]:
    family = person.family
    return (family.rw.zfill(3), family.rt.zfill(3)) if family else ("~", "~")


Stored = dict[tuple[Any, date], dict[str, Any]]


def _stored(people: list[Any], columns: list[Column]) -> Stored:
    days = {column.day for column in columns if column.day}
    visits = Visit.objects.filter(person__in=people, date__in=days, status="ok", card="balita")
    found: Stored = {(v.person_id, v.date): dict(v.values) for v in visits}
    for person, product, day in Dose.objects.filter(person__in=people, date__in=days, status="ok").values_list(
        "person_id", "product", "date"
    ):
        name = "deworming" if product == "ALBENDAZOL" else "vitamin_a" if product.startswith("VITA") else ""
        if name:
            found.setdefault((person, day), {})[name] = True
    return found


def _cell(person: Person, column: Column, draft: RegisterDraft, stored: Stored) -> Cell:
    key = f"{person.pk}|{column.key}"
    value = stored.get((person.pk, column.day), {}).get(column.field) if column.day else None
    if value is not None:
        return Cell(key, column, shown(value), True)
    return Cell(key, column, str(draft.cells.get(key, "")), False)


def shown(value: Any) -> str:
    """A stored value as the register writes it."""
    if isinstance(value, bool):
        return "✓" if value else ""
    if isinstance(value, int | float):
        return f"{value:g}".replace(".", ",")
    return {"l": "t", "h": "b"}.get(str(value), str(value))


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def session_of(post: str, day: date) -> str:
    """The open day to which a day page belongs."""
    return ids.session_id(post, day.isoformat())
