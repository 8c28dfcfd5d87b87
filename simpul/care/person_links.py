"""Links on a person's page to pages of higher rooms, which register themselves (`apps.py`)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from simpul.care.dossier import Dossier


@dataclass(frozen=True)
class PersonLink:
    """A page about the person: its words, its icon, its address."""

    label: str
    icon: str
    url: str


Links = Callable[[Dossier], Iterable[PersonLink]]
_REGISTERED: list[Links] = []


def register_links(links: Links) -> None:
    """`links` gives the pages that a room has about a person."""
    _REGISTERED.append(links)


def links_of(found: Dossier) -> list[PersonLink]:
    """All pages about this person, in the order of the rooms."""
    return [link for links in _REGISTERED for link in links(found)]
