"""The kinds and parts of the care room (docs/protocol.md)."""

from collections.abc import Iterable
from typing import Any

from simpul.care import day_kinds, visit_kinds
from simpul.care.checklists import kinds as checklists
from simpul.care.contacts import kinds as contacts
from simpul.care.firstaid import kinds as firstaid
from simpul.care.growth import growth_of_posts, persons_across_posts, score_arrived, score_persons
from simpul.care.guests import kinds as guests
from simpul.care.guests.marks import persons_known
from simpul.care.homevisits import parts as homevisits
from simpul.care.latest_growth import score_registered
from simpul.care.models import Dose, Growth, Guest, Pregnancy, Session, Visit
from simpul.care.parents import kinds as parents
from simpul.care.paths import kinds as paths
from simpul.care.scales import kinds as scales
from simpul.care.screenings import kinds as screenings
from simpul.care.wire import (
    DoseGiven,
    DoseRow,
    PregnancyClosed,
    PregnancyOpened,
    PregnancyRow,
    SessionClosed,
    SessionOpened,
    SessionRow,
    VisitCorrected,
    VisitRecorded,
    VisitRow,
)
from simpul.journal.derived import Derived, register_derived
from simpul.journal.kinds import Kind, Need, Part, StoredEntry, register, register_part, subject_is_person
from simpul.people.hooks import Carrier, carry, on_arrival, on_facts, on_identity, on_registered
from simpul.people.models import Person
from simpul.people.moving import of_persons
from simpul.people.records import as_row
from simpul.people.wire import Changed


def _session(entry: StoredEntry, data: Any) -> Iterable[Need]:
    yield Session, entry.subject


def _visit(entry: StoredEntry, data: VisitRecorded | VisitCorrected) -> Iterable[Need]:
    yield Visit, data.visit
    yield Person, entry.subject


def _dose(entry: StoredEntry, data: Any) -> Iterable[Need]:
    yield Dose, entry.id
    yield Person, entry.subject


def _pregnancy(entry: StoredEntry, data: Any) -> Iterable[Need]:
    yield Pregnancy, entry.subject


def _new_pregnancy(entry: StoredEntry, data: PregnancyOpened) -> Iterable[Need]:
    yield Pregnancy, entry.subject
    yield Person, data.person


def _mother(entry: StoredEntry, data: PregnancyOpened) -> str | None:
    return data.person


KINDS = (
    Kind("session.opened", SessionOpened, day_kinds.session_opened, needs=_session),
    Kind("session.closed", SessionClosed, day_kinds.session_closed, needs=_session),
    Kind(
        "visit.recorded",
        VisitRecorded,
        visit_kinds.recorded,
        needs=_visit,
        person=subject_is_person,
        check=visit_kinds.check,
        voided=visit_kinds.voided,
        check_voided=visit_kinds.check_voided,
        voided_needs=visit_kinds.voided_needs,
    ),
    Kind(
        "visit.corrected",
        VisitCorrected,
        visit_kinds.corrected,
        needs=_visit,
        person=subject_is_person,
        check=visit_kinds.check,
        voided=visit_kinds.voided,
        check_voided=visit_kinds.check_voided,
        voided_needs=visit_kinds.voided_needs,
    ),
    Kind(
        "dose.given",
        DoseGiven,
        day_kinds.dose_given,
        needs=_dose,
        person=subject_is_person,
        check=day_kinds.check_subject,
        voided=day_kinds.dose_voided,
        check_voided=day_kinds.check_dose_voided,
        voided_needs=day_kinds.dose_voided_needs,
    ),
    Kind(
        "pregnancy.opened",
        PregnancyOpened,
        day_kinds.pregnancy_opened,
        needs=_new_pregnancy,
        person=_mother,
        check=day_kinds.check_opened,
        voided=day_kinds.pregnancy_voided,
        check_voided=day_kinds.check_pregnancy_voided,
    ),
    Kind(
        "pregnancy.changed",
        Changed,
        day_kinds.pregnancy_changed,
        needs=_pregnancy,
        check=day_kinds.check_pregnancy,
    ),
    Kind(
        "pregnancy.closed",
        PregnancyClosed,
        day_kinds.pregnancy_closed,
        needs=_pregnancy,
        check=day_kinds.check_pregnancy,
        voided=day_kinds.closing_voided,
        check_voided=day_kinds.check_closing_voided,
    ),
)


PARTS = (
    Part("guests", Guest, guests.row),
    Part("sessions", Session, lambda row: as_row(row, SessionRow)),
    Part("visits", Visit, lambda row: as_row(row, VisitRow), settle=visit_kinds.settle, settled=visit_kinds.settled),
    Part("doses", Dose, lambda row: as_row(row, DoseRow)),
    Part("pregnancies", Pregnancy, lambda row: as_row(row, PregnancyRow), settle=day_kinds.settle_pregnancy),
    paths.PART,
    parents.PART,
)

CARRIERS = (
    Carrier(
        "visits",
        Visit,
        VisitRow,
        of_persons(Visit, "person"),
        also=("given", "served_at"),
        arrived=visit_kinds.arrived,
    ),
    paths.CARRIER,
    parents.CARRIER,
    Carrier("doses", Dose, DoseRow, of_persons(Dose, "person")),
    Carrier("pregnancies", Pregnancy, PregnancyRow, of_persons(Pregnancy, "person"), also=("closing_notes",)),
)
"""What goes along when somebody moves; the order is that in which it is laid into the new place."""


def register_all() -> None:
    """Tell the journal of every kind and part of this room, and the people room of what moves along."""
    for kind in (*KINDS, *guests.KINDS, *parents.KINDS, *paths.KINDS):
        register(kind)
    for part in PARTS:
        register_part(part)
    for carrier in CARRIERS:
        carry(carrier)
    screenings.register_all()
    homevisits.register_all()
    scales.register_all()
    firstaid.register_all()
    contacts.register_all()
    checklists.register_all()
    _follow_people()
    register_derived(Derived(Growth, growth_of_posts, persons_across_posts, score_persons))


def _follow_people() -> None:
    """What this room does when the people room learns something of somebody."""
    on_facts(score_persons)
    on_registered(score_registered)
    on_identity(persons_known)
    on_arrival(guests.came_to_live_here)
    on_arrival(score_arrived)
