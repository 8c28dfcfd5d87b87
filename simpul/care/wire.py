"""Kinds and rows of the care room as they travel (see docs/protocol.md)."""

from typing import Any, Literal

from msgspec import Struct

Values = dict[str, Any]


class SessionOpened(Struct, kw_only=True):
    """`session.opened`; subject is the session id = UUIDv5(NS, `session|{post}|{date}`)."""

    date: str
    place: str = ""
    staff: list[str] = []


class SessionClosed(Struct, kw_only=True):
    """`session.closed`; totals as the phone counted them, kept beside what the server counts."""

    date: str
    totals: dict[str, int] = {}
    notes: str = ""


class GuestAt(Struct, kw_only=True):
    """Where a guest was seen: written by the server when it carries an entry to the child's own post, never by a phone.

    `device` and `counter` are those of the entry that was carried, so that a phone still replaces what it wrote itself.
    """

    post: str
    name: str
    device: str | None = None
    counter: int = 0


class VisitRecorded(Struct, kw_only=True):
    """`visit.recorded`; subject is the person. One entry for each table (step) that saw the person.

    `visit` = UUIDv5(NS, `visit|{post}|{person}|{date}`), so that two tables which record the same child offline
    write to the same visit. `values` maps field ids of the card to values; `results` is what the phone told the
    family (verdict, z-scores, fired rules) with its rules edition, kept as evidence. Step 1 with no values is arrival.
    """

    visit: str
    session: str | None = None
    date: str
    card: Literal["balita", "hamil", "nifas", "remaja", "dewasa", "lansia"]
    step: int
    values: Values = {}
    results: Values = {}
    guest: GuestAt | None = None


class VisitCorrected(Struct, kw_only=True):
    """`visit.corrected`; subject is the person. `corrects` names the entry whose values were wrong."""

    visit: str
    corrects: str
    values: Values
    reason: str = ""


class DoseGiven(Struct, kw_only=True):
    """`dose.given`; subject is the person; the dose's id is the entry's id.

    Vaccines, vitamin A, deworming, iron tablets. `source`: given today by an officer here, or copied from a book.
    """

    product: str
    number: int | None = None
    date: str
    batch: str = ""
    expiry: str | None = None
    place: str = ""
    source: Literal["given", "history"] = "given"
    quantity: int | None = None
    visit: str | None = None
    helper: str = ""
    """Who gave it or saw the mother or child, of a contact (ANC, KF, KN): as the KIA book says."""


class GuestFields(Struct, kw_only=True):
    """A child of another post as the post that serves it knows it. `home_post` None: nobody could say which."""

    name: str
    sex: Literal["L", "P"] | None = None
    birth_date: str | None = None
    birth_date_estimated: bool = False
    mother_name: str = ""
    nik: str | None = None
    card_token: str | None = None
    home_post: str | None = None


class GuestRegistered(GuestFields, kw_only=True):
    """`guest.registered`; the entry's subject is the guest's id, which visits and doses name as their person."""


class GuestChanged(Struct, kw_only=True):
    """`guest.changed`: a patch, merged field by field as for persons."""

    fields: Values


class GuestLinked(Struct, kw_only=True):
    """`guest.linked`: the guest is this person of `post`; written by the server or a page. `by` says what told so."""

    person: str
    post: str
    by: Literal["card", "nik", "name", "officer"]


class GuestUnlinked(Struct, kw_only=True):
    """`guest.unlinked`: it was another child after all. From now on only a person may link the guest."""

    link: str


class Delivery(Struct, kw_only=True):
    """How a pregnancy ended. Ids of `content/programme/birth.json`; empty is not known.

    `birth_time` local `HH:MM`; `stillborn` has one item for each child born dead: `{"sex", "weight_kg"}`.
    """

    birth_time: str = ""
    birth_place: str = ""
    birth_place_name: str = ""
    birth_helper: str = ""
    birth_mode: str = ""
    mother_condition: str = ""
    stillborn: list[Values] = []


