"""The citizens' self-check: which colour of the e-Jiwa scale follows from a scored form (`programme/self-check.json`).

Pure; the same runs in the visitor's browser (`web/knowledge/self-check.ts`); `vectors/self-check.json` holds both.
"""

from functools import cache
from typing import Any

from simpul.knowledge.colour_scales import EJiwa
from simpul.knowledge.content import CONTENT_DIR, read_json
from simpul.knowledge.instruments import Scored


@cache
def content() -> dict[str, Any]:
    """The content file."""
    found: dict[str, Any] = read_json(CONTENT_DIR / "programme" / "self-check.json")
    return found


def level_of(instrument: str, scored: Scored) -> EJiwa | None:
    """The colour of a scored form; None while it is not complete, unless an answer cannot wait."""
    if scored.action is None:
        return None
    band = f"{instrument}:{scored.band}"
    rows = content()["levels"]
    fits = (row for row in rows if scored.action in row["actions"] or band in row["bands"])
    return EJiwa(next(fits, rows[0])["level"])


def result_of(level: EJiwa) -> dict[str, Any]:
    """What the page says at this colour: headline, sentences, tips, days until the next check, urgency."""
    found: dict[str, Any] = content()["results"][level.value]
    return found


def choice(name: str) -> dict[str, Any] | None:
    """The check of that name; None when there is none."""
    return next((one for one in content()["choices"] if one["id"] == name), None)
