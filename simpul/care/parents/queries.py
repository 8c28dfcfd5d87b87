"""All that a parent reads about the child: nothing private, nothing of class K2 and above, no label.

An adolescent's page holds the programme's dates alone: what a young person says or is measured for is their own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from simpul.base.words import language, say
from simpul.care.chart_svg import Band, Chart
from simpul.care.charts import charts
from simpul.care.dossier import age_words
from simpul.care.models import Dose, Growth
from simpul.care.parents.codes import limits
from simpul.care.parents.doors import years
from simpul.care.paths.queries import PathLine, paths_of
from simpul.knowledge import schedules
from simpul.knowledge.cards.advice import home_advice
from simpul.knowledge.growth.ages import completed_months
from simpul.knowledge.growth.categories import band_list
from simpul.knowledge.growth.content import read_content
from simpul.knowledge.growth_path import content as path_content
from simpul.network import workflow
from simpul.network.asked_words import family_words
from simpul.network.queries import ordinary
from simpul.people.merged import records_of
from simpul.people.models import Person
from simpul.registry.models import Unit

CHILD_SCHEDULES = ("immunisation", "vitamin-a", "deworming")
SCHEDULE_TO_MONTHS = 72
REQUESTS_SHOWN = 3
SAID_OF = ("bb_tb", "bb_u", "tb_u")
"""Scales whose sentences a family hears; the body mass index would say the same once more."""
MOST_SAID = 2
"""A long list of worries helps nobody."""


@dataclass(frozen=True)
class Coming:
    """Something to come for: what, and from when."""

    words: str
    helps: str
    day: date
    is_now: bool


@dataclass(frozen=True)
class Sent:
    """A referral as the family is told about it."""

    words: str
    appointment: datetime | None


@dataclass
class ParentPage:
    """What stands on the page. `said` are sentences in the words of the family, the gravest first."""

    name: str
    age: str
    post: Unit
    is_private: bool
    weighed: str = ""
    weighed_on: date | None = None
    chart: Chart | None = None
    said: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)
    coming: list[Coming] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    path: PathLine | None = None
    path_next: str = ""
    danger: list[str] = field(default_factory=list)


def parent_page(child: Person, today: date) -> ParentPage:
    """Gather it. `child` has a birth date (doors.is_child)."""
    assert child.birth_date is not None
    records = records_of(str(child.pk))
    post = Unit.objects.select_related("post", "area").get(pk=child.post_id)
    is_private = years(child) >= int(limits()["private_from_years"])
    page = ParentPage(child.name, age_words(child.birth_date, today), post, is_private)
    page.coming = list(_coming(child, records, post, today))
    is_small = years(child) < int(limits()["danger_small_below_years"])
    page.danger = [say(one) for one in limits()["danger_signs" if is_small else "danger_signs_older"]]
    if not is_private:
        _growth(page, child, records)
        _advice(page, child, today)
        page.sent = list(_sent(records))
        _path(page, records, today)
    return page


def _growth(page: ParentPage, child: Person, records: list[str]) -> None:
    rows = list(Growth.objects.filter(person__in=records).order_by("date"))
    last = next((row for row in reversed(rows) if row.weight_kg is not None), None)
    if last is None or last.weight_kg is None:
        return
    page.weighed, page.weighed_on = f"{number_format(last.weight_kg)} kg", last.date
    page.said = list(dict.fromkeys(_said(last)))
    drawn = charts(child, rows, {})
    if drawn and drawn[0].id == "chart-weight":
        page.chart = _unlabelled(drawn[0], bool(_grave(last)))


def _said(row: Growth) -> Iterable[str]:
    """The sentences for the family: what worries, gravest first, else the month's mark."""
    kms = read_content("kms")
    said = _grave(row)
    if not said and row.mark in kms["marks"]:
        said = [say(kms["marks"][row.mark]["family"])]
    return said[:MOST_SAID]


