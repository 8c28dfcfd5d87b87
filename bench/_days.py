"""Open days of a post as its phone writes them: a batch of mixed entries for each month."""

import random
from datetime import date, datetime, timedelta, timezone
from typing import Any

from simpul.base import clock, ids
from simpul.journal.hash import entry_hash
from simpul.journal.wire import Entry

FIRST_DAY = date(2024, 11, 9)
WIB = timezone(timedelta(hours=7))
NAMES = ("Aisyah", "Bima", "Citra", "Dewi", "Eka", "Fajar", "Gita", "Hadi", "Intan", "Joko", "Kartika", "Lestari")
PRODUCTS = (("HB0", 1), ("BCG", 1), ("OPV", 1), ("DPT-HB-Hib", 1), ("PCV", 1), ("RV", 1), ("IPV", 1), ("MR", 1))
AT_FIRST, EACH_MONTH = (10, 24), (1, 2)
"""Families and children who come for the first time."""


class Child:
    """A toddler who comes every month."""

    def __init__(self, chance: random.Random, day: date) -> None:
        """Born up to two years before the first visit."""
        self.id = str(ids.uuid7(randomness=chance.randbytes(10)))
        self.born = day - timedelta(days=chance.randint(10, 700))
        self.sex = chance.choice("LP")
        self.share = chance.uniform(0.85, 1.15)

    def weight(self, day: date) -> float:
        """A plausible weight in kg."""
        months = (day - self.born).days / 30.4
        return float(round(self.share * (3.2 + 7.2 * (1 - 0.9**months) + 0.12 * months), 1))

    def length(self, day: date) -> float:
        """A plausible length in cm."""
        months = (day - self.born).days / 30.4
        return float(round(self.share * 0.2 * 50 + 0.8 * 50 + 27 * (1 - 0.91**months) + 0.7 * months, 1))


