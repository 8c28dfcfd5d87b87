"""Requests of phones gone wrong, by every way that a phone has."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from simpul.base import clock
from simpul.journal.actions import enrol
from simpul.journal.escrow.testing import seal
from simpul.journal.openapi import OPERATIONS
from simpul.journal.sign import jwk_of, point_of
from simpul.journal.testing import Phone
from tests.soak.fuzz import hostile
from tests.soak.fuzz.world import World

MOST_ENTRIES = 6
ANSWERS = {one.path: one.answer for one in OPERATIONS}


@dataclass
class Request:
    """One request: `path` under /api/v1/, `entries` is how many receipts a push must get."""

    path: str
    body: bytes
    bearer: str = ""
    method: str = "POST"
    entries: int | None = None


def push(world: World, chance: random.Random) -> Request:
    """A signed push of spoiled entries; sometimes what is around them is spoiled too."""
    phone = chance.choice(world.phones)
    raws = [world.entry(phone, chance) for _ in range(chance.randint(1, MOST_ENTRIES))]
    tree = msgspec.to_builtins(phone.signed(raws) | {"entries": []})
    tree["entries"] = [hostile.Token(raw.decode("utf-8", "surrogatepass")) for raw in raws]
    return Request("journal/push", _finish(tree, world, chance, 0.15), phone.bearer)


def deposit(world: World, chance: random.Random) -> Request:
    """Sealed copies by the phone itself, by a colleague or by one that was revoked; some are forged."""
    phone = chance.choice([*world.phones, world.lost])
    carrier = chance.choice([phone, *world.phones, world.lost])
    items = [_sealed(world, phone, chance) for _ in range(chance.randint(0, 4))]
    tree = {"format": "simpul-outbox-1", "device": phone.device, "made_at": clock.iso(clock.now()), "items": items}
    return Request("journal/deposit", _finish(tree, world, chance, 0.3), carrier.bearer)


def _sealed(world: World, phone: Phone, chance: random.Random) -> Any:
    raw = world.entry(phone, chance)
    try:
        said = msgspec.json.decode(raw)
        raw = raw if "id" in said else msgspec.json.encode(phone.person())
        made = seal(raw, world.key, phone.device, phone.key, phone.epoch)
    except (msgspec.MsgspecError, TypeError, RecursionError, ValueError):
        plain = hostile.scramble(raw, chance)
        made = seal(phone.person(), world.key, phone.device, phone.key, phone.epoch, plain=plain)
    return msgspec.to_builtins(made)


def offer(world: World, chance: random.Random) -> Request:
    """Ids of one's own, of others, and of nobody."""
    phone = chance.choice(world.phones)
    items = [{"id": chance.choice(world.known), "hash": "0" * 64} for _ in range(chance.randint(0, 5))]
    tree = {"device": phone.device, "epoch": phone.epoch, "device_time": clock.iso(clock.now()), "items": items}
    return Request("journal/offer", _finish(tree, world, chance, 0.8), phone.bearer)


def pull(world: World, chance: random.Random) -> Request:
    """A pull with a token that was turned, swapped or made up."""
    phone = chance.choice(world.phones)
    tokens = [None, "", "A" * 40, *(one.token for one in world.phones)]
    tree: dict[str, Any] = {
        "device": phone.device,
        "token": chance.choice(tokens),
        "also": [],
        "device_time": clock.iso(clock.now()),
    }
    more = {"limit": chance.choice([0, 1, 1000, -5]), "heartbeat": {"pending": 1, "app_version": "1"}}
    return Request("journal/pull", _finish(tree | more, world, chance, 0.7), phone.bearer)


def beat(world: World, chance: random.Random) -> Request:
    """A heartbeat that boasts."""
    phone = chance.choice(world.phones)
    attested = {"first": 1, "last": 5, "head": "0" * 64}
    tree = {"device_time": clock.iso(clock.now()), "heartbeat": {"pending": 3, "attested": attested}}
    return Request("devices/heartbeat", _finish(tree, world, chance, 0.9), phone.bearer)


def enrolment(world: World, chance: random.Random) -> Request:
    """A code, right or guessed, with a key, right or none."""
    where, key = world.village.where, world.phones[0].key
    right = enrol.make_code(where.officer, where.kaders[0]).code if chance.random() < 0.3 else "ZZZZZZZZ"
    tree = {"code": right, "public_key": jwk_of(point_of(key)), "name": "HP", "app_version": "1"}
    bearer = chance.choice(["", world.phones[0].bearer, world.lost.bearer])
    return Request("devices/enrol", _finish(tree, world, chance, 0.8), bearer)


def status(world: World, chance: random.Random) -> Request:
    """The secret of an enrolment, guessed."""
    tree = {"enrolment": chance.choice(world.known), "secret": "A" * 32}
    return Request("devices/enrol/status", _finish(tree, world, chance, 0.8))


def read(world: World, chance: random.Random) -> Request:
    """Whatever can be fetched, by whoever, of whatever post, by whatever method."""
    post = chance.choice([*world.known, "x", "..%2f..", "%00", "00000000-0000-0000-0000-000000000000"])
    path = chance.choice([f"journal/snapshot/{post}", "journal/scope", "openapi.json", "journal/none", "journal/push"])
    bearers = ["", "x", "Bearer", "\xff" * 20, "x" * 10_000, *(one.bearer for one in (*world.phones, world.lost))]
    return Request(path, b"", chance.choice(bearers), chance.choice(["GET", "GET", "GET", "PUT", "DELETE", "HEAD"]))


MAKERS: list[tuple[int, Callable[[World, random.Random], Request]]] = [
    (45, push), (14, deposit), (6, offer), (12, pull), (4, beat), (10, enrolment), (3, status), (6, read),
]  # fmt: skip
"""How often each way is taken, in parts of a hundred."""


def _finish(tree: Any, world: World, chance: random.Random, spoiled: float) -> bytes:
    """The body as it leaves: some trees spoiled once or twice, a few scrambled as bytes."""
    if chance.random() < spoiled:
        for _ in range(chance.choice([1, 1, 1, 2])):
            tree = hostile.spoil(tree, chance, world.known)
    body = hostile.render(tree)
    return hostile.scramble(body, chance) if chance.random() < 0.06 else body
