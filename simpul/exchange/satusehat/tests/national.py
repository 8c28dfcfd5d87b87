"""A national server for tests, over real HTTP: what it takes, what it refuses, and what can go wrong on the way.

It enforces tokens and their end, a rate limit, the organization of each client, R4 structure, required codes, names
that are taken, and references that lead somewhere. A transaction happens whole or not at all.
"""

import json
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from simpul.exchange.satusehat.tests.rules import Fault, check
from tests.fhir.validator import Validator

Resource = dict[str, Any]
RETRY_AFTER = 7


@dataclass
class National:
    """What the server holds, and how it behaves. Tests turn its knobs."""

    now: Callable[[], datetime]
    r4: Validator
    clients: dict[str, tuple[str, str]] = field(default_factory=lambda: {"client": ("rahasia", "1000000001")})
    """Client id → secret, organization."""
    niks: dict[str, str] = field(default_factory=dict)
    """NIK → IHS number of persons whom Dukcapil knows."""
    lasts: int = 3599
    most: int = 10_000
    """Requests until it asks to wait."""
    conditional: bool = True
    """Whether it knows `ifNoneExist`; if not, what is there already is refused as a duplicate."""
    cut: int = 0
    """So many transactions are done, and the line is cut before the answer."""
    broken: int = 0
    """So many transactions are answered with 500."""
    held: dict[str, Resource] = field(default_factory=dict)
    """`Type/id` → resource."""
    tokens: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    seen: list[tuple[str, str]] = field(default_factory=list)
    """Method and path of every request."""
    refusals: list[int] = field(default_factory=list)
    """Status of every refusal."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    address: str = ""

    def of(self, kind: str) -> list[Resource]:
        """What it holds of a type."""
        return [one for name, one in self.held.items() if name.startswith(f"{kind}/")]

    def answer(self, method: str, target: str, headers: Any, body: bytes) -> tuple[int, Any, dict[str, str]]:
        """One request."""
        url = urlsplit(target)
        self.seen.append((method, url.path))
        try:
            if url.path.endswith("/accesstoken"):
                return self._token(body)
            organization = self._organization(headers.get("Authorization", ""))
            if len(self.seen) > self.most:
                raise Fault(429, "throttled", "Rate limit quota violation")
            return self._fhir(method, url.path, parse_qs(url.query), headers, body, organization)
        except Fault as fault:
            self.refusals.append(fault.status)
            more = {"Retry-After": str(RETRY_AFTER)} if fault.status == 429 else {}
            return fault.status, fault.outcome(), more

    def _token(self, body: bytes) -> tuple[int, Any, dict[str, str]]:
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        secret, organization = self.clients.get(form.get("client_id", ""), ("", ""))
        if not secret or form.get("client_secret") != secret:
            raise Fault(401, "login", "invalid client credentials")
        token = uuid.uuid4().hex
        self.tokens[token] = (organization, self.now() + timedelta(seconds=self.lasts))
        return 200, {"access_token": token, "expires_in": str(self.lasts)}, {}

    def _organization(self, said: str) -> str:
        organization, until = self.tokens.get(said.removeprefix("Bearer "), ("", None))
        if until is None or until <= self.now():
            raise Fault(401, "login", "token expired")
        return organization

    def _fhir(
        self, method: str, path: str, query: dict[str, list[str]], headers: Any, body: bytes, organization: str
    ) -> tuple[int, Any, dict[str, str]]:
        parts = path.removeprefix("/fhir-r4/v1").strip("/").split("/")
        if method == "GET":
            return 200, {"resourceType": "Bundle", "type": "searchset", "entry": self._search(parts[0], query)}, {}
        resource = json.loads(body)
        with self.lock:
            if parts == [""]:
                return self._transact(resource, organization)
            if method == "PUT":
                asked = {"method": "PUT", "url": f"{parts[0]}/{parts[1]}"}
            else:
                asked = {"method": "POST", "url": parts[0], "ifNoneExist": headers.get("If-None-Exist")}
            draft = dict(self.held)
            status, name = self._one(resource, asked, organization, draft, {})
            self.held = draft
            return int(status.split()[0]), self.held[name], {}

    def _search(self, kind: str, query: dict[str, list[str]]) -> list[Any]:
        system, _, value = query["identifier"][0].partition("|")
        nik = "https://fhir.kemkes.go.id/id/nik"
        if kind == "Patient" and system == nik and value in self.niks:
            return [{"resource": {"resourceType": "Patient", "id": self.niks[value]}}]
        return [{"resource": one} for one in self.of(kind) if {"system": system, "value": value} in _names(one)]

    def _transact(self, bundle: Resource, organization: str) -> tuple[int, Any, dict[str, str]]:
        if faults := self.r4(bundle):
            raise Fault(400, "structure", faults[0])
        if self.broken:
            self.broken -= 1
            raise Fault(500, "exception", "something broke")
        draft, new = dict(self.held), {}
        for entry in bundle["entry"]:
            there = self._there(entry["resource"], entry["request"], draft)
            kind = entry["resource"]["resourceType"]
            new[entry["fullUrl"]] = there or (
                entry["request"]["url"] if entry["resource"].get("id") else f"{kind}/{_id()}"
            )
        said = [self._one(e["resource"], e["request"], organization, draft, new, e["fullUrl"]) for e in bundle["entry"]]
        self.held = draft
        if self.cut:
            self.cut -= 1
            raise ConnectionResetError
        answers = [{"response": {"status": status, "location": f"{name}/_history/1"}} for status, name in said]
        return 200, {"resourceType": "Bundle", "type": "transaction-response", "entry": answers}, {}

    def _there(self, resource: Resource, asked: Resource, draft: dict[str, Resource]) -> str | None:
        """What has this name already. Raises Fault where that is not allowed."""
        if asked["method"] == "PUT":
            return None
        mine = _names(resource)
        kind = resource["resourceType"]
        there = next((name for name, one in draft.items() if name.startswith(f"{kind}/") and mine == _names(one)), None)
        if there and mine and kind != "Patient" and not (self.conditional and asked.get("ifNoneExist")):
            raise Fault(400, "duplicate", "Found duplicate of this resource", kind)
        return there if asked.get("ifNoneExist") and self.conditional else None

    def _one(
        self,
        resource: Resource,
        asked: Resource,
        organization: str,
        draft: dict[str, Resource],
        new: dict[str, str],
        full_url: str = "",
    ) -> tuple[str, str]:
        kind = resource["resourceType"]
        there = self._there(resource, asked, draft)
        if there:
            return "200 OK", there
        name = asked["url"] if asked["method"] == "PUT" else new.get(full_url, f"{kind}/{_id()}")
        if asked["method"] == "PUT" and name not in draft:
            raise Fault(404, "not-found", "resource not found", kind)
        if faults := self.r4(resource):
            raise Fault(400, "structure", faults[0], kind)
        held = json.loads(_resolved(json.dumps(resource), new)) | {"id": name.split("/")[1]}
        known = {*draft, *new.values(), *(f"Patient/{ihs}" for ihs in self.niks.values())}
        check(held, organization, known)
        if kind == "Patient" and asked["method"] == "POST":
            name = f"Patient/P{len(draft):011d}"
            held["id"] = name.split("/")[1]
        draft[name] = held
        return ("200 OK" if asked["method"] == "PUT" else "201 Created"), name


def _names(resource: Resource) -> list[Resource]:
    return [{"system": one["system"], "value": one["value"]} for one in resource.get("identifier", [])]


def _resolved(text: str, new: dict[str, str]) -> str:
    for full_url, name in new.items():
        text = text.replace(f'"reference": "{full_url}"', f'"reference": "{name}"')
    return text


def _id() -> str:
    return str(uuid.uuid4())


class _Handler(BaseHTTPRequestHandler):
    """Reads a request, lets the server answer, writes it."""

    national: National

    def handle_one(self) -> None:
        """Every method alike."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            status, said, more = self.national.answer(self.command, self.path, self.headers, body)
        except ConnectionResetError:
            self.close_connection = True
            self.connection.close()
            return
        data = json.dumps(said).encode()
        self.send_response(status)
        for name, value in {**more, "Content-Type": "application/json", "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Silent."""

    def handle(self) -> None:
        """A connection that was cut is no fault of the test."""
        with suppress(ConnectionError, ValueError):
            super().handle()

    def finish(self) -> None:
        """The same."""
        with suppress(ConnectionError, ValueError):
            super().finish()


for _method in ("GET", "POST", "PUT"):
    setattr(_Handler, f"do_{_method}", _Handler.handle_one)


@contextmanager
def serving(national: National) -> Iterator[National]:
    """The server at an address of its own, for the block."""
    handler = type("Handler", (_Handler,), {"national": national})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    national.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield national
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