def _grave(row: Growth) -> list[str]:
    """What worries, in words for the family: alerts, then what the officer looks at, gravest first."""
    kms = read_content("kms")
    grave = [say(kms["alerts"][alert]["family"]) for alert in row.alerts if alert in kms["alerts"]]
    for column in SAID_OF:
        band = {one.id: one for one in band_list(column)}.get(row.categories.get(column, ""))
        if band is not None and band.refer:
            grave.append(say(band.family))
    return grave


def _unlabelled(chart: Chart, is_worrying: bool) -> Chart:
    """The picture in colours that say what to do, not what a child is called.

    Beside a worry green speaks of this curve alone, so that no second voice says that all is well.
    """
    tones = {
        "green": _("Berat menurut umur: hijau") if is_worrying else _("Hijau: sesuai umurnya"),
        "yellow": _("Kuning: perlu perhatian"),
        "red": _("Merah: perlu diperiksa petugas"),
        "orange": _("Oranye: dilihat bersama tingginya"),
    }
    words = {band.word: tones.get(band.tone, "") for band in chart.bands}
    bands = [Band(band.tone, tones.get(band.tone, ""), band.lower, band.upper) for band in chart.bands]
    points = [replace(point, meaning=words.get(point.meaning, "")) for point in chart.points]
    now = points[-1]
    desc = _("%(n)s kali ditimbang. Terakhir %(value)s pada umur %(age)s. %(word)s.") % {
        "n": len(points),
        "value": now.y_words,
        "age": now.x_words,
        "word": now.meaning,
    }
    return replace(chart, title=_("Garis pertumbuhan berat badan"), bands=bands, points=points, desc=desc)


def _advice(page: ParentPage, child: Person, today: date) -> None:
    assert child.birth_date is not None
    found = home_advice(completed_months(child.birth_date, today), {})
    if found is not None:
        kinds = (found["feeding"], found["stimulation"])
        page.advice = [str(tip["say"][language()]) for tip in kinds]


def _coming(child: Person, records: Sequence[str], post: Unit, today: date) -> Iterable[Coming]:
    """What can be given now and next of the child's schedules; in each series the first alone."""
    assert child.birth_date is not None
    if completed_months(child.birth_date, today) > SCHEDULE_TO_MONTHS:
        return
    rows = Dose.objects.filter(person__in=list(records), status="ok").order_by("date", "id")
    history = [schedules.Dose(d.product, d.date, d.number) for d in rows]
    who = schedules.Person(birth_date=child.birth_date, sex=child.sex, province=post.area_id[:2])
    found: list[Coming] = []
    for name in CHILD_SCHEDULES:
        forecast = schedules.forecast(schedules.load_schedule(name), who, history, today)
        waiting = [row for row in forecast.rows if row.status in ("due", "overdue", "future", "early")]
        first = {row.series: row for row in reversed(waiting)}
        found += [_line(row, row.status in ("due", "overdue")) for row in first.values()]
    yield from sorted(found, key=lambda one: (not one.is_now, one.day))


def _line(row: schedules.Row, is_now: bool) -> Coming:
    name = schedules.product_label(row.product, language())
    words = f"{name} {row.dose}" if row.dose else name
    return Coming(words, schedules.product_helps(row.product, language()), row.due_date, is_now)


def _sent(records: Sequence[str]) -> Iterable[Sent]:
    """Open referrals of health care, and the one that ended last; other services are told by whoever was asked."""
    shown = ordinary().filter(person__in=list(records), service__in=limits()["services_shown"])
    rows = list(shown.order_by("-opened_at")[:REQUESTS_SHOWN])
    for row in rows:
        flow = workflow.load(row.workflow)
        if row.state in flow.states:
            is_open = row.outcome is None
            words = family_words(row)
            yield Sent(words, row.appointment_at if is_open else None)


def _path(page: ParentPage, records: Sequence[str], today: date) -> None:
    page.path = next((line for line in paths_of(records, today) if line.path.status == "open"), None)
    if page.path is not None and page.path.next is not None:
        page.path_next = say(path_content()["tasks"][page.path.next.code]["family"])
