"""What a schema cannot see in a workflow: names that must exist, and states that nobody can reach or leave."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .problem import Problem

PLACE_CLOSED = "place_closed"
"""The server's step that brings home what lies with a place that has closed."""


def workflow_problems(name: str, flow: Mapping[str, Any]) -> Iterator[Problem]:
    """Problems of one workflow that already fits its schema."""
    states = flow["states"]
    if flow["initial"] not in states:
        yield Problem(name, "initial", f"no state {flow['initial']!r}.", "Use the name of a state.")
    for i, move in enumerate(flow["transitions"]):
        for state in {*move["from"], move["to"]} - set(states):
            what = f"action {move['action']!r} names the state {state!r}, which is not there."
            yield Problem(name, f"transitions[{i}]", what, "Use the name of a state.")
        for outcome in {*move.get("outcomes", ()), *filter(None, [move.get("outcome")])} - set(flow["outcomes"]):
            yield Problem(name, f"transitions[{i}]", f"no outcome {outcome!r}.", "Add it under outcomes.")
        yield from _form(name, f"transitions[{i}].fields", move.get("fields", ()), flow)
    yield from _form(name, "opening.fields", flow.get("opening", {}).get("fields", ()), flow)
    for state_id, state in states.items():
        yield from _state(name, state_id, state, flow)


def _form(name: str, path: str, form: Iterable[Mapping[str, Any]], flow: Mapping[str, Any]) -> Iterator[Problem]:
    for one in form:
        whole = flow.get("fields", {}).get(one["id"], {}) | one
        if not {"type", "label"} <= whole.keys():
            yield Problem(name, path, f"the field {one['id']!r} is described nowhere.", "Describe it under fields.")
        elif whole["type"] == "choice" and one["id"] != "outcome" and "choices" not in whole:
            yield Problem(name, path, f"the field {one['id']!r} offers no choice.", "Give it choices.")


def _state(name: str, state_id: str, state: Mapping[str, Any], flow: Mapping[str, Any]) -> Iterator[Problem]:
    path, moves = f"states.{state_id}", flow["transitions"]
    if state_id != flow["initial"] and not any(move["to"] == state_id for move in moves):
        yield Problem(name, path, "no action leads here.", "Add one, or remove the state.")
    if not state.get("final") and not any(state_id in move["from"] for move in moves):
        yield Problem(name, path, "no action leads out, and it is not final.", "Add one, or make it final.")
    at_home = state.get("final") or state["waits_for"] == "puskesmas"
    if not at_home and not any(move["action"] == PLACE_CLOSED and state_id in move["from"] for move in moves):
        what = f"when the place that was asked closes, nobody takes it back: no {PLACE_CLOSED!r} leads out."
        yield Problem(name, path, what, "Add the step by the server that brings it home, or name the state in it.")
    lacking = set(flow["urgencies"]) ^ set(state.get("limit", flow["urgencies"]))
    if lacking:
        what = f"its limits and the urgencies differ in {', '.join(sorted(lacking))}."
        yield Problem(name, f"{path}.limit", what, "Give one limit per urgency.")
