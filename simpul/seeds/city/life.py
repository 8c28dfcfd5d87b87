"""Two years of one post: the demo's life, with what the field does to it.

Posts differ in size, skip months and fall silent; NIK have wrong digits, days and months are swapped, weights are
mistyped, a child is registered twice. What is wrong here is wrong the way it arrives: nothing of it is marked.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from simpul.base import clock
from simpul.seeds.city.place import PostPlan
from simpul.seeds.demo import calendar, families, later
from simpul.seeds.demo.deeds import Deed, Diary
from simpul.seeds.demo.visits import Post

FAMILIES, SPREAD = 70, 13
"""Mean and standard deviation of the families of a post: about 77 children under five."""
ATTENDANCE = 0.82
"""Of the demo's attendance: a city's is lower."""
MISSED_MONTH = 0.04
SILENT_EVERY = 37
WRONG_NIK, SWAPPED_DATE, TYPO, TWICE = 0.02, 0.008, 0.0015, 0.012
LATER_SHARE, LATER_DAYS = 0.07, 4
"""Of the families with a youth, an adult, a grandparent on the register; the last open days on which these came."""
OPEN_DAYS = 28
"""Posts open on different days of a month of four weeks."""


@dataclass
class Life:
    """What was done at a post, in order of time."""

    plan: PostPlan
    post: Post
    days: list[date]
    deeds: list[Deed]
    twice: list[tuple[str, str]]
    """Children registered twice: the record that is right, and the other."""


def live(plan: PostPlan, as_of: datetime) -> Life:
    """Everything up to `as_of`, the same every time for the same day."""
    random = Random(f"city post {plan.id}")
    district = plan.village.district.replace(".", "")
    diary = Diary(plan.id, random, plan.kader, district)
    today = as_of.astimezone(clock.JAKARTA).date()
    days = _open_days(plan, random, today)
    count = round(min(115, max(8, random.gauss(FAMILIES, SPREAD))))
    invented = families.invent(diary, random, plan.rw, days[0], today, count)
    for child in (child for family in invented for child in family.children):
        child.attendance *= ATTENDANCE
    # In every second kelurahan the midwife vaccinates at the puskesmas, whose own system keeps the doses.
    here = int(plan.village.code[-1]) % 2 == 0
    post = Post(diary, random, invented, today, vaccinates_from=days[0] - timedelta(days=30) if here else None)
    post.run(days)
    if falls_silent(plan):
        diary.deeds = [deed for deed in diary.deeds if deed.at.astimezone(clock.JAKARTA).date() <= days[-1]]
    twice = _spoil(diary, random)
    later.live_on(diary, Random(f"city later {plan.id}"), invented, days[-LATER_DAYS:], LATER_SHARE)
    return Life(plan, post, days, sorted(diary.deeds), twice)


def falls_silent(plan: PostPlan) -> bool:
    """Whether nothing comes from the post any more since some months."""
    return plan.number % SILENT_EVERY == SILENT_EVERY - 1


def _open_days(plan: PostPlan, random: Random, today: date) -> list[date]:
    days = calendar.monthly(today - timedelta(days=1 + plan.number % OPEN_DAYS))
    if falls_silent(plan):
        days = days[: -random.randint(2, 7)]
    kept = [day for day in days[1:-1] if random.random() > MISSED_MONTH]
    return [days[0], *kept, days[-1]]


def _spoil(diary: Diary, random: Random) -> list[tuple[str, str]]:
    """Bring the field's errors in, on copies of the deeds; returns who is registered twice, and as whom."""
    twice, pairs = [], []
    for place, deed in enumerate(diary.deeds):
        if deed.kind == "person.registered":
            diary.deeds[place] = replace(deed, data=_mistaken(deed.data, random))
            if deed.data["relation"] == "anak" and random.random() < TWICE:
                twice.append(deed)
        elif deed.kind == "visit.recorded" and deed.data["card"] == "balita" and random.random() < TYPO:
            diary.deeds[place] = replace(deed, data={**deed.data, "values": _mistyped(deed.data["values"], random)})
    for deed in twice:
        again, data = diary.new_id(deed.at.date()), dict(deed.data)
        data |= {"name": misspelt(data["name"], random), "nik": None}
        diary.deeds.append(replace(deed, subject=again, data=data, order=len(diary.deeds)))
        pairs.append((deed.subject, again))
    return pairs


def _mistaken(data: dict[str, Any], random: Random) -> dict[str, Any]:
    wrong = dict(data)
    if wrong["nik"] and random.random() < WRONG_NIK:
        wrong["nik"] = _wrong_nik(wrong["nik"], random)
    year, month, day = wrong["birth_date"].split("-")
    # Only where the swapped day is no later than the true one: nobody is weighed before birth.
    if int(day) < int(month) and random.random() < SWAPPED_DATE:
        wrong["birth_date"] = f"{year}-{day}-{month}"
    return wrong


def _wrong_nik(nik: str, random: Random) -> str:
    place = random.randrange(16)
    if random.random() < 0.3:
        return nik[:place] + nik[place + 1 :]
    return nik[:place] + str((int(nik[place]) + random.randint(1, 9)) % 10) + nik[place + 1 :]


def _mistyped(values: dict[str, Any], random: Random) -> dict[str, Any]:
    """The point in the wrong place, or two digits changed about."""
    weight = values["weight_kg"]
    wrong = round(weight * 10, 1) if random.random() < 0.5 else float(f"{weight:.1f}"[::-1])
    return {**values, "weight_kg": wrong}


def misspelt(name: str, random: Random) -> str:
    """The name as another hand writes it: a doubled letter, another vowel, or without its second word."""
    first, _, second = name.partition(" ")
    way = random.randrange(3)
    if way == 0 and second:
        return first
    place = random.randrange(1, len(first))
    if way == 1:
        return f"{first[:place]}{first[place - 1].lower()}{first[place:]} {second}".strip()
    swap = {"a": "e", "i": "y", "u": "o", "o": "u", "e": "i"}
    return (
        f"{first[0]}{''.join(swap.get(c, c) if n == place else c for n, c in enumerate(first[1:], 1))} {second}".strip()
    )
