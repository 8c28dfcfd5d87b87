"""Counts again what a phone has counted. Of what was recorded alone, so that a replay says the same."""

from typing import Any, NamedTuple

from simpul.care.screenings.wire import ScreeningRecorded
from simpul.knowledge.cards import ACTIONS
from simpul.knowledge.content import ContentError
from simpul.knowledge.instruments import AnswerError, Respondent, critical_now, load_instrument, score


class Counted(NamedTuple):
    """What the server finds. `edition` empty: it does not know the instrument, and what the phone said stands."""

    complete: bool
    score: float | None
    band: str | None
    critical: list[str]
    action: str | None
    edition: str


def count(data: ScreeningRecorded) -> Counted:
    """The screening scored with this server's content."""
    try:
        instrument = load_instrument(data.instrument)
    except ContentError:
        return Counted(data.complete, None, None, [], data.action, "")
    who = Respondent(data.respondent.age_years, data.respondent.sex, data.respondent.age_months)
    try:
        found = score(instrument, who, data.answers)
    except AnswerError:
        return Counted(False, None, None, critical_now(instrument, data.answers), data.action, "")
    action = graver(found.action, data.action)
    return Counted(found.complete, found.score, found.band, list(found.critical), action, found.edition)


def graver(one: str | None, other: str | None) -> str | None:
    """The action that asks for more; None where neither asks for any."""
    return max((one, other), key=_rank)


def _rank(action: Any) -> int:
    return ACTIONS.index(action) if action in ACTIONS else -1
