"""The kinds and the part of the network room (docs/protocol.md)."""

from collections.abc import Iterable
from typing import Any

from simpul.journal.kinds import Kind, Need, Part, StoredEntry, register, register_part
from simpul.network import checks, requests
from simpul.network.models import Request
from simpul.network.wire import RequestMoved, RequestOpened, RequestRow
from simpul.people.hooks import Carrier, carry
from simpul.people.models import Person
from simpul.people.moving import of_persons
from simpul.people.records import as_row
from simpul.registry.names import puskesmas_of_post, unit_name


def _opened(entry: StoredEntry, data: RequestOpened) -> Iterable[Need]:
    yield Request, entry.subject
    if data.person:
        yield Person, data.person
    if data.part_of:
        yield Request, data.part_of


def _moved(entry: StoredEntry, data: RequestMoved) -> Iterable[Need]:
    yield Request, entry.subject


def _person(entry: StoredEntry, data: RequestOpened) -> str | None:
    return data.person


def row(request: Request) -> dict[str, Any]:
    """The wire row: the unit that answers is named, by default the post's puskesmas."""
    name = unit_name(request.to_unit_id)
    to_unit = request.to_unit_id if name else puskesmas_of_post(request.post_id)
    members = {"to_unit": str(to_unit) if to_unit else None, "to_unit_name": name or unit_name(to_unit)}
    return as_row(request, RequestRow, skip=frozenset(members)) | members


KINDS = (
    Kind(
        "request.opened",
        RequestOpened,
        requests.opened,
        needs=_opened,
        person=_person,
        classes={"basis_note": "K2"},
        check=checks.check_opened,
    ),
    Kind(
        "request.moved",
        RequestMoved,
        requests.moved,
        needs=_moved,
        classes={"clinical_note": "K2"},
        check=checks.check_moved,
    ),
)

KEPT_BACK = ("open", "risk", "received_at", "state_since", "ladder", "paused", "clinical_notes", "basis_note")
"""Columns that travel between posts with a family, never to a phone."""


def pack(request: Request) -> dict[str, Any]:
    """The stored row as it moves to another post: the unit that was asked stays what was written."""
    stored = str(request.to_unit_id) if request.to_unit_id else None
    return row(request) | {"to_unit": stored}


def register_all() -> None:
    """Tell the journal of the kinds and the part, and the people room of what moves along."""
    for kind in KINDS:
        register(kind)
    register_part(Part("requests", Request, row))
    carry(Carrier("requests", Request, RequestRow, of_persons(Request, "person"), also=KEPT_BACK, wire=pack))
