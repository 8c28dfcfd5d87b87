"""What is recorded at each open day: children weighed, mothers measured, doses given."""

from datetime import date, timedelta
from random import Random
from typing import Any

from simpul.base import ids
from simpul.knowledge.growth.ages import completed_months
from simpul.seeds.demo.births import delivery_of, plan_of
from simpul.seeds.demo.deeds import Diary
from simpul.seeds.demo.families import Child, Family, register, register_child

LAST_DAY = 1826
ROUTINE = (
    ("HB0", 1, 0), ("BCG", 1, 30), ("OPV", 1, 30), ("DPT-HB-Hib", 1, 60), ("OPV", 2, 60), ("PCV", 1, 60), ("RV", 1, 60),
    ("DPT-HB-Hib", 2, 90), ("OPV", 3, 90), ("PCV", 2, 90), ("RV", 2, 90), ("DPT-HB-Hib", 3, 120), ("OPV", 4, 120),
    ("IPV", 1, 120), ("RV", 3, 120), ("MR", 1, 270), ("IPV", 2, 270), ("PCV", 3, 360), ("DPT-HB-Hib", 4, 540),
    ("MR", 2, 540),
)  # fmt: skip
"""Product, dose, day of life from which the demo's midwife gives it; what is right is the forecaster's to say."""
RV_LAST_DAY = 209
BATCH = {
    "HB0": "HB26",
    "BCG": "BC26",
    "OPV": "OP26",
    "DPT-HB-Hib": "PB26",
    "PCV": "PC26",
    "RV": "RV26",
    "IPV": "IP26",
    "MR": "MR26",
}


