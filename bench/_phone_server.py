"""The built phone application and just enough of the API to load one heavy post into it."""

import base64
import gzip
import hashlib
import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import brotli
from cryptography.hazmat.primitives.asymmetric import ec

from bench._phone_rows import POST, snapshot_rows

ROOT = Path(__file__).resolve().parents[1]
CHUNK = 16_384
GZIP_LEVEL, BROTLI_LEVEL = 6, 5
"""As `journal.actions.snapshot` packs."""
NOW = "2026-11-21T02:00:00.000Z"
ACCOUNT = {"id": "7b0c8f7e-0000-4000-8000-000000000002", "name": "Ibu Sari", "role": "kader"}
INFO = {
    "id": POST,
    "name": "Posyandu Melati 3",
    "nrp": None,
    "area": "31.74.01.1001",
    "area_name": "Tebet Timur",
    "district_name": "Tebet",
    "regency_name": "Jakarta Selatan",
    "province": "31",
    "address": "Balai RW 02",
    "schedule": "Sabtu ketiga",
    "puskesmas": None,
    "hospitals": [],
    "staff": [ACCOUNT],
}
TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
}


class Packed(NamedTuple):
    """A snapshot's file in both encodings that the server keeps, and the checksum of what is in it."""

    gzip: bytes
    brotli: bytes
    checksum: str


def packed_snapshot(post: str, rows: dict[str, list[dict[str, Any]]]) -> Packed:
    """A snapshot as the server makes it, visits last and newest first."""
    rows["visits"] = sorted(rows.pop("visits"), key=lambda row: str(row["date"]), reverse=True)
    seq = max(row["seq"] for part in rows.values() for row in part)
    body = {"post": post, "seq": seq, "epoch": "e1", "made_at": NOW, "token": "t1", "rows": rows}
    raw = json.dumps(body, separators=(",", ":")).encode()
    small = brotli.compress(raw, quality=BROTLI_LEVEL)
    return Packed(gzip.compress(raw, GZIP_LEVEL), small, hashlib.sha256(raw).hexdigest())


class PhoneServer:
    """Serves on a free local port until closed."""

    def __init__(self, built: Path) -> None:
        """`built` holds the application in its folder `kader`."""
        self.built = built
        self.line = threading.Lock()
        self.bytes_per_s, self.latency_s = 0.0, 0.0
        handler = type("Handler", (_Handler,), {"server_of": self})
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where the application answers."""
        return f"http://localhost:{self.http.server_port}/kader/"

    def slow_down(self, bytes_per_s: float, latency_s: float) -> None:
        """From here on all connections together get so much. (Chromium's own throttle spares service workers.)"""
        self.bytes_per_s, self.latency_s = bytes_per_s, latency_s

    def carry(self, body: bytes, write: Callable[[bytes], object]) -> None:
        """Send a body at the speed of the line."""
        if not self.bytes_per_s:
            write(body)
            return
        time.sleep(self.latency_s)
        for start in range(0, len(body), CHUNK):
            with self.line:
                time.sleep(len(body[start : start + CHUNK]) / self.bytes_per_s)
                write(body[start : start + CHUNK])

    def close(self) -> None:
        """Stop serving."""
        self.http.shutdown()
        self.http.server_close()

    def snapshot_of(self, post: str) -> Packed:
        """The snapshot file of a post."""
        assert post == POST
        return self.snapshot

    @cached_property
    def snapshot(self) -> Packed:
        """The snapshot of the one post."""
        return packed_snapshot(POST, snapshot_rows())

    @cached_property
    def key(self) -> dict[str, str]:
        """A server key as JWK."""
        numbers = ec.generate_private_key(ec.SECP256R1()).public_key().public_numbers()
        return {"kty": "EC", "crv": "P-256", "x": _base64url(numbers.x), "y": _base64url(numbers.y)}

    def answer(self, path: str) -> dict[str, Any] | None:
        """The JSON answer of a route, or None when there is no such route."""
        answers: dict[str, dict[str, Any]] = {
            "devices/enrol": {"enrolment": "e", "secret": "s", "server_key": self.key, "expires_at": NOW},
            "devices/enrol/status": {
                "state": "confirmed",
                "device": "d1",
                "token": "token",
                "account": ACCOUNT,
                "epoch": "e1",
            },
            "journal/scope": {"version": "1", "accounts": [ACCOUNT], "posts": [INFO]},
            "journal/pull": {
                "epoch": "e1",
                "server_time": NOW,
                "token": "t2",
                "posts": [],
                "gained": [],
                "lost": [],
                "has_more": False,
                "scope_version": "1",
                "next_attempt_in_s": 900,
                "last_counter": 0,
            },
        }
        return answers.get(path)


class _Handler(BaseHTTPRequestHandler):
    server_of: PhoneServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path.startswith("/api/v1/"):
            return self._api(path.removeprefix("/api/v1/"))
        built = self.server_of.built
        file = built / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))
        if not file.is_file() or not file.resolve().is_relative_to(built):
            return self._send(404, b"", {})
        headers = {"Content-Type": TYPES.get(file.suffix, "text/plain")}
        for coding, ending in (("br", ".br"), ("gzip", ".gz")):
            packed = file.with_name(file.name + ending)
            if packed.is_file() and coding in self.headers.get("Accept-Encoding", ""):
                return self._send(200, packed.read_bytes(), headers | {"Content-Encoding": coding})
        return self._send(200, file.read_bytes(), headers)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._api(self.path.removeprefix("/api/v1/"))

    def _api(self, path: str) -> None:
        if path.startswith("journal/snapshot/"):
            file = self.server_of.snapshot_of(path.rsplit("/", 1)[-1])
            coding = "br" if "br" in self.headers.get("Accept-Encoding", "") else "gzip"
            headers = {"Content-Encoding": coding, "X-Simpul-Checksum": file.checksum}
            body = file.brotli if coding == "br" else file.gzip
            return self._send(200, body, headers | {"Content-Type": "application/json"})
        found = self.server_of.answer(path)
        body = json.dumps(found or {"code": "no_route", "message": {"id": "", "en": ""}}).encode()
        return self._send(200 if found else 404, body, {"Content-Type": "application/json"})

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):
            self.server_of.carry(body, self.wfile.write)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


def _base64url(number: int) -> str:
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=").decode()
