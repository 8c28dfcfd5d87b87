"""Another server process, with one seat of a room: `python -m … <socket path>`. It answers the first chat line."""

import asyncio
import sys


async def _answer(path: str) -> None:
    from simpul.network.calls.tests.kit import Seat

    seat = Seat(path, page="ffffffffffff")
    assert await seat.connect()
    await seat.hear_until("here")
    said = await seat.hear_until("chat")
    await seat.say(type="chat", body=f"{len(said['body'])} {said['body'][:5]}")
    await seat.hear_until("closed")


if __name__ == "__main__":
    import django

    django.setup()
    asyncio.run(_answer(sys.argv[1]))
