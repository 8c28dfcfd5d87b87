"""The one forecaster: given a history and a day, what is given, due, overdue, too early or no longer allowed."""

from collections.abc import Iterable
from datetime import date

from .days import DATES
from .model import Dose, Forecast, NotCounted, Person, Row
from .plan import Plan, Schedule, Sequence, Windows
from .rounds import run_rounds
from .sequence import Entry, Progress, RawRow, Rejected, count_doses, plan_doses
from .windows import run_windows
from .words import known_products


def forecast(schedule: Schedule, person: Person, history: Iterable[Dose], on: date) -> Forecast:
    """Forecast every dose or contact of the schedule for one person on one day.

    Entries of other schedules are ignored, so one history serves all; entries that do not count come back in
    `not_counted`, each with its reason. Raises ValueError when the person lacks the date the schedule starts from.
    """
    start = getattr(person, schedule.anchor)
    if start is None:
        raise ValueError(f"schedule {schedule.id!r} starts from {schedule.anchor}; give the person that date.")
    anchor, today = start.toordinal(), on.toordinal()
    plan = schedule.plan(schedule.areas_of(person.province, anchor))
    out: list[Rejected] = []
    entries = _entries(plan, history, anchor, today, out)
    rows: list[RawRow] = []
    counted = _run(plan, anchor, today, entries, rows, out)
    return Forecast(
        schedule=schedule.id,
        edition=schedule.edition,
        on=on,
        rows=[_row(raw) for raw in rows],
        not_counted=[_not_counted(item) for item in out],
        counted={name: tuple([date.fromordinal(day) for day in days]) for name, days in counted.items()},
    )


def _entries(plan: Plan, history: Iterable[Dose], anchor: int, today: int, out: list[Rejected]) -> list[Entry]:
    entries: list[Entry] = []
    for product, given_on, declared in history:
        entry = (given_on.toordinal(), product, declared)
        if product not in plan.accepts:
            if product not in known_products():
                out.append((entry, "unknown_product"))
        elif entry[0] > today:
            out.append((entry, "in_future"))
        elif entry[0] < anchor:
            out.append((entry, "before_birth"))
        else:
            entries.append(entry)
    entries.sort(key=_by_day)
    return entries


def _by_day(entry: Entry) -> tuple[int, str, int]:
    return entry[0], entry[1], entry[2] or 0


def _run(
    plan: Plan, anchor: int, today: int, entries: list[Entry], rows: list[RawRow], out: list[Rejected]
) -> dict[str, list[int]]:
    live = [entry for entry in entries if entry[1] in plan.live_products]
    counted: dict[str, list[int]] = {}
    for series in plan.series:
        accepts = series.accepts
        own = [entry for entry in entries if entry[1] in accepts] if entries else entries
        if isinstance(series, Sequence):
            counted[series.id] = _run_sequence(series, anchor, today, own, live, rows, out)
        elif isinstance(series, Windows):
            counted[series.id] = run_windows(series, anchor, today, own, rows, out)
        else:
            counted[series.id] = run_rounds(series, anchor, today, own, rows, out)
    return counted


def _run_sequence(
    series: Sequence,
    anchor: int,
    today: int,
    own: list[Entry],
    live: list[Entry],
    rows: list[RawRow],
    out: list[Rejected],
) -> list[int]:
    if series.covered_by is None:
        done = count_doses(series, anchor, own, live, rows, out)
        plan_doses(series, anchor, today, done, live, rows)
        return done.days
    return _run_covered(series, anchor, today, own, live, rows, out)


def _run_covered(
    series: Sequence,
    anchor: int,
    today: int,
    own: list[Entry],
    live: list[Entry],
    rows: list[RawRow],
    out: list[Rejected],
) -> list[int]:
    """IPV where hexavalent is used: only what the hexavalent doses, given and to come, leave short."""
    cover, product = series.covered_by or ("", "")
    coming = [row for row in rows if row[0] == cover and row[1] == product and row[3] not in ("given", "closed")]
    mine: list[RawRow] = []
    rejected: list[Rejected] = []
    done = count_doses(series, anchor, own, live, mine, rejected)
    rows.extend(row for row in mine if row[8] != product)
    out.extend(item for item in rejected if item[0][1] != product)
    missing = len(series.slots) - len(done.days) - len(coming)
    if missing > 0:
        reached = [max(row[4], today) for row in coming]
        plan_doses(series, anchor, today, Progress([*done.days, *reached], done.repeat_after), live, rows)
    return done.days


def _row(raw: RawRow) -> Row:
    series, product, dose, status, due, earliest, latest, given, given_product, reason = raw
    # The engines write only the statuses of the model, and due and earliest always hold a date.
    fields = (series, product, dose, status, DATES[due], DATES[earliest], DATES[latest], DATES[given])
    return Row._make((*fields, given_product, reason))


def _not_counted(item: Rejected) -> NotCounted:
    (day, product, declared), reason = item
    return NotCounted(product, date.fromordinal(day), declared, reason)
