"""What travels between phones and server: entries, receipts, push, pull and snapshot.

Structs here are the protocol. TypeScript types are generated from them (`simpul generate wire`), so a change
here changes both sides. The text of the protocol is docs/protocol.md.
"""

from typing import Any, Literal

import msgspec
from msgspec import Struct

Outcome = Literal["applied", "conflict", "quarantined", "waiting"]
Json = dict[str, Any]


class Entry(Struct, kw_only=True):
    """One immutable fact or patch, as its author wrote it. Times are UTC `YYYY-MM-DDTHH:MM:SS.mmmZ`.

    `hash` is the lower-case hex SHA-256 of the RFC 8785 (JCS) form of every other field of this struct.
    """

    id: str
    post: str
    kind: str
    subject: str
    after: list[str] = []
    base: dict[str, int] | None = None
    data: Json
    sealed: Json | None = None
    happened_at: str
    recorded_at: str
    author: str
    device: str | None
    device_counter: int
    app_version: str
    rules_edition: str
    hash: str


class Words(Struct, kw_only=True):
    """A sentence for people in Bahasa Indonesia and English."""

    id: str
    en: str


class Reason(Struct, kw_only=True):
    """Why an entry was not simply applied: a stable code, what happened, and what to do."""

    code: str
    message: Words
    repair: Words | None = None
    field: str | None = None


class Receipt(Struct, kw_only=True):
    """The server's durable answer for one entry. A phone drops an entry only if id and hash both match."""

    id: str
    outcome: Outcome
    hash: str
    seq: int | None = None
    reason: Reason | None = None
    replayed: bool = False


class Attested(Struct, kw_only=True):
    """What the phone swears to hold unsent: its counters `first`..`last`, of which `head` is the fingerprint.

    `head` is the lower-case hex SHA-256 of the UTF-8 text of the entries' hashes in counter order, joined by `\\n`.
    """

    first: int
    last: int
    head: str


class Heartbeat(Struct, kw_only=True):
    """What the phone says about itself at each call. Ages in seconds, sizes in bytes.

    `second_copy`: what holds the sealed copies outside the browser's database: `on`, `none` (this browser has no such
    file), `failed` (the last write did not succeed); null, not looked at yet. `store_lost_age_s`: since the phone
    noticed that its store, or a part of it, had gone; null, never.
    """

    pending: int = 0
    oldest_pending_age_s: int = 0
    quarantined: int = 0
    storage_persisted: bool | None = None
    storage_usage: int | None = None
    storage_quota: int | None = None
    app_version: str = ""
    attested: "Attested | None" = None
    second_copy: str | None = None
    store_lost_age_s: int | None = None


class Push(Struct, kw_only=True):
    """POST /api/v1/journal/push. At most 500 entries.

    `signature` is base64url ECDSA P-256/SHA-256 (raw r||s, 64 bytes) by the device key over the UTF-8 text
    `simpul-push-1\\n{device}\\n{epoch}\\n{device_time}\\n` + the entries' hashes joined by `\\n`.
    """

    device: str
    epoch: str
    device_time: str
    signature: str
    heartbeat: Heartbeat = msgspec.field(default_factory=Heartbeat)
    entries: list[Entry]


class PushAnswer(Struct, kw_only=True):
    """One receipt for each entry, in the order sent."""

    epoch: str
    server_time: str
    receipts: list[Receipt]
    next_attempt_in_s: int


class Pull(Struct, kw_only=True):
    """POST /api/v1/journal/pull. `token` is null for a first pull; snapshots give the token to start from.

    `also` holds tokens of further snapshots just loaded; their cursors are merged, the highest seq of a post wins.
    `carry` names the posts that the phone carries, when it serves more than it can hold; null: all.
    """

    device: str
    token: str | None = None
    also: list[str] = []
    carry: list[str] | None = None
    limit: int = 1000
    device_time: str
    heartbeat: Heartbeat = msgspec.field(default_factory=Heartbeat)


class Head(Struct, kw_only=True):
    """An entry as everyone in scope may see it: where it stands, not what it says."""

    id: str
    seq: int
    kind: str
    subject: str
    hash: str
    author: str
    device: str | None
    happened_at: str


class PostPage(Struct, kw_only=True):
    """What changed in one post: heads of the entries and the current rows they touched.

    `rows` maps a part (`persons`, `visits`, …) to rows; each replaces the phone's row of the same id. Rows may be
    newer than the last head of the page, never older. Nothing is deleted: a row says `status`.
    """

    post: str
    seq: int
    heads: list[Head]
    rows: dict[str, list[Json]]
    has_more: bool


class PullAnswer(Struct, kw_only=True):
    """A page and the token that continues after it; both are stored in one transaction on the phone.

    `last_counter` is the highest `device_counter` the server holds of this device, or 0.
    """

    epoch: str
    server_time: str
    token: str
    posts: list[PostPage]
    gained: list[str]
    lost: list[str]
    has_more: bool
    scope_version: str
    next_attempt_in_s: int
    last_counter: int = 0


