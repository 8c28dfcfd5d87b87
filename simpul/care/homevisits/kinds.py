"""How entries of visits at home change rows."""

from collections.abc import Iterable
from typing import Any

from simpul.care.homevisits.folding import item, lay_check, lay_visit, with_item
from simpul.care.homevisits.models import HomeCheck, HomePlan, HomeVisit
from simpul.care.homevisits.wire import HomeVisitChecked, HomeVisitFollowed, HomeVisitPlanned, HomeVisitRecorded
from simpul.journal.kinds import OFFICER, Kind, Need, Refused, StoredEntry, subject_is_person
from simpul.journal.rows import is_uuid
from simpul.journal.unit_of_work import UnitOfWork
from simpul.knowledge.homevisits import CHECKLISTS, load_plan
from simpul.people.late import carried_row, carry_on, has_left, is_here, lives_elsewhere, names_of, row_of
from simpul.people.models import Family, Person
from simpul.people.records import misfit, put, unknown_fields, unknown_subject


def recorded(entry: StoredEntry, data: HomeVisitRecorded, work: UnitOfWork) -> None:
    """`homevisit.recorded`. Raises Refused when the id is another family's, or a day cannot be read."""
    visit = work.find(HomeVisit, data.visit)
    if visit is None and has_left(work.find(Family, entry.subject), work):
        return
    if visit is None:
        visit = work.add(_new_visit(entry, data))
    if not is_here(visit, work):
        return
    if str(visit.subject) != entry.subject:
        raise misfit("visit")
    given = item(
        entry,
        purpose=data.purpose,
        met=data.met,
        values=data.values,
        explained=data.explained,
        next_date=data.next_date,
    )
    lay_visit(visit, with_item(visit.given, given))
    work.touch(visit)


def _new_visit(entry: StoredEntry, data: HomeVisitRecorded) -> HomeVisit:
    visit = HomeVisit(id=_id(data.visit, "visit"), post_id=entry.post)
    put(visit, "subject", entry.subject, frozenset({"subject"}))
    put(visit, "date", data.date, frozenset({"date"}))
    visit.extra = unknown_fields(entry.data, HomeVisitRecorded.__struct_fields__)
    return visit


def _id(text: str, name: str) -> str:
    if not is_uuid(text):
        raise misfit(name)
    return text


def check_recorded(entry: StoredEntry, data: HomeVisitRecorded, work: UnitOfWork, role: str) -> None:
    """A family that has left: the visit follows it."""
    carry_on(entry, work, work.find(HomeVisit, data.visit), work.find(Family, entry.subject))


def recorded_voided(target: StoredEntry, data: HomeVisitRecorded, entry: StoredEntry, work: UnitOfWork) -> None:
    """The visit as if the target had never been written."""
    visit = work.find(HomeVisit, data.visit)
    if visit is not None and is_here(visit, work):
        lay_visit(visit, _without(visit.given, target.id))
        work.touch(visit)


def check_recorded_voided(target: StoredEntry, data: HomeVisitRecorded, entry: StoredEntry, work: UnitOfWork) -> None:
    """A visit that has left with its family: the withdrawal follows."""
    carry_on(entry, work, work.find(HomeVisit, data.visit) or work.find(Family, target.subject))


def _without(items: list[dict[str, Any]], entry: str) -> list[dict[str, Any]]:
    names = set(names_of(entry))
    return [one for one in items if one["entry"] not in names]


def checked(entry: StoredEntry, data: HomeVisitChecked, work: UnitOfWork) -> None:
    """`homevisit.checked`. Raises Refused for a checklist nobody knows or an id that is another person's."""
    check = work.find(HomeCheck, data.check)
    if check is None and lives_elsewhere(entry.subject, work):
        return
    if check is None:
        check = work.add(_new_check(entry, data))
    if not is_here(check, work):
        return
    if str(check.person_id) != entry.subject or check.checklist != data.checklist:
        raise misfit("check")
    lay_check(check, with_item(check.given, item(entry, values=data.values, results=data.results)))
    work.touch(check)


def _new_check(entry: StoredEntry, data: HomeVisitChecked) -> HomeCheck:
    if data.checklist not in CHECKLISTS:
        raise misfit("checklist")
    check = HomeCheck(id=_id(data.check, "check"), post_id=entry.post, checklist=data.checklist)
    known = frozenset({"person", "visit", "date"})
    for name, value in (("person", entry.subject), ("visit", data.visit), ("date", data.date)):
        put(check, name, value, known)
    check.extra = unknown_fields(entry.data, HomeVisitChecked.__struct_fields__)
    return check


def check_checked(entry: StoredEntry, data: HomeVisitChecked, work: UnitOfWork, role: str) -> None:
    """A person who has left with the family: the entry follows."""
    carry_on(entry, work, work.find(HomeCheck, data.check), row_of(entry.subject, work))


