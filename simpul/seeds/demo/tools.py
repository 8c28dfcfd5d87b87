"""Scales put to the test with a known weight: every month, at one post too long ago, at one the scale is wrong."""

from datetime import date, timedelta
from random import Random
from uuid import uuid5

from simpul.base.ids import NAMESPACE
from simpul.seeds.demo.deeds import Diary

SCALES = (("Timbangan digital balai", "digital"), ("Dacin RW", "dacin"))
TEST_KG = 5.0
OVERDUE_POST, WRONG_POST = 1, 4
TOO_LONG = timedelta(days=55)
MONTHS = 3


def try_out(diary: Diary, random: Random, number: int, today: date) -> None:
    """Tests of the scales of post `number`, the oldest first."""
    for place, (name, kind) in enumerate(SCALES):
        is_wrong = number == WRONG_POST and kind == "dacin"
        last = today - (TOO_LONG if (number, place) == (OVERDUE_POST, 0) else timedelta(days=2 + number))
        for month in reversed(range(MONTHS)):
            off = 0.3 if is_wrong and month == 0 else random.choice((-0.02, 0.0, 0.0, 0.03))
            day = last - timedelta(days=29 * month)
            _test(diary, name, kind, day, off)


def _test(diary: Diary, name: str, kind: str, day: date, off: float) -> None:
    subject = str(uuid5(NAMESPACE, f"scale|{diary.post}|{name.lower()}"))
    data = {
        "name": name,
        "type": kind,
        "date": day.isoformat(),
        "test_kg": TEST_KG,
        "shown_kg": round(TEST_KG + off, 2),
    }
    diary.write(day, "scale.checked", subject, data, hour=13.0)
