"""Providers for tests: an HTTP one that can be told how to fail, and a small SMTP server (RFC 5321)."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@dataclass
class Provider:
    """What it got and what it says next. `script`: (status, headers) for the next calls; `cut`: it hangs up."""

    got: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    script: list[tuple[int, dict[str, str], Any]] = field(default_factory=list)
    cut: bool = False
    address: str = ""

    def marks(self) -> list[str]:
        """Idempotency keys in order."""
        return [one["Idempotency-Key"] for one in self.headers]


@contextmanager
def provider() -> Iterator[Provider]:
    """It listens on this machine while the block lasts."""
    state = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.got.append(json.loads(body))
            state.headers.append(dict(self.headers))
            if state.cut:
                self.connection.close()
                return
            status, headers, answer = state.script.pop(0) if state.script else (200, {}, None)
            text = json.dumps(answer or {"messages": [{"id": f"wamid.{len(state.got)}"}], "id": "g-1"}).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(text))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server, serving(server):
        state.address = f"http://127.0.0.1:{server.server_address[1]}"
        yield state


@dataclass
class MailServer:
    """What it took. `refuse`: its answer to RCPT; `drop`: it hangs up when the letter comes."""

    port: int = 0
    letters: list[str] = field(default_factory=list)
    refuse: str = ""
    drop: bool = False


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """It listens on this machine while the block lasts."""
    state = MailServer()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 contoh ESMTP")
            while line := self.rfile.readline().decode().strip():
                verb = line[:4].upper()
                if verb == "DATA":
                    if state.drop:
                        return
                    self.say("354 go on")
                    state.letters.append(self.letter())
                    self.say("250 ok")
                elif verb == "RCPT" and state.refuse:
                    self.say(state.refuse)
                elif verb == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 ok")

        def say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

        def letter(self) -> str:
            lines = []
            while (line := self.rfile.readline().decode()) != ".\r\n":
                lines.append(line)
            return "".join(lines)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server, serving(server):
        server.daemon_threads = True
        state.port = server.server_address[1]
        yield state


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[None]:
    """It answers while the block lasts."""
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


def private(folder: Path, name: str, content: dict[str, Any]) -> str:
    """A private file, as an operator writes it; returns its path."""
    path = folder / f"{name}.json"
    path.write_text(json.dumps(content))
    path.chmod(0o600)
    return str(path)
