"""The answers to a request as its page offers them: the next act first, then the usual, the others, what waits."""

from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from simpul.base import clock
from simpul.base.words import say
from simpul.network import workflow
from simpul.network.asked_words import named
from simpul.network.calendars.content import by_appointment
from simpul.network.checks import too_early
from simpul.network.escalation.next_act import next_step
from simpul.network.flow import Actor
from simpul.network.models import Request
from simpul.network.workflow import Transition, Workflow

MAIN = ("accept", "schedule", "send_back")
AFTER = ("arrive", "complete", "no_show")


@dataclass(frozen=True)
class Answer:
    """One of the answers. `why`: what it waits for, where it is not open now."""

    action: str
    words: str
    why: str = ""


@dataclass(frozen=True)
class Answers:
    """All of a request for whoever looks. `next`: what moves it on; `by_calendar`: by a time chosen in the calendar."""

    next: Answer | None = None
    by_calendar: bool = False
    usual: list[Answer] = field(default_factory=list)
    others: list[Answer] = field(default_factory=list)
    waiting: list[Answer] = field(default_factory=list)

    @property
    def leads(self) -> bool:
        """Whether the next act itself has the weight; else the calendar, where its time is chosen."""
        return not self.by_calendar

    @property
    def folded(self) -> frozenset[str]:
        """Actions that stand among the others: the fold is open while one of them is being written."""
        return frozenset(one.action for one in self.others)


def answers(request: Request, held: frozenset[Actor]) -> Answers:
    """What may be answered now, and for the usual answers that may not, why. `held`: places.standing of the actor."""
    flow = workflow.load(request.workflow)
    offered = {t.action: t for t in flow.steps_from(request.state) if t.is_open_to(held)}
    ready = {action: step for action, step in offered.items() if not too_early(step, request)}
    if not request.open:
        return Answers(usual=[_answer(step) for step in ready.values()])
    first = next_step(request, held)
    usual = [action for action in _usual(flow) if flow.named(action) and not (first and first.action == action)]
    shown = {*usual, *([first.action] if first else [])}
    closed = [_waiting(flow, action, request, offered) for action in usual if action not in ready]
    return Answers(
        next=_answer(first) if first else None,
        by_calendar=first is not None and first.asks("appointment_at") and by_appointment(request.service),
        usual=[_answer(ready[action]) for action in usual if action in ready],
        others=[_answer(step) for action, step in ready.items() if action not in shown],
        waiting=closed + [_late(step, request) for action, step in offered.items() if action not in {*shown, *ready}],
    )


def closing(request: Request, held: frozenset[Actor]) -> Answer | None:
    """The step that ends a request whose person has died; None without one, and where the death is the matter."""
    died = request.person is not None and request.person.status == "died"
    if not request.open or not died or request.workflow == "death-notice":
        return None
    steps = workflow.load(request.workflow).steps_from(request.state)
    offered = {t.action: t for t in steps if t.is_open_to(held)}
    step = offered.get("cancel") or offered.get("complete")
    return _answer(step) if step else None


def _usual(flow: Workflow) -> tuple[str, ...]:
    """A workflow that nobody accepts begins with the steps that its content names first."""
    named_first = tuple(dict.fromkeys(t.action for t in flow.transitions))[: len(MAIN)]
    main = MAIN if flow.named(MAIN[0]) else named_first
    return tuple(dict.fromkeys((*main, *AFTER)))


def _answer(step: Transition) -> Answer:
    return Answer(step.action, say(step.label))


def _late(step: Transition, request: Request) -> Answer:
    return Answer(step.action, say(step.label), too_early(step, request))


def _waiting(flow: Workflow, action: str, request: Request, offered: dict[str, Transition]) -> Answer:
    """An answer that is not open, with the reason: too early, done, somebody else's, or of another state."""
    if action in offered:
        return _late(offered[action], request)
    step = flow.named(action)
    return Answer(action, say(step.label) if step else action, _why(flow, action, request))


def _why(flow: Workflow, action: str, request: Request) -> str:
    if flow.step(action, request.state) is not None:
        return _("Ini giliran pihak lain: yang meminta atau tempat yang diminta.")
    done = next((one for one in reversed(request.history) if one["action"] == action), None)
    if done is not None:
        at = localtime(clock.parse_iso(done["at"]))
        return _("Sudah: %(day)s.") % {"day": date_format(at, "j F, H.i")}
    states = (flow.states[source].label for t in flow.transitions if t.action == action for source in t.sources)
    first = next(states, None)
    return _("Dipilih saat: %(state)s.") % {"state": say(named(first, request))} if first else ""
