"""Where an institution keeps words that belong to somebody else: never in the repository, never in the database."""

import os
from pathlib import Path

from simpul.base import embedded


def instrument_texts() -> Path:
    """Licensed wording of instruments: `SIMPUL_INSTRUMENTS`, else `instruments` in the home of this installation."""
    named = os.environ.get("SIMPUL_INSTRUMENTS")
    return Path(named) if named else embedded.home() / "instruments"
