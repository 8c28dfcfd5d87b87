"""What a workflow is made of: states, steps, who may take them, their forms, clocks and conditions. Pure data."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from simpul.knowledge.rules import Facts
from simpul.knowledge.rules.clauses import Test

Words = Mapping[str, str]
PAYLOAD = frozenset(
    {"note", "appointment_at", "outcome", "follow_up", "clinical_note", "to_unit", "slot", "answered_by", "wanted"}
)
"""Fields that every step knows (RequestMoved); the others of a workflow travel in `values`."""

APPOINTMENT = "appointment_at"


@dataclass(frozen=True)
class Limit:
    """How long a state may last: office time in working days, or minutes around the clock."""

    working_days: int = 0
    minutes: int = 0


@dataclass(frozen=True)
class State:
    """A state of a request.

    `waits_for` is who must act: `unit` (the one that was asked), `puskesmas` (of the post, or the unit in whose
    journal it lies), `post` (whoever sent it), `family`, or None when it has ended. `limit` by urgency; it counts from
    arrival in the state, or from the moment that `counts_from` names: the appointment, or a field of the opening form,
    for which the clock waits `waits_at_most` days (by urgency). While here, the clock of the state `pauses` stands
    still. `next` says what comes next, for whoever waits.
    """

    id: str
    label: Words
    family: Words
    waits_for: str | None
    limit: Mapping[str, Limit]
    counts_from: str | None
    pauses: str | None
    final: bool
    next: Words = field(default_factory=dict)
    waits_at_most: Mapping[str, int] = field(default_factory=dict)

    @property
    def from_appointment(self) -> bool:
        """Whether its clock counts from the appointment."""
        return self.counts_from == APPOINTMENT


@dataclass(frozen=True)
class Actor:
    """A role at a place: `post`, `puskesmas` (that answers for the journal), `to_unit` (asked), or `server`."""

    role: str
    at: str


@dataclass(frozen=True)
class Field:
    """A field of a form; `choices` of a choice, with their words.

    `type`: text, moment, choice, unit, slot, or wish (when it would suit).
    """

    id: str
    type: str
    label: Words
    help: Words
    required: bool
    choices: Mapping[str, Words]
    long: bool
    """A text of several lines."""


@dataclass(frozen=True)
class Condition:
    """What must hold before a step, and the words for whoever tries too early. Unknown counts as not held."""

    holds: Test
    words: Words
    field: str | None

    def is_met(self, facts: Facts) -> bool:
        """Whether the facts fulfil it."""
        return self.holds(facts) is True


@dataclass(frozen=True)
class Transition:
    """A step from one of several states to another, with its form.

    `outcomes` are those that may be chosen; `outcome` is set by the step itself. `resumes`: a paused clock runs on.
    `keeps_clock`: the request stays in its state, and the state's clock and what has fired of its ladder stand.
    """

    action: str
    label: Words
    done: Words
    sources: tuple[str, ...]
    target: str
    by: tuple[Actor, ...]
    fields: tuple[Field, ...]
    conditions: tuple[Condition, ...]
    outcomes: tuple[str, ...]
    outcome: str | None
    resumes: bool
    keeps_clock: bool = False

    @cached_property
    def requires(self) -> tuple[str, ...]:
        """Ids of the fields that must be filled."""
        return tuple(one.id for one in self.fields if one.required)

    def asks(self, name: str) -> bool:
        """Whether the form has a field of that id."""
        return any(one.id == name for one in self.fields)

    def allows(self, role: str, at: str) -> bool:
        """Whether someone in this role at this place may take the step."""
        return Actor(role, at) in self.by

    def is_open_to(self, standing: frozenset[Actor]) -> bool:
        """Whether someone who stands so (places.standing) may take the step."""
        return not standing.isdisjoint(self.by)


@dataclass(frozen=True)
class Escalation:
    """Who is told when a request has been late for so long: `unit`, `head`, `dinas`. `sooner`: by urgency, instead."""

    after: Limit
    tell: str
    words: Words
    sooner: Mapping[str, Limit] = field(default_factory=dict)


@dataclass(frozen=True)
class Workflow:
    """One workflow, as its content says. `treating_only`: of officers, only the treating team takes its steps."""

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
    opening: tuple[Field, ...]
    opening_conditions: tuple[Condition, ...]
    treating_only: bool

    def ladder(self, urgency: str) -> tuple[Escalation, ...]:
        """The steps of escalation as they are due for a request of that urgency."""
        return tuple(replace(one, after=one.sooner.get(urgency, one.after)) for one in self.escalation)

    def step(self, action: str, state: str) -> Transition | None:
        """The transition of that name from a state; None when there is none."""
        return next((t for t in self.transitions if t.action == action and state in t.sources), None)

    def steps_from(self, state: str) -> list[Transition]:
        """Transitions that leave a state, in the order of the content."""
        return [t for t in self.transitions if state in t.sources]

    def named(self, action: str) -> Transition | None:
        """Any transition of that name: for its words."""
        return next((t for t in self.transitions if t.action == action), None)

    def involves(self, actor: Actor) -> bool:
        """Whether some step is this actor's."""
        return any(actor in step.by for step in self.transitions)
