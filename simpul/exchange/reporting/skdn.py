"""SKDN: children on the list, with a card, weighed and gaining, by age and sex; for several posts at once."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from simpul.base.words import say
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.reading import about
from simpul.exchange.reporting.roster import Roster, months_old, roster
from simpul.exchange.reporting.seen import Seen, seen
from simpul.exchange.reporting.tables import Cell, Head, Table
from simpul.exchange.world import SOURCE
from simpul.knowledge.content import CONTENT_DIR, read_json
from simpul.knowledge.rules import compile_rule
from simpul.knowledge.rules.clauses import Test

SEXES = ("L", "P")
Key = tuple[str, str, str]
"""Letter, age, sex."""


@cache
def content() -> Mapping[str, Any]:
    """`content/reports/skdn.json`."""
    data: Mapping[str, Any] = read_json(CONTENT_DIR / "reports" / "skdn.json")
    return data


@cache
def _rules() -> tuple[tuple[str, Test | None], ...]:
    return tuple((row["id"], compile_rule(row["when"]) if row["when"] else None) for row in content()["rows"])


@dataclass
class Skdn:
    """The month of one post or of several. `unknown`: children without a known sex, who are in no column."""

    month: Month
    counts: Counter[Key] = field(default_factory=Counter)
    unknown: int = 0

    def of(self, letter: str, age: str = "", sex: str = "") -> int:
        """A number; without age or sex the sum over them."""
        return sum(
            number
            for (one, its_age, its_sex), number in self.counts.items()
            if one == letter and age in ("", its_age) and sex in ("", its_sex)
        )

    def indicator(self, indicator: Mapping[str, Any]) -> float | None:
        """In percent; None when there is nothing to divide by."""
        over = sum(self.of(letter) for letter in indicator["over"])
        under = sum(self.of(letter) for letter in indicator["under"])
        under -= sum(self.of(letter) for letter in indicator.get("less", ()))
        return 100 * over / under if under > 0 else None

    def __add__(self, other: "Skdn") -> "Skdn":
        """Both together."""
        return Skdn(self.month, self.counts + other.counts, self.unknown + other.unknown)


def skdn(posts: Iterable[UUID], month: Month) -> dict[UUID, Skdn]:
    """The SKDN of each post."""
    here = list(posts)
    found = roster(here, month)
    return skdn_of_roster(here, found, seen(found))


def skdn_of_roster(posts: Iterable[UUID], found: Roster, people: Mapping[UUID, Seen]) -> dict[UUID, Skdn]:
    """The same of a roster at hand and what was seen of it."""
    month = found.month
    made = {post: Skdn(month) for post in posts}
    cards = _with_card(found)
    for part in (found.members, found.gone):
        for member in part.values():
            one = people.get(member.id) or Seen(member)
            if member.id in found.gone and one.last is None:
                continue
            day = one.last or month.last
            if member.birth is None or member.birth > day:
                continue
            age = _age(months_old(member.birth, day))
            if age and member.sex in SEXES:
                _add(made[member.post], one, age, member.sex, member.id in cards)
            elif age:
                made[member.post].unknown += 1
    return made


def _add(made: Skdn, one: Seen, age: str, sex: str, has_card: bool) -> None:
    weighed = isinstance(one.facts.get("weight_kg"), int | float)
    facts = one.facts | {"weighed": weighed, "has_card": has_card or weighed}
    for letter, rule in _rules():
        made.counts[letter, age, sex] += rule is None or rule(facts) is True


@cache
def _age(months: int) -> str:
    return next((age["id"] for age in content()["ages"] if age["from_month"] <= months <= age["to_month"]), "")


def _with_card(found: Roster) -> set[UUID]:
    """Who was ever weighed until the month's end, or is known to have a book."""
    records = found.records()
    weighed = about(
        "SELECT DISTINCT person_id FROM care_growth WHERE weight_kg IS NOT NULL AND date <= %s",
        [found.month.last],
        "person_id",
        records,
    )
    booked = about(
        "SELECT id FROM people_person WHERE extra -> %s ->> 'has_mch_book' = 'true'", [SOURCE], "id", records
    )
    return {row[0] for row in weighed} | {row[0] for row in booked}


def total(found: Mapping[UUID, Skdn], month: Month) -> Skdn:
    """All posts together."""
    return sum(found.values(), Skdn(month))


def table(found: Skdn, facts: Sequence[tuple[str, str]]) -> Table:
    """The monthly sheet: letters by age and sex."""
    form = content()
    heads = [Head(_("Uraian"))]
    for age in form["ages"]:
        heads += [Head(sex, say(age["label"])) for sex in SEXES]
    heads += [Head(sex, _("Jumlah")) for sex in SEXES] + [Head(_("L+P"), _("Jumlah"))]
    notes = [say(row["note"]) for row in form["rows"] if "note" in row]
    if found.unknown:
        notes.append(_("%d anak tanpa jenis kelamin tidak terhitung.") % found.unknown)
    notes.append("  ·  ".join(f"{name} {value} ({words})" for name, value, words in indicators(found)))
    return Table(
        form["id"],
        say(form["title"]),
        heads,
        [_line(found, row) for row in form["rows"]],
        [*facts, (_("Bulan"), found.month.words)],
        notes,
        say(form["signed_by"]),
        form["source"],
    )


def _line(found: Skdn, row: Mapping[str, Any]) -> list[Cell]:
    letter = row["id"]
    cells: list[Cell] = [say(row["label"])]
    cells += [found.of(letter, age["id"], sex) for age in content()["ages"] for sex in SEXES]
    return [*cells, *(found.of(letter, sex=sex) for sex in SEXES), found.of(letter)]


def indicators(found: Skdn) -> list[tuple[str, str, str]]:
    """Name, value in percent and what it means; an en dash when it cannot be said."""
    made = []
    for one in content()["indicators"]:
        value = found.indicator(one)
        made.append((one["id"], "–" if value is None else f"{value:.1f}%".replace(".", ","), say(one["label"])))
    return made


def months_table(months: Sequence[Skdn], facts: Sequence[tuple[str, str]]) -> Table:
    """The table beside the picture: a row for each month."""
    letters = [row["id"] for row in content()["rows"]]
    heads = [Head(_("Bulan")), *(Head(letter) for letter in letters), *(Head(name) for name in ("D/S", "N/D"))]
    rows: list[list[Cell]] = []
    for one in months:
        said = {name: value for name, value, _words in indicators(one)}
        rows.append([one.month, *(one.of(letter) for letter in letters), said["D/S"], said["N/D"]])
    return Table("skdn-bulan", _("Balok SKDN"), heads, rows, facts, source=content()["source"])
