"""The constants of the WHO method, read from `content/growth/method.json`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from simpul.knowledge.growth.content import read_content

INDICES = ("waz", "haz", "whz", "baz", "hcz", "acz")
"""Weight-, length/height-, weight-for-length/height-, BMI-, head- and arm-circumference-for-age z-scores."""


@dataclass(frozen=True, slots=True)
class Method:
    """How WHO turns a measurement into a z-score; units are in the names.

    A figure outside `measurement_from` to `measurement_to` (kg or cm) is no measurement, nor is an age beyond the
    latter; this keeps every formula finite, and is far wider than any plausible range.
    """

    days_per_month: float
    who_2006_last_day: int
    who_2007_first_month: int
    standing_from_day: int
    standing_implausible_below_months: float
    standing_minus_lying_cm: float
    unknown_age_standing_from_cm: float
    measurement_from: float
    measurement_to: float
    restricted_beyond_sd: float
    restricted: frozenset[str]
    blanked_by_oedema: frozenset[str]
    flags: Mapping[str, tuple[float, float]]


@cache
def method() -> Method:
    """Return the method in force; read once per process."""
    raw = read_content("method")
    flags = {index: (float(raw["flags"][index][0]), float(raw["flags"][index][1])) for index in INDICES}
    fields: dict[str, Any] = {name: raw[name] for name in Method.__slots__}
    fields |= {name: frozenset(raw[name]) for name in ("restricted", "blanked_by_oedema")}
    return Method(**fields | {"flags": flags})