class PregnancyFields(Delivery, kw_only=True):
    """A pregnancy as an episode. `edd` estimated due date; `lmp` first day of the last period.

    `plan_*`: what the family has arranged for the birth (P4K), in their own words.
    """

    lmp: str | None = None
    edd: str | None = None
    edd_source: Literal["lmp", "usg", "estimate"] = "lmp"
    gravida: int | None = None
    parity: int | None = None
    miscarriages: int | None = None
    previous_birth_date: str | None = None
    height_cm: float | None = None
    prepregnancy_weight_kg: float | None = None
    husband_name: str = ""
    risks: list[str] = []
    plan_helper: str = ""
    plan_place: str = ""
    plan_companion: str = ""
    plan_transport: str = ""
    plan_donors: str = ""
    plan_money: str = ""
    plan_contraception: str = ""


class PregnancyOpened(PregnancyFields, kw_only=True):
    """`pregnancy.opened`; subject is the pregnancy's id."""

    person: str


class PregnancyClosed(Delivery, kw_only=True):
    """`pregnancy.closed`; subject is the pregnancy's id. `birth` starts the postpartum card for the mother.

    A second closing fills what the first left open; what they say differently opens a review.
    """

    outcome: Literal["birth", "miscarriage", "stillbirth", "mother_died", "moved", "mistake"]
    date: str
    children: list[str] = []
    notes: str = ""


class SessionRow(Struct, kw_only=True):
    """Part `sessions`."""

    id: str
    post: str
    seq: int
    date: str
    place: str
    staff: list[str]
    status: Literal["open", "closed"]
    totals: dict[str, int]
    opened_at: str
    closed_at: str | None


class VisitRow(Struct, kw_only=True):
    """Part `visits`. `entries` names for each field the entry that gave its current value (for corrections)."""

    id: str
    post: str
    seq: int
    person: str
    session: str | None
    date: str
    card: str
    values: Values
    entries: dict[str, str]
    steps: dict[str, Values]
    results: Values
    status: Literal["ok", "void"]


class DoseRow(DoseGiven, kw_only=True):
    """Part `doses`."""

    id: str
    post: str
    seq: int
    person: str
    author: str
    status: Literal["ok", "void"]


class GuestRow(GuestFields, kw_only=True):
    """Part `guests`, at the post that served the child. `home_name` is all that this post learns of the child's own.

    `entry` registered the guest: withdrawing it takes everything back. When the child turned out to be one of this
    post's own, or moved here since, `person` is who on its register, `link` the `guest.linked` that its copies' ids are
    derived from, and `link_post` the post under which their visits go.
    """

    id: str
    post: str
    seq: int
    entry: str
    status: Literal["waiting", "delivered", "void"]
    home_name: str = ""
    person: str | None = None
    link: str | None = None
    link_post: str | None = None
    extra: Values = {}


class PregnancyRow(PregnancyFields, kw_only=True):
    """Part `pregnancies`. `closings` names the entries that closed it, in order."""

    id: str
    post: str
    seq: int
    person: str
    status: Literal["open", "closed", "void"]
    outcome: str | None
    end_date: str | None
    children: list[str]
    closings: list[str] = []
    extra: Values = {}


FIELD_GROUPS: dict[str, dict[str, str]] = {
    "guests": {
        "name": "identity",
        "sex": "identity",
        "birth_date": "identity",
        "birth_date_estimated": "identity",
        "mother_name": "family",
        "nik": "identity",
        "card_token": "card",
        "home_post": "home",
    },
    "pregnancies": {
        "lmp": "dating",
        "edd": "dating",
        "edd_source": "dating",
        "gravida": "obstetric",
        "parity": "obstetric",
        "miscarriages": "obstetric",
        "previous_birth_date": "obstetric",
        "height_cm": "body",
        "prepregnancy_weight_kg": "body",
        "husband_name": "family",
        "risks": "risks",
        "plan_helper": "plan",
        "plan_place": "plan",
        "plan_companion": "plan",
        "plan_transport": "plan",
        "plan_donors": "plan",
        "plan_money": "plan",
        "plan_contraception": "plan",
        "birth_time": "delivery",
        "birth_place": "delivery",
        "birth_place_name": "delivery",
        "birth_helper": "delivery",
        "birth_mode": "delivery",
        "mother_condition": "delivery",
        "stillborn": "delivery",
        "outcome": "closing",
        "end_date": "closing",
    },
}
"""Part → field → group. A field that is not listed belongs to the group `other`."""
