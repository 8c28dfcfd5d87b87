"""A post for measuring the phone: 500 people, 36 months of visits, doses, requests; as a snapshot's rows."""

import random
import uuid
from datetime import date, timedelta
from typing import Any

POST = "5d8ff1f2-0000-4000-8000-000000000001"
TODAY = date(2026, 11, 21)
NAMES = [
    *(["Aisyah", "Bima", "Citra", "Dewi", "Eka", "Fajar", "Gita", "Hadi", "Intan"]),
    *(["Joko", "Kartika", "Lestari", "Melati", "Nur", "Putri", "Rizki", "Sari", "Tono"]),
]
SURNAMES = [
    *(["Lestari", "Pratama", "Wibowo", "Santoso", "Rahmawati"]),
    *(["Hidayat", "Kusuma", "Nugroho", "Saputra", "Anggraini"]),
]
PRODUCTS = [
    *(["HB0", "BCG", "OPV1", "PENTA1", "PCV1", "RV1", "OPV2", "PENTA2", "PCV2"]),
    *(["RV2", "OPV3", "PENTA3", "PCV3", "IPV1", "MR1", "IPV2", "PENTA4", "MR2"]),
]

Row = dict[str, Any]


def snapshot_rows(people: int = 500, months: int = 36, seed: int = 7) -> dict[str, list[Row]]:
    """Rows of every part. A fifth of the people are toddlers weighed each month, the rest come monthly too."""
    chance = random.Random(seed)
    made = _Maker(chance)
    persons = [made.person(index) for index in range(people)]
    return {
        "families": [made.family(index) for index in range(people // 4)],
        "persons": persons,
        "consents": [],
        "moves": [],
        "sessions": [made.session(month) for month in range(1, months + 1)],
        "visits": [made.visit(person, month) for person in persons for month in range(1, months + 1)],
        "doses": [made.dose(person, product) for person in persons[: people // 5] for product in PRODUCTS],
        "pregnancies": [],
        "requests": [],
        "reviews": [],
        "repairs": [],
    }


class _Maker:
    """Rows with the fields and the sizes that the server's have."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.seq = 0
        self.staff = [self.id() for _ in range(5)]
        self.days = [self.id() for _ in range(100)]

    def base(self) -> Row:
        self.seq += 1
        return {"id": self.id(), "post": POST, "seq": self.seq}

    def id(self) -> str:
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))

    def family(self, index: int) -> Row:
        row = self.base()
        return row | {
            "head_name": f"{self.chance.choice(NAMES)} {self.chance.choice(SURNAMES)}",
            "kk_number": f"31740109{index:08d}",
            "address": f"Jalan Melati {index}",
            "rt": "04",
            "rw": "02",
            "phone": "081200000000",
            "status": "active",
            "extra": {},
        }

    def person(self, index: int) -> Row:
        toddler = index % 5 == 0
        born = TODAY - timedelta(days=self.chance.randint(60, 1800) if toddler else self.chance.randint(3000, 20000))
        return self.base() | {
            "family": None,
            "name": f"{self.chance.choice(NAMES)} {self.chance.choice(NAMES)} {self.chance.choice(SURNAMES)}",
            "sex": self.chance.choice("LP"),
            "birth_date": born.isoformat(),
            "birth_date_estimated": False,
            "nik": f"3174010{index:09d}",
            "mother": None,
            "mother_name": f"{self.chance.choice(NAMES)} {self.chance.choice(SURNAMES)}",
            "father_name": "",
            "relation": "anak" if toddler else "",
            "phone": "",
            "birth_weight_kg": 3.1 if toddler else None,
            "birth_length_cm": 49.0 if toddler else None,
            "gestational_age_weeks": None,
            "birth_order": 2,
            "card_token": self.id(),
            "notes": "",
            "status": "active",
            "status_date": None,
            "merged_into": None,
            "extra": {},
        }

    def session(self, month: int) -> Row:
        day = _day(month)
        return self.base() | {
            "id": self.days[month],
            "date": day,
            "place": "Balai RW 02",
            "staff": self.staff[:2],
            "status": "closed",
            "totals": {"arrived": 40, "done": 38},
            "opened_at": f"{day}T01:00:00.000Z",
            "closed_at": f"{day}T04:00:00.000Z",
        }

    def visit(self, person: Row, month: int) -> Row:
        values = {
            "weight_kg": round(5 + self.chance.random() * 10, 1),
            "length_height_cm": round(60 + self.chance.random() * 40, 1),
            "measured": "l",
            "head_cm": 44.5,
            "muac_cm": 14.2,
            "tbc_cough": False,
            "development_complete": True,
            "vitamin_a": "merah",
        }
        entries = [self.id() for _ in range(4)]
        return self.base() | {
            "person": person["id"],
            "session": self.days[month],
            "date": _day(month),
            "card": "balita",
            "values": values,
            "entries": dict.fromkeys(values, entries[1]),
            "steps": {
                str(step): {
                    "at": f"{_day(month)}T02:0{step}:00.000Z",
                    "author": self.staff[step - 1],
                    "entry": entries[step - 1],
                }
                for step in range(1, 5)
            },
            "results": {"waz": -0.8, "haz": -1.1, "whz": -0.2, "kms": "N", "verdict": "naik", "edition": "2023"},
            "status": "ok",
        }

    def dose(self, person: Row, product: str) -> Row:
        return self.base() | {
            "person": person["id"],
            "product": product,
            "number": 1,
            "date": _day(self.chance.randint(1, 35)),
            "batch": "B12345",
            "expiry": None,
            "place": "",
            "source": "given",
            "quantity": None,
            "visit": None,
            "author": self.staff[3],
            "status": "ok",
        }


def _day(months_ago: int) -> str:
    return (TODAY - timedelta(days=30 * months_ago)).isoformat()
