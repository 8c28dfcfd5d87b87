"""Kinds and rows of visits at home as they travel (see docs/protocol.md)."""

from typing import Any, Literal

from msgspec import Struct

Values = dict[str, Any]
Purpose = Literal["rutin", "khusus", "bersama"]


class HomeVisitRecorded(Struct, kw_only=True):
    """`homevisit.recorded`; subject is the family. What was seen of the house, and what was agreed.

    `visit` = UUIDv5(NS, `homevisit|{post}|{family}|{date}`): two kaders who go together write to one visit. `values`
    are fields of `content/homevisits/family.json`; `explained` topics of `plan.json`.
    """

    visit: str
    date: str
    purpose: Purpose = "rutin"
    met: Literal["ya", "kosong", "menolak"] = "ya"
    values: Values = {}
    explained: list[str] = []
    next_date: str | None = None


class HomeVisitChecked(Struct, kw_only=True):
    """`homevisit.checked`; subject is the person. The answers to one checklist.

    `check` = UUIDv5(NS, `homecheck|{post}|{person}|{checklist}|{date}`). The later entry of the same device replaces
    its earlier one; what another device says stands beside it. `results` is what the phone said, kept as evidence.
    """

    check: str
    visit: str
    date: str
    checklist: str
    values: Values = {}
    results: Values = {}


class HomeVisitPlanned(Struct, kw_only=True):
    """`homevisit.planned`; subject is the family; the plan's id is the entry's. `kader` None: whoever can."""

    date: str
    kader: str | None = None
    purpose: Purpose = "rutin"
    reasons: list[str] = []


class HomeVisitFollowed(Struct, kw_only=True):
    """`homevisit.followed`; subject is the check. What the puskesmas does about it; `note` travels to the post."""

    action: str
    date: str | None = None
    note: str = ""


class HomeFollowUp(Struct, kw_only=True):
    """One answer of the puskesmas. `date`: the day it will happen, or has."""

    action: str
    date: str | None
    note: str
    at: str
    by: str


class HomeVisitRow(Struct, kw_only=True):
    """Part `homevisits`. `subject` is the family; `written` the entries that made the visit."""

    id: str
    post: str
    seq: int
    subject: str
    date: str
    purpose: Purpose
    met: Literal["ya", "kosong", "menolak"]
    values: Values
    explained: list[str]
    next_date: str | None
    written: list[str]
    authors: list[str]
    status: Literal["ok", "void"]


class HomeCheckRow(Struct, kw_only=True):
    """Part `homechecks`: what follows from a checklist. The answers stay at the puskesmas."""

    id: str
    post: str
    seq: int
    person: str
    visit: str
    date: str
    checklist: str
    action: str | None
    categories: list[str]
    written: list[str]
    state: Literal["none", "open", "followed"]
    follow_up: list[HomeFollowUp]
    status: Literal["ok", "void"]


class HomePlanRow(Struct, kw_only=True):
    """Part `homeplans`. Whether it is done follows from the visits of the family."""

    id: str
    post: str
    seq: int
    subject: str
    date: str
    kader: str | None
    purpose: Purpose
    reasons: list[str]
    author: str
    status: Literal["ok", "void"]
