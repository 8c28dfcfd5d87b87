"""What a schema cannot see in the first-aid path: names that must exist, and steps from which nobody gets out."""

from collections.abc import Iterator, Mapping
from typing import Any

from .problem import Problem


def first_aid_problems(name: str, data: Mapping[str, Any], lines: Mapping[str, Any] | None) -> Iterator[Problem]:
    """Problems of a path that already fits its schema; `lines` is crisis-lines.json."""
    steps = {step["id"]: step for step in data["steps"]}
    end = data["steps"][-1]["id"]
    phases = {phase["id"] for phase in data["phases"]}
    actions = {one["id"] for one in data["actions"]}
    numbers = {line["id"] for line in (lines or {"lines": []})["lines"]}
    for step_id, step in steps.items():
        place = f"steps.{step_id}"
        if step["phase"] not in phases:
            yield Problem(name, place, f"no phase {step['phase']!r}.", "Add it under phases.")
        for move in step["moves"]:
            if move["to"] not in steps:
                yield Problem(name, place, f"answer {move['id']!r} leads to no step.", "Use the id of a step.")
            if move.get("does", next(iter(actions))) not in actions:
                yield Problem(name, place, f"no action {move['does']!r}.", "Add it under actions.")
        if lines and (first := step.get("calls", {}).get("first")) and first not in numbers:
            yield Problem(name, place, f"no line {first!r}.", "Use the id of a line of crisis-lines.json.")
        if end not in _ahead(steps, step_id):
            yield Problem(name, place, "the end cannot be reached from here.", "Add an answer that leads on.")
    for phase, target in data["any"].items():
        if steps.get(target, {}).get("phase") != phase:
            yield Problem(name, f"any.{phase}", f"{target!r} is no step of this phase.", "Use one of its steps.")


def _ahead(steps: Mapping[str, Any], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here in steps and here not in seen:
            seen.add(here)
            waiting += [move["to"] for move in steps[here]["moves"]]
    return seen
