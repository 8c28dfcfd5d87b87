"""Address and values of a message, encrypted in the table (`simpul.base.sealing`).

Whoever changes the server's secret lets waiting messages end as `unreadable`.
"""

import json
from uuid import UUID

from simpul.base.outbox.templates import Params
from simpul.base.sealing import Unreadable as Unreadable
from simpul.base.sealing import seal as _seal
from simpul.base.sealing import unseal

USE = "simpul.outbox.v1"


def seal(message: UUID, to: str, params: Params) -> bytes:
    """Address and values for the table."""
    return _seal(USE, message, json.dumps({"to": to, "params": params}).encode())


def opened(message: UUID, sealed: bytes) -> tuple[str, Params]:
    """(address, values). Raises Unreadable."""
    held = json.loads(unseal(USE, message, sealed))
    return str(held["to"]), dict(held["params"])
