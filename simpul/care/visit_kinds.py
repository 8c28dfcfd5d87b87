"""How `visit.recorded`, `visit.corrected` and their withdrawal change rows."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from simpul.base import ids
from simpul.care.growth import score_persons
from simpul.care.guests.marks import mark_guest_of
from simpul.care.latest_growth import SCORE_VISITS, Touched
from simpul.care.models import Guest, Visit
from simpul.care.visits import CORRECTED, DECIDED, RECORDED, Folded, Item, fold, item
from simpul.care.wire import VisitCorrected, VisitRecorded
from simpul.journal import tables
from simpul.journal.kinds import Refused, StoredEntry
from simpul.journal.models import Review
from simpul.journal.own_wire import ReviewOption
from simpul.journal.rows import is_uuid
from simpul.journal.unit_of_work import UnitOfWork
from simpul.people.late import carry_on, is_here, lives_elsewhere, names_of, row_of
from simpul.people.records import misfit, put, unknown_fields, unknown_subject


def recorded(entry: StoredEntry, data: VisitRecorded, work: UnitOfWork) -> None:
    """`visit.recorded`: another table's part of the visit. Values given differently before open a review."""
    visit = work.find(Visit, data.visit)
    if visit is None and lives_elsewhere(entry.subject, work):
        return
    if visit is None:
        visit = work.add(_new(entry, data))
    if not is_here(visit, work):
        return
    if str(visit.person_id) != entry.subject:
        raise Refused(
            "visit_of_other",
            "Kunjungan ini milik orang lain.",
            "This visit belongs to another person.",
            "Buka lagi orangnya, lalu catat ulang.",
            "Open the person again and record it once more.",
        )
    more: dict[str, Any] = {"step": data.step, "results": data.results, "session": data.session}
    guest = data.guest if entry.device is None else None
    if guest is not None:
        at = {"post": guest.post, "name": guest.name}
        more |= {"device": guest.device, "counter": guest.counter, "guest_at": at}
    elif _guests_only(visit.given):
        visit.served_at_id = uuid.UUID(entry.post)
    _give(visit, item(entry, RECORDED, data.values, **more), entry, work)


def corrected(entry: StoredEntry, data: VisitCorrected, work: UnitOfWork) -> None:
    """`visit.corrected`: replaces what the named entry gave. Raises Refused for an unknown visit."""
    visit = work.find(Visit, data.visit)
    if visit is None and lives_elsewhere(entry.subject, work):
        return
    if visit is None:
        raise unknown_subject("kunjungan", "visit")
    if is_here(visit, work):
        given = item(entry, CORRECTED, data.values, corrects=_as_given(visit, data.corrects), reason=data.reason)
        _give(visit, given, entry, work)


def check(entry: StoredEntry, data: VisitRecorded | VisitCorrected, work: UnitOfWork, role: str) -> None:
    """A person who has left with the family: the entry follows. A guest's goes to the child's own post."""
    if entry.device is not None and isinstance(data, VisitRecorded) and data.guest is not None:
        raise misfit("guest")
    person = row_of(entry.subject, work)
    carry_on(entry, work, work.find(Visit, data.visit), person)
    if person is None:
        mark_guest_of(entry.subject, entry.id, work)


def voided_needs(
    target: StoredEntry, data: VisitRecorded | VisitCorrected, work: UnitOfWork
) -> Iterable[tuple[type[Model], str]]:
    """Reviews about the values of the target, whoever's entry opened them; and whether it is about a guest."""
    visit = work.find(Visit, data.visit)
    writers = [given["entry"] for given in visit.given] if visit is not None else []
    yield from ((Review, ids.review_id(writer, field)) for writer in writers for field in data.values)
    yield Guest, target.subject


