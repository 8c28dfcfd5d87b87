"""Contacts with a window each (KF, KN): which visit fills which, and which window is open."""

from .model import Status
from .plan import Window, Windows
from .run import Entry, Run


def run_windows(series: Windows, entries: list[Entry], run: Run) -> list[int]:
    """Append one row per window; return the days of the visits that count."""
    filled: dict[Window, Entry] = {}
    for entry in entries:
        window = _window_of(series, filled, entry, run.anchor)
        if isinstance(window, str):
            run.out.append((entry, window))
        else:
            filled[window] = entry
    for window in series.windows:
        _add(series, window, filled.get(window), run)
    return sorted(entry.day for entry in filled.values())


def _window_of(series: Windows, filled: dict[Window, Entry], entry: Entry, anchor: int) -> Window | str:
    fitting = [w for w in series.windows if w.from_day <= entry.day - anchor <= w.last_day]
    free = [w for w in fitting if w not in filled]
    if not free:
        return "duplicate" if fitting else "outside_window"
    return next((w for w in free if w.dose == entry.dose), free[0])


def _add(series: Windows, window: Window, given: Entry | None, run: Run) -> None:
    start, end = run.anchor + window.from_day, run.anchor + window.last_day
    status: Status = "due"
    reason = "due_now"
    if given:
        status, reason = "given", "given"
    elif run.on < start:
        status, reason = "early", "window_not_open"
    elif run.on > end:
        status, reason = "closed", "window_passed"
    run.add(series.id, (window.product, window.dose), status, (start, end), reason, given)
