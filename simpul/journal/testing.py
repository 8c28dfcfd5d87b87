"""The testing kit of the journal: a place with staff, and a phone that speaks the protocol over HTTP."""

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from django.http import HttpResponse
from django.test import Client

from simpul.base import clock, ids
from simpul.journal.actions import enrol
from simpul.journal.hash import entry_hash
from simpul.journal.models import Enrolment
from simpul.journal.receive.arrived import printable
from simpul.journal.sign import encode, jwk_of, point_of, push_message
from simpul.journal.wire import (
    EnrolResult,
    Entry,
    Heartbeat,
    Problem,
    PullAnswer,
    PushAnswer,
    Receipt,
    Scope,
    Snapshot,
)
from simpul.registry.models import Account, Area, Assignment, Post, Unit

T = TypeVar("T")
Role = Assignment.Role


class Refusal(AssertionError):
    """The server refused a call of the test phone."""

    def __init__(self, response: HttpResponse) -> None:
        """Keep status and problem."""
        self.status = response.status_code
        self.problem = msgspec.json.decode(response.content, type=Problem)
        self.headers = response.headers
        super().__init__(f"{self.status} {self.problem}")


@dataclass
class Place:
    """A puskesmas with posts, one kader for each post and one officer."""

    puskesmas: Unit
    posts: list[str]
    kaders: list[Account]
    officer: Account


def account(name: str, role: str, unit: Unit | None) -> Account:
    """An account with one assignment, open since long ago."""
    made = Account.objects.create(username=f"{name}-{ids.uuid7()}"[:60], name=name)
    Assignment.objects.create(account=made, role=role, unit=unit, starts_on="2020-01-01")
    return made


def place(posts: int = 1, code: str = "31.74.01.1001") -> Place:
    """A puskesmas with so many posts in a village of Jakarta Selatan."""
    for length, name in ((2, "DKI Jakarta"), (5, "Jakarta Selatan"), (8, "Tebet"), (13, "Tebet Timur")):
        level = {2: 1, 5: 2, 8: 3, 13: 4}[length]
        Area.objects.get_or_create(code=code[:length], defaults={"name": name, "level": level})
    puskesmas = Unit.objects.create(kind=Unit.Kind.PUSKESMAS, name="Puskesmas Tebet", area_id=code)
    units = [Unit.objects.create(kind=Unit.Kind.POST, name=f"Melati {n + 1}", area_id=code) for n in range(posts)]
    for unit in units:
        Post.objects.create(unit=unit, puskesmas=puskesmas)
    kaders = [account(f"kader{n + 1}", Role.KADER, unit) for n, unit in enumerate(units)]
    officer = account("bidan", Role.OFFICER, puskesmas)
    return Place(puskesmas, [str(unit.pk) for unit in units], kaders, officer)


