"""A visit as the sum of what its entries gave (docs/protocol.md, "Merging" and "Projections").

Each entry leaves one item in `visit.given`, in order of seq. `fold` reads the items from the first to the last; taking
an item out and folding again is how a withdrawn entry leaves no trace.
"""

from collections.abc import Mapping
from typing import Any

from simpul.journal.kinds import StoredEntry
from simpul.journal.merge import same

Item = dict[str, Any]
RECORDED, CORRECTED, DECIDED = "recorded", "corrected", "decided"


def item(entry: StoredEntry, does: str, values: Mapping[str, Any], **more: Any) -> Item:
    """What an entry gives to a visit."""
    return {
        "entry": entry.id,
        "device": entry.device,
        "counter": entry.device_counter,
        "author": entry.author,
        "at": entry.happened_at,
        "does": does,
        "values": dict(values),
        **more,
    }


class Folded:
    """A visit's values, with the item that gave each."""

    def __init__(self) -> None:
        """Nothing given yet."""
        self.values: dict[str, Any] = {}
        self.by: dict[str, Item] = {}
        self.steps: dict[str, Any] = {}
        self.results: dict[str, Any] = {}
        self.session: str | None = None

    def take(self, given: Item) -> dict[str, Item]:
        """Lay one item on top; returns the fields that another author gave differently, with the item that stands."""
        disputed: dict[str, Item] = {}
        for field, value in given["values"].items():
            stands = self.by.get(field)
            if stands is None or _gives_way(stands, given):
                if stands is None or not same(self.values[field], value) or given["does"] == DECIDED:
                    self.values[field], self.by[field] = value, given
            elif not same(self.values[field], value) and not _is_older(given, stands):
                disputed[field] = stands
        if given["does"] == RECORDED:
            step = {"at": given["at"], "author": given["author"], "entry": given["entry"]}
            if "guest_at" in given:
                step["guest_at"] = given["guest_at"]["name"]
            self.steps[str(given["step"])] = step
            self.results.update(given["results"])
            self.session = self.session or given["session"]
        return disputed


def _gives_way(stands: Item, given: Item) -> bool:
    """Whether the present value is replaced: by a decision, by its correction, or by its own device later."""
    if given["does"] == DECIDED or given.get("corrects") == stands["entry"]:
        return True
    if stands["does"] == DECIDED:
        return False
    return _same_device(stands, given) and stands["counter"] < given["counter"]


def _is_older(given: Item, stands: Item) -> bool:
    """Whether the value arrived late from the device that has replaced it since."""
    return _same_device(stands, given) and given["counter"] < stands["counter"]


def _same_device(a: Item, b: Item) -> bool:
    return a["device"] is not None and a["device"] == b["device"]


def fold(items: list[Item]) -> Folded:
    """The visit that the items make, in their order."""
    folded = Folded()
    for given in items:
        folded.take(given)
    return folded
