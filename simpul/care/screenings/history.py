"""What the treating team reads: screenings with score, band and critical items, and whom to look at first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from simpul.base import clock
from simpul.base.licensed import instrument_texts
from simpul.base.words import language, say
from simpul.care.dossier import account_names
from simpul.care.screenings.models import Screening
from simpul.knowledge.cards import ACTIONS
from simpul.knowledge.content import ContentError
from simpul.knowledge.instruments import AnswerError, Instrument, Respondent, load_instrument, score
from simpul.knowledge.instruments.texts import TextPack, load_text
from simpul.people.merged import canonical, records_of
from simpul.people.models import Person
from simpul.registry.models import Account

RECENT = timedelta(days=90)


@dataclass(frozen=True)
class Line:
    """One screening in words. `differs`: the phone told the kader something else; `parts` (label, sum)."""

    row: Screening
    title: str
    band: str
    highest: int | None
    critical: list[str]
    parts: list[tuple[str, int]]
    by: str
    differs: bool


@dataclass(frozen=True)
class Course:
    """One instrument over time, the latest first."""

    title: str
    lines: list[Line] = field(default_factory=list)


def courses_of(person: str) -> list[Course]:
    """Every screening of the person, merged records included, by instrument; what was withdrawn only if critical."""
    rows = Screening.objects.filter(person__in=records_of(person)).order_by("-date", "status", "-seq")
    shown = [row for row in rows if row.status == "ok" or row.critical]
    names = account_names(row.by for row in shown)
    found: dict[str, Course] = {}
    for row in shown:
        line = _line(row, names.get(str(row.by), ""))
        found.setdefault(row.instrument, Course(line.title)).lines.append(line)
    return list(found.values())


def count_of(person: str) -> int:
    """How many screenings of the person stand."""
    return Screening.objects.filter(person__in=records_of(person), status="ok", declined=None).count()


def _line(row: Screening, by: str) -> Line:
    known = instrument_of(row.instrument)
    differs = bool(row.counted_with) and (row.said_action, row.said_complete) != (row.action, row.complete)
    if known is None:
        return Line(row, row.instrument, "", None, [], [], by, differs)
    label = known.band_label(row.band)
    asked = [f"{item}. {_asked(row.instrument, item)}".rstrip(" .") for item in row.critical]
    band = say(label) if label else ""
    return Line(row, say(known.title), band, _highest(known), asked, _parts(known, row), by, differs)


def instrument_of(name: str) -> Instrument | None:
    """The instrument, None when this server does not know it."""
    try:
        return load_instrument(name)
    except ContentError:
        return None


def _highest(instrument: Instrument) -> int | None:
    items = {item.id: item.scale.values[-1] for item in instrument.items}
    total = next((part for part in instrument.parts if part.id == instrument.score_part), None)
    return sum(items[item] for item in total.items) if total else None


def _parts(instrument: Instrument, row: Screening) -> list[tuple[str, int]]:
    """Sums of groups of items. Counted anew: they are for reading, nothing is decided by them."""
    if not row.complete or not row.counted_with:
        return []
    try:
        found = score(instrument, Respondent(**row.respondent), row.answers)
    except AnswerError:
        return []
    steps = [step for step in found.trace if step["step"] == "part" and step["id"] != instrument.score_part]
    return [(say(step["label"]), step["value"]) for step in steps]


def _asked(instrument: str, item: str) -> str:
    text = _text(instrument, language()) or _text(instrument, "id")
    return text.items[item].ask if text and item in text.items else ""


def _text(instrument: str, lang: str) -> TextPack | None:
    return load_text(instrument, lang, instrument_texts(), clock.today())


@dataclass(frozen=True)
class Case:
    """Somebody whose latest screening asks for more than education."""

    person: Person
    action: str
    date: date
    title: str


def cases(actor: Account, limit: int = 200) -> list[Case]:
    """Whom the actor treats and who was screened lately with something to do, gravest first, then the latest."""
    from simpul.care.screenings.access import treated_posts

    since = clock.today() - RECENT
    rows = Screening.objects.filter(post__in=treated_posts(actor), status="ok", date__gte=since)
    grave = list(rows.filter(action__in=ACTIONS[1:]).order_by("-date", "-seq")[: limit * 5])
    people = _people(grave)
    found: dict[str, Case] = {}
    for row in grave:
        person = people.get(str(row.person_id))
        if person is None:
            continue
        kept = found.get(str(person.pk))
        if kept is None or _rank(row.action) > _rank(kept.action):
            title = instrument_of(row.instrument)
            found[str(person.pk)] = Case(
                person, row.action or "", row.date, say(title.title) if title else row.instrument
            )
    return sorted(found.values(), key=lambda one: (-_rank(one.action), -one.date.toordinal()))[:limit]


def _people(rows: Iterable[Screening]) -> dict[str, Person]:
    """Person id of a row → the person kept."""
    kept = canonical({str(row.person_id) for row in rows})
    found = {str(one.pk): one for one in Person.objects.filter(pk__in=set(kept.values())).select_related("post")}
    return {asked: found[name] for asked, name in kept.items() if name in found}


def _rank(action: str | None) -> int:
    return [*ACTIONS].index(action) if action in ACTIONS else -1
