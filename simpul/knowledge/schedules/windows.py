"""Contacts with a window each (KF, KN): which visit fills which, and which window is open."""

from .plan import Window, Windows
from .sequence import Entry, RawRow, Rejected


def run_windows(
    series: Windows, anchor: int, on: int, entries: list[Entry], rows: list[RawRow], out: list[Rejected]
) -> list[int]:
    """Append one row per window; return the days of the visits that count."""
    filled: dict[Window, int] = {}
    for entry in entries:
        window = _window_of(series, filled, entry, anchor)
        if isinstance(window, str):
            out.append((entry, window))
        else:
            filled[window] = entry[0]
    for window in series.windows:
        rows.append(_row(series, window, anchor, on, filled.get(window, 0)))
    return sorted(filled.values())


def _window_of(series: Windows, filled: dict[Window, int], entry: Entry, anchor: int) -> Window | str:
    day, _, declared = entry
    fitting = [w for w in series.windows if w.from_day <= day - anchor <= w.last_day]
    free = [w for w in fitting if w not in filled]
    if not free:
        return "duplicate" if fitting else "outside_window"
    return next((w for w in free if w.dose == declared), free[0])


def _row(series: Windows, window: Window, anchor: int, on: int, day: int) -> RawRow:
    start, end = anchor + window.from_day, anchor + window.last_day
    status, reason = "due", "due_now"
    if day:
        status, reason = "given", "given"
    elif on < start:
        status, reason = "early", "window_not_open"
    elif on > end:
        status, reason = "closed", "window_passed"
    given = window.product if day else None
    return (series.id, window.product, window.dose, status, start, start, end, day, given, reason)
