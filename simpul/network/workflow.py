"""Workflows as content: states, who may move a request where, limits, words. Read once, checked when read."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from simpul.knowledge.content import CONTENT_DIR, ContentError, read_json

FOLDER = CONTENT_DIR / "workflows"
WORKFLOWS = ("health-referral", "mental-health", "death-notice")
Words = Mapping[str, str]


@dataclass(frozen=True)
class Limit:
    """How long a state may last: office time in working days, or minutes around the clock."""

    working_days: int = 0
    minutes: int = 0


@dataclass(frozen=True)
class State:
    """A state of a request. `waits_for` is who must act: `unit`, `post`, `family`, or None when it has ended.

    `limit` by urgency; it counts from arrival in the state, or from the appointment where `from_appointment`.
    While here, the clock of the state `pauses` stands still.
    """

    id: str
    label: Words
    family: Words
    waits_for: str | None
    limit: Mapping[str, Limit]
    from_appointment: bool
    pauses: str | None
    final: bool


@dataclass(frozen=True)
class Actor:
    """A role at a place: `post`, `puskesmas` of the post, or `to_unit`, the unit that was asked."""

    role: str
    at: str


@dataclass(frozen=True)
class Transition:
    """A step from one of several states to another. `requires` names fields of the payload that must be filled.

    `outcomes` are those that may be chosen; `outcome` is set by the step itself. `resumes`: a paused clock runs on.
    """

    action: str
    label: Words
    done: Words
    sources: tuple[str, ...]
    target: str
    by: tuple[Actor, ...]
    requires: tuple[str, ...]
    outcomes: tuple[str, ...]
    outcome: str | None
    resumes: bool

    def allows(self, role: str, at: str) -> bool:
        """Whether someone in this role at this place may take the step."""
        return Actor(role, at) in self.by


@dataclass(frozen=True)
class Escalation:
    """Who is told when a request has been late for so long: `unit`, `head`, `dinas`."""

    after: Limit
    tell: str
    words: Words


@dataclass(frozen=True)
class Workflow:
    """One workflow, as its content says."""

    id: str
    edition: str
    title: Words
    services: tuple[str, ...]
    initial: str
    urgencies: tuple[str, ...]
    severity: Mapping[str, int]
    outcomes: Mapping[str, Words]
    states: Mapping[str, State]
    transitions: tuple[Transition, ...]
    escalation: tuple[Escalation, ...]

    def step(self, action: str, state: str) -> Transition | None:
        """The transition of that name from a state; None when there is none."""
        return next((t for t in self.transitions if t.action == action and state in t.sources), None)

    def steps_from(self, state: str) -> list[Transition]:
        """Transitions that leave a state, in the order of the content."""
        return [t for t in self.transitions if state in t.sources]

    def named(self, action: str) -> Transition | None:
        """Any transition of that name: for its words."""
        return next((t for t in self.transitions if t.action == action), None)


@cache
def load(name: str) -> Workflow:
    """The workflow of that id. Raises ContentError that says what is wrong with the content."""
    if name not in WORKFLOWS:
        raise ContentError(f"no workflow named {name!r}; workflows are {', '.join(WORKFLOWS)}.")
    found = parse(read_json(FOLDER / f"{name}.json"))
    faults = faults_of(found)
    if faults:
        raise ContentError(f"content/workflows/{name}.json: " + " ".join(faults))
    return found


def for_service(service: str) -> Workflow:
    """The workflow that answers a service; the health referral takes what no other names."""
    flows = [load(name) for name in WORKFLOWS]
    named = next((flow for flow in flows if service in flow.services), None)
    return named or next(flow for flow in flows if "*" in flow.services)


@cache
def answered_by(role: str) -> tuple[str, ...]:
    """Workflows in which somebody of this role takes a step."""
    flows = [load(name) for name in WORKFLOWS]
    return tuple(flow.id for flow in flows if any(by.role == role for step in flow.transitions for by in step.by))


def parse(raw: Mapping[str, Any]) -> Workflow:
    """A workflow from its JSON. Raises KeyError for a missing member."""
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
        transitions=tuple(_transition(one) for one in raw["transitions"]),
        escalation=tuple(Escalation(Limit(**one["after"]), one["tell"], one["words"]) for one in raw["escalation"]),
    )


def _state(name: str, raw: Mapping[str, Any]) -> State:
    return State(
        id=name,
        label=raw["label"],
        family=raw["family"],
        waits_for=raw["waits_for"],
        limit={urgency: Limit(**one) for urgency, one in raw.get("limit", {}).items()},
        from_appointment=raw.get("from") == "appointment_at",
        pauses=raw.get("pauses"),
        final=raw.get("final", False),
    )


def _transition(raw: Mapping[str, Any]) -> Transition:
    return Transition(
        action=raw["action"],
        label=raw["label"],
        done=raw["done"],
        sources=tuple(raw["from"]),
        target=raw["to"],
        by=tuple(Actor(one["role"], one["at"]) for one in raw["by"]),
        requires=tuple(raw.get("requires", [])),
        outcomes=tuple(raw.get("outcomes", [])),
        outcome=raw.get("outcome"),
        resumes=raw.get("resumes", False),
    )


def faults_of(flow: Workflow) -> list[str]:
    """What is wrong with a workflow, in sentences; empty when it is sound."""
    known = set(flow.states)
    faults = [] if flow.initial in known else [f"The initial state {flow.initial!r} is not a state."]
    for one in flow.transitions:
        unknown = {*one.sources, one.target} - known
        faults += [f"{one.action}: {name!r} is not a state." for name in sorted(unknown)]
        if not one.by:
            faults.append(f"{one.action}: nobody may take this step.")
        wrong = {*one.outcomes, *([one.outcome] if one.outcome else [])} - set(flow.outcomes)
        faults += [f"{one.action}: {name!r} is not an outcome." for name in sorted(wrong)]
        if flow.states.get(one.target, _NOWHERE).final and not (one.outcome or "outcome" in one.requires):
            faults.append(f"{one.action}: ends the request without an outcome.")
    for name, state in flow.states.items():
        faults += _state_faults(flow, name, state)
    return faults


_NOWHERE = State("", {}, {}, None, {}, False, None, False)


def _state_faults(flow: Workflow, name: str, state: State) -> list[str]:
    faults = []
    if not state.final and not flow.steps_from(name):
        faults.append(f"{name}: no way out.")
    if not state.final and set(state.limit) != set(flow.urgencies):
        faults.append(f"{name}: a limit is missing for an urgency.")
    if name not in _reachable(flow):
        faults.append(f"{name}: no way in.")
    if not state.final and not any(flow.states[end].final for end in _reachable(flow, name)):
        faults.append(f"{name}: the request can never end.")
    return faults


def _reachable(flow: Workflow, start: str | None = None) -> set[str]:
    seen: set[str] = set()
    ahead = [start or flow.initial]
    while ahead:
        at = ahead.pop()
        if at not in seen and at in flow.states:
            seen.add(at)
            ahead += [one.target for one in flow.steps_from(at)]
    return seen
