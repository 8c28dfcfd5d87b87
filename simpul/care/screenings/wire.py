"""Screenings as they travel (see docs/protocol.md)."""

from typing import Any, Literal

from msgspec import Struct

Declined = Literal["refused", "postponed", "connect"]


class ScreenedPerson(Struct, kw_only=True):
    """Whom the scorer takes the person for: as the phone knew them on the day, so that counting again says the same."""

    age_years: int | None = None
    sex: Literal["L", "P"] | None = None
    age_months: int | None = None


class ScreeningRecorded(Struct, kw_only=True):
    """`screening.recorded`; subject is the person; the screening's id is the entry's id.

    `answers` maps item ids to what was answered. `complete` and `action` are what the phone told the kader, kept as
    evidence beside what the server counts. A critical answer is recorded when it is given, with what was answered until
    then; when the questions go on, the whole is recorded again and the part withdrawn (`entry.voided`). `declined` with
    no answers: it was offered and the person was not willing, or it was put off for an emergency or pain; `connect`: it
    was answered, and the person was not willing yet to hear from the puskesmas.
    """

    instrument: str
    edition: str
    date: str
    respondent: ScreenedPerson
    answers: dict[str, Any]
    complete: bool
    action: Literal["edukasi", "konsul", "rujuk", "darurat"] | None = None
    visit: str | None = None
    is_private: bool = False
    declined: Declined | None = None


class ScreeningRow(Struct, kw_only=True):
    """Part `screenings`: that it was done or declined, and what to do. The rest stays with the treating team."""

    id: str
    post: str
    seq: int
    person: str
    instrument: str
    date: str
    complete: bool
    action: Literal["edukasi", "konsul", "rujuk", "darurat"] | None
    status: Literal["ok", "void"]
    declined: Declined | None = None
