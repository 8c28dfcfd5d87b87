"""What goes wrong in the field, as deeds: two tables disagree, an entry cannot be applied, a clock is years ahead."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from simpul.base import ids
from simpul.seeds.demo.deeds import Deed

YEARS_AHEAD = timedelta(days=400)


def disagreeing(visit: Deed, author: str, random: Random) -> Deed:
    """Another table's entry of the same visit with another weight: both are kept and a review opens."""
    weight = visit.data["values"]["weight_kg"]
    other = round(weight + random.choice((-1, 1)) * random.choice((0.3, 0.6, 1.0, 2.0)), 1)
    data = {**visit.data, "values": {"weight_kg": other if other > 1 else weight + 1}}
    return replace(visit, at=visit.at + timedelta(minutes=9), data=data, author=author)


def unreadable(visit: Deed) -> Deed:
    """An entry of an application gone wrong: its step is a word. It is set aside with its reason."""
    return _changed(visit, step="dua")


def of_another(visit: Deed, other: str) -> Deed:
    """A visit recorded under another person's name. It is set aside."""
    return replace(_changed(visit, step=4), subject=other)


def of_nobody(visit: Deed, random: Random) -> Deed:
    """A change of a person whose registration never reached the server. It is set aside."""
    nobody = str(ids.uuid7(int(visit.at.timestamp() * 1000), random.randbytes(10)))
    data = {"fields": {"phone": f"0812{random.randint(10_000_000, 99_999_999)}"}}
    return replace(visit, kind="person.changed", subject=nobody, data=data)


def without_its_reason(visit: Deed, random: Random) -> Deed:
    """An entry that names another which is still on a phone that nobody finds: it waits."""
    lost = str(ids.uuid7(int(visit.at.timestamp() * 1000), random.randbytes(10)))
    return replace(_changed(visit, step=5, values={}), after=(lost,))


def far_ahead(visit: Deed) -> Deed:
    """Written by a clock more than a year ahead: applied, and shown to the puskesmas."""
    return replace(_changed(visit, step=5, values={}), at=visit.at + YEARS_AHEAD)


def _changed(visit: Deed, **fields: Any) -> Deed:
    return replace(visit, data={**visit.data, **fields})
