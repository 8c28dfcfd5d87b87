"""What looks for trouble. Rooms above register theirs in `ready`, so that the tick asks all of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from simpul.registry.models import Unit


@dataclass(frozen=True)
class Found:
    """A trouble seen now: `code` of `kinds`, the id of what it is about, since when, how many things it concerns.

    `began_at` is None when nobody can tell: then the alert is as old as its opening. `posts` are those whose people can
    do something about it; none for the machine.
    """

    code: str
    object: str
    began_at: datetime | None
    n: int = 0
    posts: tuple[UUID, ...] = ()


Look = Callable[[Sequence[Unit], datetime], Iterable[Found]]
"""Given posts and the present moment, every trouble there is now."""


@dataclass(frozen=True)
class Source:
    """One search and the codes that only it finds: when it fails, alerts of these codes stay as they are."""

    codes: frozenset[str]
    look: Look
    machine: bool = False


_sources: list[Source] = []


def register(codes: Iterable[str], look: Look, *, machine: bool = False) -> None:
    """Add a source; the same search twice is one."""
    if all(known.look is not look for known in _sources):
        _sources.append(Source(frozenset(codes), look, machine))


def of_posts() -> list[Source]:
    """Sources about posts and their phones: what the sync-health board shows."""
    return [one for one in _sources if not one.machine]


def all_sources() -> list[Source]:
    """Every source."""
    return list(_sources)
