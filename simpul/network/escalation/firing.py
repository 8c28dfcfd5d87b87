"""The tick of the network: every step of escalation that is due fires, once, together with what it causes.

A due step becomes a `Firing`; the table takes no second one for the same step of the same state. Messages are written
in the same transaction, and some thousands of requests share one. So any number of ticks may run at once and any of
them may die: what is not committed did not happen, and what is committed happens to no other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db import connection, transaction

from simpul.base import clock
from simpul.network.clocks import Place
from simpul.network.escalation.content import OF_THE_DEAD
from simpul.network.escalation.ladder import rungs
from simpul.network.escalation.telling import Late, tell
from simpul.network.models import Request
from simpul.network.workflow import all_flows
from simpul.registry.zones import zone_of_unit

AT_ONCE = 5_000
"""Rows whose ladder is computed late in one tick."""

IN_ONE_GO = 4_000
"""Requests that fire in one transaction: whoever moves one of them waits until it ends."""

LATE = """
      FROM network_request r
      LEFT JOIN registry_post p ON p.unit_id = r.post_id
      LEFT JOIN LATERAL (
           SELECT step, ladder FROM network_firing
            WHERE request = r.id AND since = r.state_since ORDER BY step DESC LIMIT 1) f ON true
     WHERE r.open AND r.due_at <= %(now)s
       AND (coalesce(nullif(f.ladder, '{}'), r.ladder))[coalesce(f.step, 0) + 1] COLLATE "C" <= %(said)s
       AND (r.workflow = ANY(%(of_the_dead)s) OR NOT EXISTS (
            SELECT 1 FROM people_person d WHERE d.id = r.person_id AND d.status = 'died'))
"""
DUE = f"""
SELECT id::text FROM (
    SELECT r.id, r.due_at, coalesce(p.puskesmas_id, r.post_id) AS home {LATE}) late
 ORDER BY min(due_at) OVER (PARTITION BY home), home, due_at, id
"""  # noqa: S608 (our own text)
"""An office after the other, so that each is written to in one go or two; the longest late first, as messages say."""

FIRE = f"""
WITH told AS MATERIALIZED (
    SELECT * FROM unnest(%(flows)s::text[], %(steps)s::int[], %(tells)s::text[]) AS t(workflow, step, tell)
), late AS MATERIALIZED (
    SELECT r.id, r.state_since AS since, r.workflow, r.urgency, r.due_at,
           coalesce(p.puskesmas_id, r.post_id) AS home,
           coalesce(r.to_unit_id, p.puskesmas_id, r.post_id) AS unit,
           coalesce(f.step, 0) AS reached,
           coalesce(nullif(f.ladder, '{{}}'), r.ladder) AS ladder
    {LATE.replace("r.due_at <=", "r.due_at + interval '0' <=")} AND r.id = ANY(%(ids)s::uuid[])
       FOR SHARE OF r SKIP LOCKED
), fired AS (
    INSERT INTO network_firing (request, since, step, workflow, urgency, tell, unit_id, home_id, due_at, fired_at)
    SELECT l.id, l.since, told.step, l.workflow, l.urgency, told.tell, l.unit, l.home, l.due_at, %(now)s
      FROM late l JOIN told USING (workflow)
     WHERE told.step > l.reached AND l.ladder[told.step] COLLATE "C" <= %(said)s
     ORDER BY l.id, told.step
    ON CONFLICT (request, since, step) DO NOTHING
    RETURNING unit_id, home_id, tell, urgency, due_at
)
SELECT unit_id, home_id, tell, urgency, count(*), min(due_at) FROM fired GROUP BY 1, 2, 3, 4
"""  # noqa: S608 (our own text)
"""The sum keeps the planner to the ids: it would read the index of all that is due anew for each transaction."""
COMPLETE = "UPDATE network_request SET ladder = %s WHERE id = %s AND due_at = %s AND ladder = '{}'"
"""Not when somebody has moved the request meanwhile."""
FORGET = "DELETE FROM network_firing f WHERE NOT EXISTS (SELECT 1 FROM network_request r WHERE r.id = f.request)"
FORGOTTEN, FORGET_EVERY_S = "late-forgotten", 3600


@dataclass(frozen=True)
class Fired:
    """What one tick did: steps that fired, messages that were written."""

    steps: int
    messages: int


def fire_due() -> Fired:
    """Fire every step that is due and has not fired, in transactions of IN_ONE_GO requests each."""
    now = clock.now()
    complete_ladders()
    if cache.add(FORGOTTEN, True, timeout=FORGET_EVERY_S):
        forget_gone()
    waiting = due(now)
    done = [fire(waiting[first : first + IN_ONE_GO], now) for first in range(0, len(waiting), IN_ONE_GO)]
    return Fired(sum(one.steps for one in done), sum(one.messages for one in done))


def due(now: datetime) -> list[str]:
    """Ids of the requests of which a step is due, in the order in which they fire. Locks nothing."""
    with connection.cursor() as cursor:
        cursor.execute(DUE, _moment(now))
        return [request for (request,) in cursor.fetchall()]


def fire(requests: Sequence[str], now: datetime) -> Fired:
    """Fire what is still due of these. One transaction; what somebody moves at this moment waits for the next tick."""
    with transaction.atomic():
        late = [Late(*row) for row in _fire(requests, now)]
        return Fired(sum(one.count for one in late), tell(late, now))


def _fire(requests: Sequence[str], now: datetime) -> Sequence[tuple[UUID, UUID, str, str, int, datetime]]:
    steps = [(flow.id, step, one.tell) for flow in all_flows() for step, one in enumerate(flow.escalation, 1)]
    names = _moment(now) | {
        "flows": [flow for flow, _, _ in steps],
        "steps": [step for _, step, _ in steps],
        "tells": [told for _, _, told in steps],
        "ids": f"{{{','.join(requests)}}}",
    }
    with connection.cursor() as cursor:
        cursor.execute(FIRE, names)
        found: Sequence[tuple[UUID, UUID, str, str, int, datetime]] = cursor.fetchall()
    return found


def _moment(now: datetime) -> dict[str, Any]:
    return {"now": now, "said": clock.iso(now), "of_the_dead": list(OF_THE_DEAD)}


def complete_ladders() -> int:
    """Give a ladder to requests that were opened before there were any; returns how many."""
    flows = {flow.id: flow for flow in all_flows() if flow.escalation}
    bare = Request.objects.filter(open=True, due_at__isnull=False, ladder=[], workflow__in=flows)
    rows = bare.values_list("id", "post_id", "workflow", "urgency", "due_at")[:AT_ONCE]
    known = [
        (_said(rungs(flows[flow].ladder(urgency), due, _place(post))), pk, due) for pk, post, flow, urgency, due in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(COMPLETE, known)
    return len(known)


def _place(post: UUID) -> Place:
    return Place(zone_of_unit(str(post)))


def _said(moments: Sequence[datetime]) -> list[str]:
    return [clock.iso(one) for one in moments]


def forget_gone() -> int:
    """Drop what belongs to requests that are no longer here (erased); returns how many rows."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET)
        return int(cursor.rowcount)
