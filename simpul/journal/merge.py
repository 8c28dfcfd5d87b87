"""Field-level merge of records (docs/protocol.md, "Merging").

A *stamp* `[seq, device, counter, entry]` says which entry gave a field its present value. A record keeps one for each
field that changed after its registration and one under `*` for the registration itself.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from simpul.base import clock
from simpul.journal.kinds import StoredEntry
from simpul.journal.own_wire import ReviewOption

Stamp = list[Any]
Stamps = dict[str, Stamp]
ALL = "*"


class Conflict(NamedTuple):
    """A field that two authors changed to two values; the present one stays until someone decides."""

    field: str
    current: Any
    new: Any
    stamp: Stamp


class Merged(NamedTuple):
    """What of a patch is taken, and what must be decided."""

    changed: dict[str, Any]
    conflicts: list[Conflict]


def stamp(entry: StoredEntry) -> Stamp:
    """The stamp that an entry leaves on what it changes."""
    return [entry.seq, entry.device, entry.device_counter, entry.id]


def registered(entry: StoredEntry) -> Stamps:
    """Stamps of a record that the entry has just registered."""
    return {ALL: stamp(entry)}


def saw(entry: StoredEntry, last: Stamp, group: str) -> bool:
    """Whether the author had seen the change that `last` stamps: by base, by device order, or by name."""
    seq, device, counter, by = last
    base = (entry.base or {}).get(group)
    if base is not None and seq <= base:
        return True
    if device is not None and device == entry.device and counter < entry.device_counter:
        return True
    return by in entry.after or by in entry.followed


def overtaken(entry: StoredEntry, last: Stamp) -> bool:
    """Whether the entry arrives late from the device that has replaced its value since."""
    _seq, device, counter, _by = last
    return device is not None and bool(device == entry.device and counter > entry.device_counter)


def merge_patch(
    entry: StoredEntry,
    record: Mapping[str, Any],
    stamps: Stamps,
    patch: Mapping[str, Any],
    groups: Mapping[str, str],
) -> Merged:
    """Merge `patch` into `record` (values in wire form) field by field; `stamps` is brought up to date in place.

    A field whose last change the author had seen takes the new value; an equal value is silent, and so is one that its
    own device has replaced since; otherwise the present value stays and the conflict is returned. `groups` maps field
    to group; others belong to the group `other`.
    """
    merged = Merged({}, [])
    for field, value in patch.items():
        last = stamps.get(field) or stamps.get(ALL)
        current = record.get(field)
        if last is None or saw(entry, last, groups.get(field, "other")):
            merged.changed[field] = value
            stamps[field] = stamp(entry)
        elif not same(current, value) and not overtaken(entry, last):
            merged.conflicts.append(Conflict(field, current, value, last))
    return merged


def same(a: Any, b: Any) -> bool:
    """Equality of JSON values: 8 equals 8.0, true does not equal 1."""
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    return bool(a == b)


def option(entry: StoredEntry, value: Any) -> ReviewOption:
    """The value an entry gives, as a choice of a review."""
    return ReviewOption(value=value, author=entry.author, at=clock.iso(entry.happened), entry=entry.id)
