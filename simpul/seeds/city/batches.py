"""How the deeds of a post reach the server: its phone pushes some hundreds at once, the office writes one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from random import Random

from simpul.base import clock
from simpul.journal.actions.append import office_entry
from simpul.journal.wire import Entry
from simpul.registry.models import Account
from simpul.seeds.city import keys
from simpul.seeds.city.life import Life
from simpul.seeds.city.place import PostPlan
from simpul.seeds.demo.deeds import Deed
from simpul.seeds.demo.phones import BATCH, written
from simpul.seeds.demo.referrals import draft_of

WRONG_CLOCK_EVERY = 23
AHEAD, BEHIND = timedelta(hours=19), timedelta(days=-4)


@dataclass(frozen=True)
class Batch:
    """Deeds that the server receives at one moment; `office`: a single deed of the puskesmas."""

    at: datetime
    office: bool
    deeds: list[Deed]


def batches(life: Life, as_of: datetime) -> Iterator[Batch]:
    """The deeds in their order, none received after `as_of`."""
    for office, run in groupby(life.deeds, key=lambda deed: deed.office):
        deeds, size = list(run), 1 if office else BATCH
        for start in range(0, len(deeds), size):
            part = deeds[start : start + size]
            yield Batch(min(as_of, part[-1].at), office, part)


def clock_error(plan: PostPlan) -> timedelta:
    """How far the post's phone is ahead (negative: behind); some are wrong."""
    if plan.number % WRONG_CLOCK_EVERY != WRONG_CLOCK_EVERY - 1:
        return timedelta(0)
    return AHEAD if plan.number % 2 else BEHIND


class Handset:
    """What a phone of a post makes of deeds: entries with its counter, by its clock."""

    def __init__(self, plan: PostPlan, number: int = 1, written: int = 0) -> None:
        """`number`: 1 or 2; `written`: entries that it has made before."""
        self.device = str(keys.device_id(plan.id, number))
        self.random = Random(f"city phone {plan.id} {number} {written}")
        self.error = clock_error(plan)
        self.counter = written

    def entry(self, deed: Deed) -> Entry:
        """The entry of a deed, hashed."""
        self.counter += 1
        return written(deed, self.device, self.counter, self.random, self.error)


def entry_of_office(deed: Deed, at: datetime) -> Entry:
    """The entry that the office makes of a deed at that moment."""
    with clock.frozen(at):
        return office_entry(deed.post, draft_of(deed, at), Account(pk=deed.author))
