"""WhatsApp's Cloud API and SMS gateways. Neither question nor answer is logged."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import msgspec
import urllib3

from simpul.exchange.messaging.channels import Later, Never, Outgoing, Sms, Whatsapp, book

MOST_BYTES = 100_000
NO_RIGHT = (401, 403)
TOO_MANY = 429
LONGEST_WAIT_S, LONGEST_NAME = 86_400, 200


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: Any
    wait: float | None


def post(address: str, headers: dict[str, str], body: bytes) -> Answer:
    """One POST. Raises Later when nobody answers, there are too many, or the other side is broken."""
    with urllib3.PoolManager(timeout=book().timeout_seconds, retries=False) as pool:
        try:
            got = pool.urlopen("POST", address, redirect=False, body=body, headers=headers, preload_content=False)
            data = got.read(MOST_BYTES)
        except (urllib3.exceptions.HTTPError, OSError):
            raise Later("unreachable") from None
    wait = _seconds(got.headers.get("Retry-After"))
    if got.status == TOO_MANY:
        raise Later("too_many", wait)
    if got.status >= 500:
        raise Later("broken", wait)
    return Answer(got.status, _parsed(data), wait)


def _seconds(text: str | None) -> float | None:
    """`Retry-After` as seconds, a day at most; None for a date or anything else."""
    return float(min(int(text[:12]), LONGEST_WAIT_S)) if text and text.isascii() and text.isdigit() else None


def _parsed(data: bytes) -> Any:
    try:
        return msgspec.json.decode(data)
    except msgspec.MsgspecError:
        return None


def at(value: Any, path: str) -> Any:
    """What lies at `a.0.b` in a JSON value; None where there is nothing."""
    for name in path.split("."):
        if isinstance(value, list) and name.isdigit() and int(name) < len(value):
            value = value[int(name)]
        else:
            value = value.get(name) if isinstance(value, dict) else None
    return value


def name_of(given: Any) -> str:
    """The other side's own name of a message, as the table holds it: what it sends is theirs, not ours to trust."""
    return str(given or "").replace("\0", "").encode("utf-8", "replace").decode()[:LONGEST_NAME]


@dataclass(frozen=True)
class WhatsappCloud:
    """Messages by registered forms (developers.facebook.com, Cloud API, message templates)."""

    access: Whatsapp

    def send(self, message: Outgoing) -> str:
        """Hand it over; returns WhatsApp's id of it. Raises Later, Never."""
        if not message.form:
            raise Never("no_form")
        headers = {"Authorization": f"Bearer {self.access.token}", "Content-Type": "application/json"}
        address = f"{self.access.address}/{self.access.phone_number_id}/messages"
        answer = post(address, headers, msgspec.json.encode(self._body(message)))
        if 200 <= answer.status < 300:
            return name_of(at(answer.body, "messages.0.id"))
        raise _refusal(answer)

    def _body(self, message: Outgoing) -> dict[str, Any]:
        said = [{"type": "text", "text": value} for value in message.values]
        return {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": message.to.removeprefix("+"),
            "type": "template",
            "template": {
                "name": message.form,
                "language": {"code": message.language},
                "components": [{"type": "body", "parameters": said}] if said else [],
            },
            "biz_opaque_callback_data": message.mark,
        }


def _refusal(answer: Answer) -> Exception:
    code = at(answer.body, "error.code")
    if code in book().whatsapp_later:
        return Later("too_many", answer.wait)
    if code in book().whatsapp_never:
        return Never("no_account")
    return Later("access") if answer.status in NO_RIGHT else Never("refused")


@dataclass(frozen=True)
class SmsGateway:
    """Any gateway that takes one POST for each message; it gets the mark as Idempotency-Key."""

    access: Sms

    def send(self, message: Outgoing) -> str:
        """Hand it over; returns the gateway's id of it, if the answer holds one. Raises Later, Never."""
        to = message.to if self.access.plus else message.to.removeprefix("+")
        known = {"to": to, "text": message.text, "mark": message.mark}
        body = {name: _filled(value, known) for name, value in self.access.body.items()}
        packed = msgspec.json.encode(body) if self.access.form == "json" else urlencode(body).encode()
        kind = "application/json" if self.access.form == "json" else "application/x-www-form-urlencoded"
        headers = {"Content-Type": kind, "Idempotency-Key": message.mark, **self.access.headers}
        answer = post(self.access.address, headers, packed)
        if 200 <= answer.status < 300:
            return name_of(at(answer.body, self.access.number)) if self.access.number else ""
        raise Later("access") if answer.status in NO_RIGHT else Never("refused")


def _filled(value: str, known: dict[str, str]) -> str:
    for name, given in known.items():
        if value == f"{{{name}}}":
            return given
    return value
