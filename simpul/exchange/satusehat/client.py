"""The line to SATUSEHAT: OAuth2 client credentials, one token for each client, renewed before it ends.

Nothing that is sent or answered is ever logged, nor an address: searches name a person in theirs.
"""

import logging
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
import urllib3

from simpul.base import clock
from simpul.exchange.satusehat import content
from simpul.exchange.satusehat.answers import Answer, Later, NoRight, is_crowded, refusal, retry_after
from simpul.exchange.satusehat.connections import Connection

logging.getLogger("urllib3").setLevel(logging.ERROR)
"""At DEBUG it writes the address of every request."""
MOST_BYTES = 8_000_000
JSON = "application/fhir+json"


@dataclass(frozen=True)
class _Token:
    text: str
    until: datetime


_tokens: dict[tuple[str, str], _Token] = {}
_lock = threading.Lock()


class Client:
    """Speaks for one puskesmas. Raises Later, NoRight or Refused; else the answer is a success."""

    def __init__(self, connection: Connection) -> None:
        """Opens nothing yet."""
        self.connection = connection
        wait = content.policy().limits.timeout_s
        self._pool = urllib3.PoolManager(timeout=wait, retries=False, maxsize=2)

    def find(self, kind: str, **by: str) -> list[dict[str, Any]]:
        """Resources of a search, the first page of it. Names of parameters with `-` are written with `_`."""
        query = urlencode({name.replace("_", "-"): value for name, value in by.items()}, quote_via=quote, safe="|:/")
        found = self._asked("GET", f"/{kind}?{query}", None).body
        entries = found.get("entry") if isinstance(found, dict) else None
        held = [one.get("resource") for one in entries or () if isinstance(one, dict)]
        return [one for one in held if isinstance(one, dict) and one.get("resourceType") == kind]

    def create(self, kind: str, resource: Any, unless: str = "") -> Answer:
        """Make a resource, unless a search finds it already."""
        return self._asked("POST", f"/{kind}", resource, {"If-None-Exist": unless} if unless else {})

    def update(self, kind: str, id: str, resource: Any) -> Answer:
        """Change a resource."""
        return self._asked("PUT", f"/{kind}/{quote(id, safe='')}", resource)

    def transact(self, bundle: Any) -> Answer:
        """Send a transaction."""
        return self._asked("POST", "", bundle)

    def _asked(self, method: str, path: str, body: Any, more: dict[str, str] | None = None) -> Answer:
        address = self.connection.where.fhir + path
        sent = msgspec.json.encode(body) if body is not None else None
        answer = self._once(method, address, sent, more or {}, self._token())
        if answer.status == 401:
            self._forget()
            answer = self._once(method, address, sent, more or {}, self._token())
        if answer.status == 401:
            raise NoRight
        if answer.status >= 300:
            raise refusal(answer.status, answer.body)
        return answer

    def _once(self, method: str, address: str, sent: bytes | None, more: dict[str, str], token: str) -> Answer:
        headers = {"Authorization": f"Bearer {token}", "Accept": JSON, "Content-Type": JSON, **more}
        return self._spoken(method, address, sent, headers)

    def _spoken(self, method: str, address: str, sent: bytes | None, headers: dict[str, str]) -> Answer:
        """One request. Raises Later when there is no answer, or one that asks to come again."""
        try:
            asked = self._pool.urlopen
            got = asked(method, address, redirect=False, body=sent, headers=headers, preload_content=False)
            data = got.read(MOST_BYTES)
            got.release_conn()
        except urllib3.exceptions.ReadTimeoutError:
            raise Later(of_this=True) from None
        except (urllib3.exceptions.HTTPError, OSError):
            raise Later from None
        body = _parsed(data)
        if is_crowded(got.status, body) or got.status >= 500 or got.status == 408:
            raise Later(retry_after(got.headers.get("Retry-After"), clock.now()), of_this=got.status == 500)
        return Answer(got.status, body)

    def _token(self) -> str:
        key = (self.connection.where.token, self.connection.client_id)
        with _lock:
            held = _tokens.get(key)
            if held is None or held.until <= clock.now():
                held = _tokens[key] = self._new_token()
            return held.text

    def _forget(self) -> None:
        with _lock:
            _tokens.pop((self.connection.where.token, self.connection.client_id), None)

    def _new_token(self) -> _Token:
        asked = clock.now()
        form = urlencode({"client_id": self.connection.client_id, "client_secret": self.connection.client_secret})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        answer = self._spoken("POST", self.connection.where.token, form.encode(), headers)
        text = answer.body.get("access_token") if isinstance(answer.body, dict) else None
        if answer.status >= 300 or not isinstance(text, str):
            raise NoRight
        lasts = _seconds(answer.body.get("expires_in"))
        early = min(content.policy().limits.renew_before_s, lasts / 2)
        return _Token(text, asked + timedelta(seconds=lasts - early))


def _seconds(said: object) -> float:
    """How long a token lasts; it is said as a number or as a text."""
    try:
        return float(str(said))
    except ValueError:
        return 0.0


def _parsed(data: bytes) -> Any:
    try:
        return msgspec.json.decode(data)
    except msgspec.MsgspecError:
        return None
