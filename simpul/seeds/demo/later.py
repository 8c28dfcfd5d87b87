"""Youths, adults and older people of a post: who lives with the families, and what the open days of late found.

They have dice of their own, so that the lives of mothers and children stay as they were.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from simpul.base import ids
from simpul.knowledge.cards.load import load_card
from simpul.knowledge.growth.ages import completed_months
from simpul.knowledge.growth.single import value_at
from simpul.seeds.demo import names
from simpul.seeds.demo.deeds import Diary
from simpul.seeds.demo.families import SEX, Family, nik

OFTEN = {"remaja": 0.35, "dewasa": 0.3, "lansia": 0.55}
"""How often someone of a group comes, in share of the open days."""
AGES = {"remaja": (6.2, 18.8), "dewasa": (24, 57), "lansia": (60, 84)}
A_MOTHER_FROM = timedelta(days=17 * 366)
WORK = {
    "dewasa": ("Buruh pabrik", "Pedagang", "Ojek daring", "Guru", "Ibu rumah tangga"),
    "lansia": ("Tidak bekerja", "Petani", "Pedagang", "Pensiunan"),
}
YEARLY, HALF_YEARLY, MONTHLY = 350, 175, 25
"""The rhythm of the cards, in days; what is right is the card's to say."""
EYES_AND_EARS = ("eye_right", "eye_left", "ear_right", "ear_left")


@dataclass
class Later:
    """One invented person beside mother and child, with a body of their own."""

    id: str
    group: str
    name: str
    sex: int
    born: date
    build: float
    """Standard deviations from the middle, of weight for height."""
    pressure: float
    """Usual upper blood pressure in mmHg."""
    glucose: float
    has_diabetes: bool
    smokes: bool
    hard_of_hearing: bool
    last: dict[str, date] = field(default_factory=dict)
    """When something with a rhythm was last asked."""


def live_on(diary: Diary, random: Random, families: list[Family], days: list[date], share: float) -> int:
    """Let members of each group live with a share of the families and come on the last open days; gives how many.

    Their deeds are added to the diary's, after all that stands there.
    """
    own = Diary(diary.post, random, diary.kader, diary.district)
    people = [
        _member(own, random, family, group, days[0])
        for family in families
        for group in OFTEN
        if random.random() < share
    ]
    for day in days:
        for person in people:
            if random.random() < OFTEN[person.group]:
                _visit(own, random, person, day)
    diary.deeds.extend(replace(deed, order=len(diary.deeds) + place) for place, deed in enumerate(own.deeds))
    return len(people)


def _member(diary: Diary, random: Random, family: Family, group: str, first: date) -> Later:
    youngest, oldest = AGES[group]
    born = first - timedelta(days=round(365.25 * random.uniform(youngest, oldest - 2)))
    sex = random.choice((1, 2))
    person = Later(
        id=diary.new_id(max(first, family.joined)),
        group=group,
        name=_name(random, group, sex),
        sex=sex,
        born=born,
        build=random.gauss(0.2, 1.1),
        pressure=random.gauss({"remaja": 108, "dewasa": 126, "lansia": 138}[group], 13),
        glucose=random.gauss(112, 22) + (95 if random.random() < 0.1 else 0),
        has_diabetes=group != "remaja" and random.random() < 0.09,
        smokes=sex == 1 and random.random() < (0.12 if group == "remaja" else 0.55),
        hard_of_hearing=group == "lansia" and random.random() < 0.25,
    )
    _register(diary, random, family, person, max(first, family.joined))
    return person


def _name(random: Random, group: str, sex: int) -> str:
    if group != "remaja":
        return random.choice(names.FATHERS if sex == 1 else names.MOTHERS)
    first = random.choice(names.BOYS if sex == 1 else names.GIRLS)
    return f"{first} {random.choice(names.SECOND if sex == 1 else names.SECOND_GIRL)}"


def _register(diary: Diary, random: Random, family: Family, person: Later, day: date) -> None:
    grown = person.group != "remaja"
    helps = ["dengar"] if person.hard_of_hearing else []
    data = {
        "family": family.id,
        "name": person.name,
        "sex": SEX[person.sex],
        "birth_date": person.born.isoformat(),
        "birth_date_estimated": person.group == "lansia" and random.random() < 0.3,
        "nik": nik(diary, person.born, person.sex) if random.random() < 0.9 else None,
        **_kinship(family, person),
        "marital_status": random.choice(("kawin", "kawin", "kawin", "ditinggal")) if grown else "belum",
        "occupation": random.choice(WORK[person.group]) if grown else "Sekolah",
        "disabilities": helps,
        "assistance": ["pelan"] if helps else [],
    }
    diary.write(day, "person.registered", person.id, data, hour=7.7)


