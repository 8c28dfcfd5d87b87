"""Dukcapil for tests, over real HTTP: it knows people, checks rights, counts the day, and answers field by field."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

RIGHT = {"USER_ID": "dinkes_3171", "PASSWORD": "rahasia-dukcapil", "IP_USER": "10.31.0.7"}


@dataclass
class Office:
    """What it knows. `per_day`: its own limit; `silent`: it cuts the line; `says`: it answers this instead."""

    people: dict[str, dict[str, str]] = field(default_factory=dict)
    per_day: int = 100
    asked: int = 0
    silent: bool = False
    says: Any = None
    bodies: list[dict[str, str]] = field(default_factory=list)
    address: str = ""

    def answer(self, body: dict[str, str]) -> Any:
        """As the service words it."""
        self.bodies.append(body)
        if self.says is not None:
            return self.says
        if any(body.get(name) != value for name, value in RIGHT.items()):
            return {"content": [{"RESPON": "User tidak memiliki hak akses"}]}
        self.asked += 1
        if self.asked > self.per_day:
            return {"content": [{"RESPON": "Kuota Akses Hari Ini Telah Habis"}]}
        known = self.people.get(body["NIK"])
        if known is None:
            return {"content": [{"RESPONSE_CODE": "13", "RESPON": "Data Tidak Ditemukan"}]}
        said = {name: _said(name, body[name], known[name]) for name in known if name in body}
        # A service may give more than it should; whatever it gives beyond the verdict must not stay.
        return {"content": [said | {"NIK": "Sesuai", "ALAMAT_ASLI": "Jalan Rahasia 7", "NAMA_IBU": "IBU RAHASIA"}]}


def _said(name: str, asked: str, known: str) -> str:
    if name != "NAMA_LGKP":
        return "Sesuai" if asked == known else "Tidak Sesuai"
    near = round(100 * SequenceMatcher(None, asked.upper(), known.upper()).ratio())
    return f"Sesuai ({near})" if near >= 50 else f"Tidak Sesuai ({near})"


@contextmanager
def answering(office: Office) -> Iterator[Office]:
    """The office at an address of its own, for the block."""

    class Handler(BaseHTTPRequestHandler):
        """One question, one answer."""

        def handle_one(self) -> None:
            """A POST."""
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if office.silent:
                self.close_connection = True
                return
            data = json.dumps(office.answer(body)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            """Silent."""

    setattr(Handler, "do_POST", Handler.handle_one)  # noqa: B010 (the library's own way of naming)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    office.address = f"http://127.0.0.1:{server.server_port}/dukcapil/get_json/DINKES/CALL_VERIFY_BY_ELEMENT"
    try:
        yield office
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
