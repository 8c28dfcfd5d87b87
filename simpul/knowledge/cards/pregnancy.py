"""Weight gain in pregnancy against the curve of the KIA book, and the dates of a pregnancy."""

from functools import cache
from typing import Any, Literal, TypedDict

from ..content import CONTENT_DIR, read_json
from .model import Text

Verdict = Literal["on_curve", "below", "above", "too_early"]


class WeightGain(TypedDict):
    """Where the gain lies: the band in kg for this week, the BMI group, and a kind sentence."""

    verdict: Verdict
    group: str
    gain_kg: float
    min_kg: float
    max_kg: float
    say: Text


@cache
def pregnancy_content() -> Any:
    """`content/cards/pregnancy.json`: thresholds with their sources."""
    return read_json(CONTENT_DIR / "cards" / "pregnancy.json")


def weight_gain_band(pre_pregnancy_bmi: float, gestational_age_weeks: float) -> tuple[str, float, float]:
    """BMI group and the least and most gain in kg at a gestational age, linear between the printed points.

    Source: the weight curve of Buku KIA (IOM 2009). Raises ValueError for a BMI that is not positive.
    """
    rule = pregnancy_content()["weight_gain"]
    if not pre_pregnancy_bmi > 0:
        raise ValueError(f"pre-pregnancy BMI {pre_pregnancy_bmi} is not above 0; check weight and height.")
    group = next((g for g in rule["groups"] if pre_pregnancy_bmi < g["bmi_below"]), rule["groups"][-1])
    low, high = rule["first_trimester_min_kg"], rule["first_trimester_max_kg"]
    start, term = rule["first_trimester_weeks"], rule["term_weeks"]
    weeks = min(max(gestational_age_weeks, 0), term)
    if weeks <= start:
        return group["id"], low * weeks / start, high * weeks / start
    part = (weeks - start) / (term - start)
    least, most = group["total_min_kg"], group["total_max_kg"]
    return group["id"], low + part * (least - low), high + part * (most - high)


def weight_gain(pre_pregnancy_bmi: float, gestational_age_weeks: float, gain_kg: float) -> WeightGain:
    """Judge a gain in kg since before the pregnancy; `too_early` before the end of the first trimester."""
    rule = pregnancy_content()["weight_gain"]
    group, low, high = weight_gain_band(pre_pregnancy_bmi, gestational_age_weeks)
    verdict: Verdict = "on_curve"
    if gestational_age_weeks < rule["first_trimester_weeks"]:
        verdict = "too_early"
    elif gain_kg < low - 1e-9:
        verdict = "below"
    elif gain_kg > high + 1e-9:
        verdict = "above"
    return {
        "verdict": verdict,
        "group": group,
        "gain_kg": gain_kg,
        "min_kg": low,
        "max_kg": high,
        "say": rule["words"][verdict],
    }


def trimester(gestational_age_weeks: float) -> int:
    """1, 2 or 3, by the week limits in content."""
    limits = pregnancy_content()["trimesters"]
    later: tuple[float, float] = (limits["second_from_weeks"], limits["third_from_weeks"])
    return 1 + sum(gestational_age_weeks >= limit for limit in later)
