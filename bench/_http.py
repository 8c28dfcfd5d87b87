"""A lean HTTP/1.1 client for one kept connection: the client shares the two cores with what it measures."""

import asyncio
from typing import NamedTuple


class Answer(NamedTuple):
    """Status, headers in lower case, body as it came."""

    status: int
    headers: dict[str, str]
    body: bytes


def wait_s(answer: Answer) -> float:
    """Seconds after which a 429 or 503 says to come back."""
    return int(answer.headers["x-simpul-retry-ms"]) / 1000


class Line:
    """One connection, used by one caller at a time; it reconnects when the server has closed it."""

    def __init__(self, port: int) -> None:
        """To 127.0.0.1 at `port`."""
        self.port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def send(self, raw: bytes) -> Answer:
        """Send a whole request, return the whole answer."""
        if self._writer is None or self._writer.is_closing():
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**22)
        reader, writer = self._reader, self._writer
        assert reader is not None
        writer.write(raw)
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        return Answer(int(head[0].split()[1]), headers, body)

    def close(self) -> None:
        """Hang up."""
        if self._writer is not None:
            self._writer.close()


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """A request as bytes."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
