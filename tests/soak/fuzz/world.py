"""What hostile requests are aimed at: two posts, a phone of each, a revoked phone, and ids of everything in them."""

import random
from dataclasses import dataclass, field
from typing import Any

import msgspec

from simpul.base import ids
from simpul.care.kinds import KINDS as CARE
from simpul.care.tests.stories import Village
from simpul.journal.actions.revoke import revoke_device
from simpul.journal.hash import entry_hash
from simpul.journal.models import Device
from simpul.journal.testing import Phone
from simpul.journal.wire import Entry, EscrowKey
from simpul.network.kinds import KINDS as NETWORK
from simpul.people.kinds import KINDS as PEOPLE
from tests.soak.fuzz import hostile
from tests.soak.fuzz.payloads import payload

WIDE = 1_000
"""Longer texts are left to the entries that are not meant to fit."""
KINDS = [*PEOPLE, *CARE, *NETWORK]
RIGHT = 0.3
"""Share of entries that are meant to get their place, though what is typed in them is hostile."""
TRUE_HASH = 0.8
"""Share of spoiled entries whose hash fits again, so that they come further in."""


@dataclass
class World:
    """A puskesmas under attack."""

    village: Village = field(default_factory=Village)

    def __post_init__(self) -> None:
        """Enrol the phones and give both posts a family, a child, a visit and a request."""
        where = self.village.where
        here, there, lost = (Phone(post=where.posts[n]).enrol(where.officer, where.kaders[n]) for n in (0, 1, 0))
        self.phones, self.lost = [here, there], lost
        revoke_device(where.officer, Device.objects.get(pk=lost.device), "hilang")
        self.key: EscrowKey = _given(here.scope().escrow)
        self.subjects: list[str] = []
        for post in where.posts:
            family = self.village.family(post=post)
            child = self.village.child(family, post=post)
            self.village.weigh(child, "2026-01-10", 6.5, post=post)
            self.subjects += [family, child, self.village.refer(child, post=post)]
        for phone in self.phones:
            phone.pull()  # so that they hold tokens which can be swapped
        staff = [str(one.pk) for one in (where.officer, *where.kaders)]
        self.known = [*self.subjects, *staff, *where.posts, *(one.device for one in (here, there, lost))]

    def entry(self, phone: Phone, chance: random.Random) -> bytes:
        """An entry of this phone: of any kind, about anyone, right, nearly right or spoiled."""
        if chance.random() < RIGHT:
            return msgspec.json.encode(right(self, phone, chance))
        kind = chance.choice(KINDS)
        subject = chance.choice([*self.subjects, _uuid(chance)])
        over: dict[str, Any] = {}
        if chance.random() < 0.1:
            over["post"] = chance.choice(self.village.where.posts)
        if chance.random() < 0.2:
            over["after"] = [chance.choice([*self.known, _uuid(chance)])]
        if chance.random() < 0.3:
            over["base"] = {"identity": chance.choice([0, 1, 2, -1, 10**9])}
        made: Any = msgspec.to_builtins(phone.entry(kind.name, subject, {}, **over))
        made["data"] = payload(kind.data, chance, self.known)
        if chance.random() < 0.2:
            made = hostile.spoil(made, chance, self.known)
        return hostile.render(_hashed(made, chance))


def right(world: World, phone: Phone, chance: random.Random) -> Entry:
    """An entry that fits, about the family and the child of the phone's post."""
    first = 3 * world.phones.index(phone) if phone in world.phones else 0
    family, child, _request = world.subjects[first : first + 3]
    text = chance.choice([word for word in hostile.WORDS if word.isprintable() and len(word) < WIDE])
    day = f"2026-{chance.randint(1, 10):02}-{chance.randint(1, 28):02}"
    visit = {"visit": ids.visit_id(phone.post, child, day), "date": day, "card": "balita", "step": 2}
    drafts: list[tuple[str, str, dict[str, Any]]] = [
        ("person.registered", _uuid(chance), {"name": text or "Aisyah", "family": family}),
        ("person.changed", child, {"fields": {"notes": text, "name": text or "Bagas"}}),
        ("family.registered", _uuid(chance), {"head_name": text or "Bagus", "rt": "04", "rw": "02"}),
        ("visit.recorded", child, visit | {"values": {"weight_kg": chance.choice([3.2, 8.4, 11.0])}, "note": text}),
        ("dose.given", child, {"product": "BCG", "date": day, "note": text}),
    ]
    kind, subject, data = chance.choice(drafts)
    return phone.entry(kind, subject, data, base={"identity": 0} if kind == "person.changed" else None)


def _hashed(made: Any, chance: random.Random) -> Any:
    """With the hash of what it says, if it can be read at all."""
    if not isinstance(made, dict) or chance.random() > TRUE_HASH:
        return made
    try:
        read = msgspec.json.decode(hostile.render(made), type=Entry)
        made["hash"] = entry_hash(read)
    except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError):
        return made
    return made


def _uuid(chance: random.Random) -> str:
    raw = f"{chance.getrandbits(128):032x}"
    return f"{raw[:8]}-{raw[8:12]}-7{raw[13:16]}-8{raw[17:20]}-{raw[20:]}"


def _given(key: EscrowKey | None) -> EscrowKey:
    assert key is not None
    return key
