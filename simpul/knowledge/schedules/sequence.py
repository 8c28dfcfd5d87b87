"""Doses that follow one another: which of a history count, and when the next may be given."""

from typing import NamedTuple

from .days import NEVER, add_months
from .plan import Sequence, Slot
from .run import Entry, Run


class Progress(NamedTuple):
    """How far a series came: days of the valid doses, and the last dose that has to be repeated (or 0)."""

    days: list[int]
    repeat_after: int


def count_doses(series: Sequence, entries: list[Entry], run: Run) -> Progress:
    """Walk the sorted entries; append a `given` row per valid dose and a rejection per other one."""
    if not entries:
        return Progress([], 0)
    slots, anchor = series.slots, run.anchor
    counted: list[int] = []
    previous = repeat_after = 0
    for entry in entries:
        day, product, _ = entry
        if previous == day:
            run.out.append((entry, "duplicate"))
            continue
        if len(counted) == len(slots):
            run.out.append((entry, "extra"))
            continue
        slot = slots[len(counted)]
        problem = _problem(series, slot, day, previous, repeat_after, run)
        if problem is None:
            counted.append(day)
            previous = day
            reason = "given" if product == slot.product else "given_other_product"
            window = (anchor + slot.from_day, anchor + slot.last_day)
            run.add(series.id, (slot.product, slot.dose), "given", window, reason, entry)
            continue
        run.out.append((entry, problem))
        repeat_after = day if problem != "after_limit" else repeat_after
    return Progress(counted, repeat_after)


def _problem(series: Sequence, slot: Slot, day: int, previous: int, repeat_after: int, run: Run) -> str | None:
    age = day - run.anchor
    if age >= slot.restricted_from_day:
        return "after_limit"
    if age < slot.valid_from_day:
        return "too_early"
    if previous and day < _after(slot, previous):
        return "interval_too_short"
    if repeat_after and day < repeat_after + series.same_product_days:
        return "duplicate" if day == repeat_after else "interval_too_short"
    if series.live_repeats:
        for other, product, _ in run.live:
            if product in series.live_products and other < day < other + series.live_days:
                return "live_gap_too_short"
    return None


def _after(slot: Slot, previous: int) -> int:
    if slot.interval_months:
        return add_months(previous, slot.interval_months)
    return previous + slot.interval_days


def plan_doses(series: Sequence, done: Progress, run: Run) -> None:
    """Append a row per dose still to come, each as if the one before were given on its day."""
    first = len(done.days)
    previous = done.days[-1] if done.days else 0
    dead = False
    for index in range(first, len(series.slots)):
        slot = series.slots[index]
        if dead:
            _close(series, slot, max(run.anchor + slot.from_day, previous), run)
            continue
        earliest, why = _earliest(series, slot, previous, done.repeat_after, run)
        latest = run.anchor + slot.last_day
        dead = earliest > latest or run.on > latest
        if dead:
            _close(series, slot, earliest, run)
        elif index > first:
            run.add(series.id, (slot.product, slot.dose), "future", (earliest, latest), "after_previous")
        else:
            _open(series, slot, (earliest, latest), why, run)
        previous = max(earliest, run.on)


def _earliest(series: Sequence, slot: Slot, previous: int, repeat_after: int, run: Run) -> tuple[int, str]:
    earliest, why = run.anchor + slot.from_day, "min_age"
    if previous:
        spaced = max(_after(slot, previous), previous + slot.space_days)
        if spaced > earliest:
            earliest, why = spaced, "min_interval"
    if repeat_after and repeat_after + series.same_product_days > earliest:
        earliest, why = repeat_after + series.same_product_days, "min_interval"
    if series.live_products:
        for other, product, _ in run.live:
            day = max(earliest, run.on)
            if product in series.live_products and other < day < other + series.live_days:
                earliest, why = other + series.live_days, "live_gap"
    return earliest, why


def _open(series: Sequence, slot: Slot, window: tuple[int, int], why: str, run: Run) -> None:
    dose = (slot.product, slot.dose)
    if run.on < window[0]:
        run.add(series.id, dose, "early", window, why)
    elif run.on <= window[0] + slot.overdue_after_days:
        run.add(series.id, dose, "due", window, "due_now")
    else:
        run.add(series.id, dose, "overdue", window, "late")


def _close(series: Sequence, slot: Slot, earliest: int, run: Run) -> None:
    latest = run.anchor + slot.last_day
    reason = "too_late_to_fit"
    if run.on > latest:
        earliest = run.anchor + slot.from_day
        reason = "window_passed" if slot.restricted_from_day >= NEVER else "too_old"
    run.add(series.id, (slot.product, slot.dose), "closed", (earliest, latest), reason)