def voided(target: StoredEntry, data: VisitRecorded | VisitCorrected, entry: StoredEntry, work: UnitOfWork) -> None:
    """Fold the visit again as if the target had never been written, and close reviews about its values."""
    visit = work.find(Visit, data.visit)
    if visit is None or not is_here(visit, work):
        return
    withdrawn = _as_given(visit, target.id)
    writers = [given["entry"] for given in visit.given]
    _refold(visit, [given for given in visit.given if given["entry"] != withdrawn])
    work.touch(visit)
    for writer in writers:
        for field in data.values:
            _close_review(ids.review_id(writer, field), visit, field, work)
    work.later(score_persons, str(visit.person_id))


def check_voided(
    target: StoredEntry, data: VisitRecorded | VisitCorrected, entry: StoredEntry, work: UnitOfWork
) -> None:
    """A visit that has left with its family, or was carried after it: the withdrawal follows."""
    carry_on(entry, work, work.find(Visit, data.visit) or row_of(target.subject, work))
    mark_guest_of(target.subject, target.id, work)


def _as_given(visit: Visit, entry: str) -> str:
    """The name under which an entry gave to the visit: its own, or the one it took when it was carried."""
    given = {item["entry"] for item in visit.given}
    if entry in given:
        return entry
    return next((name for name in names_of(entry) if name in given), entry)


def settle(visit: Visit, field: str, value: Any, entry: StoredEntry) -> None:
    """Write what a review decided about a field of a visit."""
    _refold(visit, [*visit.given, item(entry, DECIDED, {field: value})])


def settled(visit: Visit, work: UnitOfWork) -> None:
    """The decided value may be a measurement: the child's scores follow."""
    work.later(score_persons, str(visit.person_id))


def arrived(visit: Visit) -> None:
    """A visit that came with its family: what it shows follows from what was given."""
    _refold(visit, visit.given)


def _new(entry: StoredEntry, data: VisitRecorded) -> Visit:
    if not is_uuid(data.visit):
        raise misfit("visit")
    served_at = data.guest.post if data.guest and entry.device is None else entry.post
    visit = tables.new(Visit, id=data.visit, post_id=entry.post, card=data.card, served_at_id=served_at)
    known = frozenset({"person", "date"})
    put(visit, "person", entry.subject, known)
    put(visit, "date", data.date, known)
    visit.extra = unknown_fields(entry.data, VisitRecorded.__struct_fields__)
    return visit


def _give(visit: Visit, given: Item, entry: StoredEntry, work: UnitOfWork) -> None:
    folded = fold(visit.given)
    disputed = folded.take(given)
    _lay(visit, [*visit.given, given], folded)
    for field, stands in disputed.items():
        current = ReviewOption(
            value=stands["values"][field], author=stands["author"], at=stands["at"], entry=stands["entry"]
        )
        new = ReviewOption(value=given["values"][field], author=entry.author, at=entry.happened_at, entry=entry.id)
        work.open_review(entry, "visits", str(visit.pk), field, current, new, True, str(visit.person_id))
    work.touch(visit)
    if visit.card == "balita":
        work.later(SCORE_VISITS, Touched(str(visit.pk), str(visit.person_id)))


def _refold(visit: Visit, items: list[Item]) -> None:
    _lay(visit, items, fold(items))


def _lay(visit: Visit, items: list[Item], folded: Folded) -> None:
    visit.given = items
    visit.values = folded.values
    visit.entries = {field: given["entry"] for field, given in folded.by.items()}
    visit.steps, visit.results = folded.steps, folded.results
    put(visit, "session", folded.session, frozenset({"session"}))
    visit.status = "ok" if folded.by or folded.steps else "void"
    if _guests_only(items):
        visit.served_at_id = uuid.UUID(next(given["guest_at"]["post"] for given in items if "guest_at" in given))


def _guests_only(items: list[Item]) -> bool:
    """Whether only other posts have seen the person that day."""
    recorded = [given for given in items if given["does"] == RECORDED]
    return bool(recorded) and all("guest_at" in given for given in recorded)


def _close_review(review_id: str, visit: Visit, field: str, work: UnitOfWork) -> None:
    review = work.find(Review, review_id)
    if review is not None and review.status == "open" and str(review.record) == str(visit.pk):
        review.status, review.value = "resolved", visit.values.get(field)
        work.touch(review)
