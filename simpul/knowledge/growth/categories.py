"""Words for growth indices: Permenkes 2/2020 bands, LiLA and head circumference, read from content."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from simpul.knowledge.growth.content import read_content
from simpul.knowledge.growth.method import method
from simpul.knowledge.growth.single import GrowthScore

COLUMNS = ("bb_u", "tb_u", "bb_tb", "imt_u", "lk_u", "lila")
"""The Indonesian categories, in the order of the output columns; `imt_u` is 0-60 months and 5-18 years."""


@dataclass(frozen=True, slots=True)
class Band:
    """One band of a scale: words in both languages, whether to refer, and a kind sentence for the family."""

    id: str
    word: Mapping[str, str]
    refer: bool
    family: Mapping[str, str]
    card_word: str | None
    note: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Scale:
    """One index with its bands; `edges[i]` closes `bands[i]`, included in it where `inclusive[i]`."""

    id: str
    source: str
    first_day: int
    last_day: int
    without_age: bool
    edges: tuple[float, ...]
    inclusive: tuple[bool, ...]
    bands: tuple[Band, ...]

    def covers(self, age_days: int | None) -> bool:
        """Return whether the scale speaks about a child of this age."""
        return self.without_age if age_days is None else self.first_day <= age_days <= self.last_day

    def band(self, value: float) -> Band:
        """Return the band of a z-score (rounded to 2 decimals) or measurement."""
        for edge, inclusive, band in zip(self.edges, self.inclusive, self.bands, strict=False):
            if value < edge or (inclusive and value == edge):
                return band
        return self.bands[-1]


@cache
def scales() -> Mapping[str, Scale]:
    """Return every scale by id, with ages turned into days."""
    return {name: _scale(name, raw) for name, raw in read_content("categories")["scales"].items()}


def categorise(result: GrowthScore) -> dict[str, Band]:
    """Return the bands of one child by column name; columns without an answer are absent."""
    found: dict[str, Band] = {}
    for column, scale, value in _values(result):
        if value is not None and scale.covers(result.age_days):
            found[column] = scale.band(value)
    if result.oedema:
        found |= _oedema_bands(result.age_days)
    return found


def band_list(column: str) -> list[Band]:
    """Return the bands of a column, those of its scales one after the other; see `codes.category_codes`."""
    return [band for scale in scales_of(column) for band in scale.bands]


def _values(result: GrowthScore) -> list[tuple[str, Scale, float | None]]:
    by_index = read_content("categories")["scales"]
    rows = []
    for column in COLUMNS:
        for scale in scales_of(column):
            raw = by_index[scale.id]
            rows.append((column, scale, getattr(result, raw.get("index") or raw["measurement"])))
    return rows


def scales_of(column: str) -> list[Scale]:
    """Return the scales of a column, each for its ages."""
    names = [column, "imt_u_5_18"] if column == "imt_u" else [column]
    return [scales()[name] for name in names]


def oedema_rule() -> dict[str, Any]:
    """Return which scales swelling of both feet decides, and the band it means."""
    rule: dict[str, Any] = read_content("categories")["oedema"]
    return rule


def _oedema_bands(age_days: int | None) -> dict[str, Band]:
    if age_days is None:
        return {}
    rule = oedema_rule()
    return {
        column: scale.bands[position_of(scale, rule["band"])]
        for column in rule["scales"]
        for scale in scales_of(column)
        if scale.covers(age_days)
    }


def position_of(scale: Scale, band_id: str) -> int:
    """Return the place of a band in its scale."""
    return next(i for i, band in enumerate(scale.bands) if band.id == band_id)


def _scale(name: str, raw: dict[str, Any]) -> Scale:
    age = raw["age"]
    days = (age["from"], age["to"])
    if age["unit"] == "month":
        per_month = method().days_per_month
        # Completed months: from the first day that counts `from` months to the last day before `to + 1`.
        days = (-int(-age["from"] * per_month // 1), int((age["to"] + 1) * per_month))
    bands = tuple(_band(b) for b in raw["bands"])
    edged = [b for b in raw["bands"] if "up_to" in b]
    return Scale(
        id=name,
        source=read_content("categories")["edition"],
        first_day=days[0],
        last_day=days[1],
        without_age=raw.get("without_age", False),
        edges=tuple(float(b["up_to"]) for b in edged),
        inclusive=tuple(b["inclusive"] for b in edged),
        bands=bands,
    )


def _band(raw: dict[str, Any]) -> Band:
    return Band(raw["id"], raw["word"], raw["refer"], raw["family"], raw.get("card_word"), raw.get("note"))
