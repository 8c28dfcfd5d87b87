"""Words of a request's state with the name of the place that was asked, where the content leaves room: `{asked}`."""

from simpul.base.words import say
from simpul.network import workflow
from simpul.network.flow import State, Words
from simpul.network.models import Request
from simpul.network.places import asked_unit
from simpul.registry.names import unit_name

ASKED = "{asked}"
UNNAMED = {"id": "puskesmas", "en": "the puskesmas"}
"""For a place whose name is not known."""


def state_label(request: Request) -> str:
    """Where the request stands, as lists and pills say it."""
    return say(named(state_of(request).label, request))


def family_words(request: Request) -> str:
    """What may be said to the family while it stands there."""
    return say(named(state_of(request).family, request))


def named(words: Words, request: Request) -> Words:
    """The sentence in every language, with the name of the place."""
    if not any(ASKED in text for text in words.values()):
        return words
    name = unit_name(asked_unit(request.post_id, request.to_unit_id))
    filled = {language: text.replace(ASKED, name or UNNAMED[language]) for language, text in words.items()}
    return {language: text[:1].upper() + text[1:] for language, text in filled.items()}


def state_of(request: Request) -> State:
    """The state of the request in its workflow."""
    return workflow.load(request.workflow).states[request.state]
