"""The kind and the row of test weighings as they travel (see docs/protocol.md)."""

from typing import Literal

from msgspec import Struct

ScaleType = Literal["dacin", "bayi", "injak", "digital"]


class ScaleChecked(Struct, kw_only=True):
    """`scale.checked`; subject is the scale = UUIDv5(NS, `scale|{post}|{name}`), the name in lower case, spaces single.

    A known weight was put on the scale: `test_kg` the weight, `shown_kg` what the scale showed.
    """

    name: str
    type: ScaleType
    date: str
    test_kg: float
    shown_kg: float


class ScaleCheckRow(Struct, kw_only=True):
    """Part `scalechecks`. Whether the scale was right follows from the limits of `content/programme/scales.json`."""

    id: str
    post: str
    seq: int
    scale: str
    name: str
    type: ScaleType
    date: str
    test_kg: float
    shown_kg: float
    author: str
    status: Literal["ok", "void"]
