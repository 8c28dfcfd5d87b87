"""Why something is not in SATUSEHAT, in plain words (`content/exchange/satusehat/problems.json`)."""

from dataclasses import dataclass
from functools import cache

from simpul.base.words import language
from simpul.exchange.satusehat.content import FOLDER
from simpul.knowledge.content import read_json


@dataclass(frozen=True)
class Why:
    """A reason and what helps, in the language of the reader."""

    code: str
    what: str
    repair: str


@cache
def _book() -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = read_json(FOLDER / "problems.json")["problems"]
    return found


def why(code: str, spoken: str | None = None) -> Why:
    """The words of a code. Raises KeyError for one that problems.json does not know."""
    one, tongue = _book()[code], spoken or language()
    return Why(code, one["what"][tongue], one["repair"][tongue])
