"""What is asked of the register, what is known of a unit, and what is answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from simpul.knowledge.services import Cost
from simpul.registry.capabilities.models import Capability
from simpul.registry.models import Unit

Words = Mapping[str, str]
Tone = Literal["good", "bad", "plain"]


@dataclass(frozen=True)
class Wanted:
    """Somebody needs a service. `area` is where they are (Kemendagri code, any level), `at` latitude and longitude.

    `on` is the day; `home` the puskesmas that answers for their post; `language` a code of
    `content/services/languages.json`. What is not known stays None and is said to be unknown.
    """

    service: str
    area: str
    on: date
    at: tuple[float, float] | None = None
    age_years: int | None = None
    language: str | None = None
    urgency: str = "biasa"
    home: UUID | None = None


@dataclass(frozen=True)
class Load:
    """People on their way to a unit for a service: open requests without an appointment and those of the week ahead."""

    waiting: int = 0
    scheduled: int = 0
    capacity: int | None = None

    @property
    def full(self) -> bool:
        """Whether nobody more fits into the week."""
        return self.capacity is not None and self.waiting + self.scheduled >= self.capacity

    @property
    def room(self) -> bool:
        """Whether the unit said how many it takes, and there is a place left."""
        return self.capacity is not None and not self.full


@dataclass(frozen=True)
class Facts:
    """What decides about one unit. `able` False: not yet surveyed (a unit that is not able has no facts here).

    `closeness` 0 elsewhere … 4 same village; `open_now` None: hours unknown; `speaks` None: not asked.
    `emergency_rank`: 0 the service that answers an emergency first, None when there is no emergency.
    """

    unit: UUID
    name: str
    able: bool
    home: bool = False
    closeness: int = 0
    distance_km: float | None = None
    always: bool = False
    open_now: bool | None = None
    load: Load = Load()
    verified: bool = False
    speaks: bool | None = None
    free: bool = False
    emergency_rank: int | None = None
    service: str = ""


@dataclass(frozen=True)
class Reason:
    """Why a unit stands where it stands."""

    code: str
    words: Words
    tone: Tone


@dataclass(frozen=True)
class Candidate:
    """A unit that may be asked. `able` False: not yet surveyed, call first; `open_now` None: hours unknown."""

    unit: Unit
    service: str
    able: bool
    score: int
    reasons: tuple[Reason, ...]
    distance_km: float | None
    open_now: bool | None
    cost: Cost
    load: Load
    capability: Capability | None
