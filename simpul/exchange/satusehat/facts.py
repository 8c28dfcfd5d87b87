"""What the builder asks to know: plain values, read from rows by `reading`."""

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """A post and its puskesmas. `organization`, `practitioner`, `location`: ids that SATUSEHAT gave."""

    post: str
    post_name: str
    village: str
    village_code: str
    puskesmas: str
    puskesmas_name: str
    organization: str | None = None
    practitioner: str | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Who:
    """The person kept. `ihs`: the number that SATUSEHAT gave.

    `mother_name` and `multiple` (0 alone, 1, 2 … of twins) are asked for when a newborn is registered there; `seq` is
    the row that all this was read from.
    """

    id: str
    nik: str | None
    mother_nik: str | None
    sex: str | None
    birth_date: dt.date | None
    ihs: str | None = None
    mother_name: str = ""
    multiple: int = 0
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """A dose. `here`: given by an officer on that day, else copied from a book. `void`: withdrawn."""

    id: str
    product: str
    number: int | None
    date: dt.date
    batch: str = ""
    expiry: dt.date | None = None
    here: bool = True
    void: bool = False
    late: bool | None = None
    """Given after its usual ages; None when nobody computed it."""


@dataclass(frozen=True, slots=True)
class Referral:
    """A request that the visit opened. `rules`: ids of the rules that fired; `note` never comes here."""

    id: str
    service: str
    urgency: str
    status: str
    """A FHIR request status."""
    opened_at: dt.datetime
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """A visit. `scores`: index → z-score; `bands`: category column → band id. `home`: at the family's home."""

    id: str
    date: dt.date
    card: str
    start: dt.datetime
    end: dt.datetime
    values: dict[str, object] = field(default_factory=dict)
    scores: dict[str, float] = field(default_factory=dict)
    bands: dict[str, str] = field(default_factory=dict)
    doses: tuple[Given, ...] = ()
    referrals: tuple[Referral, ...] = ()
    home: bool = False
    void: bool = False


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the setting of the puskesmas and the family's word let out beyond the ordinary."""

    mental_health: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A resource that the server already holds. `what` tells how it was made, so that it can be taken back."""

    type: str
    id: str
    what: str
