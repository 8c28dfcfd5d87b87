"""A line between phone and server that can be cut, slowed, broken in the middle, and that can bring a newer app."""

import gzip
import http.client
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self

import brotli

PIECES_PER_S = 20
HOP_HEADERS = {"connection", "keep-alive", "transfer-encoding", "content-length"}
CODINGS: dict[str | None, tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]] = {
    None: (bytes, bytes),
    "gzip": (gzip.compress, gzip.decompress),
    "br": (brotli.compress, brotli.decompress),
}
"""How a file is packed and unpacked for the line."""
CONDITIONS = {"if-none-match", "if-modified-since"}
"""Left out on the way up, so that a changed answer is never taken for the one the phone has."""


class Line:
    """Forwards HTTP to the server on `port`. Faults are set while it runs; only `/api/` suffers from them."""

    def __init__(self, port: int) -> None:
        """`port` of the real server on the loopback."""
        self.server_port = port
        self.down = False
        """Connections are accepted and closed without a word, as by a server that is being restarted."""
        self.status: int | None = None
        """Answer this status instead of asking the server."""
        self.cut_after: int | None = None
        """Send so many bytes of each answer's body, then hang up."""
        self.bytes_per_s: int | None = None
        """Send bodies no faster than this."""
        self.latency_s = 0.0
        """Wait so long before each answer."""
        self.newer_version = False
        """The service worker comes with other bytes, as after a deployment."""
        self.asked: list[str] = []
        """Paths that were asked for under `/api/`."""
        self.heard: Callable[[str, str], None] = lambda moment, path: None
        """Told `asked` before a request under `/api/` goes to the server, `answered` before its answer goes back."""
        self._http = _Server(("127.0.0.1", 0), _Handler)
        self._http.line = self

    @property
    def origin(self) -> str:
        """Where phones find this line."""
        return f"http://localhost:{self._http.server_port}"

    def __enter__(self) -> Self:
        """Start forwarding."""
        Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        """Stop."""
        self._http.shutdown()
        self._http.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    line: Line

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A phone that hangs up is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        self._forward()

    def do_POST(self) -> None:
        self._forward()

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""

    def _forward(self) -> None:
        line = self.server.line
        api = self.path.startswith("/api/")
        if api:
            line.asked.append(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        time.sleep(line.latency_s if api else 0)
        if api and line.down:
            self.close_connection = True
        elif api and line.status:
            self._answer(line.status, [("Content-Type", "text/html")], b"<h1>broken</h1>", plain=True)
        else:
            self._pass_on(body, api)

    def _pass_on(self, body: bytes, api: bool) -> None:
        line = self.server.line
        if api:
            line.heard("asked", self.path)
        answer = self._ask(body)
        if api:
            line.heard("answered", self.path)
        self._answer(*answer, plain=not api)

    def _ask(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        upstream = http.client.HTTPConnection("127.0.0.1", self.server.line.server_port, timeout=60)
        headers = {k: v for k, v in self.headers.items() if k.lower() not in HOP_HEADERS | CONDITIONS}
        upstream.request(self.command, self.path, body or None, headers)
        answer = upstream.getresponse()
        content = answer.read()
        upstream.close()
        if self.server.line.newer_version and self.path.endswith("/sw.js"):
            pack, unpack = CODINGS[answer.getheader("Content-Encoding")]
            content = pack(unpack(content) + b"\n// a newer version\n")
        kept = [(k, v) for k, v in answer.getheaders() if k.lower() not in HOP_HEADERS]
        return answer.status, kept, content

    def _answer(self, status: int, headers: list[tuple[str, str]], content: bytes, *, plain: bool) -> None:
        # Read once: whoever sets it may take it back while this answer is on its way.
        cut = self.server.line.cut_after
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if plain or (cut is None and self.server.line.bytes_per_s is None):
            self.wfile.write(content)
            return
        self._drip(content if cut is None else content[:cut])
        self.close_connection = self.close_connection or cut is not None

    def _drip(self, content: bytes) -> None:
        start = 0
        while start < len(content):
            rate = self.server.line.bytes_per_s
            piece = max(1, rate // PIECES_PER_S) if rate else len(content)
            time.sleep(piece / rate if rate else 0)
            self.wfile.write(content[start : start + piece])
            start += piece