def checked_voided(target: StoredEntry, data: HomeVisitChecked, entry: StoredEntry, work: UnitOfWork) -> None:
    """The answers as if the target had never been written."""
    check = work.find(HomeCheck, data.check)
    if check is not None and is_here(check, work):
        lay_check(check, _without(check.given, target.id))
        work.touch(check)


def check_checked_voided(target: StoredEntry, data: HomeVisitChecked, entry: StoredEntry, work: UnitOfWork) -> None:
    """Answers that have left with their person: the withdrawal follows."""
    carry_on(entry, work, work.find(HomeCheck, data.check) or row_of(target.subject, work))


def planned(entry: StoredEntry, data: HomeVisitPlanned, work: UnitOfWork) -> None:
    """`homevisit.planned`: one row for each entry."""
    if has_left(work.find(Family, entry.subject), work):
        return
    plan = HomePlan(id=entry.id, post_id=entry.post, purpose=data.purpose, reasons=data.reasons, author=entry.author)
    known = frozenset({"subject", "date", "kader"})
    for name, value in (("subject", entry.subject), ("date", data.date), ("kader", data.kader)):
        put(plan, name, value, known)
    plan.extra = unknown_fields(entry.data, HomeVisitPlanned.__struct_fields__)
    work.add(plan)


def check_planned(entry: StoredEntry, data: HomeVisitPlanned, work: UnitOfWork, role: str) -> None:
    """A family that has left: the plan follows it."""
    carry_on(entry, work, work.find(Family, entry.subject))


def planned_voided(target: StoredEntry, data: HomeVisitPlanned, entry: StoredEntry, work: UnitOfWork) -> None:
    """Nobody goes."""
    plan = carried_row(HomePlan, target, work)
    if plan is not None and is_here(plan, work):
        plan.status = "void"
        work.touch(plan)


def check_planned_voided(target: StoredEntry, data: HomeVisitPlanned, entry: StoredEntry, work: UnitOfWork) -> None:
    """A plan that has left with its family: the withdrawal follows."""
    carry_on(entry, work, carried_row(HomePlan, target, work) or work.find(Family, target.subject))


def followed(entry: StoredEntry, data: HomeVisitFollowed, work: UnitOfWork) -> None:
    """`homevisit.followed`: the answer is in the row that the post pulls. Raises Refused for an unknown check."""
    check = work.find(HomeCheck, entry.subject)
    if check is None:
        raise unknown_subject("kunjungan rumah", "home visit")
    if not is_here(check, work):
        return
    step = {"action": data.action, "date": data.date, "note": data.note, "at": entry.happened_at, "by": entry.author}
    check.follow_up = [*check.follow_up, step]
    check.state = "followed"
    work.touch(check)


def check_followed(entry: StoredEntry, data: HomeVisitFollowed, work: UnitOfWork, role: str) -> None:
    """An action of the form. Answers follow a person who has left."""
    if data.action not in load_plan().actions:
        raise Refused(
            "step_incomplete",
            "Pilih tindak lanjutnya dulu.",
            "Choose the follow-up first.",
            field="action",
        )
    carry_on(entry, work, work.find(HomeCheck, entry.subject))


def _of_visit(entry: StoredEntry, data: HomeVisitRecorded) -> Iterable[Need]:
    yield HomeVisit, data.visit
    yield Family, entry.subject


def _of_check(entry: StoredEntry, data: HomeVisitChecked) -> Iterable[Need]:
    yield HomeCheck, data.check
    yield Person, entry.subject


def _of_plan(entry: StoredEntry, data: Any) -> Iterable[Need]:
    yield HomePlan, entry.id
    yield Family, entry.subject


def _of_follow_up(entry: StoredEntry, data: Any) -> Iterable[Need]:
    yield HomeCheck, entry.subject


KINDS = (
    Kind(
        "homevisit.recorded",
        HomeVisitRecorded,
        recorded,
        needs=_of_visit,
        check=check_recorded,
        voided=recorded_voided,
        check_voided=check_recorded_voided,
    ),
    Kind(
        "homevisit.checked",
        HomeVisitChecked,
        checked,
        needs=_of_check,
        person=subject_is_person,
        classes={"values": "K2", "results": "K2"},
        check=check_checked,
        voided=checked_voided,
        check_voided=check_checked_voided,
    ),
    Kind(
        "homevisit.planned",
        HomeVisitPlanned,
        planned,
        needs=_of_plan,
        check=check_planned,
        voided=planned_voided,
        check_voided=check_planned_voided,
    ),
    Kind(
        "homevisit.followed",
        HomeVisitFollowed,
        followed,
        needs=_of_follow_up,
        roles=frozenset({OFFICER}),
        check=check_followed,
    ),
)