class Phone:
    """A phone's typing: entries with ids, hashes and counters, month after month."""

    def __init__(self, post: str, device: str, author: str, seed: int, first_day: date = FIRST_DAY) -> None:
        """Deterministic for a seed."""
        self.post, self.device, self.author = post, device, author
        self.chance = random.Random(seed)
        self.counter = 0
        self.day, self.minute = first_day, 0
        self.at_first = AT_FIRST
        self.children: list[Child] = []
        self.mothers: list[str] = []

    def month(self, size: int = 100, *, newcomers: bool = True) -> list[Entry]:
        """The next open day, filled with steps of visits up to `size` entries."""
        self.minute = 0
        session = ids.session_id(self.post, self.day.isoformat())
        day = self.day.isoformat()
        opened = {"date": day, "place": "Balai RW 02", "staff": [self.author]}
        entries = [self.entry("session.opened", session, opened)]
        born_by = self._newcomers(entries) if newcomers else {}
        visited = self.chance.sample(self.children, len(self.children))
        entries += [self._dose(child, i) for i, child in enumerate(visited[:10])]
        entries += [self._change(child) for child in visited[-3:]]
        entries += [self._request(child) for child in visited[:2]]
        steps = [(child, step) for child in visited for step in (1, 2, 3, 4)][: size - 1 - len(entries)]
        entries += [self._visit(child, step, session, born_by.get(child.id)) for child, step in steps]
        entries.append(self.entry("session.closed", session, {"date": day, "totals": {"datang": len(visited)}}))
        self.day += timedelta(days=30)
        return entries[:size]

    def _newcomers(self, entries: list[Entry]) -> dict[str, str]:
        """Families and children who come for the first time; child → the entry that registers it."""
        by = {}
        count, children = EACH_MONTH if self.children else self.at_first
        families = [self._family(entries) for _ in range(count)]
        for index in range(children):
            child = Child(self.chance, self.day)
            family, mother = families[index % len(families)]
            data = {
                "family": family,
                "name": f"{self.chance.choice(NAMES)} {self.chance.choice(NAMES)}",
                "sex": child.sex,
                "birth_date": child.born.isoformat(),
                "mother": mother,
                "mother_name": self.chance.choice(NAMES),
                "birth_weight_kg": 3.1,
                "birth_length_cm": 49,
            }
            entries.append(self.entry("person.registered", child.id, data))
            by[child.id] = entries[-1].id
            self.children.append(child)
        return by

    def _family(self, entries: list[Entry]) -> tuple[str, str]:
        family, mother = self._id(), self._id()
        number = f"3671{self.chance.randint(10**11, 10**12 - 1)}"
        name = f"{self.chance.choice(NAMES)} {self.chance.choice(NAMES)}"
        home = {"head_name": name, "kk_number": number, "address": "Jalan Melati 4", "rt": "04", "rw": "02"}
        entries.append(self.entry("family.registered", family, home))
        entries.append(self.entry("person.registered", mother, {"family": family, "name": name, "sex": "P"}))
        consent = {"purpose": "layanan", "granted": True, "date": self.day.isoformat(), "given_by": "ibu"}
        entries.append(self.entry("consent.given", mother, consent, after=[entries[-1].id]))
        return family, mother

    def _visit(self, child: Child, step: int, session: str, known: str | None) -> Entry:
        data: dict[str, Any] = {
            "visit": ids.visit_id(self.post, child.id, self.day.isoformat()),
            "session": session,
            "date": self.day.isoformat(),
            "card": "balita",
            "step": step,
            "values": {},
        }
        if step == 2:
            length = {"length_height_cm": child.length(self.day), "measured": "l"}
            data["values"] = {"weight_kg": child.weight(self.day), **length, "head_cm": 44.5, "muac_cm": 14.2}
        elif step == 3:
            checks = dict.fromkeys(("tbc_cough", "tbc_fever", "tbc_weight", "tbc_contact", "oedema"), False)
            data["values"] = {**checks, "complementary_feeding_ok": self.chance.random() < 0.8}
            data["results"] = {"waz": -0.84, "haz": -1.12, "whz": -0.21, "kms": "N", "verdict": "naik", "fired": []}
        elif step == 4:
            data["values"] = {"education": True, "notes": "anjuran makan protein hewani"}
        return self.entry("visit.recorded", child.id, data, after=[known] if known else [])

    def _dose(self, child: Child, index: int) -> Entry:
        product, number = PRODUCTS[index % len(PRODUCTS)]
        data = {"product": product, "number": number, "date": self.day.isoformat(), "batch": "PB2611", "place": "pos"}
        return self.entry("dose.given", child.id, data)

    def _change(self, child: Child) -> Entry:
        base = {"contact": 10**6, "notes": 10**6}
        phone = f"0812{self.chance.randint(10**7, 10**8 - 1)}"
        return self.entry("person.changed", child.id, {"fields": {"phone": phone}}, base=base)

    def _request(self, child: Child) -> Entry:
        reasons = [{"rule": "berat-tidak-naik", "text": "Berat tidak naik dua bulan berturut-turut."}]
        data = {"person": child.id, "service": "balita-gizi", "urgency": "biasa", "reasons": reasons}
        return self.entry("request.opened", self._id(), data)

    def _id(self) -> str:
        return str(ids.uuid7(randomness=self.chance.randbytes(10)))

    def entry(self, kind: str, subject: str, data: dict[str, Any], **over: Any) -> Entry:
        """An entry with its hash, half a minute after the one before."""
        self.counter += 1
        self.minute += 1
        start = datetime(self.day.year, self.day.month, self.day.day, 8, tzinfo=WIB)
        at = clock.iso(start + timedelta(seconds=30 * self.minute))
        fields: dict[str, Any] = {
            "id": self._id(),
            "post": self.post,
            "kind": kind,
            "subject": subject,
            "data": data,
            "happened_at": at,
            "recorded_at": at,
            "author": self.author,
            "device": self.device,
            "device_counter": self.counter,
            "app_version": "0.1.0",
            "rules_edition": "2026",
            "hash": "",
        }
        entry = Entry(**(fields | over))
        entry.hash = entry_hash(entry)
        return entry
