"""Visits at home last week and this: what was found in each category of the form, and what the puskesmas answered."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from simpul.care.homevisits.ids import home_check_id, home_visit_id
from simpul.knowledge.homevisits import evaluate, load_checklist
from simpul.seeds.demo.deeds import Diary
from simpul.seeds.demo.neighbours import Resident, hour_of

Answers = Mapping[str, Any]
AGAIN = timedelta(days=14)
ON_THE_REGISTER = timedelta(days=14)
"""Families that came to live here this long ago or longer are visited."""


@dataclass(frozen=True)
class Story:
    """Whom a kader went to see and what was answered. `answer` of the puskesmas and its words, on the next day."""

    fits: Callable[[Resident, date], bool]
    checklist: str = ""
    answers: Answers | None = None
    explained: tuple[str, ...] = ()
    met: str = "ya"
    answer: tuple[str, str] | None = None


def _toddler(one: Resident, day: date) -> bool:
    return 6 <= one.months(day) < 60


def _elder(one: Resident, day: date) -> bool:
    return one.years(day) >= 60


def _adult(one: Resident, day: date) -> bool:
    return 19 <= one.years(day) < 60 and not one.is_pregnant


def _expecting(one: Resident, day: date) -> bool:
    return one.is_pregnant


EATS = dict.fromkeys(("food_staple", "food_animal", "food_plant", "food_fat", "food_fruit"), True)
GROWS = {"kia_book": True, "posyandu": True, "weight_rises": "naik", "immunisation": True, **EATS}
CAREFUL = {"checked": True, "ht": True, "ht_control": True, "ht_have": True, "ht_taken": True, "dm": False}
CALLED = {"posyandu": False, "weight_rises": "tetap", "food_animal": False}

LAST_WEEK = (
    Story(_toddler, "balita", {**GROWS, **CALLED}, ("gizi", "posyandu"), answer=("pelayanan", "Timbang di Pustu.")),
    Story(
        _elder,
        "lansia",
        {**CAREFUL, "ht_taken": False},
        ("obat",),
        answer=("kunjungan_nakes", "Saya ikut ke rumah, ya."),
    ),
    Story(_toddler, "balita", {**GROWS, "danger_diarrhoea": True}, ("phbs",), answer=("selesai", "Sudah pulih.")),
    Story(_expecting, "bumil", {"kia_book": True, "anc_on_time": True, "ttd_have": True, "ttd_taken": True}),
    Story(_adult, met="kosong"),
)
THIS_WEEK = (
    Story(_adult, "tbc", {"cough": True, "contact": True, "fever": False, "weight": False}, ("tbc",)),
    Story(_expecting, "bumil", {"kia_book": True, "anc_on_time": False, "ttd_have": True, "ttd_taken": False}),
    Story(_toddler, "balita", {**GROWS, "immunisation": False, "temperature": 38.1}, ("imunisasi", "tumbuh")),
    Story(_elder, "lansia", CAREFUL, ("obat", "phbs")),
)
WELL = {"tbc": dict.fromkeys(("patient", "cough", "fever", "weight", "contact"), False)}


def visit(diary: Diary, random: Random, people: list[Resident], officer: str, today: date, share: float) -> None:
    """Let the kaders of a post go to these families, each family once; `share` of the stories happens."""
    monday = today - timedelta(days=today.weekday())
    seen: set[str] = set()
    for stories, days in (
        (LAST_WEEK, _days(monday - timedelta(days=7), monday)),
        (THIS_WEEK, _days(monday, max(today, monday + timedelta(days=1)))),
    ):
        for number, story in enumerate(stories):
            if random.random() >= share:
                continue
            day = days[number % len(days)]
            person = _someone(random, people, story, seen, day)
            if person is not None:
                seen.add(person.family)
                _Visit(diary, random.choice(diary.kader), day, 15 + number % 3, person).write(story, officer)


def _days(first: date, end: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((end - first).days)]


def _someone(random: Random, people: Iterable[Resident], story: Story, seen: set[str], day: date) -> Resident | None:
    known = [one for one in people if one.since <= day - ON_THE_REGISTER and one.family not in seen]
    fitting = [one for one in known if story.fits(one, day)]
    return random.choice(fitting) if fitting else None


@dataclass(frozen=True)
class _Visit:
    diary: Diary
    kader: str
    day: date
    hour: float
    person: Resident

    def write(self, story: Story, officer: str) -> None:
        """The answers, then the house; and what the puskesmas answered the day after."""
        found = self._check(story.checklist, story.answers) if story.answers else None
        if story.checklist not in ("", "tbc"):
            self._check("tbc", WELL["tbc"])
        self._house(story, bool(found and found["categories"]))
        if story.answer and story.answers:
            self._answered(story.checklist, officer, *story.answer)

    def _put(self, kind: str, subject: str, data: dict[str, Any]) -> None:
        self.diary.write(self.day, kind, subject, data, kader=self.kader, hour=hour_of(self.day, self.hour))

    def _check(self, checklist: str, answers: Answers) -> dict[str, Any]:
        signs = {name: False for name in load_checklist(checklist).labels if name.startswith("danger_")}
        values = {**signs, **answers}
        said = evaluate(load_checklist(checklist), values)
        results = {
            "edition": said.edition,
            "action": said.action,
            "categories": [*said.categories],
            "fired": [*said.rules],
        }
        data = {
            "check": self._check_id(checklist),
            "visit": self._id,
            "date": self.day.isoformat(),
            "checklist": checklist,
            "values": values,
            "results": results,
        }
        self._put("homevisit.checked", self.person.id, data)
        return results

    @property
    def _id(self) -> str:
        return home_visit_id(self.diary.post, self.person.family, self.day.isoformat())

    def _check_id(self, checklist: str) -> str:
        return home_check_id(self.diary.post, self.person.id, checklist, self.day.isoformat())

    def _house(self, story: Story, again: bool) -> None:
        seen = {"jkn": "semua", "ventilation": True, "toilet": "leher_angsa", "water": "pdam"}
        data = {
            "visit": self._id,
            "date": self.day.isoformat(),
            "purpose": "khusus" if again else "rutin",
            "met": story.met,
            "values": seen if story.met == "ya" else {},
            "explained": [*story.explained],
            "next_date": (self.day + AGAIN).isoformat() if again else None,
        }
        self._put("homevisit.recorded", self.person.family, data)

    def _answered(self, checklist: str, officer: str, action: str, note: str) -> None:
        day = self.day + timedelta(days=1)
        together = action == "kunjungan_nakes"
        when = (day + timedelta(days=6)).isoformat() if together else None
        data = {"action": action, "date": when, "note": note}
        hour = hour_of(day, 9.5)
        self.diary.write(day, "homevisit.followed", self._check_id(checklist), data, author=officer, hour=hour)
        if together:
            plan = {"date": when, "purpose": "bersama", "reasons": ["medicine"]}
            self.diary.write(day, "homevisit.planned", self.person.family, plan, author=officer, hour=hour)
