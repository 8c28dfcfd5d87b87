"""Why somebody is sent, gravest first, and who a guest is: the room that knows says it, and registers itself here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from simpul.network.models import Request


@dataclass(frozen=True)
class Guest:
    """Somebody whom the post measures and another post has on its register. Dates local; `sex` L, P or empty."""

    name: str
    birth_date: date | None
    sex: str


Reasons = Callable[[Request], list[str]]
Guests = Callable[[Request], Guest | None]
_said: list[Reasons] = []
_guests: list[Guests] = []


def register(reasons: Reasons) -> None:
    """From now on links and letters say these; the last one registered speaks."""
    _said[:] = [reasons]


def reasons(request: Request) -> list[str]:
    """The reasons in words; what the request itself holds where no room says more."""
    return _said[-1](request) if _said else [str(one.get("text", "")) for one in request.reasons]


def register_guests(guests: Guests) -> None:
    """From now on links know of guests; the last one registered speaks."""
    _guests[:] = [guests]


def guest_of(request: Request) -> Guest | None:
    """The guest whom a request is about; None where it is about nobody, or about a person of the register."""
    return _guests[-1](request) if _guests and request.person is None and request.person_id else None
