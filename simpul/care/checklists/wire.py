"""The kind and the row of checklists as they travel (see docs/protocol.md)."""

from typing import Literal

from msgspec import Struct

ChecklistAnswer = Literal["yes", "no", "not_yet"]


class ChecklistRecorded(Struct, kw_only=True):
    """`checklist.recorded`; subject is the post's list = UUIDv5(NS, `checklist|{post}|{checklist}`).

    `checklist` and `edition` name a file of `content/checklists/`; `answers` maps its items. Names nobody.
    """

    checklist: str
    edition: str
    date: str
    answers: dict[str, ChecklistAnswer]


class ChecklistRow(Struct, kw_only=True):
    """Part `checklists`: one filling; the latest by `date`, then `seq`, is what the post says of itself."""

    id: str
    post: str
    seq: int
    list: str
    checklist: str
    edition: str
    date: str
    answers: dict[str, ChecklistAnswer]
    author: str
    status: Literal["ok", "void"]
