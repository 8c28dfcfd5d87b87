"""Products given in certain months of each year (vitamin A, deworming), with a sweep in the month after."""

from collections.abc import Iterator
from datetime import date

from .days import add_months, first_of_month, last_of_month
from .plan import Rounds
from .sequence import Entry, RawRow, Rejected

_Window = tuple[int, int, int]
"""First day of the round, last day of its month, last day of the sweep; clipped to the ages that may receive."""


def run_rounds(
    series: Rounds, anchor: int, on: int, entries: list[Entry], rows: list[RawRow], out: list[Rejected]
) -> list[int]:
    """Append a row per round so far and for the next; return the days of the doses that count."""
    waiting = list(entries)
    counted: list[int] = []
    last_given = 0
    for number, (start, month_end, end) in enumerate(_windows(series, anchor), 1):
        inside = [entry for entry in waiting if start <= entry[0] <= end]
        waiting = [entry for entry in waiting if entry not in inside]
        out.extend((entry, "duplicate_in_round") for entry in inside[1:])
        earlier = [entry[0] for entry in entries if entry[0] < start]
        last_given = max([last_given, *earlier])
        if inside:
            counted.append(inside[0][0])
            rows.append(_given(series, anchor, number, (start, month_end, end), inside[0]))
            continue
        opens = max(start, last_given + series.min_gap_days) if last_given else start
        rows.append(_open(series, anchor, on, number, (opens, month_end, end)))
        if start > on:
            break
    first = add_months(anchor, series.bands[0].min_months)
    out.extend((entry, "too_early" if entry[0] < first else "outside_round") for entry in waiting)
    return counted


def _windows(series: Rounds, anchor: int) -> Iterator[_Window]:
    """The rounds of this person's life, in order: reached by the end of the round's month, not yet too old."""
    first = add_months(anchor, series.bands[0].min_months)
    last = add_months(anchor, series.bands[-1].max_months + 1) - 1
    for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1):
        for month, sweep_month in series.rounds:
            start, month_end = first_of_month(year, month), last_of_month(year, month)
            if first <= month_end and start <= last:
                yield max(start, first), month_end, min(last_of_month(year, sweep_month), last)


def _product(series: Rounds, anchor: int, day: int) -> str:
    for band in series.bands:
        if day < add_months(anchor, band.max_months + 1):
            return band.product
    return series.bands[-1].product


def _given(series: Rounds, anchor: int, number: int, window: _Window, entry: Entry) -> RawRow:
    start, _, end = window
    expected = _product(series, anchor, entry[0])
    reason = "given" if entry[1] == expected else "given_other_capsule"
    return (series.id, expected, number, "given", start, start, end, entry[0], entry[1], reason)


def _open(series: Rounds, anchor: int, on: int, number: int, window: _Window) -> RawRow:
    start, month_end, end = window
    product = _product(series, anchor, min(max(on, start), end))
    status, reason = "due", "due_now"
    if on > end or start > end:
        status, reason = "closed", "round_passed"
    elif on < start:
        status, reason = "early", "next_round"
    elif on > month_end:
        status, reason = "overdue", "sweep"
    return (series.id, product, number, status, start, start, end, 0, None, reason)
