"""Opening a whole deposit: entries to be placed, and items that are kept apart without being read."""

from dataclasses import dataclass, field

import msgspec

from simpul.journal.escrow import keys
from simpul.journal.escrow.published import key_missing, was_given
from simpul.journal.escrow.sealing import Unopenable, open_item
from simpul.journal.http import MAX_INFLATED
from simpul.journal.models import Device
from simpul.journal.problems import too_many
from simpul.journal.receive.arrived import Arrived, read
from simpul.journal.wire import Sealed

_sealed = msgspec.json.Decoder(Sealed)


class Apart(msgspec.Struct, frozen=True):
    """An item that stays sealed: as it came, and why."""

    body: bytes
    code: str


@dataclass
class Opened:
    """What a deposit came to before anything is placed."""

    items: list[Arrived] = field(default_factory=list)
    apart: list[Apart] = field(default_factory=list)


def open_all(named: str, writer: Device | None, items: list[bytes]) -> Opened:
    """Open every item sealed in the name of a device, signed by the key of `writer`.

    Raises ApiProblem: a key is missing, or too much comes out.
    """
    found, size = Opened(), 0
    for raw in items:
        try:
            body, label = _open(named, writer, raw)
        except Unopenable as refused:
            found.apart.append(Apart(raw, refused.code))
            continue
        size += len(body)
        if size > MAX_INFLATED:
            raise too_many(f"lebih dari {MAX_INFLATED // 2**20} MB", f"more than {MAX_INFLATED // 2**20} MB")
        arrived = read(body)
        if (arrived.id, arrived.hash) == (label.id, label.hash):
            found.items.append(arrived)
        else:
            found.apart.append(Apart(raw, "mislabelled"))
    return found


def _open(named: str, writer: Device | None, raw: bytes) -> tuple[bytes, Sealed]:
    try:
        item = _sealed.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Unopenable("malformed") from error
    if writer is None:
        raise Unopenable("device_unknown")
    try:
        key = keys.private(item.key)
    except keys.NoKey as error:
        if keys.ID.fullmatch(item.key) and was_given(item.key):
            raise key_missing() from error
        raise Unopenable("key_unknown") from error
    try:
        return open_item(item, named, bytes(writer.public_key), key), item
    except Unopenable as refused:
        if refused.code in ("forged", "unopenable") and named != str(writer.pk):
            raise Unopenable("device_unknown") from refused
        raise
