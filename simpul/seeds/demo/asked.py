"""Questionnaires answered at home: an older person, a toddler, and an adult whom the treating team is to meet and whom
a kader kept company."""

import uuid
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from random import Random

from simpul.base import ids
from simpul.knowledge import first_aid
from simpul.knowledge.colour_scales import P3lp
from simpul.knowledge.instruments import Item, Respondent, asked_items, load_instrument, score
from simpul.seeds.demo.deeds import Diary
from simpul.seeds.demo.neighbours import Resident

MIND = "kesehatan-jiwa"
NEUTRAL = {"rule": "screening.rujuk", "text": "Hasil skrining di posyandu perlu ditindaklanjuti."}
"""What the phone writes: the inbox says that somebody is to be met, not what was answered."""
TIRED = {"1", "3", "6", "7", "12", "18", "20"}
HOUR = 10.2
Differs = dict[str, int]


def ask(diary: Diary, random: Random, people: list[Resident], puskesmas: str, day: date, *, mind: bool) -> bool:
    """Ask those who fit; `mind`: an adult too, with a request for the treating team. Whether one was asked for."""
    kader = random.choice(diary.kader)
    sitting = _Sitting(diary, kader, day)
    if elder := _someone(random, people, day, lambda one: one.years(day) >= 60):
        sitting.record(elder, "aks", {"7": 2, "9": 1})
        sitting.record(elder, "skilas", {"4": 1})
    if toddler := _someone(random, people, day, lambda one: 24 <= one.months(day) < 36):
        sitting.record(toddler, "kia-development", {"24_5": 0})
    adult = _someone(random, people, day, lambda one: _grown(one, day)) if mind else None
    if adult is None:
        return False
    sitting.record(adult, "srq-20", dict.fromkeys(TIRED, 1), private=True)
    request = _to_be_met(diary, kader, adult, puskesmas, day)
    _kept_company(diary, kader, adult, request, day)
    return True


def _grown(one: Resident, day: date) -> bool:
    return 30 <= one.years(day) < 60 and one.sex == "L"


def _someone(
    random: Random, people: Iterable[Resident], day: date, fits: Callable[[Resident], bool]
) -> Resident | None:
    fitting = [one for one in people if one.since <= day and fits(one)]
    return random.choice(fitting) if fitting else None


class _Sitting:
    """A kader who asks on a day."""

    def __init__(self, diary: Diary, kader: str, day: date) -> None:
        self.diary, self.kader, self.day = diary, kader, day

    def record(self, person: Resident, name: str, differs: Differs, *, private: bool = False) -> None:
        """Every question that fits the person answered well, but for those that differ."""
        instrument, who = load_instrument(name), self._respondent(person)
        items = {item.id: item for item in instrument.items}
        answers = {id: differs.get(id, _well(items[id])) for id in asked_items(instrument, who, {})}
        found = score(instrument, who, answers)
        data = {
            "instrument": name,
            "edition": instrument.edition,
            "date": self.day.isoformat(),
            "respondent": {"age_years": who.age_years, "sex": who.sex, "age_months": who.age_months},
            "answers": answers,
            "complete": found.complete,
            "action": found.action,
            "visit": None,
            "is_private": private,
        }
        self.diary.write(self.day, "screening.recorded", person.id, data, kader=self.kader, hour=HOUR)

    def _respondent(self, person: Resident) -> Respondent:
        return Respondent(person.years(self.day), person.sex, person.months(self.day))


def _well(item: Item) -> int:
    """The answer of somebody who is well: no to a complaint, yes to a skill, the most that one can do alone."""
    good = item.reverse or item.scale.kind == "steps"
    return max(item.scale.values) if good else min(item.scale.values)


def _to_be_met(diary: Diary, kader: str, person: Resident, puskesmas: str, day: date) -> str:
    subject = diary.new_id(day)
    data = {
        "person": person.id,
        "service": MIND,
        "urgency": "segera",
        "reasons": [NEUTRAL],
        "visit": None,
        "to_unit": puskesmas,
        "message": "",
    }
    diary.write(day, "request.opened", subject, data, kader=kader, hour=HOUR + 0.1)
    return subject


def _kept_company(diary: Diary, kader: str, person: Resident, request: str, day: date) -> None:
    """The kader sat with him before, and asks again in a few days."""
    data = {
        "person": person.id,
        "date": day.isoformat(),
        "edition": first_aid.content()["edition"],
        "path": ["lihat", "dengar", "hubungkan", first_aid.END],
        "zone": P3lp.KUNING.value,
        "actions": ["tempat-tenang", "ditemani", "didengarkan", "disambungkan"],
        "follow_up": (day + timedelta(days=first_aid.content()["follow_up_days"][1])).isoformat(),
        "request": request,
    }
    subject = str(uuid.uuid5(ids.NAMESPACE, f"aid|{request}"))
    diary.write(day, "firstaid.recorded", subject, data, kader=kader, hour=HOUR + 0.1)
