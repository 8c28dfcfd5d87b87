"""What the journal's own kinds and parts carry: withdrawals, reviews and repairs. Protocol as `wire`."""

from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType, field


class EntryVoided(Struct, kw_only=True):
    """`entry.voided`: an earlier fact is withdrawn; it stays readable and no longer counts."""

    target: str
    reason: str


class ReviewResolved(Struct, kw_only=True):
    """`review.resolved`: a person decided between two values."""

    review: str
    value: Any


class EntryRepaired(Struct, kw_only=True):
    """`entry.repaired`: a quarantined entry was answered, by a new entry or by dismissal with a reason."""

    target: str
    by: str | None = None
    reason: str = ""


class ReviewOption(Struct, kw_only=True):
    """One of the values between which a review decides."""

    value: Any
    author: str
    at: str
    entry: str


class ReviewRow(Struct, kw_only=True):
    """Part `reviews`: the same field changed to two values, both kept."""

    id: str
    post: str
    seq: int
    part: str
    record: str
    person: str | None
    field: str
    options: list[ReviewOption]
    clinical: bool
    status: Literal["open", "resolved"]
    value: Any | UnsetType = UNSET


class RepairRow(Struct, kw_only=True):
    """Part `repairs`: what became of an entry of this post that the server had set aside."""

    id: str
    post: str
    seq: int
    by: str | None
    reason: str


class EntryRedacted(Struct, kw_only=True):
    """`entry.redacted`: the content of `targets` is gone. `gone` and `changed` map parts to ids of rows.

    `gone` rows were made by the targets alone; `changed` ones were made again without them, and phones get them anew.
    """

    targets: list[str]
    gone: dict[str, list[str]] = field(default_factory=dict)
    changed: dict[str, list[str]] = field(default_factory=dict)


class RedactionRow(Struct, kw_only=True):
    """Part `redactions`: a phone drops every copy it holds of entry `id`, and the rows in `gone` (part to ids)."""

    id: str
    post: str
    seq: int
    gone: dict[str, list[str]]
