"""All that the puskesmas may see about a person, gathered once for the inbox and the person page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from simpul.base import clock
from simpul.base.words import language
from simpul.care.body import body_words
from simpul.care.chart_svg import Chart
from simpul.care.charts import band_word, categories_in_words, charts
from simpul.care.household import household_words
from simpul.care.models import Dose, Growth, Pregnancy, Visit
from simpul.care.values import card_title, field_label, is_private, value_words, visit_words
from simpul.care.visits import CORRECTED
from simpul.journal.rows import is_uuid
from simpul.knowledge import schedules
from simpul.knowledge.growth.ages import completed_months
from simpul.knowledge.growth.content import read_content
from simpul.network.models import Request
from simpul.network.queries import ordinary
from simpul.people.ages import age_words
from simpul.people.merged import records_of
from simpul.people.models import Consent, Family, Person
from simpul.people.queries import address
from simpul.registry.models import Account, Unit

CHILD_SCHEDULES = ("immunisation", "vitamin-a", "deworming")
MOTHER_SCHEDULES = ("td",)
"""Her contacts stand with her pregnancy (`episodes`)."""


@dataclass(frozen=True)
class VisitLine:
    """A visit in words. `growth` None for a visit without measurements; `yes` and `no` are labels of questions.

    `private` was answered by a young person alone: label and value, for the screen and never for paper.
    """

    visit: Visit
    post: str
    card: str
    values: list[tuple[str, str]]
    yes: list[str]
    no: list[str]
    private: list[tuple[str, str]]
    growth: Growth | None
    words: list[str]
    alerts: list[str]
    by: list[str]
    corrected: list[str]


@dataclass(frozen=True)
class ScheduleLine:
    """A dose or contact: product, number, status in words, the sentence why, and the day that matters."""

    product: str
    dose: int
    status: str
    status_words: str
    reason: str
    day: date | None


@dataclass(frozen=True)
class DoseLine:
    """A dose as it was written down, and why it does not count (empty when it does)."""

    dose: Dose
    remark: str


@dataclass
class Dossier:
    """A person with everything about them; records that were merged are read as one."""

    person: Person
    ids: list[str]
    family: Family | None
    post: Unit
    members: list[Person] = field(default_factory=list)
    visits: list[VisitLine] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    schedule: list[ScheduleLine] = field(default_factory=list)
    doses: list[Dose] = field(default_factory=list)
    dose_lines: list[DoseLine] = field(default_factory=list)
    pregnancies: list[Pregnancy] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    address: str = ""
    household: list[tuple[str, str]] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)


def dossier(person: Person) -> Dossier:
    """Gather it: about a dozen queries, whatever the length of the history."""
    ids = records_of(str(person.pk))
    family = Family.objects.filter(pk=person.family_id).first() if person.family_id else None
    found = Dossier(person, ids, family, Unit.objects.select_related("area").get(pk=person.post_id))
    if family is not None:
        kin = Person.objects.filter(family=family, merged_into=None).exclude(pk__in=ids)
        found.address = address(family)
        found.members = list(kin.order_by("birth_date"))
    visits = list(Visit.objects.filter(person__in=ids, status="ok").order_by("-date").select_related("served_at"))
    growth = list(Growth.objects.filter(visit__in=visits).order_by("date"))
    heads = {v.pk: h for v in visits if (h := v.values.get("head_cm")) and isinstance(h, int | float)}
    found.household = household_words(person)
    found.visits = _visit_lines(visits, growth, body_words(person, visits))
    found.charts = charts(person, growth, heads)
    found.pregnancies = list(Pregnancy.objects.filter(person__in=ids).exclude(status="void").order_by("-seq"))
    found.doses = list(Dose.objects.filter(person__in=ids, status="ok").order_by("-date", "-pk"))
    _schedule(found)
    found.requests = list(ordinary().filter(person__in=ids).order_by("-opened_at"))
    subjects = [*ids, *([family.pk] if family else [])]
    found.consents = list(Consent.objects.filter(subject__in=subjects).order_by("-date", "-seq"))
    return found


def _visit_lines(visits: list[Visit], growth: list[Growth], bodies: Mapping[Any, list[str]]) -> list[VisitLine]:
    by_visit = {row.visit_id: row for row in growth}
    steps = (step.get("author") for v in visits for step in v.steps.values())
    names = account_names([*steps, *(one["author"] for v in visits for one in v.given)])
    lines = []
    for visit in visits:
        row = by_visit.get(visit.pk)
        authors = {names.get(str(step.get("author")), "") for step in visit.steps.values()}
        lines.append(
            VisitLine(
                visit,
                visit.served_at.name,
                card_title(visit.card),
                visit_words(visit.card, {k: v for k, v in _open(visit).items() if not isinstance(v, bool)}),
                *_asked(visit),
                visit_words(visit.card, {k: v for k, v in visit.values.items() if is_private(visit.card, k)}),
                row,
                categories_in_words(row) if row else bodies.get(visit.pk, []),
                [alert_words(a) for a in row.alerts] if row else [],
                sorted(authors - {""}),
                list(_corrections(visit, names)),
            )
        )
    return lines


def _corrections(visit: Visit, names: Mapping[str, str]) -> Iterable[str]:
    """Each correction with both values, who made it and why: what was there before stays to be seen."""
    given: dict[str, Mapping[str, Any]] = {}
    for one in visit.given:
        if one["does"] == CORRECTED:
            before = given.get(str(one.get("corrects")), {})
            for name, value in one["values"].items():
                if not is_private(visit.card, name):
                    yield _correction(visit.card, name, before.get(name), value, one, names)
        given[one["entry"]] = {**given.get(str(one.get("corrects")), {}), **one["values"]}


def _correction(card: str, name: str, before: Any, now: Any, one: Mapping[str, Any], names: Mapping[str, str]) -> str:
    said = _("%(field)s: %(before)s → %(now)s") % {
        "field": field_label(card, name),
        "before": value_words(card, name, before),
        "now": value_words(card, name, now),
    }
    by = [names.get(str(one["author"]), ""), date_format(clock.parse_iso(one["at"]), "j M Y"), one.get("reason", "")]
    return f"{said} ({', '.join(part for part in by if part)})"


def _open(visit: Visit) -> dict[str, Any]:
    return {field: value for field, value in visit.values.items() if not is_private(visit.card, field)}


def _asked(visit: Visit) -> tuple[list[str], list[str]]:
    """Labels of the questions that were answered yes, and of those answered no."""
    answers = [(field_label(visit.card, k), v) for k, v in _open(visit).items() if isinstance(v, bool)]
    return [words for words, said in answers if said], [words for words, said in answers if not said]


def alert_words(alert: str) -> str:
    """What the growth card raises, in words."""
    known = read_content("kms")["alerts"].get(alert)
    return str(known["word"][language()]) if known else alert


def mark_words(mark: str | None) -> str:
    """N, T, O, B in words; empty for none."""
    known = read_content("kms")["marks"].get(mark) if mark else None
    return str(known["word"][language()]) if known else ""


def _schedule(found: Dossier) -> None:
    remarks: dict[tuple[str, date], str] = {}
    for forecast in _forecasts(found):
        found.schedule += map(_schedule_line, forecast.rows)
        odd = (one for one in forecast.not_counted if one.reason != "unknown_product")
        remarks |= {(one.product, one.date): schedules.reason_words(one, language()) for one in odd}
    found.dose_lines = [DoseLine(dose, remarks.get((dose.product, dose.date), "")) for dose in found.doses]


def _forecasts(found: Dossier) -> Iterable[schedules.Forecast]:
    history = [schedules.Dose(d.product, d.date, d.number) for d in found.doses]
    child = found.person.birth_date is not None and _is_child(found.person)
    pregnant = any(p.status == "open" for p in found.pregnancies)
    who = schedules.Person(
        birth_date=found.person.birth_date,
        sex=found.person.sex,
        province=found.post.area_id[:2],
    )
    names = CHILD_SCHEDULES if child else MOTHER_SCHEDULES if pregnant else ()
    for name in names:
        yield schedules.forecast(schedules.load_schedule(name), who, history, clock.today())


def _schedule_line(row: schedules.Row) -> ScheduleLine:
    return ScheduleLine(
        schedules.product_label(row.product, language()),
        row.dose,
        row.status,
        schedules.status_label(row.status, language()),
        schedules.reason_words(row, language()),
        row.given_on or row.due_date,
    )


def _is_child(person: Person) -> bool:
    assert person.birth_date is not None
    return completed_months(person.birth_date, clock.today()) < 72


def account_names(ids: Iterable[Any]) -> Mapping[str, str]:
    """Names of accounts by id as text. What is no id (a job, a parent, a device's own words) has no name here."""
    wanted = {str(i) for i in ids if i and is_uuid(str(i))}
    return {str(pk): name for pk, name in Account.objects.filter(pk__in=wanted).values_list("pk", "name")}


__all__ = ["Dossier", "account_names", "age_words", "band_word", "dossier", "mark_words"]