@dataclass
class Phone:
    """A phone over the wire. It keeps what a phone keeps of the protocol: key, token, epoch, counter, pull token."""

    client: Client = field(default_factory=Client)
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    device: str = ""
    bearer: str = ""
    epoch: str = ""
    counter: int = 0
    token: str | None = None
    author: str = ""
    post: str = ""

    # Enrolment --------------------------------------------------------------------------------------------------

    def enrol(self, officer: Account, who: Account) -> "Phone":
        """Enrol an account on this phone, the officer confirming."""
        made = enrol.make_code(officer, who)
        body = {
            "code": made.code,
            "public_key": jwk_of(point_of(self.key)),
            "name": "HP",
            "app_version": "0.1.0",
        }
        asked = self.call("POST", "devices/enrol", body, dict)
        enrol.confirm(officer, Enrolment.objects.get(pk=asked["enrolment"]))
        result = self.enrol_status(asked)
        assert result.state == "confirmed" and result.device and result.epoch
        self.device, self.epoch, self.author = result.device, result.epoch, str(who.pk)
        self.bearer = result.token or self.bearer
        return self

    def enrol_status(self, asked: dict[str, Any]) -> EnrolResult:
        """Ask how an enrolment stands."""
        body = {"enrolment": asked["enrolment"], "secret": asked["secret"]}
        return self.call("POST", "devices/enrol/status", body, EnrolResult)

    # Writing ----------------------------------------------------------------------------------------------------

    def entry(self, kind: str, subject: str, data: dict[str, Any], **over: Any) -> Entry:
        """A hashed entry by this phone; `over` replaces any field."""
        self.counter += 1
        now = clock.iso(clock.now())
        fields: dict[str, Any] = {
            "id": str(ids.uuid7()),
            "post": self.post,
            "kind": kind,
            "subject": subject,
            "data": data,
            "happened_at": now,
            "recorded_at": now,
            "author": self.author,
            "device": self.device,
            "device_counter": self.counter,
            "app_version": "0.1.0",
            "rules_edition": "2026",
            "hash": "",
        }
        return rehash(Entry(**(fields | over)))

    def person(self, name: str = "Aisyah", subject: str | None = None, **over: Any) -> Entry:
        """`person.registered`."""
        return self.entry("person.registered", subject or str(ids.uuid7()), {"name": name}, **over)

    def change(self, subject: str, base: dict[str, int] | None, **fields: Any) -> Entry:
        """`person.changed`."""
        return self.entry("person.changed", subject, {"fields": fields}, base=base)

    # Speaking ---------------------------------------------------------------------------------------------------

    def push(self, entries: Iterable[Entry | bytes], **over: Any) -> list[Receipt]:
        """Push entries; returns the receipts. Raises Refusal."""
        return self.call("POST", "journal/push", self.signed(entries, **over), PushAnswer).receipts

    def signed(self, entries: Iterable[Entry | bytes], **over: Any) -> dict[str, Any]:
        """A push with its signature."""
        raws = [one if isinstance(one, bytes) else msgspec.json.encode(one) for one in entries]
        body: dict[str, Any] = {
            "device": self.device,
            "epoch": self.epoch,
            "device_time": clock.iso(clock.now()),
            "heartbeat": Heartbeat(app_version="0.1.0"),
        } | over
        hashes = [claimed_hash(raw) for raw in raws]
        message = push_message(body["device"], body["epoch"], body["device_time"], hashes)
        body["signature"] = over.get("signature") or sign(self.key, message)
        body["entries"] = [msgspec.Raw(raw) for raw in raws]
        return body

    def pull(self, limit: int = 1000, also: Iterable[str] = ()) -> PullAnswer:
        """The next page; the token is kept. Raises Refusal."""
        body = {
            "device": self.device,
            "token": self.token,
            "also": list(also),
            "limit": limit,
            "device_time": clock.iso(clock.now()),
        }
        answer = self.call("POST", "journal/pull", body, PullAnswer)
        self.token = answer.token
        return answer

    def snapshot(self, post: str) -> Snapshot:
        """The snapshot of a post, its checksum verified."""
        response = self.send("GET", f"journal/snapshot/{post}")
        body = gzip.decompress(response.content)
        assert hashlib.sha256(body).hexdigest() == response.headers["X-Simpul-Checksum"]
        return msgspec.json.decode(body, type=Snapshot)

    def scope(self) -> Scope:
        """Whom and what this phone serves."""
        return self.call("GET", "journal/scope", None, Scope)

    def call(self, method: str, path: str, body: Any, answer: type[T]) -> T:
        """One call, answered by a struct. Raises Refusal."""
        return msgspec.json.decode(self.send(method, path, body).content, type=answer)

    def send(self, method: str, path: str, body: Any = None, *, gzipped: bool = True) -> HttpResponse:
        """One call; raises Refusal for any status but 200."""
        raw = body if isinstance(body, bytes) else msgspec.json.encode(body)
        extra: dict[str, Any] = {"HTTP_AUTHORIZATION": f"Bearer {self.bearer}"} if self.bearer else {}
        if method == "GET":
            response: Any = self.client.get(f"/api/v1/{path}", **extra)
        else:
            if gzipped:
                raw, extra["HTTP_CONTENT_ENCODING"] = gzip.compress(raw, compresslevel=1), "gzip"
            response = self.client.post(f"/api/v1/{path}", raw, content_type="application/json", **extra)
        if response.status_code != 200:
            raise Refusal(response)
        answered: HttpResponse = response
        return answered


def sign(key: ec.EllipticCurvePrivateKey, message: bytes) -> str:
    """A raw `r||s` signature in base64url, as WebCrypto makes it."""
    r, s = decode_dss_signature(key.sign(message, ec.ECDSA(hashes.SHA256())))
    return encode(r.to_bytes(32, "big") + s.to_bytes(32, "big"))


def rehash(entry: Entry) -> Entry:
    """The entry with the hash of what it says."""
    return msgspec.structs.replace(entry, hash=entry_hash(entry))


def claimed_hash(raw: bytes) -> str:
    """The hash that a raw entry claims; empty when it claims none."""
    try:
        claims = msgspec.json.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""
    return printable(str(claims.get("hash", "")), 64) if isinstance(claims, dict) else ""
