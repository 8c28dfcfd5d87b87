"""How opening and closing the day, doses and pregnancies change rows."""

from collections.abc import Iterable

from django.db.models import Model

from simpul.care import closings
from simpul.care.guests.marks import mark_guest_of
from simpul.care.models import Dose, Guest, Pregnancy, Session
from simpul.care.wire import (
    FIELD_GROUPS,
    DoseGiven,
    PregnancyClosed,
    PregnancyFields,
    PregnancyOpened,
    SessionClosed,
    SessionOpened,
)
from simpul.journal import merge, tables
from simpul.journal.kinds import StoredEntry
from simpul.journal.unit_of_work import UnitOfWork
from simpul.people.late import carried_row, carry_on, is_here, lives_elsewhere, names_of, no_longer_counts, row_of
from simpul.people.patching import patch
from simpul.people.records import put, put_all, unknown_fields, unknown_subject
from simpul.people.wire import Changed

PREGNANCY = frozenset(PregnancyFields.__struct_fields__)
NOT_CLINICAL = {"husband_name"}


def session_opened(entry: StoredEntry, data: SessionOpened, work: UnitOfWork) -> None:
    """`session.opened`: staff unite; a closed day opens again only for someone who saw the closing."""
    session = work.get(Session, entry.subject) or work.add(_new_session(entry, data.date))
    session.place = session.place or data.place
    session.staff = list(dict.fromkeys([*session.staff, *data.staff]))
    closing = session.stamps.get("closed")
    if session.status == "closed" and (closing is None or merge.saw(entry, closing, "session")):
        session.status, session.closed_at = "open", None
    work.touch(session)


def session_closed(entry: StoredEntry, data: SessionClosed, work: UnitOfWork) -> None:
    """`session.closed`: keeps the totals that the phone counted."""
    session = work.get(Session, entry.subject) or work.add(_new_session(entry, data.date))
    session.status, session.closed_at = "closed", entry.happened
    session.totals, session.notes = data.totals, data.notes
    session.stamps["closed"] = merge.stamp(entry)
    work.touch(session)


def _new_session(entry: StoredEntry, date: str) -> Session:
    session = Session(id=entry.subject, post_id=entry.post, opened_at=entry.happened)
    put(session, "date", date, frozenset({"date"}))
    return session


def dose_given(entry: StoredEntry, data: DoseGiven, work: UnitOfWork) -> None:
    """`dose.given`: a fact of its own."""
    if lives_elsewhere(entry.subject, work):
        return
    known = frozenset(DoseGiven.__struct_fields__)
    dose = tables.new(Dose, id=entry.id, post_id=entry.post, author=entry.author)
    put_all(dose, {name: getattr(data, name) for name in known}, known)
    put(dose, "person", entry.subject, frozenset({"person"}))
    dose.extra = unknown_fields(entry.data, known)
    work.add(dose)


def check_subject(entry: StoredEntry, data: object, work: UnitOfWork, role: str) -> None:
    """A person who has left with the family: the entry follows. A guest's goes to the child's own post."""
    person = row_of(entry.subject, work)
    carry_on(entry, work, person)
    if person is None:
        mark_guest_of(entry.subject, entry.id, work)


def dose_voided(target: StoredEntry, data: DoseGiven, entry: StoredEntry, work: UnitOfWork) -> None:
    """The dose no longer counts."""
    no_longer_counts(Dose, target, work)


def dose_voided_needs(target: StoredEntry, data: DoseGiven, work: UnitOfWork) -> Iterable[tuple[type[Model], str]]:
    """The dose under every name it may have; and whether it is about a guest."""
    yield from ((Dose, name) for name in names_of(target.id))
    yield Guest, target.subject


def check_dose_voided(target: StoredEntry, data: DoseGiven, entry: StoredEntry, work: UnitOfWork) -> None:
    """A dose that has left with its family, or is on its way after it: the withdrawal follows."""
    carry_on(entry, work, carried_row(Dose, target, work) or row_of(target.subject, work))
    mark_guest_of(target.subject, target.id, work)


