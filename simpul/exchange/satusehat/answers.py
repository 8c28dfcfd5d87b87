"""What the server said, as far as it matters: taken, wait, or refused and why. Its texts are never kept: they may
repeat what was sent."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

_PATH = re.compile(r"^[A-Za-z0-9.\[\]]{1,80}$")
_CODE = re.compile(r"^[a-z-]{1,30}$")
_STRUCTURE = {"structure", "required", "value", "invalid", "invariant", "code-invalid"}


class Later(Exception):
    """The server cannot answer now. `wait` seconds where it said how long.

    `of_this`: it may lie in what was sent (it stumbled over it, or was silent), not in the line alone.
    """

    def __init__(self, wait: float | None = None, *, of_this: bool = False) -> None:
        """Without the address: it may hold a number of a person."""
        super().__init__("later")
        self.wait, self.of_this = wait, of_this


class NoRight(Exception):
    """The server does not accept the client id and its secret."""


class Refused(Exception):
    """This will not be taken as it is. `code` of problems.json; `detail` a FHIR code and path."""

    def __init__(self, code: str, detail: str = "") -> None:
        """`detail` holds nothing that was sent."""
        super().__init__(code)
        self.code, self.detail = code, detail


@dataclass(frozen=True)
class Answer:
    """A status and a parsed body."""

    status: int
    body: Any


def is_crowded(status: int, body: Any) -> bool:
    """Whether the server asks to slow down: by status, or as its gateway words it."""
    fault = body.get("fault") if isinstance(body, dict) else None
    code = str((fault.get("detail") or {}).get("errorcode", "")) if isinstance(fault, dict) else ""
    return status == 429 or "QuotaViolation" in code or "SpikeArrest" in code


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds of a Retry-After header, given as seconds or as a date; None for neither."""
    if not header:
        return None
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(header) - now).total_seconds())
    except (TypeError, ValueError):
        return None


def refusal(status: int, body: Any) -> Refused:
    """Why, from an OperationOutcome or the gateway's fault."""
    issue = _issue(body)
    code, said = str(issue.get("code", "")), _said(issue, body).lower()
    detail = " ".join(filter(None, [str(status), code if _CODE.match(code) else "", _path(issue)]))
    if "business rule" in said:
        return Refused("business_rule", detail)
    if code == "duplicate" or "duplicate" in said:
        return Refused("duplicate", detail)
    if code in _STRUCTURE or status in (400, 422):
        return Refused("structure", detail)
    return Refused("refused", detail)


def _issue(body: Any) -> dict[str, Any]:
    issues = body.get("issue") if isinstance(body, dict) else None
    first = issues[0] if isinstance(issues, list) and issues else {}
    return first if isinstance(first, dict) else {}


def _said(issue: dict[str, Any], body: Any) -> str:
    details = issue.get("details")
    text = details.get("text", "") if isinstance(details, dict) else ""
    fault = body.get("fault") if isinstance(body, dict) else None
    more = fault.get("faultstring", "") if isinstance(fault, dict) else ""
    return f"{text} {issue.get('diagnostics', '')} {more}"


def _path(issue: dict[str, Any]) -> str:
    paths = issue.get("expression")
    first = str(paths[0]) if isinstance(paths, list) and paths else ""
    return first if _PATH.match(first) else ""
