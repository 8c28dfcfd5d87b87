"""Where higher rooms tie themselves to people: what a moving person takes along, and who hears of changed facts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from msgspec import Struct

from simpul.journal.models import Projected
from simpul.journal.unit_of_work import UnitOfWork
from simpul.people.records import as_row, column, fields_of, plain


@dataclass(frozen=True)
class Carrier:
    """A part whose rows move with a person.

    `of(post, family, persons)` gives the rows of the post about the family and these persons. `also` names columns
    that travel between posts but never to a phone. `arrived(row)` is told when the row has come to its new post.
    """

    part: str
    model: type[Projected]
    struct: type[Struct]
    of: Callable[[str, str, list[str]], list[Any]]
    also: tuple[str, ...] = ()
    arrived: Callable[[Any], None] | None = None
    wire: Callable[[Any], dict[str, Any]] | None = None
    """The row when it is not simply the struct's fields; members that are no column are left behind."""

    def pack(self, row: Projected) -> dict[str, Any]:
        """The row with the columns that phones do not see."""
        wire = self.wire(row) if self.wire else as_row(row, self.struct)
        columns = {field.name for field in self.model._meta.concrete_fields}
        kept = {name: value for name, value in wire.items() if name in columns}
        return kept | {name: plain(getattr(row, column(self.model, name))) for name in self.also}

    @property
    def known(self) -> frozenset[str]:
        """Fields that `pack` writes."""
        return fields_of(self.struct) | set(self.also)


_carriers: dict[str, Carrier] = {}
_listeners: list[Callable[[set[str]], None]] = []
_registered_listeners: list[Callable[[set[str]], None]] = []
_identity_listeners: list[Callable[[set[str]], None]] = []
_consent_listeners: list[Callable[[set[str]], object]] = []
_arrival_listeners: list[Callable[[set[str], UnitOfWork], None]] = []


def carry(carrier: Carrier) -> None:
    """Let a part's rows move with their person. Parts arrive in order of registration."""
    _carriers[carrier.part] = carrier


def carriers() -> list[Carrier]:
    """All parts that move with a person."""
    return list(_carriers.values())


def on_facts(listener: Callable[[set[str]], None]) -> None:
    """Hear, after a batch is written, of persons whose sex, birth or merging changed."""
    if listener not in _listeners:
        _listeners.append(listener)


def facts_changed(persons: set[str]) -> None:
    """Tell the listeners. Runs inside the transaction of the batch."""
    for listener in _listeners:
        listener(persons)


def on_registered(listener: Callable[[set[str]], None]) -> None:
    """Hear, after a batch is written, of persons who were registered: entries about them may have come before."""
    if listener not in _registered_listeners:
        _registered_listeners.append(listener)


def registered(persons: set[str]) -> None:
    """Tell the listeners. Runs inside the transaction of the batch."""
    for listener in _registered_listeners:
        listener(persons)


def on_identity(listener: Callable[[set[str]], None]) -> None:
    """Hear, after a batch is written, of persons who were registered or whose name, numbers or birth changed."""
    if listener not in _identity_listeners:
        _identity_listeners.append(listener)


def identity_changed(persons: set[str]) -> None:
    """Tell the listeners. Runs inside the transaction of the batch."""
    for listener in _identity_listeners:
        listener(persons)


def on_consent(listener: Callable[[set[str]], object]) -> None:
    """Hear, after a batch is written, of persons and families who agreed to something or took it back."""
    if listener not in _consent_listeners:
        _consent_listeners.append(listener)


def consent_changed(subjects: set[str]) -> None:
    """Tell the listeners. Runs inside the transaction of the batch."""
    for listener in _consent_listeners:
        listener(subjects)


def on_arrival(listener: Callable[[set[str], UnitOfWork], None]) -> None:
    """Hear, as part of `family.arrived` itself and of its replay, of the persons whom it brought to the post."""
    if listener not in _arrival_listeners:
        _arrival_listeners.append(listener)


def persons_arrived(persons: set[str], work: UnitOfWork) -> None:
    """Tell the listeners; what they change is changed by the present entry."""
    for listener in _arrival_listeners:
        listener(persons, work)
