"""What the puskesmas answered: most referrals are done within the month, some wait, some are late."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from simpul.base import clock, ids
from simpul.seeds.city.life import Life
from simpul.seeds.demo.deeds import Deed
from simpul.seeds.demo.referrals import reason_of

REFERRALS = 5
"""Of a post in two years, beside those of the last four weeks."""
RECENT = timedelta(days=28)


def refer(life: Life, as_of: datetime) -> None:
    """Add referrals and their answers to the deeds of a life."""
    random = Random(f"city referrals {life.plan.id}")
    seen = [deed for deed in life.deeds if deed.kind == "visit.recorded" and deed.data["card"] == "balita"]
    added: list[Deed] = []
    for visit in random.sample(seen, min(REFERRALS, len(seen))):
        added += _one(life, visit, random, as_of, len(life.deeds) + len(added))
    recent = [visit for visit in seen if as_of - visit.at < RECENT]
    for visit in random.sample(recent, min(2, len(recent))):
        added += _one(life, visit, random, as_of, len(life.deeds) + len(added))
    life.deeds = sorted([*life.deeds, *added])


def _one(life: Life, visit: Deed, random: Random, as_of: datetime, order: int) -> list[Deed]:
    plan, opened = life.plan, visit.at + timedelta(minutes=random.randint(5, 40))
    urgent = random.random() < 0.05
    urgency = "darurat" if urgent else random.choice(("biasa", "biasa", "biasa", "segera"))
    rule, text = reason_of(urgency, random)
    request = str(ids.uuid7(int(opened.timestamp() * 1000), random.randbytes(10)))
    data = {
        "person": visit.subject,
        "service": "health-referral",
        "urgency": urgency,
        "reasons": [{"rule": rule, "text": text}],
        "to_unit": plan.puskesmas,
        "message": "Mohon dibantu pemeriksaan lanjutan.",
    }
    deeds = [Deed(opened, order, plan.id, "request.opened", request, data, visit.author)]
    for at, answer in _answers(opened, random):
        # Answers come in office hours; what lies after `as_of` has not been given yet.
        if at < as_of:
            deeds.append(Deed(at, order + len(deeds), plan.id, "request.moved", request, answer, plan.officer, True))
    return deeds


def _answers(opened: datetime, random: Random) -> list[tuple[datetime, dict[str, Any]]]:
    if random.random() < 0.12:
        return []
    first = _office(opened, random.uniform(0.2, 3))
    if random.random() < 0.1:
        return [(first, {"action": "send_back", "note": "Mohon ukur ulang, lalu lengkapi."})]
    if random.random() < 0.5:
        done = {
            "action": "complete",
            "outcome": "monitored",
            "note": "Sudah diperiksa.",
            "follow_up": "Pantau di posyandu.",
        }
        return [(first, {"action": "accept", "note": "Silakan datang."}), (_office(first, random.uniform(2, 12)), done)]
    visit = _office(first, random.uniform(2, 6))
    appointment = {"action": "schedule", "appointment_at": clock.iso(visit), "note": "Bawa Buku KIA."}
    if random.random() < 0.2:
        return [(first, appointment), (_office(visit, 1), {"action": "no_show"})]
    treated = {"action": "complete", "outcome": "treated", "note": "Sudah ditangani."}
    return [(first, appointment), (visit + timedelta(hours=3), treated)]


def _office(after: datetime, days: float) -> datetime:
    """An hour of a working day's morning, at least so many days later."""
    local = (after + timedelta(days=days)).astimezone(clock.JAKARTA)
    while local.weekday() > 4:
        local += timedelta(days=1)
    return max(local.replace(hour=9 + local.minute % 5), after + timedelta(hours=1))
