"""Kinds and rows of the people room as they travel (see docs/protocol.md)."""

from typing import Any, Literal

from msgspec import Struct

Sex = Literal["L", "P"]
Fields = dict[str, Any]


class FamilyFields(Struct, kw_only=True):
    """A household. Every field may be empty: a family is served before its papers are found."""

    head_name: str = ""
    kk_number: str | None = None
    address: str = ""
    rt: str = ""
    rw: str = ""
    phone: str = ""


class FamilyRegistered(FamilyFields, kw_only=True):
    """`family.registered`; the entry's subject is the new family's id."""


class Changed(Struct, kw_only=True):
    """`family.changed`, `person.changed`, `pregnancy.changed`: a patch, merged field by field.

    The entry's `base` gives, for each field group of the patch, the seq of the post the author had seen.
    """

    fields: Fields


class FamilyMoved(Struct, kw_only=True):
    """`family.moved`: written in the journal of the post that is left. `to_post` empty: unknown or outside."""

    to_post: str | None = None
    to_address: str = ""
    reason: str = ""


class FamilyArrived(Struct, kw_only=True):
    """`family.arrived`: written by the server in the journal of the new post; carries the whole history."""

    from_post: str
    moved_by: str
    rows: dict[str, list[Fields]]


class PersonFields(Struct, kw_only=True):
    """A person. NIK is optional always. Dates `YYYY-MM-DD`; weights kg, lengths cm.

    `birth_care` maps what was done for a newborn (ids of `content/programme/birth.json`) to yes or no.
    `marital_status`, `disabilities` and the `assistance` that helps are ids of `content/people/households.json`;
    `occupation` is the school and class of who still goes there, otherwise the work.
    """

    family: str | None = None
    name: str
    sex: Sex | None = None
    birth_date: str | None = None
    birth_date_estimated: bool = False
    nik: str | None = None
    mother: str | None = None
    mother_name: str = ""
    father_name: str = ""
    relation: str = ""
    phone: str = ""
    birth_weight_kg: float | None = None
    birth_length_cm: float | None = None
    gestational_age_weeks: int | None = None
    birth_order: int | None = None
    birth_care: Fields = {}
    marital_status: str = ""
    occupation: str = ""
    disabilities: list[str] = []
    assistance: list[str] = []
    card_token: str | None = None
    notes: str = ""


class PersonRegistered(PersonFields, kw_only=True):
    """`person.registered`; the entry's subject is the new person's id.

    `born_of` names the pregnancy of a newborn whose id is UUIDv5(NS, `birth|{pregnancy}|{birth_order}`): two phones
    that record one birth speak of the same child. It is kept in the row's `extra`.
    """

    born_of: str | None = None


class PersonMerged(Struct, kw_only=True):
    """`person.merged`; subject is the person kept. References are never rewritten, so it can be undone."""

    gone: str


class PersonUnmerged(Struct, kw_only=True):
    """`person.unmerged`; subject is the person kept."""

    gone: str


class PersonLeft(Struct, kw_only=True):
    """`person.left`: died, left the area, or was registered by mistake. `restored` undoes it.

    Of a death, `place` and `cause` are ids of `content/programme/deaths.json`: where, and what the family says.
    """

    status: Literal["died", "moved", "mistake", "restored"]
    date: str
    notes: str = ""
    place: str = ""
    cause: str = ""


class ConsentGiven(Struct, kw_only=True):
    """`consent.given`; subject is the person or family. `granted` false withdraws."""

    purpose: str
    granted: bool
    date: str
    given_by: str = ""


class FamilyRow(FamilyFields, kw_only=True):
    """Part `families`."""

    id: str
    post: str
    seq: int
    status: Literal["active", "moved"]
    extra: Fields = {}


class PersonRow(PersonFields, kw_only=True):
    """Part `persons`. `merged_into` names the person kept; views show both histories under it."""

    id: str
    post: str
    seq: int
    status: Literal["active", "moved", "died", "mistake"]
    status_date: str | None = None
    death_place: str = ""
    death_cause: str = ""
    merged_into: str | None = None
    extra: Fields = {}


class ConsentRow(ConsentGiven, kw_only=True):
    """Part `consents`."""

    id: str
    post: str
    seq: int
    subject: str


class MoveRow(Struct, kw_only=True):
    """Part `moves`: a family that left this post; the phone keeps the name until it may purge the rest."""

    id: str
    post: str
    seq: int
    head_name: str
    persons: list[str]
    to_post: str | None
    to_post_name: str
    date: str


FIELD_GROUPS: dict[str, dict[str, str]] = {
    "families": {
        "head_name": "identity",
        "kk_number": "identity",
        "address": "contact",
        "rt": "contact",
        "rw": "contact",
        "phone": "contact",
    },
    "persons": {
        "name": "identity",
        "sex": "identity",
        "birth_date": "identity",
        "birth_date_estimated": "identity",
        "nik": "identity",
        "family": "family",
        "mother": "family",
        "mother_name": "family",
        "father_name": "family",
        "relation": "family",
        "phone": "contact",
        "birth_weight_kg": "birth",
        "birth_length_cm": "birth",
        "gestational_age_weeks": "birth",
        "birth_order": "birth",
        "birth_care": "birth",
        "marital_status": "household",
        "occupation": "household",
        "disabilities": "disability",
        "assistance": "disability",
        "card_token": "card",
        "notes": "notes",
    },
}
"""Part → field → group. A field that is not listed belongs to the group `other`."""

CLINICAL_FIELDS = {"birth_weight_kg", "birth_length_cm", "gestational_age_weeks", "birth_care", "birth_date", "sex"}
"""Fields whose conflicts only the puskesmas decides."""
