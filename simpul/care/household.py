"""Someone as a member of a household, in words: relation, work, marital status, what helps them come."""

from collections.abc import Iterable, Mapping
from functools import cache

from django.utils.translation import gettext as _

from simpul.base.words import say
from simpul.knowledge.content import CONTENT_DIR, read_json
from simpul.people.models import Person


@cache
def _choices(part: str) -> Mapping[str, Mapping[str, str]]:
    content = read_json(CONTENT_DIR / "people" / "households.json")
    return {choice["id"]: choice["word"] for choice in content[part]}


def choice_word(part: str, choice: str) -> str:
    """The word of a choice; what another edition wrote stands as it is."""
    known = _choices(part).get(choice)
    return say(known) if known else choice


def household_words(person: Person) -> list[tuple[str, str]]:
    """Label and words of all that is known; nothing for what is empty."""
    lines = [
        (_("Hubungan"), choice_word("relations", person.relation)),
        (_("Pekerjaan atau sekolah"), person.occupation),
        (_("Status perkawinan"), choice_word("marital_statuses", person.marital_status)),
        (_("Yang sulit dilakukan sendiri"), _several("disabilities", person.disabilities)),
        (_("Yang menolong saat datang"), _several("assistance", person.assistance)),
    ]
    return [(label, words) for label, words in lines if words]


def _several(part: str, chosen: Iterable[str]) -> str:
    return ", ".join(choice_word(part, choice) for choice in chosen)