class Snapshot(Struct, kw_only=True):
    """GET /api/v1/journal/snapshot/{post}: the state of a post at `seq` for one role, gzip."""

    post: str
    seq: int
    epoch: str
    made_at: str
    token: str
    rows: dict[str, list[Json]]


class AccountInfo(Struct, kw_only=True):
    """Someone who may use this phone."""

    id: str
    name: str
    role: str


class UnitInfo(Struct, kw_only=True):
    """A place that answers: a puskesmas, a hospital."""

    id: str
    kind: str
    name: str
    phone: str
    address: str


class PostInfo(Struct, kw_only=True):
    """A post as the phone shows it. `area` is the village's Kemendagri code; `province` its first two digits."""

    id: str
    name: str
    nrp: str | None
    area: str
    area_name: str
    district_name: str
    regency_name: str
    province: str
    address: str
    schedule: str
    puskesmas: UnitInfo | None
    hospitals: list[UnitInfo]
    staff: list[AccountInfo]


class EscrowKey(Struct, kw_only=True):
    """The key to which phones seal copies of their outbox. `public_key`: base64url raw P-256 point (65 bytes)."""

    id: str
    public_key: str


class NeighbourInfo(Struct, kw_only=True):
    """A post near by: where a guest child may come from, where a family may move to. What its signboard says, no more.

    Two posts of one village may bear one name: `rw`, `address` and `nrp` tell them apart.
    """

    id: str
    name: str
    area_name: str
    rw: str = ""
    address: str = ""
    nrp: str | None = None


class HandoverSecret(Struct, kw_only=True):
    """What the keys of the days of a month (`YYYY-MM`) come from: base64url, 32 bytes. The latest generation seals."""

    month: str
    generation: int
    secret: str


class HandoverDevice(Struct, kw_only=True):
    """A phone of the post. `public_key`: base64url raw P-256 point (65 bytes)."""

    id: str
    public_key: str


class Handover(Struct, kw_only=True):
    """What phones of one post need to hand a visit over offline (docs/protocol.md, "Hand-over between tables")."""

    post: str
    secrets: list[HandoverSecret]
    devices: list[HandoverDevice]


class Scope(Struct, kw_only=True):
    """GET /api/v1/journal/scope: whom and what this phone serves."""

    version: str
    accounts: list[AccountInfo]
    posts: list[PostInfo]
    escrow: EscrowKey | None = None
    neighbours: list[NeighbourInfo] = []
    handover: list[Handover] = []


class Sealed(Struct, kw_only=True):
    """An entry sealed to the server (docs/protocol.md, "Sealed copies"). `enc` and `ct` are base64url."""

    id: str
    hash: str
    key: str
    epoch: str
    enc: str
    ct: str


class Deposit(Struct, kw_only=True):
    """POST /api/v1/journal/deposit, and the content of an exported outbox file. `device` wrote the entries."""

    format: Literal["simpul-outbox-1"] = "simpul-outbox-1"
    device: str
    made_at: str
    items: list[Sealed]


class DepositAnswer(Struct, kw_only=True):
    """`kept` of `items` are durable at the server. Receipts only for the active phone that wrote the entries itself."""

    epoch: str
    kept: int
    refused: int
    receipts: list[Receipt] = []


class Offered(Struct, kw_only=True):
    """An entry of which the phone still holds a copy."""

    id: str
    hash: str


class Offer(Struct, kw_only=True):
    """POST /api/v1/journal/offer, after a change of epoch: what the phone holds of the last 35 days. At most 5,000."""

    device: str
    epoch: str
    device_time: str
    items: list[Offered]


class OfferAnswer(Struct, kw_only=True):
    """`missing`: send these (deposit). `redacted`: drop every copy of these."""

    epoch: str
    missing: list[str]
    redacted: list[str]


class Enrol(Struct, kw_only=True):
    """POST /api/v1/devices/enrol. `public_key` is the device key as a JWK (P-256, public part).

    A phone that is already enrolled sends its bearer token and adds the account to the same device.
    """

    code: str
    public_key: Json
    name: str
    app_version: str


class EnrolAnswer(Struct, kw_only=True):
    """`secret` opens the status route. Both sides compute the words; the officer compares them."""

    enrolment: str
    secret: str
    server_key: Json
    expires_at: str


class EnrolStatus(Struct, kw_only=True):
    """POST /api/v1/devices/enrol/status."""

    enrolment: str
    secret: str


class EnrolResult(Struct, kw_only=True):
    """`token` is given once, when state turns to confirmed; the phone keeps it."""

    state: Literal["pending", "confirmed", "refused", "expired"]
    device: str | None = None
    token: str | None = None
    account: AccountInfo | None = None
    epoch: str | None = None


class Problem(Struct, kw_only=True):
    """Every refusal of the API: a stable code and words that say what, where and what to do.

    `instead` is the path under /api/v1/ that still takes this phone's work, when this one does not.
    """

    code: str
    message: Words
    field: str | None = None
    instead: str | None = None
