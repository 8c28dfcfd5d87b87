"""What a schema cannot see in the home advice: ages without a gap, a general tip of each kind."""

from collections.abc import Iterator, Mapping
from typing import Any

from .cards import rule_problems
from .problem import Problem


def advice_problems(name: str, advice: Mapping[str, Any], card: Mapping[str, Any]) -> Iterator[Problem]:
    """Problems of the home advice against the child card, which names its facts."""
    fields = {field["id"]: field for field in card["fields"]}
    known = set(fields) | set(card["derived"])
    first, last = card["eligibility"]["min"], card["eligibility"]["max"]
    expected = first
    for i, band in enumerate(advice["bands"]):
        if band["min_months"] != expected or band["max_months"] < band["min_months"]:
            what = f"band {band['id']!r} starts at {band['min_months']} months; {expected} was next."
            yield Problem(name, f"bands[{i}]", what, "Let the bands follow without a gap.")
        expected = band["max_months"] + 1
        for kind in {"feeding", "stimulation"} - {t["kind"] for t in band["tips"] if "when" not in t}:
            what = f"band {band['id']!r} has no general {kind} tip (one without 'when')."
            yield Problem(name, f"bands[{i}].tips", what, "Add one.")
    if expected != last + 1:
        what = f"the bands end at {expected - 1} months; the child card ends at {last}."
        yield Problem(name, "bands", what, "Add the ages that lack.")
    for where, tip in _tips(advice):
        if "when" in tip:
            yield from rule_problems(name, f"{where}.when", tip["when"], known, fields)


def _tips(advice: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for i, tip in enumerate(advice["first"]):
        yield f"first[{i}]", tip
    for i, band in enumerate(advice["bands"]):
        for j, tip in enumerate(band["tips"]):
            yield f"bands[{i}].tips[{j}]", tip
