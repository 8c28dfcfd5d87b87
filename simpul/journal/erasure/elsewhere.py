"""Copies of erased entries that are not in the journal: set aside, waiting, made ready. They go too."""

from collections.abc import Iterator

import msgspec

from simpul.journal.models import Quarantine, Waiting
from simpul.journal.redactions import REFUSED
from simpul.journal.rows import plain

_anything = msgspec.json.Decoder()
_CHUNK = 2_000


def erase(entries: set[str], subjects: set[str]) -> int:
    """Take the content out of every such copy; returns how many there were."""
    aside = [pk for pk, entry, body in _bodies(Quarantine) if _meant(entry, body, entries, subjects)]
    waiting = [pk for pk, entry, body in _bodies(Waiting) if _meant(entry, body, entries, subjects)]
    Quarantine.objects.filter(pk__in=aside).update(
        body=b"", code=REFUSED.code, reason=plain(REFUSED), status=Quarantine.Status.DISMISSED
    )
    Waiting.objects.filter(pk__in=waiting).delete()
    return len(aside) + len(waiting)


def _bodies(model: type[Quarantine] | type[Waiting]) -> Iterator[tuple[object, str, bytes]]:
    rows = model._default_manager.exclude(body=b"").values_list("pk", "entry", "body")
    for pk, entry, body in rows.iterator(chunk_size=_CHUNK):
        yield pk, str(entry), bytes(body)


def _meant(entry: str, body: bytes, entries: set[str], subjects: set[str]) -> bool:
    return entry in entries or bool(_about(body) & subjects)


def _about(body: bytes) -> set[str]:
    """Ids that the body names as what it is about, as far as it can be read."""
    try:
        said = _anything.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return set()
    if not isinstance(said, dict):
        return set()
    data = said.get("data")
    named = [said.get("subject"), data.get("person") if isinstance(data, dict) else None]
    return {name for name in named if isinstance(name, str)}
