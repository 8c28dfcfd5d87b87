"""Kinds and rows of the network room as they travel (see docs/protocol.md)."""

from typing import Any, Literal

from msgspec import Struct

Urgency = Literal["biasa", "segera", "darurat"]
Confidentiality = Literal["K1", "K2", "K3"]
Basis = Literal["consent", "vital-interest", "law", "none-needed"]
Channel = Literal["datang", "daring", "kunjungan"]


class Companion(Struct, kw_only=True):
    """Who comes along, and whether they may know what for."""

    who: Literal["ayah", "ibu", "suami", "istri", "keluarga", "lainnya"]
    may_know: bool = False


class WishSaid(Struct, kw_only=True):
    """What was said of the times: the first `chosen` of `wanted` were named one by one, the others stand in for
    `otherwise`: another morning or afternoon, or whatever the puskesmas finds.
    """

    chosen: int
    otherwise: Literal["pagi", "siang", "puskesmas"] = "puskesmas"


class RequestReason(Struct, kw_only=True):
    """A rule that fired, in words that the receiver needs and the family has heard."""

    rule: str
    text: str


class RequestOpened(Struct, kw_only=True):
    """`request.opened`; subject is the request's id.

    `basis` is the consent or legal ground on which the facts travel, `basis_note` why (class K2). `part_of` names the
    request of which this is another agency's part; `wanted` moments that suit the family, best first, and `wish` which
    of them were named; `values` what the fields of the workflow's own form say.
    """

    person: str | None
    service: str
    urgency: Urgency = "biasa"
    reasons: list[RequestReason] = []
    visit: str | None = None
    to_unit: str | None = None
    message: str = ""
    confidentiality: Confidentiality = "K1"
    basis: Basis = "consent"
    basis_note: str = ""
    part_of: str | None = None
    wanted: list[str] = []
    wish: WishSaid | None = None
    companion: Companion | None = None
    channel: Channel = "datang"
    values: dict[str, Any] = {}


class RequestMoved(Struct, kw_only=True):
    """`request.moved`; subject is the request's id. `action` names a transition of its workflow.

    `note` travels to the post (class K1). `clinical_note` is for the treating team (class K2) and never does.
    `to_unit` is the unit that is asked from now on; `slot` the id of a booked slot; `answered_by` the name that a place
    without an account gave; `values` what the fields of the step's own form say. `wanted` are moments that suit the
    family now, best first, `wish` which of them were named and `channel` how they would like to meet: a new wish, for a
    step that asks for one.
    """

    action: str
    note: str = ""
    appointment_at: str | None = None
    outcome: str | None = None
    follow_up: str = ""
    clinical_note: str = ""
    to_unit: str | None = None
    slot: str | None = None
    answered_by: str = ""
    values: dict[str, Any] = {}
    wanted: list[str] = []
    wish: WishSaid | None = None
    channel: Channel | None = None


class RequestStep(Struct, kw_only=True):
    """One step in a request's life."""

    action: str
    state: str
    at: str
    by: str
    note: str
    to_unit: str | None = None
    answered_by: str = ""


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
    confidentiality: Confidentiality = "K1"
    basis: Basis = "consent"
    part_of: str | None = None
    wanted: list[str] = []
    wish: WishSaid | None = None
    companion: Companion | None = None
    channel: Channel = "datang"
    slot: str | None = None
    answered_by: str = ""
    values: dict[str, Any] = {}
    extra: dict[str, Any] = {}
