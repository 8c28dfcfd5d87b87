"""Schedules by name, compiled once per process."""

from functools import cache

from ..content import CONTENT_DIR, ContentError, read_json
from .plan import Schedule

SCHEDULES = ("immunisation", "vitamin-a", "deworming", "anc", "postnatal", "neonatal", "td")


@cache
def load_schedule(schedule_id: str) -> Schedule:
    """The compiled schedule of that id. Raises ContentError for a name that is not a schedule."""
    if schedule_id not in SCHEDULES:
        raise ContentError(f"no schedule named {schedule_id!r}; schedules are {', '.join(SCHEDULES)}.")
    return Schedule(read_json(CONTENT_DIR / "schedules" / f"{schedule_id}.json"))
