"""Rows for reports, straight from the tables: a few statements for a whole city."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from django.db import connection

FEW = 20_000
"""Up to so many persons are looked up one by one; beyond, whole tables are read through."""
decode = msgspec.json.decode


def rows(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What a statement finds; JSON comes as text."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


class VisitLine(NamedTuple):
    """A visit of the month with what growth says of it. `values` and `categories` as JSON text."""

    id: UUID
    person: UUID
    date: date
    card: str
    values: str
    served_at: UUID
    mark: str | None
    alerts: list[str] | None
    categories: str | None


_VISITS = (
    "SELECT v.id, v.person_id, v.date, v.card, v.values, v.served_at_id, g.mark, g.alerts, g.categories"
    " FROM care_visit v LEFT JOIN care_growth g ON g.visit_id = v.id"
    " WHERE v.status = 'ok' AND v.date BETWEEN %s AND %s AND "
)


def visits(first: date, last: date, posts: list[UUID], persons: list[UUID]) -> list[VisitLine]:
    """Visits of the persons, in order of date. `persons`: every record of everybody on the register of the posts."""
    if len(persons) <= FEW:
        found = rows(_VISITS + "v.person_id = ANY(%s)", [first, last, persons])
    else:
        found = rows(_VISITS + "v.served_at_id = ANY(%s)", [first, last, posts])
        elsewhere = _seen_elsewhere(posts)
        found += rows(_VISITS + "v.person_id = ANY(%s) AND v.served_at_id <> ALL(%s)", [first, last, elsewhere, posts])
    return sorted(map(VisitLine._make, found), key=lambda line: (line.date, line.id.int))


def _seen_elsewhere(posts: list[UUID]) -> list[UUID]:
    """Who may have been seen at a post that is none of these: guests that are known, and families that came."""
    known = rows("SELECT person FROM care_guest WHERE person IS NOT NULL", [])
    came = rows("SELECT persons FROM people_move WHERE to_post_id = ANY(%s)", [posts])
    return [row[0] for row in known] + [UUID(one) for row in came for one in decode(row[0])]


def merged() -> dict[UUID, UUID]:
    """Record → the person kept, over any number of merges."""
    links = dict(rows("SELECT id, merged_into_id FROM people_person WHERE merged_into_id IS NOT NULL", []))
    return {record: _end(record, links) for record in links}


def _end(record: UUID, links: dict[UUID, UUID]) -> UUID:
    seen: set[UUID] = set()
    while record in links and record not in seen:
        seen.add(record)
        record = links[record]
    return record


def given(first: date, last: date, persons: list[UUID]) -> list[tuple[UUID, str]]:
    """Person and product of each dose given in these days; what was copied from a book is left out."""
    return _of(
        "SELECT person_id, product FROM care_dose WHERE status = 'ok' AND source = 'given' AND date BETWEEN %s AND %s",
        [first, last],
        persons,
    )


def screenings(first: date, last: date, persons: list[UUID]) -> list[tuple[Any, ...]]:
    """Person, instrument, complete, score, band, critical, action, answers of each, in order of date."""
    return _of(
        "SELECT person_id, instrument, complete, score, band, critical, action, answers FROM care_screening"
        " WHERE status = 'ok' AND declined IS NULL AND date BETWEEN %s AND %s",
        [first, last],
        persons,
        "ORDER BY date, id",
    )


def referred(first: date, last: date, persons: list[UUID]) -> set[UUID]:
    """Records for whom a request was opened on these days (Jakarta time) and not called off."""
    found = _of(
        "SELECT person_id FROM network_request WHERE state <> 'cancelled'"
        " AND (opened_at AT TIME ZONE 'Asia/Jakarta')::date BETWEEN %s AND %s",
        [first, last],
        persons,
    )
    return {row[0] for row in found}


def _of(statement: str, parameters: list[Any], persons: list[UUID], order: str = "") -> list[Any]:
    if len(persons) <= FEW:
        return rows(f"{statement} AND person_id = ANY(%s) {order}", [*parameters, persons])
    return rows(f"{statement} {order}", parameters)


def about(statement: str, parameters: Sequence[Any], column: str, persons: Iterable[UUID]) -> list[tuple[Any, ...]]:
    """A statement (with a WHERE) about these persons, or about everybody where they are very many."""
    few = list(persons)
    if len(few) > FEW:
        return rows(statement, parameters)
    return rows(f"{statement} AND {column} = ANY(%s)", [*parameters, few])
