"""Words for tests: an adult is screened."""

from typing import Any

from simpul.care.tests.stories import Village
from simpul.journal.kinds import StoredEntry

DAY = "2026-04-10"
SRQ = {str(item): 0 for item in range(1, 21)}


def adult(village: Village, family: str | None = None, **over: Any) -> str:
    """A woman born on 2 May 1990; returns her id."""
    born = {"name": "Siti Aminah", "sex": "P", "birth_date": "1990-05-02"}
    return village.child(family or village.family(), **(born | over))


def data(answers: dict[str, Any], **over: Any) -> dict[str, Any]:
    """SRQ-20 as a phone records it."""
    said = {
        "instrument": "srq-20",
        "edition": "2026-11",
        "date": DAY,
        "respondent": {"age_years": 35, "sex": "P", "age_months": 431},
        "answers": answers,
        "complete": len(answers) == 20,
        "action": "edukasi",
        "is_private": True,
    }
    return said | over


def screened(village: Village, person: str, answers: dict[str, Any], post: str = "", **over: Any) -> StoredEntry:
    """A screening recorded at a post by its officer."""
    return village.write("screening.recorded", person, data(answers, **over), post)
