"""What is wrong with a sheet or with one of its rows, as codes; the words are in `content/exchange/problems.json`."""

from functools import cache
from typing import Any, NamedTuple

from simpul.base.words import say
from simpul.knowledge.content import CONTENT_DIR, read_json


class SheetError(Exception):
    """The file as a whole cannot be read. `code` is a key of the problems, `facts` fill its words."""

    def __init__(self, code: str, **facts: object) -> None:
        """Keep code and facts; no text of the sheet is in them."""
        super().__init__(code)
        self.code, self.facts = code, facts

    @property
    def problem(self) -> "Problem":
        """The error as a problem of no row."""
        return Problem(self.code, "", {name: str(fact) for name, fact in self.facts.items()})


class Problem(NamedTuple):
    """One thing wrong: its code, the field it is about (empty: the row), and what fills the words."""

    code: str
    field: str = ""
    facts: dict[str, str] = {}

    @property
    def what(self) -> str:
        """The problem in the language of the page."""
        return _filled(say(words()[self.code]["what"]), self)

    @property
    def repair(self) -> str:
        """What to do about it."""
        return _filled(say(words()[self.code]["repair"]), self)


@cache
def words() -> dict[str, dict[str, dict[str, str]]]:
    """Code → `what` and `repair` in two languages."""
    content: dict[str, Any] = read_json(CONTENT_DIR / "exchange" / "problems.json")
    found: dict[str, dict[str, dict[str, str]]] = content["problems"]
    return found


def _filled(sentence: str, problem: Problem) -> str:
    from simpul.exchange.sheets.columns import field_label

    facts = problem.facts | ({"field": field_label(problem.field)} if problem.field else {})
    for name, fact in facts.items():
        sentence = sentence.replace(f"{{{name}}}", fact)
    return sentence
