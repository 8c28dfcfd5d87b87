"""A plan as entries. Their ids come from content, so that the same sheet never writes anything twice."""

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time
from functools import lru_cache, partial
from typing import Any

from simpul.base import clock, ids
from simpul.exchange.planned import NewChild, NewVisit, Plan
from simpul.exchange.world import SOURCE
from simpul.journal.actions.append import Draft, written
from simpul.registry.zones import zone_of_unit

_MORNING = time(9)
"""The hour at which a measurement of a day is set down: open days are in the morning."""
_AT_ONCE = 20_000
_MOST_TIMES = 50
"""How often the same measurement may be imported and withdrawn again."""


@dataclass(slots=True)
class Work:
    """An entry to write: in whose journal, for which rows of the sheet, about whom. `data` makes its content."""

    post: str
    kind: str
    subject: str
    id: str
    rows: list[int]
    person: str
    data: Callable[[], dict[str, Any]]
    happened: str | None = None

    @property
    def draft(self) -> Draft:
        """The entry, made when it is written: the contents of a whole sheet at once would fill the memory."""
        return Draft(self.kind, self.subject, self.data(), happened_at=self.happened, id=self.id)


def registrations(plan: Plan, job: str) -> list[Work]:
    """Families and children, each family before its first child; by post."""
    made: list[Work] = []
    seen: set[str] = set()
    for child in sorted(plan.children.values(), key=lambda one: (one.post, one.family or "", one.id)):
        if child.family and child.family_data is not None and child.family not in seen:
            seen.add(child.family)
            made.append(_family(child, child.family, child.family_data))
        made.append(_child(child, job))
    return made


def _family(child: NewChild, family: str, data: dict[str, Any]) -> Work:
    name = _id("family", family)
    return Work(child.post, "family.registered", family, name, child.rows, child.id, lambda: data)


def _child(child: NewChild, job: str) -> Work:
    if child.restored:
        back = {"status": "restored", "date": clock.today().isoformat()}
        name = _id("restored", f"{child.id}|{job}")
        return Work(child.post, "person.left", child.id, name, child.rows, child.id, lambda: back)
    name = _id("person", child.id)
    return Work(child.post, "person.registered", child.id, name, child.rows, child.id, lambda: child.data)


def facts(plan: Plan) -> list[Work]:
    """Visits and capsules, child after child, so that each growth curve is computed once; by post."""
    made: list[Work] = []
    for visit in sorted(plan.visits, key=lambda one: (one.post, one.person, one.day)):
        happened = _happened(visit.post, visit.day)
        if visit.values:
            made.append(_visit(visit, happened))
        if visit.vitamin:
            made.append(_dose(visit, visit.vitamin, happened))
    return _renewed(made)


def _visit(visit: NewVisit, happened: str) -> Work:
    content = hashlib.sha256(json.dumps(visit.values, sort_keys=True).encode()).hexdigest()
    name = _id("visit", f"{visit.post}|{visit.person}|{visit.day}|{content}")
    data = partial(_visit_data, visit)
    return Work(visit.post, "visit.recorded", visit.person, name, visit.rows, visit.person, data, happened)


def _visit_data(visit: NewVisit) -> dict[str, Any]:
    return {
        "visit": ids.visit_id(visit.post, visit.person, visit.day),
        "date": visit.day,
        "card": "balita",
        "step": 2,
        "values": visit.values,
        "results": {"source": {"id": SOURCE} | visit.kept},
    }


def _dose(visit: NewVisit, product: str, happened: str) -> Work:
    name = _id("dose", f"{visit.post}|{visit.person}|{visit.day}|{product}")
    data = partial(_dose_data, visit.day, product)
    return Work(visit.post, "dose.given", visit.person, name, visit.rows, visit.person, data, happened)


def _dose_data(day: str, product: str) -> dict[str, Any]:
    return {"product": product, "date": day, "source": "history"}


def _id(what: str, name: str) -> str:
    return str(uuid.uuid5(ids.NAMESPACE, f"import|{what}|{name}"))


@lru_cache(maxsize=_AT_ONCE)
def _happened(post: str, day: str) -> str:
    zone = zone_of_unit(post)
    return clock.iso(datetime.combine(datetime.fromisoformat(day).date(), _MORNING, zone))


def _renewed(made: list[Work]) -> list[Work]:
    """Give a new id to what was written before and does not stand any more: it was withdrawn, and comes back."""
    ahead = made
    for _ in range(_MOST_TIMES):
        taken = _taken(work.id for work in ahead)
        ahead = [work for work in ahead if work.id in taken]
        if not ahead:
            break
        for work in ahead:
            work.id = _id("again", work.id)
    return made


def _taken(names: Iterable[str]) -> set[str]:
    wanted = list(names)
    found: set[str] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        found |= written(wanted[start : start + _AT_ONCE])
    return found
