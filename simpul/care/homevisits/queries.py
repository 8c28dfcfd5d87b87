"""Reads of visits at home: a week as counts of each post, and the people whom the puskesmas should answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from simpul.care.dossier import account_names
from simpul.care.homevisits.folding import answers_of, standing
from simpul.care.homevisits.models import HomeCheck, HomePlan, HomeVisit
from simpul.knowledge.homevisits import load_checklist, load_plan
from simpul.knowledge.rules import Rule, TraceClause, compile_rule, facts_named, trace
from simpul.people.merged import canonical
from simpul.people.models import Family, Person
from simpul.people.queries import PersonLine, address, line
from simpul.people.records import uuids
from simpul.registry.models import Unit

WEEK = timedelta(days=7)
GRAVITY = ("darurat", "rujuk", "konsul", "edukasi")


@dataclass
class WeekRow:
    """A post in a week that begins on Monday `monday`. Everything but `visits` counts persons once.

    `visits` families that were met, `missed` those who were not; `categories` in the order of the form; `open` persons
    in a category whom nobody has answered; `kaders` who went.
    """

    post: UUID
    monday: date
    visits: int = 0
    missed: int = 0
    checked: int = 0
    kaders: int = 0
    categories: dict[str, int] = field(default_factory=lambda: dict.fromkeys(load_plan().categories, 0))
    open: int = 0
    followed: int = 0


@dataclass(frozen=True)
class Finding:
    """One checklist of a person with what was found: the questions behind it, in words of two languages."""

    check: HomeCheck
    title: dict[str, str]
    signs: list[dict[str, str]]
    actions: list[str]


@dataclass(frozen=True)
class Need:
    """A person whom the week's visits put into a category, gravest first."""

    person: PersonLine
    findings: list[Finding]
    categories: list[str]
    is_open: bool
    rank: int


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def weekly(posts: Iterable[Unit], monday: date) -> list[WeekRow]:
    """One row for each post, also for those that visited nobody; the same number of queries for any number."""
    rows = {post.pk: WeekRow(post.pk, monday) for post in posts}
    kaders: dict[UUID, set[str]] = {}
    for visit in HomeVisit.objects.filter(**_week(rows, monday), status="ok").only("post_id", "met", "authors"):
        row = rows[visit.post_id]
        row.visits += visit.met == "ya"
        row.missed += visit.met != "ya"
        kaders.setdefault(visit.post_id, set()).update(visit.authors)
    for post, who in kaders.items():
        rows[post].kaders = len(who)
    _count_persons(rows, list(_checks(rows, monday)))
    return list(rows.values())


def needs(posts: Iterable[Unit], monday: date, today: date) -> list[Need]:
    """Persons in a category, those without an answer first, then by gravity."""
    found = [check for check in _checks({post.pk: None for post in posts}, monday) if check.categories]
    kept = canonical(str(check.person_id) for check in found)
    people = Person.objects.filter(pk__in=uuids(set(kept.values()))).select_related("family", "mother")
    by_person: dict[str, list[HomeCheck]] = {}
    for check in found:
        by_person.setdefault(kept[str(check.person_id)], []).append(check)
    lines = [_need(line(person, today), by_person[str(person.pk)]) for person in people]
    return sorted(lines, key=lambda need: (not need.is_open, need.rank, need.person.name, need.person.id))


def findings_of(records: Iterable[str], limit: int = 6) -> list[Finding]:
    """What visits at home found of a person, all of whose records are named; the latest first."""
    rows = HomeCheck.objects.filter(person__in=uuids(records), status="ok").exclude(categories=[])
    return [_finding(check) for check in rows.order_by("-date", "pk")[:limit]]


@dataclass(frozen=True)
class Agreed:
    """A visit that was planned. `kader` the account's name, empty for whoever can; `kept` when the family was met."""

    plan: HomePlan
    family: str
    address: str
    kader: str
    kept: date | None


