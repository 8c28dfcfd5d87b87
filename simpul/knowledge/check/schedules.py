"""What a schema cannot see in a schedule: order of ages, names of products, areas and series."""

from collections.abc import Iterator, Mapping
from typing import Any

from .problem import Problem


def schedule_problems(name: str, schedule: Mapping[str, Any], words: Mapping[str, Any]) -> Iterator[Problem]:
    """Problems of one schedule that already fits its schema, against the product names."""
    for i, series in enumerate(schedule["series"]):
        yield from _names(name, f"series[{i}]", series, schedule, words)
        if series["mode"] == "sequence":
            yield from _sequence(name, f"series[{i}]", series)
        elif series["mode"] == "rounds":
            yield from _bands(name, f"series[{i}]", series)
        else:
            yield from _windows(name, f"series[{i}]", series)
    yield from _statuses(name, schedule)


def _names(
    name: str, where: str, series: Mapping[str, Any], schedule: Mapping[str, Any], words: Mapping[str, Any]
) -> Iterator[Problem]:
    for product in series["accepts"]:
        if product not in words["products"]:
            yield Problem(name, f"{where}.accepts", f"no words for {product!r}.", "Add it to schedules/words.json.")
    for key in ("where", "where_not"):
        if key in series and series[key] not in schedule.get("areas", {}):
            yield Problem(name, f"{where}.{key}", f"no area rule {series[key]!r}.", "Add it under areas.")
    for part in ("doses", "windows", "bands"):
        for j, item in enumerate(series.get(part, ())):
            if item["product"] not in series["accepts"]:
                what = f"{item['product']!r} is not among the accepted products."
                yield Problem(name, f"{where}.{part}[{j}]", what, "Add it to accepts.")


def _sequence(name: str, where: str, series: Mapping[str, Any]) -> Iterator[Problem]:
    before = -1
    for j, dose in enumerate(series["doses"]):
        path = f"{where}.doses[{j}]"
        if not dose["valid_from_day"] <= dose["from_day"] <= dose["last_day"]:
            yield Problem(name, path, "valid_from_day, from_day, last_day are not in order.", "Sort the ages.")
        if dose["from_day"] < before:
            yield Problem(name, path, "it starts before the dose before it.", "Correct from_day.")
        if dose["restricted_from_day"] not in (None, dose["last_day"] + 1):
            what = f"restricted_from_day is {dose['restricted_from_day']}, last_day {dose['last_day']}."
            yield Problem(name, path, what, "Restriction starts the day after the last day, or is null.")
        if (dose["min_interval"] is None) != (j == 0):
            yield Problem(name, path, "only the first dose has no min_interval.", "Add or remove it.")
        before = dose["from_day"]


def _bands(name: str, where: str, series: Mapping[str, Any]) -> Iterator[Problem]:
    for j, (band, later) in enumerate(zip(series["bands"], series["bands"][1:], strict=False)):
        if later["min_months"] != band["max_months"] + 1:
            what = f"ages {band['max_months']} and {later['min_months']} months do not follow."
            yield Problem(name, f"{where}.bands[{j + 1}]", what, "Let the bands follow without a gap.")


def _windows(name: str, where: str, series: Mapping[str, Any]) -> Iterator[Problem]:
    for j, window in enumerate(series["windows"]):
        if window["last_day"] < window["from_day"]:
            yield Problem(name, f"{where}.windows[{j}]", "it ends before it starts.", "Swap the days.")


def _statuses(name: str, schedule: Mapping[str, Any]) -> Iterator[Problem]:
    statuses = schedule.get("statuses")
    if statuses is None:
        return
    doses = {series["id"]: len(series.get("doses", ())) for series in schedule["series"]}
    for status in ("idl", "ibl"):
        for series, needed in statuses[status]["needs"].items():
            if needed > doses.get(series, 0):
                what = f"{needed} doses of {series!r} are needed; the schedule has {doses.get(series, 0)}."
                yield Problem(name, f"statuses.{status}.needs", what, "Correct the series or the number.")
