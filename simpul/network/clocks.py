"""When a request becomes late, and how late it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from simpul.network.workflow import Escalation, Limit, State, Workflow
from simpul.network.working_time import calendar

Paused = dict[str, Any]
"""A clock that stands still: `{"state", "minutes", "working"}`: what is left of the state's limit."""


@dataclass(frozen=True)
class Place:
    """Where the clock runs: the zone of the post."""

    zone: ZoneInfo

    def after(self, start: datetime, limit: Limit) -> datetime:
        """The moment at which a limit that starts now ends."""
        if limit.working_days:
            return calendar().add(start, limit.working_days * calendar().minutes_per_day, self.zone)
        return start + timedelta(minutes=limit.minutes)

    def due(self, state: State, urgency: str, now: datetime, appointment: datetime | None) -> datetime | None:
        """When a state that begins `now` becomes late; None for a state without limit."""
        limit = state.limit.get(urgency)
        if limit is None:
            return None
        start = appointment if state.from_appointment and appointment else now
        return self.after(start, limit)

    def pause(self, state: State, urgency: str, due: datetime | None, now: datetime) -> Paused | None:
        """What is left of the present state's limit; 0 minutes when it is late already."""
        limit = state.limit.get(urgency)
        if due is None or limit is None:
            return None
        working = bool(limit.working_days)
        left = calendar().between(now, due, self.zone) if working else _minutes(due - now)
        return {"state": state.id, "minutes": left, "working": working}

    def resume(self, paused: Paused, now: datetime) -> datetime:
        """When a clock that runs on now ends."""
        if paused["working"]:
            return calendar().add(now, paused["minutes"], self.zone)
        return now + timedelta(minutes=paused["minutes"])


def _minutes(span: timedelta) -> int:
    return max(0, int(span.total_seconds() // 60))


def escalation(flow: Workflow, due: datetime | None, now: datetime, zone: ZoneInfo) -> Escalation | None:
    """The highest step of escalation that a request which was due at `due` has reached; None while in time."""
    if due is None or now <= due:
        return None
    place, reached = Place(zone), None
    for one in flow.escalation:
        if one.after == Limit() or place.after(due, one.after) <= now:
            reached = one
    return reached
