"""From one seat of a room to the other, whichever process holds it: sealed pieces by NOTIFY, kept nowhere."""

import base64
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from simpul.base.listen import Hub
from simpul.base.sealing import Unreadable, seal, unseal

CHANNEL, USE = "simpul_calls", "simpul.calls.v1"
PIECE = 7_000
"""Letters of one notice; PostgreSQL takes just under 8,000 bytes."""
MOST_PIECES, MOST_OPEN = 24, 8
"""Of one message, and messages of one room that wait for a piece; pieces get lost while the database is away."""
RENEWED = "renewed"
"""The server's own message: the citizen's link was replaced, by the one of `turn`."""
LOOK = "look"
"""The server's own notice, to the seats of all rooms: somebody's rights ended, each asks whether it may stay."""
hub = Hub(CHANNEL)

Message = dict[str, Any]


async def tell(room: UUID, message: Message) -> None:
    """Tell every seat of the room, our own too."""
    for notice in _notices(room, message):
        await hub.tell(notice)


def tell_renewed(room: UUID, turn: int) -> None:
    """Tell the room that the citizen's link is another, once the caller's transaction is committed."""
    with connection.cursor() as line:
        for notice in _notices(room, {"type": RENEWED, "seat": "", "turn": turn}):
            line.execute("SELECT pg_notify(%s, %s)", [CHANNEL, notice])


def tell_to_look() -> None:
    """Have every seat of every room ask again whether it may stay, once the caller's transaction is committed."""
    with connection.cursor() as line:
        line.execute("SELECT pg_notify(%s, %s)", [CHANNEL, LOOK])


def _notices(room: UUID, message: Message) -> Iterator[str]:
    text = base64.b64encode(seal(USE, room, json.dumps(message).encode())).decode()
    parts = [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
    name = uuid4().hex
    return (f"{room.hex} {name} {number} {len(parts)} {part}" for number, part in enumerate(parts))


class Inbox:
    """Puts the pieces of one room together again."""

    def __init__(self, room: UUID) -> None:
        """Nothing has come yet."""
        self._room = room
        self._open: dict[str, dict[int, str]] = {}

    def take(self, notice: str) -> Message | None:
        """The whole message when this was its last piece; None for pieces before, and for other rooms."""
        if not notice.startswith(self._room.hex):
            return None
        _room, name, number, of, part = notice.split(" ", 4)
        if int(of) > MOST_PIECES:
            return None
        pieces = self._open.setdefault(name, {})
        if len(self._open) > MOST_OPEN:
            del self._open[next(iter(self._open))]
        pieces[int(number)] = part
        if len(pieces) < int(of):
            return None
        del self._open[name]
        return self._read("".join(pieces[at] for at in range(int(of))))

    def _read(self, text: str) -> Message | None:
        try:
            found: Message = json.loads(unseal(USE, self._room, base64.b64decode(text)))
        except Unreadable:
            return None
        return found


async def messages(room: UUID, queue: Any) -> AsyncIterator[Message]:
    """What is told in the room, as it comes."""
    inbox = Inbox(room)
    while True:
        notice = await queue.get()
        found = {"type": LOOK, "seat": ""} if notice == LOOK else inbox.take(notice)
        if found is not None:
            yield found
