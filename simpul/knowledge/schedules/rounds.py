"""Products given in certain months of each year (vitamin A, deworming), with a sweep in the month after."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from .days import add_months, first_of_month, last_of_month
from .model import Status
from .plan import Rounds
from .run import Entry, Run


class _Round(NamedTuple):
    """First day, last day of the month, last day of the sweep; clipped to the ages that may receive."""

    start: int
    month_end: int
    end: int


def run_rounds(series: Rounds, entries: list[Entry], run: Run) -> list[int]:
    """Append a row per round so far and for the next; return the days of the doses that count."""
    waiting = list(entries)
    counted: list[int] = []
    for number, window in enumerate(_rounds(series, run.anchor), 1):
        inside = [entry for entry in waiting if window.start <= entry.day <= window.end]
        waiting = [entry for entry in waiting if entry not in inside]
        run.out.extend((entry, "duplicate_in_round") for entry in inside[1:])
        if inside:
            counted.append(inside[0].day)
            _add_given(series, number, window, inside[0], run)
            continue
        earlier = [entry.day + series.min_gap_days for entry in entries if entry.day < window.start]
        _add_open(series, number, window._replace(start=max([window.start, *earlier])), run)
        if window.start > run.on:
            break
    youngest = add_months(run.anchor, series.bands[0].min_months)
    run.out.extend((entry, "too_early" if entry.day < youngest else "outside_round") for entry in waiting)
    return counted


def _rounds(series: Rounds, anchor: int) -> Iterator[_Round]:
    """The rounds of this person's life, in order: reached by the end of the round's month, not yet too old."""
    first = add_months(anchor, series.bands[0].min_months)
    last = add_months(anchor, series.bands[-1].max_months + 1) - 1
    for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1):
        for month, sweep_month in series.rounds:
            start, month_end = first_of_month(year, month), last_of_month(year, month)
            if first <= month_end and start <= last:
                yield _Round(max(start, first), month_end, min(last_of_month(year, sweep_month), last))


def _product(series: Rounds, anchor: int, day: int) -> str:
    for band in series.bands:
        if day < add_months(anchor, band.max_months + 1):
            return band.product
    return series.bands[-1].product


def _add_given(series: Rounds, number: int, window: _Round, entry: Entry, run: Run) -> None:
    expected = _product(series, run.anchor, entry.day)
    reason = "given" if entry.product == expected else "given_other_capsule"
    run.add(series.id, (expected, number), "given", (window.start, window.end), reason, entry)


def _add_open(series: Rounds, number: int, window: _Round, run: Run) -> None:
    product = _product(series, run.anchor, min(max(run.on, window.start), window.end))
    status: Status = "due"
    reason = "due_now"
    if run.on > window.end or window.start > window.end:
        status, reason = "closed", "round_passed"
    elif run.on < window.start:
        status, reason = "early", "next_round"
    elif run.on > window.month_end:
        status, reason = "overdue", "sweep"
    run.add(series.id, (product, number), status, (window.start, window.end), reason)
