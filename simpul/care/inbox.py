"""The inbox of a puskesmas: requests by risk, with the words that a person needs to choose the next one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from simpul.base import clock
from simpul.base.words import say
from simpul.care.dossier import account_names, age_words
from simpul.care.findings import latest_findings
from simpul.care.models import Guest
from simpul.care.screenings.access import is_of_mind
from simpul.network import workflow
from simpul.network.access import requests_of
from simpul.network.models import Request
from simpul.network.queries import by_risk
from simpul.network.risk import gravity
from simpul.network.workflow import Transition, Workflow
from simpul.people.models import Person
from simpul.people.phonetic import name_similarity
from simpul.registry.models import Account
from simpul.registry.names import unit_name

FOLDERS = (
    ("answer", _("Perlu dijawab")),
    ("scheduled", _("Terjadwal")),
    ("post", _("Menunggu posyandu")),
    ("done", _("Selesai")),
)
WAITS = {"unit": "answer", "family": "scheduled", "post": "post", None: "done"}
PAGE = 100
SIMILAR = 0.75
URGENCY = {"biasa": _("Biasa"), "segera": _("Segera"), "darurat": _("Darurat")}
MAIN = ("accept", "schedule", "send_back")
AFTER = ("complete", "no_show")
DONE_WITHIN = timedelta(days=60)


@dataclass(frozen=True)
class Filters:
    """What the officer asks to see. `post` is a unit id, `q` a name."""

    folder: str = "answer"
    post: str = ""
    q: str = ""
    late: bool = False

    @classmethod
    def of(cls, query: Any) -> "Filters":
        """From a query string; unknown values fall back to the defaults."""
        folder = query.get("map", "answer")
        known = folder if folder in dict(FOLDERS) else "answer"
        return cls(known, query.get("posyandu", ""), query.get("q", "").strip()[:80], query.get("telat") == "1")


@dataclass(frozen=True)
class Line:
    """A request in the list. `late_by` is set when its clock has run out; for someone who has died none runs."""

    request: Request
    name: str
    age: str
    reason: str
    more_reasons: int
    post: str
    urgency: str
    state: str
    died: bool
    waiting: timedelta
    late_by: timedelta | None
    due_in: timedelta | None


@dataclass(frozen=True)
class Step:
    """A step taken: what, when, by whom, with which note."""

    words: str
    at: datetime
    by: str
    note: str


@dataclass(frozen=True)
class Answer:
    """One of the answers that always stand in the same place; `open` False when the state does not offer it."""

    action: str
    words: str
    open: bool


@dataclass(frozen=True)
class Inbox:
    """The list with the figures of each folder."""

    lines: list[Line]
    counts: dict[str, int]
    late: int
    hidden: int


def inbox(actor: Account, filters: Filters) -> Inbox:
    """The requests of a folder: gravest first, then late ones, then the one that has waited longest."""
    mine = requests_of(actor)
    if filters.post:
        mine = mine.filter(post__in=[filters.post] if _is_uuid(filters.post) else [])
    now = clock.now()
    found = _folder(mine, filters.folder).select_related("person")
    if filters.late:
        found = found.filter(due_at__lt=now)
    found = found.order_by("-state_since") if filters.folder == "done" else by_risk(found, now)
    rows = list(found[: PAGE * 5])
    if filters.q:
        rows = [r for r in rows if _called(r.person, filters.q)]
    counts = {name: _folder(mine, name).count() for name, _words in FOLDERS}
    late = _folder(mine, "answer").filter(due_at__lt=now).count()
    found_of = latest_findings(r.person_id for r in rows[:PAGE] if r.person_id)
    lines = [line(r, now, found_of.get(str(r.person_id), "")) for r in rows[:PAGE]]
    return Inbox(lines, counts, late, max(0, len(rows) - PAGE))


def _folder(requests: QuerySet[Request], folder: str) -> QuerySet[Request]:
    flow = [workflow.load(name) for name in workflow.WORKFLOWS]
    states = {s.id for f in flow for s in f.states.values() if WAITS[s.waits_for] == folder}
    found = requests.filter(state__in=states)
    return found.filter(state_since__gte=clock.now() - DONE_WITHIN) if folder == "done" else found


def line(request: Request, now: datetime, found: str = "") -> Line:
    """A request as the list shows it; `found` is the latest finding of the person."""
    flow = workflow.load(request.workflow)
    reasons = why(request, found) or [request.message]
    person = request.person
    died = person is not None and person.status == "died"
    ends = request.due_at if request.open and not died else None
    late = now - ends if ends and ends < now else None
    due = ends - now if ends and late is None else None
    return Line(
        request,
        subject_name(request),
        age_words(person.birth_date) if person else "",
        reasons[0],
        len(reasons) - 1,
        unit_name(request.post_id),
        str(URGENCY.get(request.urgency, request.urgency)),
        say(flow.states[request.state].label),
        died,
        now - request.received_at,
        late,
        due,
    )


def why(request: Request, found: str) -> list[str]:
    """What asks for an answer, gravest first: dangers, then the latest finding, then the other reasons.

    What asks for care of the mind stands alone: a measure beside it would hide it.
    """
    flow = workflow.load(request.workflow)
    known = [(gravity(flow, str(one.get("rule"))), str(one.get("text", ""))) for one in request.reasons]
    ordered = [words for _gravity, words in sorted(known, key=lambda one: -one[0])]
    if not found or is_of_mind(request):
        return ordered
    dangers = sum(grave >= flow.severity["darurat"] for grave, _words in known)
    return [*ordered[:dangers], found, *ordered[dangers:]]


def subject_name(request: Request) -> str:
    """Whom the request is about: a person of the register, or a guest."""
    if request.person is None and request.person_id:
        guest = Guest.objects.filter(pk=request.person_id, post=request.post_id).first()
        if guest is not None:
            return f"{guest.name} ({_('tamu')})"
    return person_name(request.person)


def person_name(person: Person | None) -> str:
    """The name; words for a request without one."""
    return person.name if person is not None else str(_("Tanpa nama"))


def steps(request: Request) -> list[Step]:
    """What happened to the request, the latest first."""
    flow = workflow.load(request.workflow)
    names = account_names(step["by"] for step in request.history)
    return [
        Step(_done(flow, step["action"]), clock.parse_iso(step["at"]), names.get(step["by"], ""), step["note"])
        for step in reversed(request.history)
    ]


def answers(request: Request) -> tuple[list[Answer], list[Answer], list[Answer]]:
    """The three answers, then outcome and no-show, then the rest that the state offers."""
    flow = workflow.load(request.workflow)
    offered = {t.action: t for t in flow.steps_from(request.state)}

    def row(actions: tuple[str, ...]) -> list[Answer]:
        return [Answer(a, _label(flow, a), a in offered) for a in actions]

    rest = [Answer(a, say(t.label), True) for a, t in offered.items() if a not in (*MAIN, *AFTER)]
    return row(MAIN), row(AFTER), rest


def closing(request: Request) -> Answer | None:
    """The step that ends a request whose person has died; None without one, and where the death is the matter."""
    died = request.person is not None and request.person.status == "died"
    if not request.open or not died or request.workflow == "death-notice":
        return None
    offered = {t.action: t for t in workflow.load(request.workflow).steps_from(request.state)}
    step = offered.get("cancel") or offered.get("complete")
    return Answer(step.action, say(step.label), True) if step else None


def transition(request: Request, action: str) -> Transition | None:
    """The step of that name from the present state."""
    return workflow.load(request.workflow).step(action, request.state)


def outcomes(request: Request, step: Transition) -> list[tuple[str, str]]:
    """Outcomes that may be chosen, with their words."""
    flow = workflow.load(request.workflow)
    return [(name, say(flow.outcomes[name])) for name in step.outcomes]


def outcome_words(request: Request) -> str:
    """The outcome in words; empty while there is none."""
    flow = workflow.load(request.workflow)
    return say(flow.outcomes.get(request.outcome)) if request.outcome else ""


def _done(flow: Workflow, action: str) -> str:
    step = flow.named(action)
    return say(step.done) if step else str(_("Rujukan dibuat"))


def _label(flow: Workflow, action: str) -> str:
    step = flow.named(action)
    return say(step.label) if step else action


def _called(person: Person | None, name: str) -> bool:
    if person is None:
        return False
    return name.lower() in person.name.lower() or name_similarity(name, person.name) >= SIMILAR


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
