"""What hangs on an account, said by higher rooms before it is closed; and who hears at once that rights ended."""

from collections.abc import Callable
from dataclasses import dataclass

from simpul.registry.models import Account


@dataclass(frozen=True)
class OpenWork:
    """Work that hangs on an account: how much, and what becomes of it once the account is closed. No citizen in it."""

    what: str
    then: str


Asks = Callable[[Account], list[OpenWork]]
_asked: list[Asks] = []
_told: list[Callable[[], None]] = []


def before_leaving(asks: Asks) -> None:
    """Ask this before an account is closed."""
    if asks not in _asked:
        _asked.append(asks)


def open_work(account: Account) -> list[OpenWork]:
    """All that hangs on the account now."""
    return [one for asks in _asked for one in asks(account)]


def when_rights_end(hears: Callable[[], None]) -> None:
    """Call this in the transaction that ends somebody's rights: what stands open has to ask again."""
    if hears not in _told:
        _told.append(hears)


def rights_ended() -> None:
    """Rights of somebody ended: say so to whatever stands open."""
    for hears in _told:
        hears()
