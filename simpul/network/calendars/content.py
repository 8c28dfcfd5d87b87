"""What the programme says about appointments (`content/programme/appointments.json`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from functools import cache

from simpul.knowledge.content import CONTENT_DIR, read_json

Words = Mapping[str, str]


@dataclass(frozen=True)
class Reminder:
    """One reminder: so many days before the appointment, at a local time of that day."""

    id: str
    days_before: int
    at: time


@dataclass(frozen=True)
class Appointments:
    """The rules. `channels`: by service, how one may meet. `notice`: slots that start sooner are not offered.

    `own_changes_most`: how often a request is given a time without an office: wishes, and choices by its address.
    `unsure_for_family`, `unsure_for_staff`: how long before a time that nobody is there to keep either is told.
    `untold_after`: a message that has not left by then has told nobody. `news_for`: how long offices see what was told.
    """

    channels: dict[str, tuple[str, ...]]
    slot_minutes: tuple[int, ...]
    usual_minutes: int
    notice: timedelta
    horizon_days: int
    wishes_most: int
    own_changes_most: int
    absences: dict[str, Words]
    unsure_for_family: timedelta
    unsure_for_staff: timedelta
    untold_after: timedelta
    news_for: timedelta
    reminder_channel: str
    reminders: tuple[Reminder, ...]


@cache
def appointments() -> Appointments:
    """The rules of the content. Raises ContentError when the file cannot be read."""
    raw = read_json(CONTENT_DIR / "programme" / "appointments.json")
    return Appointments(
        channels={service: tuple(ways) for service, ways in raw["services"].items()},
        slot_minutes=tuple(raw["slot_minutes"]),
        usual_minutes=raw["slot_minutes_usual"],
        notice=timedelta(minutes=raw["notice_minutes"]),
        horizon_days=raw["horizon_days"],
        wishes_most=raw["wishes_most"],
        own_changes_most=raw["own_changes_most"],
        absences=raw["absences"],
        unsure_for_family=timedelta(hours=raw["unsure_family_hours"]),
        unsure_for_staff=timedelta(days=raw["unsure_staff_days"]),
        untold_after=timedelta(hours=raw["untold_hours"]),
        news_for=timedelta(days=raw["news_days"]),
        reminder_channel=raw["reminder_channel"],
        reminders=tuple(
            Reminder(one["id"], one["days_before"], time.fromisoformat(one["at"])) for one in raw["reminders"]
        ),
    )


def by_appointment(service: str) -> bool:
    """Whether a service is met by appointment in a calendar."""
    return service in appointments().channels
