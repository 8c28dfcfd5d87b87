"""Which weekdays a text like `Senin–Rabu 08–12, Jumat siang` names. Nothing is guessed: an unclear text names none."""

import re
from functools import cache

from simpul.exchange.survey.content import survey

RANGE = r"\s*(?:-|–|—|s\.?/?d\.?|sampai|hingga|to|until)\s*"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def weekdays_in(text: str) -> frozenset[int] | None:
    """1 Monday … 7 Sunday; None where the text names no weekday, or speaks of weeks and months."""
    said = " ".join(text.casefold().replace("’", "'").split())
    if any(word in said for word in survey().week_words):
        return None
    named: set[int] = set()
    for words, (begin, end) in survey().weekday_runs.items():
        if words in said:
            named |= _run(DAYS.index(begin) + 1, DAYS.index(end) + 1)
            said = said.replace(words, " ")
    for found in _pattern().finditer(said):
        first = _numbers()[found["first"]]
        named |= _run(first, _numbers()[found["last"]] if found["last"] else first)
    return frozenset(named) or None


def _run(first: int, last: int) -> set[int]:
    """Both included; over the end of the week where the last lies before the first."""
    return {(first - 1 + n) % 7 + 1 for n in range((last - first) % 7 + 1)}


@cache
def _numbers() -> dict[str, int]:
    return {word: number for number, day in enumerate(DAYS, start=1) for word in survey().weekdays[day]}


@cache
def _pattern() -> re.Pattern[str]:
    word = "|".join(re.escape(one) for one in sorted(_numbers(), key=len, reverse=True))
    return re.compile(rf"\b(?P<first>{word})\b(?:{RANGE}(?P<last>{word})\b)?")
