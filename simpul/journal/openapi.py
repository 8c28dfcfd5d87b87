"""The phones' API as an OpenAPI 3.1 document, made from the structs that the endpoints parse and answer with."""

from dataclasses import dataclass, field
from typing import Any

import msgspec
from django.http import HttpRequest, JsonResponse

from simpul.journal.http import endpoint
from simpul.journal.wire import (
    Deposit,
    DepositAnswer,
    Enrol,
    EnrolAnswer,
    EnrolResult,
    EnrolStatus,
    Heartbeat,
    Offer,
    OfferAnswer,
    Problem,
    Pull,
    PullAnswer,
    Push,
    PushAnswer,
    Scope,
    Snapshot,
)

_REF = "#/components/schemas/{name}"


class Beat(msgspec.Struct):
    """POST devices/heartbeat: the phone says how it is, when it has nothing else to say."""

    device_time: str
    heartbeat: Heartbeat


class BeatAnswer(msgspec.Struct):
    """When to come again."""

    server_time: str
    next_attempt_in_s: int


@dataclass(frozen=True)
class Operation:
    """One route: what it takes, what it answers, which refusals it knows. `bearer`: it wants a device token."""

    name: str
    path: str
    words: str
    answer: type[msgspec.Struct]
    body: type[msgspec.Struct] | None = None
    bearer: bool = True
    refusals: tuple[int, ...] = field(default=())

    @property
    def method(self) -> str:
        """`post` when it takes a body."""
        return "post" if self.body else "get"


OPERATIONS = [
    Operation("journal_push", "journal/push", "Entries in, receipts out", PushAnswer, Push, refusals=(409,)),
    Operation("journal_pull", "journal/pull", "What changed since the token", PullAnswer, Pull, refusals=(409,)),
    Operation("journal_snapshot", "journal/snapshot/{post}", "A post whole, gzip", Snapshot, refusals=(404,)),
    Operation("journal_scope", "journal/scope", "Whom and what this phone serves", Scope),
    Operation("journal_deposit", "journal/deposit", "Sealed copies, whoever carries them", DepositAnswer, Deposit),
    Operation(
        "journal_offer", "journal/offer", "After a restore: what is missing", OfferAnswer, Offer, refusals=(409,)
    ),
    Operation("device_enrol", "devices/enrol", "A code and a public key", EnrolAnswer, Enrol, bearer=False),
    Operation(
        "device_enrol_status",
        "devices/enrol/status",
        "What became of it",
        EnrolResult,
        EnrolStatus,
        bearer=False,
        refusals=(404,),
    ),
    Operation("device_heartbeat", "devices/heartbeat", "How the phone is", BeatAnswer, Beat),
]
"""Those of the journal; higher rooms add theirs with `describe`."""
_ALWAYS = (400, 401, 403, 405, 413, 415, 429, 503)


def describe(one: Operation) -> None:
    """Describe a route of another room too. Called in its app's `ready`; twice is once."""
    if one not in OPERATIONS:
        OPERATIONS.append(one)


def document() -> dict[str, Any]:
    """The whole document."""
    types = {one.answer for one in OPERATIONS} | {one.body for one in OPERATIONS if one.body} | {Problem}
    _, schemas = msgspec.json.schema_components(sorted(types, key=lambda t: t.__name__), ref_template=_REF)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Simpul, journal of posyandu", "version": "1"},
        "servers": [{"url": "/api/v1"}],
        "paths": {f"/{one.path}": {one.method: _describe(one)} for one in OPERATIONS},
        "components": {
            "schemas": schemas,
            "securitySchemes": {"device": {"type": "http", "scheme": "bearer"}},
        },
    }


def _describe(one: Operation) -> dict[str, Any]:
    said: dict[str, Any] = {
        "operationId": one.name,
        "summary": one.words,
        "responses": {"200": _answer("Done", one.answer)}
        | {str(code): _answer("Refused; the code says why", Problem) for code in sorted({*_ALWAYS, *one.refusals})},
    }
    if one.bearer:
        said["security"] = [{"device": []}]
    if one.body:
        said["requestBody"] = {"required": True, "content": _content(one.body)}
    if "{post}" in one.path:
        said["parameters"] = [
            {"name": "post", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
        ]
    return said


def _answer(words: str, struct: type[msgspec.Struct]) -> dict[str, Any]:
    return {"description": words, "content": _content(struct)}


def _content(struct: type[msgspec.Struct]) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": _REF.format(name=struct.__name__)}}}


@endpoint("GET")
def openapi(request: HttpRequest) -> JsonResponse:
    """The document, for whoever writes a client."""
    return JsonResponse(document())
