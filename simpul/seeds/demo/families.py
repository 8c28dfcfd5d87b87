"""Families of one post: a mother, her children, and for births of the last two years the pregnancy before."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from simpul.seeds.demo import names
from simpul.seeds.demo.deeds import Diary
from simpul.seeds.demo.growth import Trajectory

SEX = {1: "L", 2: "P"}


@dataclass
class Child:
    """One invented child."""

    id: str
    name: str
    sex: int
    born: date
    trajectory: Trajectory
    weeks: int
    moved_in: date
    attendance: float
    compliance: float
    twin: bool = False


@dataclass
class Family:
    """One invented household with its mother."""

    id: str
    mother: str
    mother_name: str
    mother_born: date
    father_name: str
    rt: str
    rw: str
    address: str
    joined: date
    children: list[Child] = field(default_factory=list)
    expecting: date | None = None
    """First day of the last period of the present pregnancy."""


def invent(diary: Diary, random: Random, rw: str, start: date, today: date, count: int) -> list[Family]:
    """`count` families; children from newborn to five years, four expecting mothers, one pair of twins."""
    families = []
    for number in range(count):
        born = today - timedelta(days=random.randint(6, 1800))
        family = _family(diary, random, rw, start, born)
        twins = number == 7
        for _ in range(2 if twins else 1):
            family.children.append(_child(diary, random, family, born, twins))
        if random.random() < 0.18 and born < today - timedelta(days=900):
            family.children.append(
                _child(diary, random, family, today - timedelta(days=random.randint(20, 330)), False)
            )
        families.append(family)
    for weeks in (9, 16, 24, 33, 37):
        family = _family(diary, random, rw, start, today)
        family.expecting = today - timedelta(days=7 * weeks + random.randint(0, 6))
        family.joined = family.expecting + timedelta(days=60)
        families.append(family)
    return families


def _family(diary: Diary, random: Random, rw: str, start: date, born: date) -> Family:
    mother_born = born - timedelta(days=round(365.25 * min(44, max(17, random.gauss(27, 5.5)))))
    return Family(
        id=diary.new_id(start),
        mother=diary.new_id(start),
        mother_name=random.choice(names.MOTHERS),
        mother_born=mother_born,
        father_name=random.choice(names.FATHERS),
        rt=f"{random.randint(1, 6):02}",
        rw=rw,
        address=f"{random.choice(names.STREETS)} No. {random.randint(1, 90)}",
        joined=start if random.random() < 0.93 else start + timedelta(days=random.randint(60, 500)),
    )


def _child(diary: Diary, random: Random, family: Family, born: date, twin: bool) -> Child:
    sex = random.choice((1, 2))
    first = random.choice(names.BOYS if sex == 1 else names.GIRLS)
    second = random.choice(names.SECOND if sex == 1 else names.SECOND_GIRL)
    return Child(
        id=diary.new_id(born),
        name=f"{first} {second}",
        sex=sex,
        born=born,
        trajectory=Trajectory(random, sex),
        weeks=random.choice((35, 36)) if twin else min(41, max(34, round(random.gauss(38.9, 1.3)))),
        moved_in=family.joined,
        attendance=min(0.98, max(0.25, random.gauss(0.84, 0.14))),
        compliance=min(1.0, max(0.3, random.gauss(0.93, 0.12))),
        twin=twin,
    )


def nik(diary: Diary, born: date, sex: int) -> str:
    """An invented NIK with the official structure: district, day (+40 for women), month, year, serial."""
    day = born.day + (40 if sex == 2 else 0)
    return f"{diary.district}{day:02}{born.month:02}{born.year % 100:02}{diary.random.randint(1, 9999):04}"


def register(diary: Diary, random: Random, family: Family) -> None:
    """The family and its mother, on the day they joined."""
    head = {
        "head_name": family.father_name,
        "address": family.address,
        "rt": family.rt,
        "rw": family.rw,
        "phone": f"0812{random.randint(10_000_000, 99_999_999)}" if random.random() < 0.8 else "",
        "kk_number": nik(diary, family.joined, 1) if random.random() < 0.85 else None,
    }
    diary.write(family.joined, "family.registered", family.id, head, hour=7.5)
    mother = _person(family, family.mother_name, 2, family.mother_born, nik(diary, family.mother_born, 2))
    diary.write(family.joined, "person.registered", family.mother, {**mother, "relation": "ibu"}, hour=7.6)


def register_child(diary: Diary, random: Random, family: Family, child: Child, day: date, today: date) -> None:
    """A child, at the first open day after birth or arrival; the newest have no NIK yet."""
    young = (today - child.born).days < 60
    number = None if young or random.random() < 0.06 else nik(diary, child.born, child.sex)
    at_birth = child.trajectory.at(0)
    data = {
        **_person(family, child.name, child.sex, child.born, number),
        "mother": family.mother,
        "mother_name": family.mother_name,
        "father_name": family.father_name,
        "relation": "anak",
        "birth_weight_kg": round(at_birth.weight_kg - (0.5 if child.twin else 0), 2),
        "birth_length_cm": at_birth.length_cm,
        "gestational_age_weeks": child.weeks,
    }
    diary.write(day, "person.registered", child.id, data, hour=7.8)


def _person(family: Family, name: str, sex: int, born: date, number: str | None) -> dict[str, Any]:
    return {"family": family.id, "name": name, "sex": SEX[sex], "birth_date": born.isoformat(), "nik": number}
