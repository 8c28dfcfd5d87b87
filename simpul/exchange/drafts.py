"""A plan as entries. Their ids come from content, so that the same sheet never writes anything twice."""

import hashlib
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from functools import lru_cache

from simpul.base import clock, ids
from simpul.exchange.planned import NewChild, NewVisit, Plan
from simpul.exchange.world import SOURCE
from simpul.journal.actions.append import Draft
from simpul.journal.models import Entry
from simpul.registry.zones import zone_of_unit

_MORNING = time(9)
"""The hour at which a measurement of a day is set down: open days are in the morning."""
_AT_ONCE = 20_000
_MOST_TIMES = 50
"""How often the same measurement may be imported and withdrawn again."""


@dataclass(slots=True)
class Work:
    """An entry to write: in whose journal, for which rows of the sheet, about whom."""

    post: str
    draft: Draft
    rows: list[int]
    person: str

    @property
    def id(self) -> str:
        """The entry's id."""
        assert self.draft.id is not None
        return self.draft.id


def registrations(plan: Plan, job: str) -> list[Work]:
    """Families and children, each family before its first child; by post."""
    made: list[Work] = []
    seen: set[str] = set()
    for child in sorted(plan.children.values(), key=lambda one: (one.post, one.family or "", one.id)):
        if child.family and child.family_data is not None and child.family not in seen:
            seen.add(child.family)
            draft = Draft("family.registered", child.family, child.family_data, id=_id("family", child.family))
            made.append(Work(child.post, draft, child.rows, child.id))
        made.append(_child(child, job))
    return made


def _child(child: NewChild, job: str) -> Work:
    if child.restored:
        back = {"status": "restored", "date": clock.today().isoformat()}
        draft = Draft("person.left", child.id, back, id=_id("restored", f"{child.id}|{job}"))
    else:
        draft = Draft("person.registered", child.id, child.data, id=_id("person", child.id))
    return Work(child.post, draft, child.rows, child.id)


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
    source = {"id": SOURCE} | visit.kept
    data = {
        "visit": ids.visit_id(visit.post, visit.person, visit.day),
        "date": visit.day,
        "card": "balita",
        "step": 2,
        "values": visit.values,
        "results": {"source": source},
    }
    content = hashlib.sha256(json.dumps(visit.values, sort_keys=True).encode()).hexdigest()
    draft = Draft(
        "visit.recorded",
        visit.person,
        data,
        happened_at=happened,
        id=_id("visit", f"{visit.post}|{visit.person}|{visit.day}|{content}"),
    )
    return Work(visit.post, draft, visit.rows, visit.person)


def _dose(visit: NewVisit, product: str, happened: str) -> Work:
    data = {"product": product, "date": visit.day, "source": "history"}
    name = _id("dose", f"{visit.post}|{visit.person}|{visit.day}|{product}")
    draft = Draft("dose.given", visit.person, data, happened_at=happened, id=name)
    return Work(visit.post, draft, visit.rows, visit.person)


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
            work.draft = work.draft._replace(id=_id("again", work.id))
    return made


def _taken(names: Iterable[str]) -> set[str]:
    wanted = list(names)
    found: set[str] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        rows = Entry.objects.filter(id__in=wanted[start : start + _AT_ONCE]).values_list("id", flat=True)
        found |= {str(pk) for pk in rows}
    return found
