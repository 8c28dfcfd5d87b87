"""A schedule compiled once per variant (which series hold in a province, for a cohort of births)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from .days import NEVER
from .model import Anchor


class Slot(NamedTuple):
    """One dose of a sequence; ages and intervals in days, `interval_months` in calendar months."""

    product: str
    dose: int
    from_day: int
    valid_from_day: int
    last_day: int
    restricted_from_day: int
    interval_days: int
    interval_months: int
    space_days: int
    overdue_after_days: int


class Window(NamedTuple):
    """One contact with its days from the anchor, both included."""

    product: str
    dose: int
    from_day: int
    last_day: int


class Band(NamedTuple):
    """Which product a round gives at which completed months, both included."""

    product: str
    min_months: int
    max_months: int


class Sequence(NamedTuple):
    """Doses that follow one another. `only` is the one accepted product, None when there are several."""

    id: str
    accepts: frozenset[str]
    only: str | None
    slots: tuple[Slot, ...]
    same_product_days: int
    live_products: frozenset[str]
    """Products that must keep a distance to this series; empty when it is not a live vaccine."""
    live_repeats: bool
    live_days: int
    covered_by: tuple[str, str] | None
    """(series, product) whose coming doses also count here."""


class Windows(NamedTuple):
    """Contacts, each in its own window."""

    id: str
    accepts: frozenset[str]
    only: str | None
    windows: tuple[Window, ...]


class Rounds(NamedTuple):
    """A product given in certain months of each year; (month, sweep month)."""

    id: str
    accepts: frozenset[str]
    only: str | None
    rounds: tuple[tuple[int, int], ...]
    bands: tuple[Band, ...]
    min_gap_days: int


Series = Sequence | Windows | Rounds


class Plan(NamedTuple):
    """The series that hold for one variant."""

    series: tuple[Series, ...]
    accepts: frozenset[str]
    live_products: frozenset[str]


class Schedule:
    """A schedule of `content/schedules`, compiled; plans per variant are built on first use and kept."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.id: str = data["id"]
        self.edition: str = data["edition"]
        self.anchor: Anchor = data["anchor"]
        self.data = data
        self._areas = {name: _places(places) for name, places in data.get("areas", {}).items()}
        self._plans: dict[frozenset[str], Plan] = {}

    def areas_of(self, province: str | None, anchor_day: int) -> frozenset[str]:
        """Names of the area rules that hold for an area code and a birth day."""
        if not province or not self._areas:
            return frozenset()
        code = province[:2]
        return frozenset(name for name, places in self._areas.items() if anchor_day >= places.get(code, NEVER))

    def plan(self, areas: frozenset[str]) -> Plan:
        """The compiled plan where exactly these area rules hold."""
        plan = self._plans.get(areas)
        if plan is None:
            plan = self._plans[areas] = _plan(self.data, areas)
        return plan


def _places(places: list[dict[str, Any]]) -> dict[str, int]:
    return {place["province"]: date.fromisoformat(place["born_from"]).toordinal() for place in places}


def _plan(data: Mapping[str, Any], areas: frozenset[str]) -> Plan:
    series = tuple(_series(item, data) for item in data["series"] if _holds(item, areas))
    accepts = frozenset(product for item in series for product in item.accepts)
    return Plan(series, accepts, frozenset(data.get("live_gap", {}).get("products", ())))


def _holds(item: Mapping[str, Any], areas: frozenset[str]) -> bool:
    where, where_not = item.get("where"), item.get("where_not")
    return (where is None or where in areas) and (where_not is None or where_not not in areas)


def _series(item: Mapping[str, Any], data: Mapping[str, Any]) -> Series:
    accepts = frozenset(item["accepts"])
    if item["mode"] == "windows":
        windows = (Window(w["product"], w["dose"], w["from_day"], w["last_day"]) for w in item["windows"])
        return Windows(item["id"], accepts, _only(accepts), tuple(windows))
    if item["mode"] == "rounds":
        bands = tuple(Band(b["product"], b["min_months"], b["max_months"]) for b in item["bands"])
        months = tuple((r["month"], r["sweep_month"]) for r in item["rounds"])
        return Rounds(item["id"], accepts, _only(accepts), months, bands, item["min_gap_days"])
    return _sequence(item, data, accepts)


def _only(accepts: frozenset[str]) -> str | None:
    return next(iter(accepts)) if len(accepts) == 1 else None


def _sequence(item: Mapping[str, Any], data: Mapping[str, Any], accepts: frozenset[str]) -> Sequence:
    gap = data.get("live_gap")
    live = frozenset(gap["products"]) if gap and accepts & set(gap["products"]) else frozenset()
    cover = item.get("covered_by")
    return Sequence(
        id=item["id"],
        accepts=accepts,
        only=_only(accepts),
        slots=tuple(_slot(dose, data["overdue_after_days"]) for dose in item["doses"]),
        same_product_days=data["same_product_days"],
        live_products=live - accepts,
        live_repeats=bool(live and accepts & set(gap["repeats"])) if gap else False,
        live_days=gap["days"] if gap else 0,
        covered_by=(cover["series"], cover["product"]) if cover else None,
    )


def _slot(dose: Mapping[str, Any], overdue_after_days: int) -> Slot:
    interval = dose["min_interval"] or {}
    restricted = dose["restricted_from_day"]
    return Slot(
        product=dose["product"],
        dose=dose["dose"],
        from_day=dose["from_day"],
        valid_from_day=dose["valid_from_day"],
        last_day=dose["last_day"],
        restricted_from_day=NEVER if restricted is None else restricted,
        interval_days=interval.get("days", 0),
        interval_months=interval.get("months", 0),
        space_days=dose.get("space_days", 0),
        overdue_after_days=dose.get("overdue_after_days", overdue_after_days),
    )
