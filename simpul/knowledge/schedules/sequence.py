"""Doses that follow one another: which of a history count, and when the next may be given."""

from typing import NamedTuple

from .days import NEVER, add_months
from .plan import Sequence, Slot

Entry = tuple[int, str, int | None]
"""A history entry: day, product, declared dose."""

RawRow = tuple[str, str, int, str, int, int, int, int, str | None, str]
"""A Row with day numbers; 0 for not given."""

Rejected = tuple[Entry, str]


class Progress(NamedTuple):
    """How far a series came: days of the valid doses, and the last dose that has to be repeated (or 0)."""

    days: list[int]
    repeat_after: int


def count_doses(
    series: Sequence, anchor: int, entries: list[Entry], live: list[Entry], rows: list[RawRow], out: list[Rejected]
) -> Progress:
    """Walk the sorted entries; append a `given` row per valid dose and a rejection per other one."""
    slots = series.slots
    counted: list[int] = []
    repeat_after = 0
    for entry in entries:
        day, product, _ = entry
        if counted and counted[-1] == day:
            out.append((entry, "duplicate"))
            continue
        if len(counted) == len(slots):
            out.append((entry, "extra"))
            continue
        slot = slots[len(counted)]
        problem = _problem(series, slot, anchor, day, counted[-1] if counted else 0, repeat_after, live)
        if problem:
            out.append((entry, problem))
            repeat_after = day if problem != "after_limit" else repeat_after
            continue
        counted.append(day)
        rows.append(_given_row(series, slot, anchor, day, product))
    return Progress(counted, repeat_after)


def _problem(
    series: Sequence, slot: Slot, anchor: int, day: int, previous: int, repeat_after: int, live: list[Entry]
) -> str | None:
    age = day - anchor
    if age >= slot.restricted_from_day:
        return "after_limit"
    if age < slot.valid_from_day:
        return "too_early"
    if previous and day < _after(slot, previous):
        return "interval_too_short"
    if repeat_after and day < repeat_after + series.same_product_days:
        return "duplicate" if day == repeat_after else "interval_too_short"
    if series.live_repeats:
        for other, product, _ in live:
            if product in series.live_products and other < day < other + series.live_days:
                return "live_gap_too_short"
    return None


def _after(slot: Slot, previous: int) -> int:
    if slot.interval_months:
        return add_months(previous, slot.interval_months)
    return previous + slot.interval_days


def _given_row(series: Sequence, slot: Slot, anchor: int, day: int, product: str) -> RawRow:
    earliest = anchor + slot.from_day
    reason = "given" if product == slot.product else "given_other_product"
    latest = anchor + slot.last_day
    return (series.id, slot.product, slot.dose, "given", earliest, earliest, latest, day, product, reason)


def plan_doses(series: Sequence, anchor: int, on: int, done: Progress, live: list[Entry], rows: list[RawRow]) -> None:
    """Append a row per dose still to come."""
    first = len(done.days)
    previous = done.days[-1] if done.days else 0
    dead = False
    for index in range(first, len(series.slots)):
        slot = series.slots[index]
        if dead:
            rows.append(_closed(series, slot, anchor, on, max(anchor + slot.from_day, previous)))
            continue
        earliest, why = _earliest(series, slot, anchor, on, previous, done.repeat_after, live)
        latest = anchor + slot.last_day
        dead = earliest > latest or on > latest
        if dead:
            rows.append(_closed(series, slot, anchor, on, earliest))
        elif index > first:
            rows.append(_row(series, slot, "future", earliest, latest, "after_previous"))
        else:
            rows.append(_next(series, slot, on, earliest, latest, why))
        previous = max(earliest, on)


def _earliest(
    series: Sequence, slot: Slot, anchor: int, on: int, previous: int, repeat_after: int, live: list[Entry]
) -> tuple[int, str]:
    earliest, why = anchor + slot.from_day, "min_age"
    if previous:
        spaced = max(_after(slot, previous), previous + slot.space_days)
        if spaced > earliest:
            earliest, why = spaced, "min_interval"
    if repeat_after and repeat_after + series.same_product_days > earliest:
        earliest, why = repeat_after + series.same_product_days, "min_interval"
    for other, product, _ in live:
        if product in series.live_products and other < max(earliest, on) < other + series.live_days:
            earliest, why = other + series.live_days, "live_gap"
    return earliest, why


def _next(series: Sequence, slot: Slot, on: int, earliest: int, latest: int, why: str) -> RawRow:
    if on < earliest:
        return _row(series, slot, "early", earliest, latest, why)
    if on <= earliest + slot.overdue_after_days:
        return _row(series, slot, "due", earliest, latest, "due_now")
    return _row(series, slot, "overdue", earliest, latest, "late")


def _closed(series: Sequence, slot: Slot, anchor: int, on: int, earliest: int) -> RawRow:
    latest = anchor + slot.last_day
    reason = "too_late_to_fit"
    if on > latest:
        earliest = anchor + slot.from_day
        reason = "window_passed" if slot.restricted_from_day >= NEVER else "too_old"
    return _row(series, slot, "closed", earliest, latest, reason)


def _row(series: Sequence, slot: Slot, status: str, earliest: int, latest: int, reason: str) -> RawRow:
    return (series.id, slot.product, slot.dose, status, earliest, earliest, latest, 0, None, reason)
