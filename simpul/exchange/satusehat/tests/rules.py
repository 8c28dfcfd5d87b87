"""What the national server of tests asks of a resource beyond its structure: rights, codes, and references that lead
somewhere."""

import json
import re
from typing import Any

from simpul.exchange.satusehat import content
from tests.fhir.validator import required_codes

CODES = {
    ("Encounter", "status"): "encounter-status",
    ("Observation", "status"): "observation-status",
    ("Immunization", "status"): "event-status",
    ("ServiceRequest", "status"): "request-status",
    ("ServiceRequest", "priority"): "request-priority",
    ("ServiceRequest", "intent"): "request-intent",
    ("Location", "status"): "location-status",
    ("Location", "mode"): "location-mode",
    ("Patient", "gender"): "administrative-gender",
}
"""Required bindings that the structure alone does not hold."""
OUTSIDE = ("Organization", "Practitioner")
_REFERENCE = re.compile(r'"reference": "([A-Za-z]+/[A-Za-z0-9-]+|[^"]+)"')


class Fault(Exception):
    """An answer that is no success."""

    def __init__(self, status: int, code: str, text: str, path: str = "") -> None:
        """An issue of an OperationOutcome."""
        super().__init__(text)
        self.status, self.code, self.text, self.path = status, code, text, path

    def outcome(self) -> dict[str, Any]:
        """As FHIR says it."""
        issue = {"severity": "error", "code": self.code, "details": {"text": self.text}}
        return {
            "resourceType": "OperationOutcome",
            "issue": [issue | ({"expression": [self.path]} if self.path else {})],
        }


def check(resource: dict[str, Any], organization: str, known: set[str]) -> None:
    """Raises Fault for what this client may not write, for codes that do not exist, for references to nothing."""
    kind = resource["resourceType"]
    for (name, where), codes in CODES.items():
        if name == kind and resource.get(where) not in required_codes(codes):
            raise Fault(400, "code-invalid", "code is not in the value set", f"{kind}.{where}")
    for reference in _REFERENCE.findall(json.dumps(resource)):
        named = reference.split("/")[0]
        if named == "Organization" and reference != f"Organization/{organization}":
            raise Fault(400, "business-rule", "resource cannot be accessed due to business rule", kind)
        if named not in OUTSIDE and reference not in known:
            raise Fault(400, "not-found", "reference not found", kind)
    if kind == "Observation":
        _check_code(resource)
    if kind == "Encounter" and resource["status"] == "finished" and not resource.get("diagnosis"):
        raise Fault(400, "required", "a finished encounter names its diagnosis", "Encounter.diagnosis")


def _check_code(resource: dict[str, Any]) -> None:
    systems = set(content.systems().systems.values())
    for coding in resource["code"]["coding"]:
        if coding["system"] not in systems:
            raise Fault(400, "code-invalid", "unknown system of codes", "Observation.code")
        if coding["system"] == "http://loinc.org" and not re.fullmatch(r"\d{1,5}-\d", coding["code"]):
            raise Fault(400, "code-invalid", "not a LOINC code", "Observation.code")
    if resource["status"] == "final" and "valueQuantity" not in resource:
        raise Fault(400, "required", "a final observation has a value", "Observation.value")
