"""First aid as it travels (see docs/protocol.md)."""

from typing import Literal

from msgspec import Struct

Zone = Literal["p3lp:hijau", "p3lp:biru", "p3lp:kuning", "p3lp:merah"]


class FirstAidRecorded(Struct, kw_only=True):
    """`firstaid.recorded`; subject is the id of the path (UUIDv7), its row's id is the entry's.

    `person` null: nobody was named. There is no field for words of any kind: `path` lists phases, `actions` and
    `handed_to` are ids of `content/programme/first-aid.json`. `handed_at` is a moment in UTC, `follow_up` a local day.
    `follows` is the path after which somebody is asked again; `request` the request that was opened with it. Somebody
    who may not be left alone is recorded at once and stays open; whoever takes over is recorded under the same subject,
    and the open record is withdrawn (`entry.voided`) with it.
    """

    person: str | None
    date: str
    path: list[str]
    edition: str
    zone: Zone | None = None
    actions: list[str] = []
    handed_to: str | None = None
    handed_at: str | None = None
    accepted: bool | None = None
    follow_up: str | None = None
    follows: str | None = None
    request: str | None = None


class FirstAidRow(Struct, kw_only=True):
    """Part `firstaids`: that somebody was kept company, and what is still to be done. `aid` is the path's id."""

    id: str
    post: str
    seq: int
    aid: str
    person: str | None
    date: str
    path: list[str]
    zone: Zone | None
    actions: list[str]
    handed_to: str | None
    handed_at: str | None
    accepted: bool | None
    follow_up: str | None
    follows: str | None
    request: str | None
    author: str
    status: Literal["ok", "void"]