def schedule(posts: Iterable[Unit], since: date, until: date) -> list[Agreed]:
    """Plans from one day to another in order of day; four queries for any number."""
    found = HomePlan.objects.filter(post__in=list(posts), date__gte=since, date__lte=until, status="ok")
    plans = list(found.select_related("post").order_by("date", "post__name", "pk"))
    wanted = {plan.subject for plan in plans}
    families = {row.pk: row for row in Family.objects.filter(pk__in=wanted)}
    names = account_names(plan.kader for plan in plans if plan.kader)
    met = HomeVisit.objects.filter(subject__in=wanted, date__gte=since, status="ok", met="ya").order_by("-date")
    days: dict[UUID, list[tuple[date, int]]] = {}
    for subject, day, seq in met.values_list("subject", "date", "seq"):
        days.setdefault(subject, []).append((day, seq))
    return [_agreed(plan, families.get(plan.subject), names, days.get(plan.subject, [])) for plan in plans]


def _agreed(plan: HomePlan, family: Family | None, names: Mapping[str, str], met: list[tuple[date, int]]) -> Agreed:
    """Kept on its day or later, or some days early by a visit that was written after the plan."""
    early = plan.date - WEEK
    kept = [day for day, seq in met if day >= plan.date or (day >= early and seq > plan.seq)]
    where = (family.head_name, address(family)) if family else ("", "")
    return Agreed(plan, *where, names.get(str(plan.kader), ""), min(kept, default=None))


def latest_visit(families: Iterable[str]) -> dict[str, date]:
    """Family → the day on which it was last met at home."""
    rows = HomeVisit.objects.filter(subject__in=uuids(families), status="ok", met="ya")
    found = rows.order_by("subject", "-date").distinct("subject").values_list("subject", "date")
    return {str(family): day for family, day in found}


def _week(posts: Iterable[UUID], monday: date) -> dict[str, object]:
    return {"post__in": list(posts), "date__gte": monday, "date__lt": monday + WEEK}


def _checks(posts: Iterable[UUID], monday: date) -> list[HomeCheck]:
    return list(HomeCheck.objects.filter(**_week(posts, monday), status="ok").order_by("date", "pk"))


def _count_persons(rows: dict[UUID, WeekRow], checks: list[HomeCheck]) -> None:
    kept = canonical(str(check.person_id) for check in checks)
    groups: dict[tuple[UUID, str], list[HomeCheck]] = {}
    for check in checks:
        groups.setdefault((check.post_id, kept[str(check.person_id)]), []).append(check)
    for (post, _person), held in groups.items():
        row = rows[post]
        row.checked += 1
        for category in {name for check in held for name in check.categories}:
            row.categories[category] += 1
        if any(check.categories for check in held):
            is_open = any(check.state == "open" for check in held)
            row.open += is_open
            row.followed += not is_open


def _need(person: PersonLine, checks: list[HomeCheck]) -> Need:
    names = {name for check in checks for name in check.categories}
    actions = {check.action for check in checks}
    return Need(
        person,
        [_finding(check) for check in checks],
        [name for name in load_plan().categories if name in names],
        any(check.state == "open" for check in checks),
        next((rank for rank, action in enumerate(GRAVITY) if action in actions), len(GRAVITY)),
    )


def _finding(check: HomeCheck) -> Finding:
    """The questions that made a rule fire, in the order of the form, with answers other than yes and no."""
    checklist = load_checklist(check.checklist)
    answers = answers_of(check)
    fired = [rule for rule in checklist.card.rules if rule.id in check.fired and rule.id in checklist.category]
    behind = {fact for rule in fired for fact in _decided(rule.when, check)}
    signs = []
    for one in checklist.card.fields:
        if one.id in behind and one.id in answers:
            said = [_said(value) for value in answers[one.id]]
            signs.append({tongue: f"{one.label[tongue]}: {', '.join(w[tongue] for w in said)}" for tongue in TONGUES})
    return Finding(check, dict(checklist.card.title), signs, [rule.action for rule in fired])


def _decided(rule: Rule, check: HomeCheck) -> set[str]:
    """The facts that made the rule hold in what was answered; all it asks for when other facts decided."""
    told = [clause["fact"] for one in standing(check.given) for clause in _held(rule, one["values"])]
    return set(told) or facts_named(rule)


def _held(rule: Rule, answers: Mapping[str, Any]) -> list[TraceClause]:
    return trace(rule, answers) if compile_rule(rule)(answers) is True else []


TONGUES = ("id", "en")


def _said(value: object) -> dict[str, str]:
    if isinstance(value, bool):
        return {"id": "ya", "en": "yes"} if value else {"id": "tidak", "en": "no"}
    text = str(value)
    return {"id": text.replace(".", ",") if isinstance(value, float) else text.replace("_", " "), "en": text}
