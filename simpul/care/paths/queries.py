"""Reads of growth paths: who should be confirmed, how each open path goes, and the counts for reports."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from simpul.base.words import say
from simpul.care.models import Growth, Path
from simpul.care.paths.weighings import Weighing, recovered, weighings
from simpul.knowledge.growth.ages import completed_months
from simpul.knowledge.growth_path import (
    Feeding,
    Step,
    Task,
    content,
    feeding,
    given_up,
    reasons_of,
    rhythm,
    tasks,
)
from simpul.people.merged import canonical
from simpul.people.models import Person
from simpul.people.queries import PersonLine, line
from simpul.people.records import uuids
from simpul.registry.models import Unit


@dataclass(frozen=True)
class Proposal:
    """A measured child whom no path helps yet: codes of the reasons, and the weighing that says so."""

    person: PersonLine
    reasons: list[str]
    words: list[str]
    growth: Growth

    @property
    def urgent(self) -> bool:
        """Whether the gravest reason comes first in the content."""
        return self.reasons[0] == str(content()["reasons"][0]["code"])


@dataclass(frozen=True)
class PathLine:
    """A path and how it goes. `tasks` what is next, due first in front; empty for a closed one."""

    path: Path
    person: PersonLine
    words: list[str]
    seen: list[Weighing]
    tasks: list[Task]
    feeding: Feeding | None
    given_up: bool
    recovered: bool
    today: date

    @property
    def next(self) -> Task | None:
        """What comes first."""
        return self.tasks[0] if self.tasks else None

    @property
    def late_days(self) -> int:
        """Days since the first task was due; 0 when nothing is late."""
        return max(0, (self.today - self.next.due).days) if self.next else 0

    @property
    def steps(self) -> list[dict[str, Any]]:
        """What was done, the latest first, with its note and words."""
        known = {one["code"]: one for one in content()["steps"]}
        done = sorted(self.path.steps, key=lambda step: step["date"])
        return [_said(step, known.get(step["step"]), self.path.notes.get(step["entry"], "")) for step in done[::-1]]


def reason_words(codes: Iterable[str]) -> list[str]:
    """Reasons in words, gravest first."""
    named = set(codes)
    return [say(reason["word"]) for reason in content()["reasons"] if reason["code"] in named]


def proposals(posts: Iterable[Unit], today: date) -> list[Proposal]:
    """Children of these posts whose last weighing calls for a path and who have none, gravest and longest first."""
    return _proposed(Person.objects.filter(post__in=list(posts), merged_into=None), today)


def proposal_of(child: Person, today: date) -> Proposal | None:
    """The same for one child."""
    return next(iter(_proposed(Person.objects.filter(pk=child.pk), today)), None)


def _proposed(people: QuerySet[Person], today: date) -> list[Proposal]:
    valid = today - timedelta(days=int(content()["proposal_valid_days"]))
    known = people.filter(status="active", birth_date__isnull=False).select_related("family", "mother")
    persons = {str(p.pk): p for p in known if _young(p, today)}
    rows = Growth.objects.filter(person__in=uuids(persons), weight_kg__isnull=False, date__lte=today)
    latest = {str(row.person_id): row for row in rows.order_by("person", "-date").distinct("person")}
    answered = _answered(persons)
    found = []
    for key, row in latest.items():
        reasons = reasons_of(row.categories, row.alerts)
        if reasons and row.date >= valid and not any(_answers(path, row) for path in answered.get(key, [])):
            found.append(Proposal(line(persons[key], today), reasons, reason_words(reasons), row))
    order = {reason["code"]: n for n, reason in enumerate(content()["reasons"])}
    return sorted(found, key=lambda one: (order[one.reasons[0]], one.growth.date, one.person.id))


def open_paths(posts: Iterable[Unit], today: date) -> list[PathLine]:
    """Open paths of these posts, what is late longest first."""
    rows = list(Path.objects.filter(post__in=list(posts), status="open").order_by("id"))
    lines = path_lines(rows, today)
    return sorted(lines, key=lambda one: (one.next.due if one.next else today, one.person.name))


def path_lines(paths: Sequence[Path], today: date) -> list[PathLine]:
    """How these paths go; the same number of queries for any number. Children who are no longer there are left out."""
    kept = canonical(str(path.person_id) for path in paths)
    people = Person.objects.filter(pk__in=uuids(kept.values())).select_related("family", "mother")
    persons = {str(p.pk): p for p in people}
    growth: dict[str, list[Growth]] = {}
    for row in Growth.objects.filter(person__in=uuids(persons)).order_by("date"):
        growth.setdefault(str(row.person_id), []).append(row)
    found = []
    for path in paths:
        child = persons.get(kept[str(path.person_id)])
        if child is not None:
            found.append(_line(path, child, growth.get(str(child.pk), []), today))
    return found


def paths_of(records: Iterable[str], today: date) -> list[PathLine]:
    """All paths of a child under whichever of its records, the latest first; void ones left out."""
    rows = Path.objects.filter(person__in=uuids(list(records))).exclude(status="void").order_by("-opened_on", "-id")
    return path_lines(list(rows), today)


def path_counts(posts: Iterable[Unit], first: date, last: date) -> dict[str, int]:
    """For reports: paths opened in the days `first` to `last`, closed in them by outcome, and open at their end."""
    rows = Path.objects.filter(post__in=list(posts), opened_on__lte=last).exclude(status="void")
    found = {"open": 0, "opened": 0} | {o["counts"]: 0 for o in content()["outcomes"] if o["counts"]}
    counts = {o["code"]: o["counts"] for o in content()["outcomes"]}
    for path in rows:
        found["opened"] += path.opened_on >= first
        if path.closed_on is None or path.closed_on > last:
            found["open"] += 1
        elif path.closed_on >= first and counts.get(path.outcome):
            found[counts[path.outcome]] += 1
    return found


def _line(path: Path, child: Person, growth: list[Growth], today: date) -> PathLine:
    seen = weighings(child, growth, [path])
    steps = steps_of(path)
    days = [w.on for w in seen]
    is_open = path.status == "open"
    well = is_open and recovered(rhythm(path.reasons), path.opened_on, seen)
    return PathLine(
        path,
        line(child, today),
        reason_words(path.reasons),
        seen,
        tasks(path.opened_on, path.reasons, steps, days, well, today) if is_open else [],
        feeding(steps, today),
        is_open and given_up(days, path.opened_on, today),
        well,
        today,
    )


def steps_of(path: Path) -> list[Step]:
    """The steps of a row, in order of their days."""
    found = [
        Step(step["step"], date.fromisoformat(step["date"]), step.get("result", ""), step.get("values"))
        for step in path.steps
    ]
    return sorted(found, key=lambda step: step.on)


def _said(step: dict[str, Any], known: Any, note: str) -> dict[str, Any]:
    results = {one["code"]: say(one["word"]) for one in known["results"]} if known else {}
    words = say(known["word"]) if known else step["step"]
    said = [results.get(step.get("result", ""), ""), *_figures(step.get("values") or {})]
    return {"words": words, "said": [one for one in said if one], "note": note, "day": date.fromisoformat(step["date"])}


def _figures(values: Mapping[str, Any]) -> list[str]:
    units = {
        "weight_kg": _("%(n)s kg"),
        "length_height_cm": _("%(n)s cm"),
        "portions": _("%(n)s porsi"),
        "days": _("untuk %(n)s hari"),
    }
    figures = [(unit, values.get(name)) for name, unit in units.items()]
    swollen = [_("bengkak di kedua punggung kaki")] if values.get("oedema") is True else []
    return [unit % {"n": number_format(n)} for unit, n in figures if isinstance(n, int | float)] + swollen


def _young(person: Person, today: date) -> bool:
    born = person.birth_date
    return born is not None and born <= today and completed_months(born, today) <= int(content()["to_month"])


def _answered(persons: dict[str, Person]) -> dict[str, list[Path]]:
    """Child → its paths of whatever state, under the record kept."""
    rows = list(Path.objects.filter(post__in={p.post_id for p in persons.values()}))
    kept = canonical(str(path.person_id) for path in rows)
    found: dict[str, list[Path]] = {}
    for path in rows:
        found.setdefault(kept[str(path.person_id)], []).append(path)
    return found


def _answers(path: Path, row: Growth) -> bool:
    """Whether a path speaks for this weighing: it is open, or it was opened or closed since."""
    since = max(path.opened_on, path.closed_on or path.opened_on)
    return path.status == "open" or since >= row.date
