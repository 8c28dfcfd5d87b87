"""Instruments by name, read once per process."""

from functools import cache

from ..content import CONTENT_DIR, ContentError, read_json
from .model import Instrument, parse_instrument

INSTRUMENTS_DIR = CONTENT_DIR / "instruments"

INSTRUMENTS = tuple(sorted(path.stem for path in INSTRUMENTS_DIR.glob("*.json")))
"""Every instrument of the content, by id."""


@cache
def load_instrument(instrument_id: str) -> Instrument:
    """The instrument of that id from `content/instruments`. Raises ContentError for a name that is not one."""
    if instrument_id not in INSTRUMENTS:
        raise ContentError(f"tidak ada instrumen bernama {instrument_id!r}; yang ada: {', '.join(INSTRUMENTS)}.")
    return parse_instrument(read_json(INSTRUMENTS_DIR / f"{instrument_id}.json"))