class Post:
    """Runs the months of one post."""

    def __init__(
        self, diary: Diary, random: Random, families: list[Family], today: date, vaccinates_from: date | None = date.min
    ) -> None:
        """`families` as invented; `today` bounds what may be written.

        Routine doses are written for children born from `vaccinates_from` on; None: others write them elsewhere.
        """
        self.diary, self.random, self.families, self.today = diary, random, families, today
        self.vaccinates_from = vaccinates_from
        self.known: set[str] = set()
        self.given: dict[str, dict[tuple[str, int], date]] = {}

    def run(self, days: list[date]) -> None:
        """Everything that happens on these open days, oldest first."""
        for family in self.families:
            register(self.diary, self.random, family)
        for family in self.families:
            self._pregnancies(family, days)
        for day in days:
            self.open_day(day)

    def _pregnancies(self, family: Family, days: list[date]) -> None:
        for child in family.children:
            lmp = child.born - timedelta(weeks=child.weeks)
            if lmp >= days[0] and not (child.twin and child is not family.children[0]):
                self.pregnancy(family, lmp, child, days)
        if family.expecting:
            self.pregnancy(family, family.expecting, None, days)

    def open_day(self, day: date) -> None:
        """One whole open day, opened and closed."""
        session = ids.session_id(self.diary.post, day.isoformat())
        staff = self.diary.kader
        opened = {"date": day.isoformat(), "place": "Balai RW", "staff": staff}
        self.diary.write(day, "session.opened", session, opened, hour=7.9)
        came = sum(self._child(day, session, family, child) for family in self.families for child in family.children)
        self.diary.write(day, "session.closed", session, {"date": day.isoformat(), "totals": {"datang": came}}, hour=12)

    def arrive(self, day: date, child: Child, family: Family) -> None:
        """The child becomes known at the first open day after birth or moving in."""
        if child.id not in self.known:
            self.known.add(child.id)
            register_child(self.diary, self.random, family, child, day, self.today)

    def _child(self, day: date, session: str, family: Family, child: Child) -> bool:
        age = (day - child.born).days
        if age < 1 or age > LAST_DAY or day < child.moved_in:
            return False
        self.arrive(day, child, family)
        if self.random.random() > child.attendance:
            return False
        self._weigh(day, session, child, age)
        self._doses(day, session, child, age)
        return True

    def _weigh(self, day: date, session: str, child: Child, age: int) -> None:
        measures, months = child.trajectory.at(age), completed_months(child.born, day)
        values: dict[str, Any] = {"weight_kg": measures.weight_kg, "oedema": False}
        values |= dict.fromkeys(("tbc_cough", "tbc_fever", "tbc_weight", "tbc_contact"), False)
        if self.random.random() < 0.93:
            values |= {"length_height_cm": measures.length_cm, "measured": "l" if measures.lying else "h"}
        if months < 24 or months % 6 == 0:
            values["head_cm"] = measures.head_cm
        if measures.muac_cm is not None:
            values["muac_cm"] = measures.muac_cm
        if months < 6:
            values["exclusive_breastfeeding"] = self.random.random() < 0.7
        else:
            values["complementary_feeding_ok"] = self.random.random() < 0.8
        if self.random.random() < 0.03:
            values["tbc_cough"] = True
        self._visit(day, session, child.id, "balita", values)

    def _visit(self, day: date, session: str | None, person: str, card: str, values: dict[str, Any]) -> None:
        data = {
            "visit": ids.visit_id(self.diary.post, person, day.isoformat()),
            "session": session,
            "date": day.isoformat(),
            "card": card,
            "step": 2,
            "values": values,
        }
        self.diary.write(day, "visit.recorded", person, data)

    def _doses(self, day: date, session: str, child: Child, age: int) -> None:
        if self.vaccinates_from is not None and child.born >= self.vaccinates_from:
            self._routine(day, child, age)
        if day.month in (2, 8) and age >= 183:
            self._dose(day, child.id, "VITA-BIRU" if age < 365 else "VITA-MERAH", None, day)
            if age >= 365:
                self._dose(day, child.id, "ALBENDAZOL", None, day)

    def _routine(self, day: date, child: Child, age: int) -> None:
        had = self.given.setdefault(child.id, {})
        for product, number, from_day in ROUTINE:
            if age < from_day or (product, number) in had:
                continue
            if not self._may(had, product, number, day, age) or self.random.random() > child.compliance:
                continue
            when = child.born if product == "HB0" else day
            had[product, number] = when
            self._dose(day, child.id, product, number, when)

    def _may(self, had: dict[tuple[str, int], date], product: str, number: int, day: date, age: int) -> bool:
        before = had.get((product, number - 1))
        gap = (
            56
            if (product, number) == ("PCV", 3)
            else 180
            if number in (2, 4) and product in ("MR", "DPT-HB-Hib") and age > 400
            else 28
        )
        if number > 1 and (before is None or (day - before).days < gap):
            return False
        if product == "HB0":
            return age < 120
        return product != "RV" or age <= RV_LAST_DAY

    def _dose(self, day: date, person: str, product: str, number: int | None, when: date) -> None:
        historic = when != day
        data = {
            "product": product,
            "number": number,
            "date": when.isoformat(),
            "batch": f"{BATCH[product]}{when.month:02}{self.random.randint(10, 14)}"
            if product in BATCH and not historic
            else "",
            "place": "rs" if historic else "posyandu",
            "source": "history" if historic else "given",
        }
        self.diary.write(day, "dose.given", person, data)

    def pregnancy(self, family: Family, lmp: date, child: Child | None, days: list[date]) -> None:
        """A pregnancy from booking to birth (or to today), with its monthly visits."""
        booked = next((d for d in days if d >= lmp + timedelta(days=49)), None)
        if booked is None or booked > self.today or booked < family.joined:
            return
        pregnancy = self.diary.new_id(booked)
        height, start = round(self.random.gauss(153, 5), 1), round(self.random.gauss(53, 8), 1)
        parity = self.random.choice((0, 0, 1, 1, 2, 3))
        edd = lmp + timedelta(days=280)
        data = {
            "person": family.mother,
            "lmp": lmp.isoformat(),
            "edd": edd.isoformat(),
            "gravida": parity + 1,
            "parity": parity,
            "miscarriages": 0,
            "height_cm": height,
            "prepregnancy_weight_kg": start,
            "husband_name": family.father_name,
        } | plan_of(pregnancy, family.father_name)
        self.diary.write(booked, "pregnancy.opened", pregnancy, data, hour=7.9)
        until = child.born if child else self.today
        arm, pressure = self.random.gauss(26, 2.4), self.random.gauss(112, 9)
        for day in (d for d in days if booked <= d < until and self.random.random() < 0.85):
            self._antenatal(day, family.mother, (day - lmp).days / 7, start, arm, pressure)
        if child:
            closed = {"outcome": "birth", "date": child.born.isoformat(), "children": [child.id]}
            closed |= delivery_of(pregnancy)
            after = next((d for d in days if d > child.born and d <= self.today), None)
            if after:
                self.arrive(after, child, family)
                self.diary.write(after, "pregnancy.closed", pregnancy, closed, hour=7.95)
                self._postnatal(family, child, days)

    def _antenatal(self, day: date, mother: str, weeks: float, start: float, arm: float, pressure: float) -> None:
        gain = 0.1 * weeks if weeks < 13 else 1.3 + 0.42 * (weeks - 13)
        systolic = round(pressure + self.random.gauss(0, 5) + max(0, weeks - 28) * 0.4)
        values: dict[str, Any] = {
            "weight_kg": round(start + gain, 1),
            "muac_cm": round(arm + self.random.gauss(0, 0.2), 1),
            "systolic": systolic,
            "diastolic": round(systolic * 0.62 + self.random.gauss(0, 3)),
            "weight_on_curve": self.random.random() < 0.85,
            "ttd_given": 30,
            "ttd_daily": self.random.random() < 0.8,
            "class_attended": self.random.random() < 0.6,
        }
        values |= dict.fromkeys(("tbc_cough", "tbc_fever", "tbc_weight", "tbc_contact"), False)
        session = ids.session_id(self.diary.post, day.isoformat())
        self._visit(day, session, mother, "hamil", values)

    def _postnatal(self, family: Family, child: Child, days: list[date]) -> None:
        for day in (d for d in days if child.born < d <= child.born + timedelta(days=60) and d <= self.today):
            session = ids.session_id(self.diary.post, day.isoformat())
            values = {
                "weight_kg": round(self.random.gauss(57, 7), 1),
                "systolic": 112,
                "diastolic": 72,
                "breastfeeding": True,
                "vitamin_a": True,
                "vitamin_a_capsules": 2,
                "contraception": False,
            }
            self._visit(day, session, family.mother, "nifas", values)
