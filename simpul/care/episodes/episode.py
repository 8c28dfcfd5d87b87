"""A pregnancy with what followed it, as one thing: curves, contacts, plan, birth, the time after, the newborns."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from simpul.base import clock
from simpul.base.words import language, say
from simpul.care.chart_svg import Chart
from simpul.care.dossier import Dossier
from simpul.care.episodes.content import label, plan_lines, programme, risk_next_step
from simpul.care.episodes.curves import gain_chart, prepregnancy_bmi, pressure_chart
from simpul.care.episodes.dating import due_date, gestation_days, start_date
from simpul.care.episodes.risks import risk_words, risks_of
from simpul.care.models import Dose, Pregnancy, Visit
from simpul.knowledge import schedules
from simpul.knowledge.cards.pregnancy import pregnancy_content, trimester
from simpul.people.models import Person

CONTACT_CODES = {"anc": "K", "kf": "KF", "kn": "KN"}


@dataclass(frozen=True)
class Contact:
    """A contact in words: "K1", the day it was, else what is due; where and by whom."""

    code: str
    day: date | None
    words: str
    where: str


@dataclass(frozen=True)
class Child:
    """A child of this pregnancy with its newborn contacts."""

    person: Person
    contacts: list[Contact]
    care: list[tuple[str, bool]]


@dataclass
class Episode:
    """All of one pregnancy, ready to be shown."""

    row: Pregnancy
    status: str
    due: date | None
    weeks: int | None
    trimester: int | None
    bmi: float | None
    risks: list[tuple[str, str]] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    counts: list[tuple[str, list[str]]] = field(default_factory=list)
    given: list[tuple[str, str]] = field(default_factory=list)
    plan: list[tuple[str, str]] = field(default_factory=list)
    planned: int = 0
    birth: list[tuple[str, str]] = field(default_factory=list)
    after: list[Contact] = field(default_factory=list)
    mother: list[tuple[str, str]] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)


def episodes(found: Dossier, posts: Collection[UUID]) -> list[Episode]:
    """The pregnancies of a dossier, the latest first; two queries for all of their children.

    Children of other posts than `posts` are left out: whoever reads may not know of them.
    """
    children = _children(found.pregnancies, posts)
    doses = _doses(found, children.values())
    return [_episode(found, row, children, doses) for row in found.pregnancies]


def _children(rows: Sequence[Pregnancy], posts: Collection[UUID]) -> dict[str, Person]:
    ids = {pk for row in rows for pk in row.children}
    known = Person.objects.filter(pk__in=ids).exclude(status="mistake").select_related("merged_into")
    kept = {str(one.pk): one.merged_into or one for one in known}
    return {pk: one for pk, one in kept.items() if one.post_id in posts}


def _doses(found: Dossier, children: Iterable[Person]) -> dict[str, list[Dose]]:
    """Person → doses; those of the mother and all merged records of hers under her own id."""
    kept: dict[str, list[Dose]] = {str(found.person.pk): sorted(found.doses, key=lambda dose: dose.date)}
    ids = [child.pk for child in children]
    for dose in Dose.objects.filter(person__in=ids, status="ok").order_by("date", "id"):
        kept.setdefault(str(dose.person_id), []).append(dose)
    return kept


def _episode(found: Dossier, row: Pregnancy, children: dict[str, Person], doses: dict[str, list[Dose]]) -> Episode:
    today = clock.today()
    hers = doses[str(found.person.pk)]
    visits = _during(found, row)
    days = gestation_days(row, row.end_date or today)
    weeks = days // 7 if days is not None else None
    episode = Episode(
        row,
        _status(row),
        due_date(row),
        weeks,
        trimester(weeks) if weeks is not None else None,
        prepregnancy_bmi(row),
    )
    episode.risks = [(risk_words(risk), risk_next_step(risk)) for risk in risks_of(row, found.person, today)]
    episode.charts = [chart for chart in (gain_chart(row, visits), pressure_chart(row, visits)) if chart]
    episode.contacts = _antenatal(row, hers, today)
    episode.counts = _counts(row, [c.day for c in episode.contacts if c.day])
    episode.given = _given(visits)
    episode.plan = plan_lines(row)
    episode.planned = sum(bool(value) for _label, value in episode.plan)
    if row.status == "closed":
        _after(episode, found, hers, children, doses, today)
    return episode


def _antenatal(row: Pregnancy, hers: list[Dose], today: date) -> list[Contact]:
    """K1–K6 of this pregnancy alone: what came after it belongs to the next."""
    ended = row.status == "closed"
    doses = [dose for dose in hers if row.end_date is None or dose.date <= row.end_date]
    return _contacts("anc", "anc", schedules.Person(lmp_date=start_date(row)), doses, today, ended)


def _after(
    episode: Episode,
    found: Dossier,
    hers: list[Dose],
    children: dict[str, Person],
    doses: dict[str, list[Dose]],
    today: date,
) -> None:
    """The birth and what came of it."""
    row = episode.row
    episode.birth = _birth(row)
    delivered = row.outcome in ("birth", "stillbirth", "miscarriage") and row.end_date is not None
    if delivered and found.person.status == "active":
        who = schedules.Person(delivery_date=row.end_date)
        episode.after = _contacts("postnatal", "kf", who, hers, today)
    episode.mother = _mother(found, row, hers)
    for pk in dict.fromkeys(row.children):
        child = children.get(pk)
        if child is not None:
            who = schedules.Person(birth_date=child.birth_date)
            contacts = _contacts("neonatal", "kn", who, doses.get(str(child.pk), []), today)
            care = [(say(one["label"]), child.birth_care[one["value"]]) for one in _cared(child)]
            episode.children.append(Child(child, contacts, care))


def _cared(child: Person) -> list[Any]:
    return [one for one in programme("birth")["care"] if one["value"] in (child.birth_care or {})]


def _during(found: Dossier, row: Pregnancy) -> list[Visit]:
    start, end = start_date(row), row.end_date
    seen = [line.visit for line in found.visits if line.visit.card == "hamil"]
    inside = [v for v in seen if (start is None or v.date >= start) and (end is None or v.date <= end)]
    return sorted(inside, key=lambda visit: visit.date)


def _status(row: Pregnancy) -> str:
    words = {
        "birth": _("melahirkan"),
        "stillbirth": _("lahir meninggal"),
        "miscarriage": _("keguguran"),
        "mother_died": _("ibu meninggal"),
        "moved": _("pindah"),
    }
    return _("berjalan") if row.status == "open" else words.get(row.outcome or "", _("selesai"))


def _contacts(
    schedule: str, series: str, who: schedules.Person, doses: list[Dose], today: date, ended: bool = False
) -> list[Contact]:
    known = schedules.load_schedule(schedule)
    anchor = getattr(who, known.anchor)
    if anchor is None or anchor > today:
        return []
    history = [schedules.Dose(dose.product, dose.date, dose.number) for dose in doses]
    rows = schedules.forecast(known, who, history, today).rows
    return [_contact(CONTACT_CODES[series], row, doses, ended) for row in rows if row.series == series]


def _contact(code: str, row: schedules.Row, doses: list[Dose], ended: bool) -> Contact:
    dose = next((d for d in doses if d.product == row.product and d.date == row.given_on), None)
    where = [label("anc-labels", "places", dose.place), label("anc-labels", "helpers", dose.helper)] if dose else []
    words = date_format(row.given_on, "j M Y") if row.given_on else _open_words(row, ended)
    return Contact(f"{code}{row.dose}", row.given_on, words, ", ".join(part for part in where if part))


def _open_words(row: schedules.Row, ended: bool) -> str:
    """Of a contact that is not written down: what a schedule for vaccines would call "no longer given" has passed."""
    if ended:
        return _("tidak tercatat")
    return _("terlewat") if row.status == "closed" else schedules.status_label(row.status, language())


def _counts(row: Pregnancy, days: list[date]) -> list[tuple[str, list[str]]]:
    """Contacts per trimester beside both ways in which forms label them."""
    if not days:
        return []
    done = [0, 0, 0]
    for day in days:
        at = gestation_days(row, day)
        if at is not None:
            done[trimester(at // 7) - 1] += 1
    ways = programme("anc-labels")["ways"]
    of = _("%(n)s dari %(target)s")
    return [
        (say(way["label"]), [of % {"n": done[i], "target": t} for i, t in enumerate(way["per_trimester"])])
        for way in ways
    ]


def _given(visits: list[Visit]) -> list[tuple[str, str]]:
    """Tablets, classes and the newest arm, each against what is meant."""
    rules = pregnancy_content()
    kinds = [v.values["ttd_kind"] for v in visits if v.values.get("ttd_kind")]
    mms = bool(kinds) and kinds[-1] == "mms"
    target = rules["iron"]["mms_tablets" if mms else "minimum_tablets"]
    tablets = sum(int(v.values.get("ttd_given") or 0) for v in visits)
    classes = sum(v.values.get("class_attended") is True for v in visits)
    arms = [v.values["muac_cm"] for v in visits if isinstance(v.values.get("muac_cm"), int | float)]
    lines = [
        (_("Tablet MMS") if mms else _("Tablet tambah darah"), _against(tablets, target)),
        (_("Kelas ibu hamil"), _against(classes, rules["classes"]["meetings"])),
    ]
    if arms:
        word = rules["muac"]["words"]["low" if arms[-1] < rules["muac"]["refer_below_cm"] else "enough"]
        lines.append(("LiLA", f"{number_format(arms[-1])} cm. {say(word)}"))
    return lines


def _against(n: int, target: int) -> str:
    """How far something came; beyond the target, that it is reached."""
    words = _("%(n)s (target %(target)s tercapai)") if n > target else _("%(n)s dari %(target)s")
    return words % {"n": n, "target": target}


def _birth(row: Pregnancy) -> list[tuple[str, str]]:
    when = date_format(row.end_date, "j F Y") if row.end_date else ""
    place = [label("birth", "places", row.birth_place), row.birth_place_name]
    lines = [
        (_("Tanggal"), " ".join(part for part in (when, row.birth_time) if part)),
        (_("Tempat"), ", ".join(part for part in place if part)),
        (_("Penolong"), label("birth", "helpers", row.birth_helper)),
        (_("Cara"), label("birth", "modes", row.birth_mode)),
        (_("Keadaan ibu"), label("birth", "mother", row.mother_condition)),
        (_("Lahir meninggal"), str(len(row.stillborn)) if row.stillborn else ""),
    ]
    return [(words, value) for words, value in lines if value]


def _mother(found: Dossier, row: Pregnancy, hers: list[Dose]) -> list[tuple[str, str]]:
    """Vitamin A, feeding and contraception since the birth."""
    since = row.end_date
    if since is None:
        return []
    seen = [v.visit for v in found.visits if v.visit.card == "nifas" and v.visit.date >= since]
    given = sum(dose.product == "VITA-MERAH" and dose.date >= since for dose in hers)
    counted = [int(v.values.get("vitamin_a_capsules") or 0) for v in seen]
    capsules = min(2, max([given, *counted]))
    method = next((v.values["contraception_method"] for v in seen if v.values.get("contraception_method")), "")
    feeds = next((v.values["breastfeeding"] for v in seen if v.values.get("breastfeeding") is not None), None)
    lines = [(_("Vitamin A ibu"), _("%(n)s dari %(target)s") % {"n": capsules, "target": 2})]
    if feeds is not None:
        lines.append((_("Menyusui"), _("ya") if feeds else _("tidak")))
    lines.append((_("KB pascapersalinan"), label("birth", "contraception", method) or _("belum ada")))
    return lines
