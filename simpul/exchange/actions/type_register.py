"""Keep what is typed in a register's grid, and write it to the journal when the officer says it is done."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from simpul.base import audit, clock, ids
from simpul.care.models import Session
from simpul.exchange.models import RegisterDraft
from simpul.exchange.register import RegisterPage, session_of
from simpul.exchange.typed import Typed
from simpul.exchange.weighings import capsule
from simpul.journal.actions.append import Draft, append
from simpul.registry.models import Account
from simpul.registry.zones import zone_of_unit

PAPER = "paper"
"""Stands in a visit's `results.source`: typed from paper, after the day."""
LONGEST_CELL = 20
MOST_CELLS = 6_000
_MORNING = time(9)


def keep(actor: Account, page: RegisterPage, cells: Mapping[str, str], days: Mapping[str, str]) -> RegisterDraft:
    """Lay changed cells over the draft; other windows' cells stay. Cells that the page does not have are dropped."""
    known = {cell.key for line in page.lines for cell in line.cells}
    months = {column.key for column in page.columns}
    with transaction.atomic():
        RegisterDraft.objects.get_or_create(account=actor, post=page.post, page=page.slug)
        held = RegisterDraft.objects.select_for_update().get(account=actor, post=page.post, page=page.slug)
        for key, text in list(cells.items())[:MOST_CELLS]:
            if key in known:
                _set(held.cells, key, text)
        for key, text in days.items():
            if page.months and key in months:
                _set(held.days, key, text)
        held.version, held.saved_at = held.version + 1, clock.now()
        held.save()
    return held


def _set(kept: dict[str, str], key: str, text: str) -> None:
    clean = "".join(sign for sign in str(text) if sign.isprintable()).strip()[:LONGEST_CELL]
    if clean:
        kept[key] = clean
    else:
        kept.pop(key, None)


def finish(actor: Account, page: RegisterPage, typed: list[Typed]) -> int:
    """Write everything typed as visits of their true days; returns how many. All or nothing. Raises Refused."""
    post = str(page.post.pk)
    drafts = [*_days(page, typed), *(draft for one in typed for draft in _entries(post, one, page))]
    with transaction.atomic():
        append(post, drafts, actor)
        RegisterDraft.objects.filter(account=actor, post=page.post, page=page.slug).delete()
        with audit.acting(actor):
            audit.note(actor, "register_typed", post, {"visits": len(typed)})
    return len(typed)


def _days(page: RegisterPage, typed: list[Typed]) -> list[Draft]:
    """The open day of a day page, opened and closed, if nobody opened it."""
    day, post = page.day, str(page.post.pk)
    if day is None or not typed or Session.objects.filter(pk=session_of(post, day)).exists():
        return []
    session, when = session_of(post, day), _moment(post, day)
    data = {"date": day.isoformat(), "source": PAPER}
    return [
        Draft("session.opened", session, data, happened_at=when),
        Draft("session.closed", session, data, happened_at=when),
    ]


def _entries(post: str, one: Typed, page: RegisterPage) -> list[Draft]:
    person, day = str(one.line.person.pk), one.day.isoformat()
    when = _moment(post, one.day)
    values = {name: value for name, value in one.values.items() if name not in ("vitamin_a", "deworming")}
    visit = ids.visit_id(post, person, day)
    made = []
    if values:
        data: dict[str, Any] = {"visit": visit, "date": day, "card": "balita", "step": 2, "values": values}
        data["session"] = session_of(post, one.day) if page.day else None
        data["results"] = {"source": {"id": PAPER}}
        made.append(Draft("visit.recorded", person, data, happened_at=when))
    for name, product in _products(one):
        given = {"product": product, "date": day, "source": "history", "visit": visit if values else None}
        entry = uuid.uuid5(ids.NAMESPACE, f"register|dose|{post}|{person}|{day}|{product}|{name}|{page.draft.pk}")
        made.append(Draft("dose.given", person, given, happened_at=when, id=str(entry)))
    return made


def _products(one: Typed) -> list[tuple[str, str]]:
    found = []
    if one.values.get("vitamin_a"):
        product = capsule("age", one.line.person.birth_date, one.day)
        found += [("vitamin_a", product)] if product else []
    if one.values.get("deworming"):
        found.append(("deworming", "ALBENDAZOL"))
    return found


def _moment(post: str, day: date) -> str:
    return clock.iso(min(datetime.combine(day, _MORNING, zone_of_unit(post)), clock.now()))
