"""The line to Dukcapil: one question, one answer. Neither is logged; the answer lives no longer than its reading."""

from typing import Any

import msgspec
import urllib3

from simpul.exchange.dukcapil.content import Access, book
from simpul.exchange.dukcapil.matching import Identity, Unanswered, Verdict, question, verdict

MOST_BYTES = 100_000
NO_RIGHT = (401, 403)
TOO_MANY = 429


def ask(access: Access, who: Identity) -> Verdict:
    """What Dukcapil says of the person. Raises Unanswered."""
    body = msgspec.json.encode(question(who, access))
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    with urllib3.PoolManager(timeout=book().timeout_s, retries=False) as pool:
        try:
            got = pool.urlopen(
                "POST", access.address, redirect=False, body=body, headers=headers, preload_content=False
            )
            data = got.read(MOST_BYTES)
        except (urllib3.exceptions.HTTPError, OSError):
            raise Unanswered("unreachable") from None
    if got.status in NO_RIGHT:
        raise Unanswered("access")
    if got.status == TOO_MANY:
        raise Unanswered("quota")
    if got.status >= 500:
        raise Unanswered("unreachable")
    return verdict(_parsed(data), who, access)


def _parsed(data: bytes) -> Any:
    try:
        return msgspec.json.decode(data)
    except msgspec.MsgspecError:
        raise Unanswered("answer_unknown") from None
