"""What a download of e-PPGBM and Simpul say differently: children and days that only one has, values that differ.

Nothing is written. Children are found as an import finds them: by NIK, else by name at the post.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from simpul.exchange import world
from simpul.exchange.eppgbm.writing import cell, content
from simpul.exchange.sheets.columns import field_label
from simpul.exchange.sheets.parse import Parsed, Row
from simpul.exchange.weighings import SIZES
from simpul.exchange.world import Known, World, same_name
from simpul.journal.merge import same
from simpul.knowledge.growth.ages import completed_months

COMPARED = (*SIZES, "measured")
FIRST: tuple["What", ...] = ("value", "day_there", "day_here", "child_there", "child_here")
"""What to look at first: a mistake of typing, then days that one side lacks, then children."""
What = Literal["child_there", "child_here", "day_there", "day_here", "value"]


@dataclass(frozen=True)
class Difference:
    """One thing that differs. `row` of the download; `person` of Simpul; `there` and `here` as people read them."""

    what: What
    post: str
    name: str
    day: date | None = None
    field: str = ""
    there: str = ""
    here: str = ""
    row: int | None = None
    person: str | None = None


@dataclass
class Comparison:
    """All differences, those to mend first, and how much agrees. `unread` are rows with a cell that cannot be read."""

    first: date | None = None
    last: date | None = None
    differences: list[Difference] = field(default_factory=list)
    agreeing_days: int = 0
    children_there: int = 0
    children_here: int = 0
    unread: list[int] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    """Post names of the download that are none of the posts."""

    def count(self, what: What) -> int:
        """How many differences of a kind."""
        return sum(one.what == what for one in self.differences)


def compare(parsed: Parsed, posts: Mapping[str, str]) -> Comparison:
    """Compare a download with the posts it names. `posts`: folded name of the sheet → post id, '' where none is."""
    made = Comparison()
    rows = _readable(parsed.rows, posts, made)
    days = [row.values["date"] for row in rows]
    if not days:
        return made
    made.first, made.last = min(days), max(days)
    here = world.load({posts[_post(row)] for row in rows})
    there = _matched(rows, posts, here, made)
    stored = _stored(here, made.first, made.last)
    for person, by_day in there.items():
        _of_child(here.persons[person], by_day, stored.pop(person, {}), made)
    expected = {one.id for post in here.by_post.values() for one in post if _belongs(one, made.last)}
    made.children_here = len(expected | set(there))
    for person in expected - set(there):
        known = here.persons[person]
        made.differences.append(Difference("child_here", known.post, known.name, person=person))
    made.differences.sort(key=_place)
    return made


def _place(one: Difference) -> tuple[int, str, str, date, str]:
    return FIRST.index(one.what), one.post, same_name(one.name), one.day or date.min, one.field


def _readable(rows: Iterable[Row], posts: Mapping[str, str], made: Comparison) -> list[Row]:
    fine: list[Row] = []
    unknown: set[str] = set()
    for row in rows:
        if row.problems or "date" not in row.values:
            made.unread.append(row.number)
        elif not posts.get(_post(row)):
            unknown.add(str(row.values.get("post", "")))
        else:
            fine.append(row)
    made.unmatched = sorted(unknown)
    return fine


def _post(row: Row) -> str:
    return same_name(str(row.values.get("post", "")))


ByDay = dict[date, list[Row]]


def _matched(rows: list[Row], posts: Mapping[str, str], here: World, made: Comparison) -> dict[str, ByDay]:
    found: dict[str, ByDay] = defaultdict(lambda: defaultdict(list))
    strangers: dict[tuple[str, str, Any], Row] = {}
    for row in rows:
        post = posts[_post(row)]
        known = _child(row, post, here)
        if known is None:
            strangers.setdefault((post, same_name(row.values["name"]), row.values.get("birth_date")), row)
        else:
            found[known.id][row.values["date"]].append(row)
    made.children_there = len(found) + len(strangers)
    for (post, _, _), row in strangers.items():
        made.differences.append(Difference("child_there", post, row.values["name"], row=row.number))
    return found


def _child(row: Row, post: str, here: World) -> Known | None:
    by_nik = here.find(row.values.get("nik", ""))
    if by_nik:
        return by_nik[0]
    birth, named = row.values.get("birth_date"), here.called(post, same_name(row.values["name"]))
    fitting = [one for one in named if birth is None or one.birth is None or one.birth == birth]
    return fitting[0] if len(fitting) == 1 else None


def _stored(here: World, first: date, last: date) -> dict[str, dict[date, dict[str, Any]]]:
    found: dict[str, dict[date, dict[str, Any]]] = defaultdict(dict)
    for (person, day), values in world.measured(here, set(here.persons), first, last).items():
        if any(values.get(name) for name in SIZES):
            found[person][date.fromisoformat(day)] = values
    return found


def _of_child(known: Known, there: ByDay, here: dict[date, dict[str, Any]], made: Comparison) -> None:
    for day, rows in there.items():
        values = here.pop(day, None)
        if values is None:
            made.differences.append(
                Difference("day_there", known.post, known.name, day, row=rows[0].number, person=known.id)
            )
        elif not _values(known, day, rows, values, made):
            made.agreeing_days += 1
    for day in here:
        made.differences.append(Difference("day_here", known.post, known.name, day, person=known.id))


def _values(known: Known, day: date, rows: list[Row], here: Mapping[str, Any], made: Comparison) -> int:
    """How many values of the day differ. What only Simpul knows is no difference: a download has fewer fields."""
    count = 0
    for name in COMPARED:
        there = next((row.values[name] for row in rows if row.values.get(name) is not None), None)
        if there is None or same(here.get(name), there):
            continue
        count += 1
        said, ours = (_shown(value, name) for value in (there, here.get(name)))
        made.differences.append(
            Difference("value", known.post, known.name, day, field_label(name), said, ours, rows[0].number, known.id)
        )
    return count


def _shown(value: Any, name: str) -> str:
    shown = cell(value, name)
    return f"{shown:g}".replace(".", ",") if isinstance(shown, int | float) else str(shown)


def _belongs(one: Known, on: date) -> bool:
    born = one.birth is not None and one.birth <= on
    return born and one.status == "active" and completed_months(one.birth or on, on) <= content()["to_month"]
