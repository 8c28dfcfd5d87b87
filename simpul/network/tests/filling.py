"""What forms of a request ask for, filled in from the content: a kind that comes later needs no word here."""

import json
from collections.abc import Iterable
from typing import Any

from simpul.knowledge.content import CONTENT_DIR
from simpul.network.flow import PAYLOAD

FLOWS: dict[str, dict[str, Any]] = {
    raw["id"]: raw
    for path in sorted((CONTENT_DIR / "workflows").glob("*.json"))
    if "transitions" in (raw := json.loads(path.read_bytes()))
}
# An hour that has passed: before it nobody has stayed away (network/tests/test_access.py).
FILLED = {
    "note": "catatan",
    "appointment_at": "2026-01-05T02:00:00.000Z",
    "follow_up": "",
    "clinical_note": "K2",
}


def asked_for(service: str) -> dict[str, str]:
    """What the opening form of a service's workflow must have."""
    flow = next((one for one in FLOWS.values() if service in one["services"]), None)
    return own_values(flow, flow.get("opening", {}).get("fields", ())) if flow else {}


def own_values(flow: dict[str, Any], form: Iterable[dict[str, Any]]) -> dict[str, str]:
    """The workflow's own fields that a form requires, filled in: a new kind is walked without a word added here."""
    own = [flow.get("fields", {}).get(one["id"], {}) | one for one in form if one["id"] not in PAYLOAD]
    return {one["id"]: filled(one) for one in own if one.get("required")}


def filled(field: dict[str, Any]) -> str:
    if field["type"] == "choice":
        return str(next(iter(field["choices"])))
    return FILLED["appointment_at"] if field["type"] == "moment" else "isian"