def pregnancy_opened(entry: StoredEntry, data: PregnancyOpened, work: UnitOfWork) -> None:
    """`pregnancy.opened`. Raises Refused when the id is taken."""
    if lives_elsewhere(data.person, work):
        return
    pregnancy = Pregnancy(id=entry.subject, post_id=entry.post, stamps=merge.registered(entry))
    known = PREGNANCY | {"person"}
    put_all(pregnancy, {name: getattr(data, name) for name in known}, known)
    pregnancy.extra = unknown_fields(entry.data, known)
    work.add(pregnancy)


def check_opened(entry: StoredEntry, data: PregnancyOpened, work: UnitOfWork, role: str) -> None:
    """A mother who has left: the pregnancy is opened where she is."""
    carry_on(entry, work, row_of(data.person, work))


def check_pregnancy(entry: StoredEntry, data: object, work: UnitOfWork, role: str) -> None:
    """A pregnancy that went along with its mother."""
    carry_on(entry, work, work.find(Pregnancy, entry.subject))


def pregnancy_changed(entry: StoredEntry, data: Changed, work: UnitOfWork) -> None:
    """`pregnancy.changed`: a patch; all but the husband's name is clinical."""
    pregnancy = _known(entry, work)
    if is_here(pregnancy, work):
        clinical = PREGNANCY - NOT_CLINICAL
        patch(
            work,
            pregnancy,
            "pregnancies",
            data.fields,
            PREGNANCY,
            FIELD_GROUPS["pregnancies"],
            person=str(pregnancy.person_id),
            clinical=clinical,
        )


def pregnancy_closed(entry: StoredEntry, data: PregnancyClosed, work: UnitOfWork) -> None:
    """`pregnancy.closed`: how it ended; `void` when it was opened by mistake."""
    pregnancy = _known(entry, work)
    if not is_here(pregnancy, work):
        return
    closings.close(entry, data, pregnancy, work)


def closing_voided(target: StoredEntry, data: PregnancyClosed, entry: StoredEntry, work: UnitOfWork) -> None:
    """The pregnancy had not ended, or not like this."""
    pregnancy = work.find(Pregnancy, target.subject)
    if pregnancy is not None and is_here(pregnancy, work):
        closings.reopen(target, pregnancy, work)


def check_closing_voided(target: StoredEntry, data: PregnancyClosed, entry: StoredEntry, work: UnitOfWork) -> None:
    """A pregnancy that went along with its mother: the withdrawal follows."""
    carry_on(entry, work, work.find(Pregnancy, target.subject))


def pregnancy_voided(target: StoredEntry, data: PregnancyOpened, entry: StoredEntry, work: UnitOfWork) -> None:
    """The pregnancy was never there."""
    pregnancy = work.find(Pregnancy, target.subject)
    if pregnancy is not None and is_here(pregnancy, work):
        pregnancy.status = "void"
        work.touch(pregnancy)


def check_pregnancy_voided(target: StoredEntry, data: PregnancyOpened, entry: StoredEntry, work: UnitOfWork) -> None:
    """A pregnancy that went along with its mother: the withdrawal follows."""
    carry_on(entry, work, work.find(Pregnancy, target.subject) or row_of(data.person, work))


def settle_pregnancy(pregnancy: Pregnancy, field: str, value: object, entry: StoredEntry) -> None:
    """Write what a review decided."""
    put(pregnancy, field, value, PREGNANCY | closings.CLOSING)
    pregnancy.stamps[field] = merge.stamp(entry)
    closings.settled(pregnancy)


def _known(entry: StoredEntry, work: UnitOfWork) -> Pregnancy:
    pregnancy = work.find(Pregnancy, entry.subject)
    if pregnancy is None:
        raise unknown_subject("kehamilan", "pregnancy")
    return pregnancy
