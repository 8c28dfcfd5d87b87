"""Columns of a card that follow from what was recorded: bands, the growth card's letter, doses, referrals."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from simpul.base import clock
from simpul.base.words import say
from simpul.care.models import Dose, Growth, Pregnancy, Screening, Visit
from simpul.care.values import value_words
from simpul.exchange.reporting.cards.content import content
from simpul.exchange.reporting.forms import person_month
from simpul.exchange.reporting.roster import Member, months_old
from simpul.exchange.reporting.seen import body_for_age, mother_facts
from simpul.exchange.reporting.sip.book import Book
from simpul.exchange.reporting.tables import Cell
from simpul.knowledge.cards.bands import band_facts, band_word
from simpul.knowledge.cards.doses import answered_by_dose
from simpul.knowledge.growth.categories import band_list
from simpul.knowledge.schedules.words import product_label
from simpul.network.queries import ordinary

MEASURES = {
    "bmi_band": "bmi",
    "bp_band": "blood_pressure",
    "glucose_band": "glucose",
    "cholesterol_band": "cholesterol",
    "anaemia": "haemoglobin",
}
"""Fact → the scale of `thresholds-adult.json` that has its words."""
COLOURS = {"green": gettext_lazy("hijau"), "red": gettext_lazy("merah")}
Key = tuple[UUID, date]


@dataclass
class Day:
    """What happened on a person's days beside the visit: growth, screenings, referrals; pregnancies by person."""

    growth: dict[Any, Growth] = field(default_factory=dict)
    screened: dict[Key, list[Screening]] = field(default_factory=lambda: defaultdict(list))
    referred: set[Key] = field(default_factory=set)
    pregnancies: dict[UUID, list[Pregnancy]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def read(cls, known: Book, episodes: Sequence[Pregnancy]) -> "Day":
        """For all of a book, in two queries."""
        made, records = cls(), known.found.records()
        made.growth = {point.visit_id: point for points in known.growth.values() for point in points}
        since = {"date__gte": known.since, "date__lte": known.month.last}
        asked = Screening.objects.filter(person__in=records, status="ok", declined=None, **since)
        for one in asked.order_by("date", "pk"):
            made.screened[known.kept(one.person_id), one.date].append(one)
        opened = ordinary().filter(person__in=records, opened_at__date__gte=known.since).exclude(state="cancelled")
        for person, moment in opened.values_list("person", "opened_at"):
            made.referred.add((known.kept(person), moment.astimezone(clock.JAKARTA).date()))
        for episode in episodes:
            made.pregnancies[known.kept(episode.person_id)].append(episode)
        return made


def derived(card: str, known: Book, days: Day, member: Member, visit: Visit) -> dict[str, Cell]:
    """Column name → what it says; names that the card's own fields answer are absent."""
    more: dict[str, Cell] = {
        "doses_today": _vaccines(known, member.id, visit.date),
        "referred_to": _("ya") if (member.id, visit.date) in days.referred else None,
    }
    more |= _ticked(card, known, member.id, visit)
    point = days.growth.get(visit.pk)
    if point is not None:
        more |= {"kms": point.mark} | _growth_words(point)
    if card in person_month()["mother"]["cards"]:
        facts = mother_facts(visit.values)
        more |= {
            name: str(COLOURS[facts[fact]]) for name, fact in (("lila", "lila"), ("bp", "bp_curve")) if fact in facts
        }
        more["gestational_age_weeks"] = _weeks(days.pregnancies.get(member.id, ()), visit.date)
    if card in person_month()["adult_cards"]:
        more |= _bands(member, visit)
    return more | _screened(days.screened.get((member.id, visit.date), ()))


def _vaccines(known: Book, person: UUID, day: date) -> str:
    """Labels of the vaccines of a day; capsules and tablets have columns of their own."""
    vaccines = person_month()["given"]["immunised"]
    today = [dose for dose in _given(known, person, day) if dose.product in vaccines]
    language = (get_language() or "id")[:2]
    return ", ".join(f"{product_label(dose.product, language)} {dose.number or ''}".strip() for dose in today)


def _ticked(card: str, known: Book, person: UUID, visit: Visit) -> dict[str, Cell]:
    """Yes for the questions of a card that a dose of the day answers."""
    products = {dose.product for dose in _given(known, person, visit.date)}
    return {name: value_words(card, name, True) for name in answered_by_dose(card, products)}


def _given(known: Book, person: UUID, day: date) -> list[Dose]:
    return [dose for dose in known.doses[person] if dose.date == day and dose.source == "given"]


def _growth_words(point: Growth) -> dict[str, Cell]:
    words: dict[str, Cell] = {}
    for column, band in point.categories.items():
        found = next((one for one in band_list(column) if one.id == band), None)
        words[column] = say(found.word) if found else band
    return words


def _weeks(episodes: Sequence[Pregnancy], day: date) -> int | None:
    begun = [one.lmp for one in episodes if one.lmp is not None and one.lmp <= day]
    return (day - max(begun)).days // 7 if begun else None


def _bands(member: Member, visit: Visit) -> dict[str, Cell]:
    months = months_old(member.birth, visit.date) if member.birth and member.birth <= visit.date else None
    facts = band_facts(visit.values, member.sex, None if months is None else months / 12)
    words: dict[str, Cell] = {
        name: say(band_word(scale, str(facts[name]))) for name, scale in MEASURES.items() if facts.get(name)
    }
    words["bmi"] = facts["bmi"]  # type: ignore[assignment]
    index = body_for_age(member, visit.date, visit.values).get("imt_u")
    if index is not None:
        words["imt_u"] = next(say(one.word) for one in band_list("imt_u_5_18") if one.id == index)
    return words


def _screened(found: Sequence[Screening]) -> dict[str, Cell]:
    """Action words and bands; items and scores only of instruments that the paper card prints."""
    words: dict[str, Cell] = {}
    for one in found:
        for column, instruments in content()["screened"].items():
            if one.instrument in instruments:
                words[column] = one.band if column.endswith("_band") else one.action
        for prefix, instrument in content()["items"].items():
            if one.instrument == instrument:
                words |= {f"{prefix}_{item}": str(value) for item, value in one.answers.items()}
                words[f"{prefix}_score"] = None if one.score is None else f"{one.score:g}"
    return words
