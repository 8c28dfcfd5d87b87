"""When a request becomes late, and how late it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from simpul.network.moments import readable
from simpul.network.workflow import Limit, State
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

    def due(self, state: State, urgency: str, now: datetime, named: datetime | None) -> datetime | None:
        """When a state that is entered `now` becomes late; None for a state without limit.

        `named` is the moment from which the state says that it counts (`moment_named`), if there is one.
        """
        limit = state.limit.get(urgency)
        return None if limit is None else self.after(begins(state, urgency, now, named), limit)

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


def begins(state: State, urgency: str, now: datetime, named: datetime | None) -> datetime:
    """When the clock of a state that is entered `now` begins: never before `now` for a moment that was asked for.

    A moment that lies farther off than the state waits does not hold the clock longer than that.
    """
    if state.counts_from is None or named is None:
        return now
    if state.from_appointment:
        return named
    return max(now, min(named, now + timedelta(days=state.waits_at_most.get(urgency, 0))))


def moment_named(state: State, values: Mapping[str, Any], appointment: datetime | None) -> datetime | None:
    """The moment from which the clock of a state counts, as far as it was named; None counts from arrival."""
    if state.counts_from is None or state.from_appointment:
        return appointment if state.from_appointment else None
    return next(iter(readable([values.get(state.counts_from)])), None)


def _minutes(span: timedelta) -> int:
    return max(0, int(span.total_seconds() // 60))
