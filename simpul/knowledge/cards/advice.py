"""One thing to do at home, suited to the age: feeding (PMBA), stimulation, recovery food."""

from dataclasses import dataclass
from functools import cache
from typing import Any, TypedDict

from ..content import CONTENT_DIR, read_json
from ..rules import Facts, compile_rule
from ..rules.clauses import Test
from .model import Text


class Advice(TypedDict):
    """A tip: its id in `content/cards/home-advice.json`, its kind, and the sentence."""

    id: str
    kind: str
    say: Text
    source: str


class HomeAdvice(TypedDict):
    """`one` is what to say today; `feeding` and `stimulation` are the general tips of the age."""

    one: Advice
    feeding: Advice
    stimulation: Advice


@dataclass(frozen=True, slots=True)
class _Tip:
    advice: Advice
    test: Test | None


@dataclass(frozen=True, slots=True)
class _Band:
    min_months: int
    max_months: int
    tips: tuple[_Tip, ...]


def home_advice(age_months: int, facts: Facts) -> HomeAdvice | None:
    """The advice for a child of so many completed months; None outside the ages of the card (0-72).

    A tip whose condition is true goes first (illness, recovery food, weight that did not rise, missing food);
    otherwise feeding and stimulation take turns by month, so that each visit brings something new.
    """
    first, bands = _load()
    for band in bands:
        if band.min_months <= age_months <= band.max_months:
            general = {tip.advice["kind"]: tip.advice for tip in reversed(band.tips) if tip.test is None}
            usual = general["stimulation" if age_months % 2 else "feeding"]
            matching = (tip.advice for tip in (*first, *band.tips) if tip.test and tip.test(facts))
            return {
                "one": next(matching, usual),
                "feeding": general["feeding"],
                "stimulation": general["stimulation"],
            }
    return None


@cache
def _load() -> tuple[tuple[_Tip, ...], tuple[_Band, ...]]:
    data = read_json(CONTENT_DIR / "cards" / "home-advice.json")
    bands = (_Band(b["min_months"], b["max_months"], _tips(b["tips"])) for b in data["bands"])
    return _tips(data["first"]), tuple(bands)


def _tips(data: list[dict[str, Any]]) -> tuple[_Tip, ...]:
    return tuple(
        _Tip(
            {"id": tip["id"], "kind": tip["kind"], "say": tip["say"], "source": tip["source"]},
            compile_rule(tip["when"], tip["id"]) if "when" in tip else None,
        )
        for tip in data
    )
