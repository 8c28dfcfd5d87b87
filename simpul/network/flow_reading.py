"""A workflow from its JSON, and what is wrong with one, in sentences."""

from collections.abc import Iterable, Mapping
from typing import Any

from simpul.knowledge.rules import compile_rule
from simpul.network.flow import Actor, Condition, Escalation, Field, Limit, State, Transition, Workflow

Raw = Mapping[str, Any]


def parse(raw: Raw) -> Workflow:
    """A workflow from its JSON. Raises KeyError for a missing member, RuleError for a broken condition."""
    opening: Raw = raw.get("opening", {})
    return Workflow(
        id=raw["id"],
        edition=raw["edition"],
        title=raw["title"],
        services=tuple(raw["services"]),
        initial=raw["initial"],
        urgencies=tuple(raw["urgencies"]),
        severity=raw["severity"],
        outcomes=raw["outcomes"],
        states={name: _state(name, one) for name, one in raw["states"].items()},
        transitions=tuple(_transition(raw, one) for one in raw["transitions"]),
        escalation=tuple(_escalation(one) for one in raw["escalation"]),
        opening=_form(raw, opening.get("fields", ())),
        opening_conditions=_conditions(raw["id"], opening),
        treating_only=raw.get("treating_only", False),
    )


def _escalation(raw: Mapping[str, Any]) -> Escalation:
    sooner = {urgency: Limit(**one) for urgency, one in raw.get("sooner", {}).items()}
    return Escalation(Limit(**raw["after"]), raw["tell"], raw["words"], sooner)


def _state(name: str, raw: Raw) -> State:
    return State(
        id=name,
        label=raw["label"],
        family=raw["family"],
        waits_for=raw["waits_for"],
        limit={urgency: Limit(**one) for urgency, one in raw.get("limit", {}).items()},
        counts_from=raw.get("from"),
        pauses=raw.get("pauses"),
        final=raw.get("final", False),
        next=raw.get("next", {}),
        waits_at_most=raw.get("waits_at_most", {}),
    )


def _transition(flow: Raw, raw: Raw) -> Transition:
    outcomes = tuple(raw.get("outcomes", ()))
    return Transition(
        action=raw["action"],
        label=raw["label"],
        done=raw["done"],
        sources=tuple(raw["from"]),
        target=raw["to"],
        by=tuple(Actor(one["role"], one["at"]) for one in raw["by"]),
        fields=_form(flow, raw.get("fields", ()), {name: flow["outcomes"].get(name, {}) for name in outcomes}),
        conditions=_conditions(f"{flow['id']}.{raw['action']}", raw),
        outcomes=outcomes,
        outcome=raw.get("outcome"),
        resumes=raw.get("resumes", False),
        keeps_clock=raw.get("keeps_clock", False),
    )


def _form(flow: Raw, named: Iterable[Raw], outcomes: Mapping[str, Any] | None = None) -> tuple[Field, ...]:
    """The fields of a form: what the step says of them, over what the workflow says of each."""
    return tuple(_field(flow.get("fields", {}).get(one["id"], {}) | one, outcomes or {}) for one in named)


def _field(raw: Raw, outcomes: Mapping[str, Any]) -> Field:
    return Field(
        id=raw["id"],
        type=raw["type"],
        label=raw["label"],
        help=raw.get("help", {}),
        required=raw.get("required", False),
        choices=outcomes if raw["id"] == "outcome" else raw.get("choices", {}),
        long=raw.get("long", False),
    )


def _conditions(where: str, raw: Raw) -> tuple[Condition, ...]:
    named = enumerate(raw.get("preconditions", ()))
    return tuple(
        Condition(compile_rule(one["rule"], f"{where}.preconditions[{i}]"), one["words"], one.get("field"))
        for i, one in named
    )


def faults_of(flow: Workflow) -> list[str]:
    """What is wrong with a workflow, in sentences; empty when it is sound."""
    faults = [] if flow.initial in flow.states else [f"The initial state {flow.initial!r} is not a state."]
    for one in flow.transitions:
        faults += _step_faults(flow, one)
    for name, state in flow.states.items():
        faults += _state_faults(flow, name, state)
    return faults


def _step_faults(flow: Workflow, one: Transition) -> list[str]:
    faults = [f"{one.action}: {name!r} is not a state." for name in sorted({*one.sources, one.target} - {*flow.states})]
    if not one.by:
        faults.append(f"{one.action}: nobody may take this step.")
    wrong = {*one.outcomes, *([one.outcome] if one.outcome else [])} - set(flow.outcomes)
    faults += [f"{one.action}: {name!r} is not an outcome." for name in sorted(wrong)]
    ends = one.target in flow.states and flow.states[one.target].final
    if ends and not (one.outcome or "outcome" in one.requires):
        faults.append(f"{one.action}: ends the request without an outcome.")
    if one.outcomes and not one.asks("outcome"):
        faults.append(f"{one.action}: its form does not ask for the outcome.")
    if one.keeps_clock and {*one.sources} != {one.target}:
        faults.append(f"{one.action}: keeps the clock of a state that it leaves.")
    twins = sum(other.action == one.action and bool({*other.sources} & {*one.sources}) for other in flow.transitions)
    if twins > 1:
        faults.append(f"{one.action}: two steps of this name leave the same state.")
    return faults


def _state_faults(flow: Workflow, name: str, state: State) -> list[str]:
    faults = []
    if not state.final and not flow.steps_from(name):
        faults.append(f"{name}: no way out.")
    if not state.final and set(state.limit) != set(flow.urgencies):
        faults.append(f"{name}: a limit is missing for an urgency.")
    if not _can_begin(flow, state):
        faults.append(f"{name}: its clock waits for a moment that the opening form does not ask, or without end.")
    if name not in _reachable(flow):
        faults.append(f"{name}: no way in.")
    if not state.final and not any(flow.states[end].final for end in _reachable(flow, name)):
        faults.append(f"{name}: the request can never end.")
    return faults


def _can_begin(flow: Workflow, state: State) -> bool:
    if state.counts_from is None or state.from_appointment:
        return not state.waits_at_most
    asked = any(one.id == state.counts_from and one.type == "moment" for one in flow.opening)
    return asked and set(state.waits_at_most) == set(flow.urgencies)


def _reachable(flow: Workflow, start: str | None = None) -> set[str]:
    seen: set[str] = set()
    ahead = [start or flow.initial]
    while ahead:
        at = ahead.pop()
        if at not in seen and at in flow.states:
            seen.add(at)
            ahead += [one.target for one in flow.steps_from(at)]
    return seen