def _kinship(family: Family, person: Later) -> dict[str, Any]:
    if person.group == "lansia":
        return {"relation": "kakek_nenek"}
    if person.group == "dewasa":
        return {"relation": "ayah" if person.sex == 1 else "lain"}
    if person.born - family.mother_born < A_MOTHER_FROM:
        return {"relation": "lain"}
    return {"relation": "anak", "mother": family.mother, "mother_name": family.mother_name}


def _visit(diary: Diary, random: Random, person: Later, day: date) -> None:
    card = _card_at(person, day)
    values = {**_measures(random, person, card, day), **_asked(random, person, card, day)}
    known = {field.id for field in load_card(card).fields}
    data = {
        "visit": ids.visit_id(diary.post, person.id, day.isoformat()),
        "session": ids.session_id(diary.post, day.isoformat()),
        "date": day.isoformat(),
        "card": card,
        "step": 2,
        "values": {name: value for name, value in values.items() if name in known},
    }
    diary.write(day, "visit.recorded", person.id, data)


def _card_at(person: Later, day: date) -> str:
    years = completed_months(person.born, day) // 12
    return "remaja" if years < 19 else "dewasa" if years < 60 else "lansia"


def _is_due(person: Later, what: str, day: date, every: int) -> bool:
    last = person.last.get(what)
    if last is not None and (day - last).days < every:
        return False
    person.last[what] = day
    return True


def _measures(random: Random, person: Later, card: str, day: date) -> dict[str, Any]:
    values: dict[str, Any] = {}
    height = _height(person, card, day)
    if card == "remaja" or _is_due(person, "height", day, YEARLY):
        values["height_cm"] = height
    middle = 20.2 if card == "remaja" else 23.4
    index = max(13.5, middle + 3.1 * person.build - (4 if height < 135 else 0))
    values["weight_kg"] = round(index * (height / 100) ** 2 + random.gauss(0, 0.4), 1)
    if completed_months(person.born, day) // 12 >= 15:
        values |= _of_the_grown(random, person, index, day)
    if card == "remaja" and person.sex == 2 and _is_due(person, "hb", day, YEARLY):
        values["hb_gdl"] = round(random.gauss(12.4, 1.0), 1)
    return values


def _height(person: Later, card: str, day: date) -> float:
    months = min(completed_months(person.born, day), 228)
    if card == "remaja":
        return round(value_at("who-2007", "hfa", person.sex, months, person.build * 0.4) or 150.0, 1)
    return round((164 if person.sex == 1 else 153) + 3 * person.build, 1)


def _of_the_grown(random: Random, person: Later, index: float, day: date) -> dict[str, Any]:
    upper = round(person.pressure + random.gauss(0, 5))
    values: dict[str, Any] = {
        "systolic": upper,
        "diastolic": round(upper * 0.62 + random.gauss(0, 3)),
        "waist_cm": round(38 + index * 2.1 + random.gauss(0, 2), 1),
        "muac_cm": round(index * 1.05 + 2.5 + random.gauss(0, 0.4), 1),
    }
    if _is_due(person, "glucose", day, MONTHLY if person.has_diabetes else YEARLY):
        values["glucose_mgdl"] = round(person.glucose + (90 if person.has_diabetes else 0) + random.gauss(0, 8))
    if _is_due(person, "cholesterol", day, YEARLY):
        values["cholesterol_mgdl"] = round(random.gauss(188, 30))
    return values


def _asked(random: Random, person: Later, card: str, day: date) -> dict[str, Any]:
    values: dict[str, Any] = dict.fromkeys(("tbc_fever", "tbc_weight", "tbc_contact", "danger_sign"), False)
    values["tbc_cough"] = random.random() < 0.03
    if _is_due(person, "history", day, YEARLY):
        values |= {f.id: random.random() < 0.12 for f in load_card(card).fields if f.group is not None}
        values |= {"own_diabetes": person.has_diabetes, "own_hypertension": person.pressure > 145, "asked_alone": True}
        values |= {"smoking": person.smokes, "wants_to_talk": False, "covid_vaccinated": random.random() < 0.8}
    if _is_due(person, "senses", day, HALF_YEARLY):
        values |= dict.fromkeys(EYES_AND_EARS, "normal")
        values["ear_left"] = "gangguan" if person.hard_of_hearing else "normal"
    if person.sex == 2:
        values["ttd_weekly"] = random.random() < 0.6
    return values
