"""Kinds and rows of growth paths as they travel (see docs/protocol.md)."""

from typing import Any

from msgspec import Struct

Values = dict[str, Any]


class PathOpened(Struct, kw_only=True):
    """`path.opened`; subject is the path's id. An officer has confirmed a measured child.

    `reasons` are codes of `content/programme/growth-path.json`; `values` what the officer measured that day (weight_kg,
    length_height_cm, oedema); `visit` the visit that led to it. `note` is for the treating team.
    """

    person: str
    date: str
    reasons: list[str]
    visit: str | None = None
    values: Values = {}
    note: str = ""


class PathStep(Struct, kw_only=True):
    """`path.step`; subject is the path's id. What was done on a day: `step` and `result` are codes of the content."""

    person: str
    step: str
    date: str
    result: str = ""
    values: Values = {}
    note: str = ""


class PathClosed(Struct, kw_only=True):
    """`path.closed`; subject is the path's id. `outcome` is a code of the content."""

    person: str
    outcome: str
    date: str
    note: str = ""


class PathStepInfo(Struct, kw_only=True):
    """A step as rows carry it; `entry` wrote it."""

    entry: str
    author: str
    step: str
    date: str
    result: str = ""
    values: Values = {}


class PathRow(Struct, kw_only=True):
    """Part `paths`: the path of a child whose growth needs help. Notes stay with the treating team."""

    id: str
    post: str
    seq: int
    person: str
    opened_on: str
    opened_by: str
    visit: str | None
    reasons: list[str]
    steps: list[PathStepInfo]
    status: str
    outcome: str | None
    closed_on: str | None
    extra: Values = {}
