"""Copies of erased entries that are not in the journal: set aside, waiting, made ready. They go too."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from simpul.journal.models import Quarantine, Waiting
from simpul.journal.redactions import REFUSED
from simpul.journal.rows import plain

_anything = msgspec.json.Decoder()
_CHUNK = 2_000


class Copy(NamedTuple):
    """Words beside the journal: in which table, under which key, of which entry and post (None: of no known post)."""

    model: type[Quarantine] | type[Waiting]
    pk: Any
    entry: str
    post: str | None


def find(entries: set[str], subjects: set[str]) -> list[Copy]:
    """Every such copy of the entries, or about the subjects."""
    models: tuple[type[Quarantine] | type[Waiting], ...] = (Quarantine, Waiting)
    return [copy for model in models for copy in _of(model, entries, subjects)]


def blank(copies: list[Copy]) -> None:
    """Take the content out of them. That something lay there stays known."""
    Quarantine.objects.filter(pk__in=[one.pk for one in copies if one.model is Quarantine]).update(
        body=b"", code=REFUSED.code, reason=plain(REFUSED), status=Quarantine.Status.DISMISSED
    )
    Waiting.objects.filter(pk__in=[one.pk for one in copies if one.model is Waiting]).delete()


def _of(model: type[Quarantine] | type[Waiting], entries: set[str], subjects: set[str]) -> Iterator[Copy]:
    rows = model._default_manager.exclude(body=b"").values_list("pk", "entry", "post_id", "body")
    for pk, entry, post, body in rows.iterator(chunk_size=_CHUNK):
        if _meant(str(entry), bytes(body), entries, subjects):
            yield Copy(model, pk, str(entry), str(post) if post else None)


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
