"""The inbox of a puskesmas: requests by risk, with the words that a person needs to choose the next one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from simpul.base import clock
from simpul.base.words import say
from simpul.care.asking.folders import FOLDERS, folders_of
from simpul.care.dossier import account_names
from simpul.care.inbox_lines import Line, Standing, lines, subject_names
from simpul.network import workflow
from simpul.network.access import requests_of
from simpul.network.models import Request
from simpul.network.places import standings
from simpul.network.queries import by_risk
from simpul.network.workflow import Transition, Workflow
from simpul.people.phonetic import name_similarity
from simpul.registry.models import Account
from simpul.registry.names import is_post

PAGE = 100
SIMILAR = 0.75
FOR_NAMES = ("post", "to_unit", "workflow", "confidentiality", "person__name")
"""What it takes to say whom a request is about, and who may know."""


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

    def query(self, folder: str) -> str:
        """The query string of the same search in another folder."""
        said = {"map": folder, "posyandu": self.post, "q": self.q, "telat": "1" if self.late else ""}
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True)
class Step:
    """A step taken: what, when, by whom, with which note."""

    words: str
    at: datetime
    by: str
    note: str
    to: str = ""


@dataclass(frozen=True)
class Inbox:
    """The list with the figures of each folder, of what was searched for or filtered.

    `elsewhere`: folders in which something was found, with their words and how much, where this one has nothing.
    """

    lines: list[Line]
    counts: dict[str, int]
    late: int
    hidden: int
    elsewhere: list[tuple[str, str, int]]


def inbox(actor: Account, filters: Filters) -> Inbox:
    """The requests of a folder: gravest first, then late ones, then the unanswered, then the longest waiting."""
    mine, now, standing = requests_of(actor), clock.now(), standings(actor)
    folders = folders_of(actor, now)
    if filters.post:
        mine = mine.filter(post__in=[filters.post] if _is_uuid(filters.post) else [])
    if filters.late:
        mine = mine.filter(due_at__lt=now)
    if filters.q:
        mine = mine.filter(pk__in=_called(mine.filter(folders.shown()), filters.q, standing))
    found = _ordered(mine.filter(folders.which(filters.folder)).select_related("person", "post"), filters.folder, now)
    in_folders, late = folders.counts(mine)
    many = in_folders[filters.folder]
    elsewhere = [(name, str(words), in_folders[name]) for name, words in FOLDERS if in_folders[name] and not many]
    return Inbox(lines(found[:PAGE], standing), in_folders, late, max(0, many - PAGE), elsewhere)


def _ordered(found: QuerySet[Request], name: str, now: datetime) -> QuerySet[Request]:
    if name == "done":
        return found.order_by("-state_since")
    waits = Q(pk__in=[])
    for flow in workflow.all_flows():
        waits |= Q(workflow=flow.id, state=flow.initial)
    ranked = by_risk(found, now).annotate(is_answered=Case(When(waits, then=0), default=1))
    return ranked.order_by("-risk", "-is_late", "is_answered", "received_at", "pk")


def steps(request: Request) -> list[Step]:
    """What happened to the request, the latest first."""
    flow = workflow.load(request.workflow)
    names = account_names(step["by"] for step in request.history)
    return [
        Step(_done(flow, step["action"]), clock.parse_iso(step["at"]), _by(names, step), step["note"])
        for step in reversed(request.history)
    ]


def _by(names: Mapping[str, str], step: Mapping[str, Any]) -> str:
    """Who took a step: the account, and who stood behind that of a place without accounts."""
    return ", ".join(filter(None, [names.get(step["by"], ""), step.get("answered_by", "")]))


def transition(request: Request, action: str) -> Transition | None:
    """The step of that name from the present state."""
    return workflow.load(request.workflow).step(action, request.state)


def saved_words(request: Request) -> str:
    """What is said after an answer: who will see it."""
    if is_post(request.post_id):
        return str(_("Tersimpan. Posyandu melihat jawaban ini saat sinkron berikutnya."))
    return str(_("Tersimpan. Yang meminta melihat jawaban ini."))


def outcome_words(request: Request) -> str:
    """The outcome in words; empty while there is none."""
    flow = workflow.load(request.workflow)
    return say(flow.outcomes.get(request.outcome)) if request.outcome else ""


def _done(flow: Workflow, action: str) -> str:
    step = flow.named(action)
    return say(step.done) if step else str(_("Dibuat: %(what)s")) % {"what": say(flow.title)}


def _called(requests: QuerySet[Request], name: str, standing: Standing) -> list[UUID]:
    """Those about somebody of that name, or who asked to be called so."""
    known = subject_names(requests.select_related("person").only(*FOR_NAMES), standing)
    wanted = name.lower()
    return [pk for pk, said in known.items() if wanted in said.lower() or name_similarity(name, said) >= SIMILAR]


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
