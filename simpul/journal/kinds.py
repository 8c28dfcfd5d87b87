"""The registry of entry kinds and parts. Each room registers its own in its `apps.py`; the journal knows no room.

A *kind* says what an entry of that name carries, who may write it, and how it changes rows. A *part* is a table of
rows that phones hold. Both are data: the pipeline (receive, pull, snapshot, verify) walks over them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from msgspec import Struct

from simpul.base import clock
from simpul.base.words import language
from simpul.journal.wire import Entry, Reason, Words

if TYPE_CHECKING:
    from simpul.journal.models import Projected
    from simpul.journal.unit_of_work import UnitOfWork

KADER, OFFICER = "kader", "petugas"
BOTH = frozenset({KADER, OFFICER})


class StoredEntry(Entry, kw_only=True):
    """An entry with its place. `seq` is 1, 2, 3 … of its post; `received_at` is the server's clock.

    `erased`: its content is lawfully gone; id, place and hash stay.
    """

    seq: int
    received_at: datetime
    erased: bool = False
    followed: list[str] = []
    """Entries that answered those of `after` which had been set aside: the author counts as having seen them."""

    @property
    def happened(self) -> datetime:
        """`happened_at` as a moment in UTC: what the author says, evidence only."""
        return clock.parse_iso(self.happened_at)


class Refused(Exception):
    """Raised by `apply` or `check`: this one entry is set aside with the reason, the others go on."""

    def __init__(
        self,
        code: str,
        message_id: str,
        message_en: str,
        repair_id: str = "",
        repair_en: str = "",
        field: str | None = None,
    ) -> None:
        """`code` is stable; the sentences are for the person who typed the entry; `repair` says what to do."""
        super().__init__(f"{code}: {message_en}")
        repair = Words(id=repair_id, en=repair_en) if repair_id else None
        message = Words(id=message_id, en=message_en)
        self.reason = Reason(code=code, message=message, repair=repair, field=field)

    @classmethod
    def of(cls, reason: Reason) -> "Refused":
        """The refusal that carries this reason."""
        refused = cls(reason.code, reason.message.id, reason.message.en)
        refused.reason = reason
        return refused

    @property
    def said(self) -> str:
        """Why, in the language of the page."""
        return str(getattr(self.reason.message, language()))


Need = tuple[type[Model], str]


def no_needs(entry: StoredEntry, data: Any) -> Iterable[Need]:
    """The kind reads no row."""
    return ()


def subject_is_person(entry: StoredEntry, data: Any) -> str | None:
    """The person an entry is about, when its subject is the person."""
    return entry.subject


def no_person(entry: StoredEntry, data: Any) -> str | None:
    """The entry is about no single person."""
    return None


@dataclass(frozen=True)
class Kind:
    """A kind of entry.

    `needs` names the rows `apply` will read, so that a batch reads each table once; a row that is not named is still
    found, by a query of its own. `apply` changes rows through the unit of work and reads nothing else: no clock, no
    assignment, no settings, or a rebuild would differ. `check` runs once, when the entry is received, and may look at
    anything. `voided` takes the entry's effects back (given target, its data, the voiding entry, the work);
    it does nothing where the rows of the target live at another post; `voided_needs` names, when the rows of `needs`
    are there, what it reads beside them. `check_voided`, with the same arguments, is the `check` of a withdrawal: it
    sees to it that the withdrawal reaches that post.
    """

    name: str
    data: type[Struct]
    apply: Callable[[StoredEntry, Any, "UnitOfWork"], None]
    needs: Callable[[StoredEntry, Any], Iterable[Need]] = no_needs
    roles: frozenset[str] = BOTH
    classes: Mapping[str, str] = field(default_factory=dict)
    person: Callable[[StoredEntry, Any], str | None] = no_person
    check: Callable[[StoredEntry, Any, "UnitOfWork", str], None] | None = None
    voided: Callable[[StoredEntry, Any, StoredEntry, "UnitOfWork"], None] | None = None
    check_voided: Callable[[StoredEntry, Any, StoredEntry, "UnitOfWork"], None] | None = None
    voided_needs: Callable[[StoredEntry, Any, "UnitOfWork"], Iterable[Need]] | None = None
    office_only: bool = False
    """Written by the server or its pages, never accepted from a phone."""
    passing: bool = False
    """What it says is kept by `check` where it can be erased. The journal keeps that it came, and no content."""


@dataclass(frozen=True)
class Part:
    """Rows of one table as phones hold them.

    `row` gives the wire form. `classes` maps a field, or `field.key` inside a JSON field, to its class K0 to K4;
    what is not named is K1. `settle` writes the value a review decided for (row, field, value, entry); `settled`
    hears of it afterwards, for what is derived from the row.
    """

    name: str
    model: "type[Projected]"
    row: Callable[[Any], dict[str, Any]]
    classes: Mapping[str, str] = field(default_factory=dict)
    settle: "Callable[[Any, str, Any, StoredEntry], None] | None" = None
    settled: "Callable[[Any, UnitOfWork], None] | None" = None


_kinds: dict[str, Kind] = {}
_parts: dict[str, Part] = {}


def register(kind: Kind) -> None:
    """Make a kind known. Raises ValueError when the name is taken."""
    if _kinds.get(kind.name, kind) is not kind:
        raise ValueError(f"The kind {kind.name} is registered twice.")
    _kinds[kind.name] = kind


def register_part(part: Part) -> None:
    """Make a part known. Raises ValueError when the name is taken."""
    if _parts.get(part.name, part) is not part:
        raise ValueError(f"The part {part.name} is registered twice.")
    _parts[part.name] = part


def is_passing(name: str) -> bool:
    """Whether entries of that kind leave no content in the journal."""
    found = _kinds.get(name)
    return found is not None and found.passing


def kind(name: str) -> Kind | None:
    """The kind of that name; None when this server does not know it (a newer phone may)."""
    return _kinds.get(name)


def part(name: str) -> Part | None:
    """The part of that name."""
    return _parts.get(name)


def parts() -> list[Part]:
    """All parts, in order of registration."""
    return list(_parts.values())


def kinds() -> list[Kind]:
    """All kinds, in order of registration."""
    return list(_kinds.values())
