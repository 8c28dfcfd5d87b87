"""What a phone swore to hold unsent before it was revoked: entries that fit the oath need no review.

The fingerprint speaks of all hashes in a row, so it can be checked only once every counter of the range is known:
from this deposit, from earlier ones, or from pushes before the revocation.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from simpul.journal.models import Device, Entry, Quarantine, Waiting
from simpul.journal.receive.arrived import Arrived
from simpul.registry.models import Assignment, Post

LONGEST = 20_000
"""Counters one attestation may span: far above what a phone can hold unsent."""
_Hashes = dict[int, set[str]]


def sound(first: int, last: int, head: str) -> bool:
    """Whether an attestation can be checked at all."""
    return 0 < first <= last < first + LONGEST and len(head) == 64


def fingerprint(hashes: Iterable[str]) -> str:
    """The head of entry hashes in counter order."""
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def covers(device: Device, items: Iterable[Arrived]) -> bool:
    """Whether everything the phone swore to is here and fits, so that the whole range stands."""
    if device.attested_first is None or device.attested_last is None or device.attested_at is None:
        return False
    if device.revoked_at is not None and device.attested_at > device.revoked_at:
        return False
    wanted = range(device.attested_first, device.attested_last + 1)
    found = _kept(device, wanted)
    for item in items:
        if item.entry is not None and item.entry.device == str(device.pk) and item.entry.device_counter in wanted:
            found.setdefault(item.entry.device_counter, set()).add(item.hash)
    if len(found) < len(wanted):
        _add_placed(found, device, wanted)
    # Two entries under one counter: nobody can say which of them was sworn to.
    if len(found) < len(wanted) or any(len(hashes) > 1 for hashes in found.values()):
        return False
    return fingerprint(next(iter(found[counter])) for counter in wanted) == device.attested_head


def within(device: Device, item: Arrived) -> bool:
    """Whether the entry's counter lies in the attested range."""
    if item.entry is None or device.attested_first is None or device.attested_last is None:
        return False
    return device.attested_first <= item.entry.device_counter <= device.attested_last


def _kept(device: Device, wanted: range) -> _Hashes:
    mine = Q(device=device, device_counter__range=(wanted.start, wanted.stop - 1))
    found: _Hashes = {}
    for model in (Waiting, Quarantine):
        rows: Any = model._default_manager.filter(mine).values_list("device_counter", "hash")
        for counter, hash_ in rows:
            found.setdefault(counter, set()).add(hash_)
    return found


def _add_placed(found: _Hashes, device: Device, wanted: range) -> None:
    # The journal has no index by device: only the posts that the phone ever served are looked through.
    served = Assignment.objects.filter(account__devices__device=device).values("unit")
    posts = Post.objects.filter(Q(pk__in=served) | Q(puskesmas__in=served)).values("pk")
    rows = Entry.objects.filter(post__in=posts, device=device.pk, device_counter__range=(wanted.start, wanted.stop - 1))
    for counter, digest in rows.values_list("device_counter", "hash"):
        found.setdefault(counter, set()).add(bytes(digest).hex())
