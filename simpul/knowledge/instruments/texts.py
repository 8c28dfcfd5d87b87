"""The wording of instruments: free words from the content, words with an owner from a folder outside the repository."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

import msgspec

from ..content import CONTENT_DIR, ContentError, read_json
from .load import INSTRUMENTS_DIR, load_instrument

LARGEST_BYTES = 500_000
TEXTS_DIR = INSTRUMENTS_DIR / "text"
HOME = ".simpul"
"""The home of a local installation lies beside the repository's files and is never part of it."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


class PackError(ValueError):
    """A text pack that may not be used: what is wrong with it, and what to do."""


class Permission(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Who allowed the words to be used, to whom, by which letter, until when (None: without end)."""

    holder: str
    granted_to: str
    reference: str
    valid_until: date | None


class Wording(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One item as it is asked, and help for the person who asks."""

    ask: str
    help: str | None = None


class TextPack(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The words of one instrument in one language (schema: `instrument-text.schema.json`)."""

    schema: str = msgspec.field(name="$schema", default="")
    instrument: str
    lang: Literal["id", "en"]
    edition: str
    rendering: Literal["own", "official", "licensed"]
    source: str
    certainty: Literal["documented", "established", "to verify"]
    notice: str | None = None
    permission: Permission | None = None
    intro: str
    items: dict[str, Wording]
    options: dict[str, dict[str, str]]


def load_text(instrument_id: str, lang: str, licensed: Path | None, today: date) -> TextPack | None:
    """The words in that language: those in the folder `licensed` while their permission lasts, else ours.

    None when there are none. Raises PackError for a file that is there and does not fit.
    """
    for folder in filter(None, (licensed, TEXTS_DIR)):
        path = folder / f"{instrument_id}.{lang}.json"
        if path.is_file():
            pack = _parse(path.read_bytes(), str(path))
            if not _ended(pack, today):
                return pack
    return None


def keep(raw: bytes, licensed: Path, today: date) -> Path:
    """Check a licensed text pack and keep it in the folder, in place of an older one; where it now lies.

    Raises PackError for words that do not fit their instrument, lack a permission, or would lie in the repository.
    """
    where = licensed.resolve()
    if where.is_relative_to(CONTENT_DIR.parent) and HOME not in where.parts:
        raise PackError(f"{licensed} ada di dalam repositori; simpan teks berizin di tempat lain.")
    if len(raw) > LARGEST_BYTES:
        raise PackError(f"berkasnya lebih dari {LARGEST_BYTES} bita; periksa apakah ini paket teks.")
    pack = _parse(raw, "paket teks")
    problems = list(_problems(pack, today))
    if problems:
        raise PackError(" ".join(problems))
    licensed.mkdir(parents=True, exist_ok=True)
    path = licensed / f"{pack.instrument}.{pack.lang}.json"
    draft = path.with_suffix(".new")
    draft.write_bytes(msgspec.json.format(msgspec.json.encode(pack), indent=2) + b"\n")
    draft.replace(path)
    return path


def kept(licensed: Path, today: date) -> list[tuple[TextPack, bool]]:
    """Every pack in the folder, and whether its permission still lasts."""
    packs = [_parse(path.read_bytes(), str(path)) for path in sorted(licensed.glob("*.json"))]
    return [(pack, not _ended(pack, today)) for pack in packs]


def misfits(pack: Mapping[str, Any], instrument: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Where a pack does not fit its instrument (both as JSON): place, what is wrong, what to do."""
    if pack["edition"] != instrument["edition"]:
        what = f"these words are of the edition {pack['edition']!r}, the instrument of {instrument['edition']!r}."
        yield "edition", what, "Bring words of the same edition."
    items = {item["id"]: item["scale"] for item in instrument["items"] if item["scale"] in instrument["scales"]}
    for missing in sorted(set(items) - set(pack["items"])):
        yield f"items.{missing}", "no words for this item.", "Add them."
    for stray in sorted(set(pack["items"]) - {item["id"] for item in instrument["items"]}):
        yield f"items.{stray}", "the instrument has no such item.", "Remove it."
    for item, scale in items.items():
        options = pack["options"].get(item, pack["options"].get(scale, {}))
        needed = {str(value) for value in instrument["scales"][scale]["values"]}
        if needed != set(options):
            what = f"words for {', '.join(sorted(options)) or 'no value'}, the scale has {', '.join(sorted(needed))}."
            yield f"options of item {item}", what, "Give one word to each value."


def _parse(raw: bytes, where: str) -> TextPack:
    try:
        return msgspec.json.decode(raw, type=TextPack)
    except msgspec.MsgspecError as wrong:
        raise PackError(f"{where}: {wrong}. Samakan dengan content/schema/instrument-text.schema.json.") from wrong


def _problems(pack: TextPack, today: date) -> Iterator[str]:
    if not _NAME.fullmatch(pack.instrument):
        yield "instrument: bukan nama instrumen."
        return
    try:
        instrument = load_instrument(pack.instrument)
    except ContentError as unknown:
        yield str(unknown)
        return
    data = json.loads(msgspec.json.encode(pack))
    for place, what, do in misfits(data, read_json(INSTRUMENTS_DIR / f"{instrument.id}.json")):
        yield f"{place}: {what} {do}"
    yield from _permission_problems(pack, today)


def _permission_problems(pack: TextPack, today: date) -> Iterator[str]:
    if pack.rendering != "licensed" or pack.permission is None:
        yield "permission: tulis rendering licensed, dan siapa memberi izin, kepada siapa, nomor surat, sampai kapan."
        return
    blank = [name for name in ("holder", "granted_to", "reference") if not getattr(pack.permission, name).strip()]
    if blank:
        yield f"permission.{blank[0]}: masih kosong; isi menurut surat izin."
    if _ended(pack, today):
        yield f"permission.valid_until: izinnya berakhir {pack.permission.valid_until}; perpanjang dahulu."


def _ended(pack: TextPack, today: date) -> bool:
    until = pack.permission.valid_until if pack.permission else None
    return until is not None and until < today
