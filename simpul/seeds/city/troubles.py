"""The last evening of the city: what no bulk load can make goes through the journal's own push and pages.

Two phones that disagree, entries that are set aside or wait, clocks years ahead, an assignment that had ended, counters
with holes, work that is still on a phone, duplicates merged, families that moved. Each post has its share by number.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from simpul.base import clock, ids
from simpul.journal.actions.append import Draft, append
from simpul.journal.actions.push import push
from simpul.journal.models import Device, DeviceAccount
from simpul.journal.receive import arrived
from simpul.journal.senders import Sender
from simpul.journal.wire import Heartbeat
from simpul.registry.models import Assignment
from simpul.seeds.city.batches import Handset
from simpul.seeds.city.life import Life, falls_silent
from simpul.seeds.city.place import PostPlan
from simpul.seeds.demo import trouble
from simpul.seeds.demo.deeds import Deed
from simpul.seeds.demo.phones import APP_VERSION


@dataclass
class Leftover:
    """What the evening needs to know of a post whose journal was written in bulk."""

    plan: PostPlan
    written: int
    visits: list[Deed]
    twice: list[tuple[str, str]]
    family: str


def leftover(life: Life, written: int) -> Leftover:
    """The last weighings, the children registered twice, a family to move; `written`: entries by the first phone."""
    weighed = [deed for deed in life.deeds if deed.kind == "visit.recorded" and deed.data["card"] == "balita"]
    return Leftover(life.plan, written, weighed[-8:], life.twice, _family_to_move(life))


def _family_to_move(life: Life) -> str:
    """One without a child registered twice: its puskesmas merges the two records of a child that is still there."""
    twice = {child for child, _ in life.twice}
    staying = (one for one in life.post.families[3:] if twice.isdisjoint(child.id for child in one.children))
    return next(staying).id


def evening(left: Leftover, next_post: str | None, as_of: datetime) -> None:
    """Everything that goes wrong at one post, received in the hour after `as_of`."""
    plan = left.plan
    if not falls_silent(plan):
        _phones_push(left, next_post, as_of)
    _merge(left, as_of + timedelta(seconds=plan.number + 2))


def _phones_push(left: Leftover, next_post: str | None, as_of: datetime) -> None:
    plan = left.plan
    random, at = Random(f"city trouble {plan.id}"), as_of + timedelta(seconds=plan.number)
    handset = Handset(plan, written=left.written)
    first, second = _of_first(left, handset, random), _of_second(left, random)
    if plan.number % 40 == 4:
        # The fourth kader's service ended a month ago; what she typed since still arrives.
        Assignment.objects.filter(account=plan.kader[3]).update(ends_on=at.date() - timedelta(days=30))
        first.append(
            replace(left.visits[-1], author=plan.kader[3], data={**left.visits[-1].data, "step": 3, "values": {}})
        )
    moves = _move(left, next_post, random, at) if plan.number % 6 == 5 else []
    _push(handset, [*first, *moves], _heartbeat(plan), at)
    _push(Handset(plan, 2), second, _heartbeat(plan), at + timedelta(seconds=1))


def _of_first(left: Leftover, handset: Handset, random: Random) -> list[Deed]:
    number, visits = left.plan.number, left.visits
    deeds: list[Deed] = []
    if number % 4 == 1:
        deeds += [trouble.unreadable(visits[0])] if number % 8 == 1 else [trouble.of_nobody(visits[0], random)]
    if number % 12 == 3:
        deeds.append(trouble.of_another(visits[1], visits[2].subject))
    if number % 40 == 3:
        deeds.append(trouble.far_ahead(visits[3]))
    if number % 50 == 2:
        deeds.append(trouble.without_its_reason(visits[3], random))
    if number % 60 == 7:
        handset.counter += random.randint(1, 3)
        deeds.append(replace(visits[4], data={**visits[4].data, "step": 5, "values": {}}))
    return deeds


def _of_second(left: Leftover, random: Random) -> list[Deed]:
    if left.plan.phones < 2:
        return []
    return [trouble.disagreeing(visit, left.plan.kader[2], random) for visit in left.visits[5:7]]


def _move(left: Leftover, next_post: str | None, random: Random, at: datetime) -> list[Deed]:
    data = {"to_post": next_post, "to_address": "", "reason": "Pindah kontrakan"}
    if next_post is None or random.random() < 0.3:
        data |= {"to_post": None, "to_address": "Luar kota"}
    return [Deed(at, 0, left.plan.id, "family.moved", left.family, data, left.plan.kader[0])]


def _heartbeat(plan: PostPlan) -> Heartbeat:
    """Some phones still hold work, for days."""
    pending = 3 + plan.number % 20 if plan.number % 15 == 6 else 0
    return Heartbeat(
        pending=pending,
        oldest_pending_age_s=86_400 * (1 + plan.number % 9) if pending else 0,
        storage_persisted=plan.number % 7 != 0,
        app_version=APP_VERSION,
    )


def _push(handset: Handset, deeds: Iterable[Deed], said: Heartbeat, at: datetime) -> None:
    items = [arrived.of(handset.entry(deed)) for deed in deeds]
    if not items and not (said.pending and handset.counter):
        return
    device = Device.objects.get(pk=handset.device)
    enrolments = list(DeviceAccount.objects.filter(device=device).select_related("account").order_by("pk"))
    with clock.frozen(at):
        push(Sender(device, enrolments), items, said, clock.iso(at + handset.error))


def _merge(left: Leftover, at: datetime) -> None:
    """The officer has found every second of the children registered twice."""
    for kept, gone in left.twice[::2]:
        drawn = Random(f"merge {gone}").randbytes(10)
        named = str(ids.uuid7(int(at.timestamp() * 1000), drawn))
        with clock.frozen(at), transaction.atomic():
            append(left.plan.id, [Draft("person.merged", kept, {"gone": gone}, id=named)], left.plan.officer)
