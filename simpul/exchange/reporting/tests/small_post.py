"""A post of some twenty-five people with every case of a month: March 2026, seen from 5 April.

`small_post.json` says by hand what each recap must show; it was written from this file and the forms, not from a run.
"""

from collections.abc import Mapping
from typing import Any

from simpul.base import ids
from simpul.care.tests.stories import Village, at

DAY = "2026-03-10"
LATER = "2026-04-05T08:00"
TB_NONE = dict.fromkeys(("tbc_cough", "tbc_fever", "tbc_weight", "tbc_contact"), False)
NO = dict.fromkeys(map(str, range(1, 21)), 0)


class SmallPost:
    """The village, and who is who in it."""

    def __init__(self) -> None:
        """Everybody and everything, in order of time."""
        with at(LATER):
            self.village = Village()
            self.family = self.village.family()
            self._children()
            self._guests_and_double_records()
            self._mothers()
            self._young()
            self._grown()
        self._moves()

    def person(self, name: str, sex: str, born: str | None, **over: Any) -> str:
        """Somebody of the first post."""
        return self.village.child(over.pop("family", self.family), name, sex=sex, birth_date=born, **over)

    def visit(self, person: str, card: str, day: str = DAY, /, **values: Any) -> Any:
        """What a card says on a day."""
        here = self.village.here
        data = {"visit": ids.visit_id(here, person, day), "date": day, "card": card, "step": 2, "values": values}
        return self.village.write("visit.recorded", person, data, here)

    def screen(self, person: str, instrument: str, age: int, sex: str, answers: Mapping[str, Any]) -> None:
        """An instrument answered on the day."""
        data = {"instrument": instrument, "edition": "1", "date": DAY, "answers": dict(answers), "complete": True}
        self.village.write("screening.recorded", person, data | {"respondent": {"age_years": age, "sex": sex}})

    def _children(self) -> None:
        self._gaining()
        self._coughing()
        self._older_children()
        self._children_who_do_not_count()

    def _gaining(self) -> None:
        write = self.village.write
        self.gaining = self.person("Aisyah", "P", "2025-12-10", birth_weight_kg=3.0)
        self.visit(self.gaining, "balita", "2026-02-10", weight_kg=5.0)
        values: dict[str, Any] = {
            "length_height_cm": 60.0,
            "measured": "l",
            "head_cm": 39.5,
            "exclusive_breastfeeding": True,
        }
        self.visit(self.gaining, "balita", weight_kg=5.9, **values, **TB_NONE)
        write("dose.given", self.gaining, {"product": "DPT-HB-Hib", "number": 1, "date": DAY})
        write("dose.given", self.gaining, {"product": "HB0", "number": 1, "date": "2026-03-02", "source": "history"})

    def _coughing(self) -> None:
        coughing = self.person("Bagas", "L", "2024-03-15")
        self.visit(coughing, "balita", "2026-02-10", weight_kg=11.0)
        values: dict[str, Any] = {
            "length_height_cm": 86.0,
            "measured": "l",
            "head_cm": 48.0,
            "muac_cm": 15.0,
            "illness": "batuk, diare",
        }
        signs = TB_NONE | {"tbc_cough": True, "tbc_weight": True}
        self.visit(coughing, "balita", weight_kg=10.9, complementary_feeding_ok=True, vitamin_a=True, **values, **signs)
        self.village.write("dose.given", coughing, {"product": "VITA-MERAH", "date": DAY})
        with at("2026-03-10T09:00"):
            self.village.refer(coughing)

    def _older_children(self) -> None:
        small = self.person("Citra", "P", "2022-01-20")
        values: dict[str, Any] = {
            "length_height_cm": 92.0,
            "measured": "h",
            "muac_cm": 11.0,
            "deworming": True,
            "pmt_local": True,
        }
        self.visit(small, "balita", weight_kg=10.0, development_complete=False, **values)
        preschool = self.person("Dimas", "L", "2020-06-01")
        values = {"length_height_cm": 112.0, "measured": "h"}
        self.visit(preschool, "balita", weight_kg=19.0, development_complete=True, **values)
        self.person("Fajar", "L", "2025-04-02")

    def _children_who_do_not_count(self) -> None:
        write = self.village.write
        withdrawn = self.person("Hadi", "L", "2024-01-05")
        entry = self.visit(withdrawn, "balita", weight_kg=12.0)
        write("entry.voided", withdrawn, {"target": entry.id, "reason": "salah orang"})
        gone = self.person("Ilham", "L", "2023-08-08")
        self.visit(gone, "balita", weight_kg=13.0)
        write("person.left", gone, {"status": "died", "date": "2026-03-20"})

    def _guests_and_double_records(self) -> None:
        again = self.person("Aisha", "P", "2025-12-10")
        self.visit(again, "balita", "2026-03-12", education="cuci tangan")
        self.village.write("person.merged", self.gaining, {"gone": again})
        wrong = self.person("Keliru", "P", "2000-02-02")
        self.visit(wrong, "dewasa", weight_kg=50.0, height_cm=150.0)
        self.village.write("person.left", wrong, {"status": "mistake", "date": DAY})

    def _mothers(self) -> None:
        well, thin, late, new, nursing, forgotten = (
            self.person(name, "P", "1996-07-01") for name in ("Mira", "Nani", "Oki", "Putri", "Qori", "Rina")
        )
        self._expecting(well, "2025-10-01")
        values: dict[str, Any] = {
            "weight_on_curve": True,
            "muac_cm": 24.0,
            "systolic": 110,
            "diastolic": 70,
            "education": "gizi",
        }
        self.visit(well, "hamil", ttd_given=30, ttd_daily=True, class_attended=True, **values, **TB_NONE)
        self._expecting(thin, "2025-12-01")
        values = {"weight_on_curve": False, "muac_cm": 22.0, "systolic": 142, "diastolic": 88, "class_attended": False}
        food = {"mt_kek_text": "nasi, telur; 1 porsi", "mt_kek_daily": False, "ttd_given": 0, "ttd_daily": False}
        self.visit(thin, "hamil", **values, **food, tbc_cough=True, tbc_fever=True)
        with at("2026-03-10T09:30"):
            self.village.refer(thin)
        self._expecting(late, "2026-01-15")
        episode = self._expecting(new, "2025-06-01")
        self.village.write("pregnancy.closed", episode, {"outcome": "birth", "date": "2026-03-05"})
        values = {"muac_cm": 23.5, "systolic": 120, "diastolic": 80}
        self.visit(new, "nifas", vitamin_a=True, contraception=False, education="", **values)
        self.person("Eka", "P", "2025-03-25", mother=nursing)
        self._expecting(forgotten, "2025-03-01")

    def _expecting(self, mother: str, lmp: str) -> str:
        episode = str(ids.uuid7())
        self.village.write("pregnancy.opened", episode, {"person": mother, "lmp": lmp})
        return episode

    def _young(self) -> None:
        girl = self.person("Rara", "P", "2014-05-05")
        values: dict[str, Any] = {"systolic": 100, "diastolic": 65, "hb_gdl": 11.5, "waist_cm": 65.0}
        self.visit(girl, "remaja", weight_kg=35.0, height_cm=142.0, **values, **TB_NONE)
        boy = self.person("Surya", "L", "2009-02-02")
        values = {"systolic": 145, "diastolic": 90, "glucose_mgdl": 210, "waist_cm": 95.0, "education": "rokok"}
        self.visit(boy, "remaja", weight_kg=90.0, height_cm=165.0, **values)
        self.screen(boy, "srq-20", 17, "L", NO | dict.fromkeys("123456", 1))
        with at("2026-03-10T10:00"):
            self.village.refer(boy)
        self.person("Tono", "L", "2012-01-01")
        thin = self.person("Umi", "P", "2008-04-10")
        values = {"systolic": 85, "diastolic": 55, "glucose_mgdl": 65, "hb_gdl": 13.0}
        self.visit(thin, "remaja", weight_kg=30.0, height_cm=160.0, **values)
        self.screen(thin, "srq-20", 17, "P", NO)

    def _grown(self) -> None:
        man = self.person("Vino", "L", "1980-01-01")
        values = {"waist_cm": 92.0, "systolic": 150, "diastolic": 95, "glucose_mgdl": 100, "cholesterol_mgdl": 220}
        self.visit(man, "dewasa", weight_kg=70.0, height_cm=170.0, education="garam", **values)
        self.screen(man, "srq-20", 46, "L", NO | {"17": 1})
        self.screen(man, "puma", 46, "L", {"1": 1, "2": 0, "3": 1, "4": 1, "5": 1, "6": 1, "7": 1})
        with at("2026-03-10T11:00"):
            self.village.refer(man)
        woman = self.person("Wati", "P", "1990-06-06")
        values = {"waist_cm": 80.0, "systolic": 118, "diastolic": 76, "cholesterol_mgdl": 180}
        self.visit(woman, "dewasa", weight_kg=60.0, height_cm=152.0, **values)
        self._old()
        self.person("Zaki", "L", "1999-09-09")
        undated = self.person("Tanpa tanggal", "L", None)
        self.visit(undated, "dewasa", weight_kg=60.0, height_cm=160.0)

    def _old(self) -> None:
        frail = self.person("Xenia", "P", "1955-02-02")
        values = {"waist_cm": 85.0, "systolic": 88, "diastolic": 58, "glucose_mgdl": 69}
        self.visit(frail, "lansia", weight_kg=40.0, height_cm=155.0, **values)
        whole = dict(zip(map(str, range(1, 11)), (2, 2, 1, 2, 2, 3, 3, 2, 2, 1), strict=True))
        self.screen(frail, "aks", 71, "P", whole)
        none = dict.fromkeys(map(str, range(1, 14)), 0)
        self.screen(frail, "skilas", 71, "P", none | {"5": 1, "13": 1})
        old = self.person("Yusuf", "L", "1950-03-03")
        self.visit(old, "lansia", weight_kg=52.0, height_cm=168.0, systolic=150)
        self.screen(old, "aks", 76, "L", dict.fromkeys(map(str, range(1, 11)), 1))
        self.screen(old, "skilas", 76, "L", none)

    def _moves(self) -> None:
        """One family leaves after the month, one within it; both were seen here before."""
        with at(LATER):
            after, within = self.village.family("Joko"), self.village.family("Kadir")
            leaving = self.person("Jihan", "P", "2025-02-14", family=after)
            self.visit(leaving, "balita", weight_kg=9.0, muac_cm=12.0)
            left = self.person("Kiki", "L", "2023-03-03", family=within)
            self.visit(left, "balita", weight_kg=14.0)
        with at("2026-03-15T08:00"):
            self.village.move(within)
        with at("2026-04-02T08:00"):
            self.village.move(after)
