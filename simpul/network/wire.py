"""Kinds and rows of the network room as they travel (see docs/protocol.md)."""

from typing import Any, Literal

from msgspec import Struct

Urgency = Literal["biasa", "segera", "darurat"]


class RequestReason(Struct, kw_only=True):
    """A rule that fired, in words that the receiver needs and the family has heard."""

    rule: str
    text: str


class RequestOpened(Struct, kw_only=True):
    """`request.opened`; subject is the request's id."""

    person: str | None
    service: str
    urgency: Urgency = "biasa"
    reasons: list[RequestReason] = []
    visit: str | None = None
    to_unit: str | None = None
    message: str = ""


class RequestMoved(Struct, kw_only=True):
    """`request.moved`; subject is the request's id. `action` names a transition of its workflow.

    `note` travels to the post (class K1). `clinical_note` is for the treating team (class K2) and never does.
    """

    action: str
    note: str = ""
    appointment_at: str | None = None
    outcome: str | None = None
    follow_up: str = ""
    clinical_note: str = ""


class RequestStep(Struct, kw_only=True):
    """One step in a request's life."""

    action: str
    state: str
    at: str
    by: str
    note: str


class RequestRow(Struct, kw_only=True):
    """Part `requests`. `due_at` is when the present state becomes late."""

    id: str
    post: str
    seq: int
    person: str | None
    service: str
    workflow: str
    state: str
    urgency: Urgency
    reasons: list[RequestReason]
    visit: str | None
    to_unit: str | None
    to_unit_name: str
    message: str
    opened_at: str
    opened_by: str
    due_at: str | None
    appointment_at: str | None
    outcome: str | None
    follow_up: str
    history: list[RequestStep]
    extra: dict[str, Any] = {}
