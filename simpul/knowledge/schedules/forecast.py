"""The one forecaster: given a history and a day, what is given, due, overdue, too early or no longer allowed."""

from collections.abc import Iterable
from datetime import date

from .days import DATES
from .model import Dose, Forecast, NotCounted, Person
from .plan import Plan, Schedule, Sequence, Series, Windows
from .rounds import run_rounds
from .run import Entry, Rejected, Run
from .sequence import Progress, count_doses, plan_doses
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
    run = Run(anchor, today, [], [], [])
    by_product = _sort_out(plan, history, run)
    run.live = [entry for product in plan.live_products for entry in by_product.get(product, ())]
    run.live.sort()
    counted = {series.id: _run(series, _own(series, by_product), run) for series in plan.series}
    return Forecast(
        schedule=schedule.id,
        edition=schedule.edition,
        on=on,
        rows=run.rows,
        not_counted=[_not_counted(item) for item in run.out],
        counted={name: tuple([DATES[day] for day in days]) for name, days in counted.items()},
    )


def _sort_out(plan: Plan, history: Iterable[Dose], run: Run) -> dict[str, list[Entry]]:
    """Entries that the plan can use, by product and in order of day; the others are rejected or left alone."""
    entries: list[Entry] = []
    accepts, anchor, today = plan.accepts, run.anchor, run.on
    for product, given_on, declared in history:
        day = given_on.toordinal()
        entry = Entry(day, product, -1 if declared is None else declared)
        if product in accepts and anchor <= day <= today:
            entries.append(entry)
        elif product in accepts:
            run.out.append((entry, "in_future" if day > today else "before_birth"))
        elif product not in known_products():
            run.out.append((entry, "unknown_product"))
    entries.sort()
    by_product: dict[str, list[Entry]] = {}
    for entry in entries:
        by_product.setdefault(entry.product, []).append(entry)
    return by_product


def _own(series: Series, by_product: dict[str, list[Entry]]) -> list[Entry]:
    if series.only:
        return by_product.get(series.only, [])
    return sorted(entry for product in series.accepts for entry in by_product.get(product, ()))


def _run(series: Series, own: list[Entry], run: Run) -> list[int]:
    if isinstance(series, Sequence):
        if series.covered_by:
            return _run_covered(series, series.covered_by, own, run)
        done = count_doses(series, own, run)
        plan_doses(series, done, run)
        return done.days
    return run_windows(series, own, run) if isinstance(series, Windows) else run_rounds(series, own, run)


def _run_covered(series: Sequence, cover: tuple[str, str], own: list[Entry], run: Run) -> list[int]:
    """IPV where hexavalent is used: only what the hexavalent doses, given and to come, leave short."""
    name, product = cover
    coming = [
        row
        for row in run.rows
        if row.series == name and row.product == product and row.status not in ("given", "closed")
    ]
    mine = Run(run.anchor, run.on, run.live, [], [])
    done = count_doses(series, own, mine)
    run.rows.extend(row for row in mine.rows if row.given_product != product)
    run.out.extend(item for item in mine.out if item[0].product != product)
    if len(series.slots) > len(done.days) + len(coming):
        reached = [max(row.earliest.toordinal(), run.on) for row in coming]
        plan_doses(series, Progress([*done.days, *reached], done.repeat_after), run)
    return done.days


def _not_counted(item: Rejected) -> NotCounted:
    (day, product, declared), reason = item
    return NotCounted(product, DATES[day], None if declared < 0 else declared, reason)
