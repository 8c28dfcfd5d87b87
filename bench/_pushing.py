"""Phones that push what they have, one batch after the other, all at once; what came of it and what it cost."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

import msgspec

from bench._http import Line, percentile, wait_s
from bench._server import Server, cpu_seconds
from simpul.journal.wire import PushAnswer

_answer = msgspec.json.Decoder(PushAnswer)


@dataclass
class Result:
    """Entries taken, seconds from first to last, seconds of each call, CPU seconds of each side."""

    entries: int = 0
    seconds: float = 0.0
    told_to_wait: int = 0
    calls: list[float] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    cpu: dict[str, float] = field(default_factory=dict)

    def figures(self) -> dict[str, Any]:
        """What the bench prints."""
        per_entry = {f"{side}_us": round(1e6 * spent / self.entries) for side, spent in self.cpu.items()}
        return {
            "entries_per_s": round(self.entries / self.seconds),
            "p95_ms": round(1000 * percentile(self.calls, 0.95), 1),
            "told_to_wait": self.told_to_wait,
            **per_entry,
        }


def push_all(server: Server, queues: list[list[bytes]]) -> Result:
    """Each queue is a phone's. Raises RuntimeError when an entry was not applied."""
    result = Result()
    before, own = _spent(server), time.process_time()
    started = time.perf_counter()
    asyncio.run(_all(server.port, queues, result))
    result.seconds = time.perf_counter() - started
    result.cpu = {"client": time.process_time() - own}
    result.cpu |= {side: spent - before[side] for side, spent in _spent(server).items()}
    for body in result.bodies:
        result.entries += applied(body)
    return result


def _spent(server: Server) -> dict[str, float]:
    return {side: cpu_seconds(pids) for side, pids in server.processes().items()}


async def _all(port: int, queues: list[list[bytes]], result: Result) -> None:
    await asyncio.gather(*(_one(port, queue, result) for queue in queues))


async def _one(port: int, queue: list[bytes], result: Result) -> None:
    line = Line(port)
    for raw in queue:
        started = time.perf_counter()
        answer = await line.send(raw)
        while answer.status in (429, 503):
            result.told_to_wait += 1
            await asyncio.sleep(wait_s(answer))
            started = time.perf_counter()
            answer = await line.send(raw)
        result.calls.append(time.perf_counter() - started)
        if answer.status != 200:
            raise RuntimeError(f"{answer.status}: {answer.body[:300]!r}")
        result.bodies.append(answer.body)
    line.close()


def applied(body: bytes) -> int:
    """Receipts in a push's answer. Raises RuntimeError when one says anything but `applied`."""
    receipts = _answer.decode(body).receipts
    wrong = [receipt for receipt in receipts if receipt.outcome != "applied"]
    if wrong:
        raise RuntimeError(f"{len(wrong)} of {len(receipts)} not applied, first: {wrong[0]}")
    return len(receipts)
