"""How entries about persons change rows: registration, patches, leaving, merging and its undoing."""

from simpul.journal import merge, tables
from simpul.journal.kinds import Refused, StoredEntry
from simpul.journal.unit_of_work import UnitOfWork
from simpul.people import hooks
from simpul.people.hooks import facts_changed, identity_changed
from simpul.people.late import carry_on, has_left, is_here, lives_elsewhere, row_of
from simpul.people.models import Family, Person
from simpul.people.newborns import is_of_birth, told_again
from simpul.people.patching import patch
from simpul.people.phonetic import phonetic_keys
from simpul.people.records import misfit, put, put_all, unknown_fields, unknown_subject
from simpul.people.wire import (
    CLINICAL_FIELDS,
    FIELD_GROUPS,
    Changed,
    PersonFields,
    PersonLeft,
    PersonMerged,
    PersonRegistered,
    PersonUnmerged,
)

KNOWN = frozenset(PersonFields.__struct_fields__)
IDENTITY = {"name", "birth_date", "mother_name", "nik", "card_token"}
"""What tells a person from others."""
SCORED = {"sex", "birth_date", "birth_weight_kg", "gestational_age_weeks"}
"""Facts on which growth scores rest."""


def registered(entry: StoredEntry, data: PersonRegistered, work: UnitOfWork) -> None:
    """`person.registered`. Raises Refused when the id is taken or a value cannot be read."""
    if not is_expected(work, data.family):
        return
    known = work.find(Person, entry.subject)
    if known is not None and is_of_birth(entry, data):
        _told_again(entry, data, known, work)
        return
    person = tables.new(Person, id=entry.subject, post_id=entry.post, status="active", stamps=merge.registered(entry))
    put_all(person, {name: getattr(data, name) for name in KNOWN}, KNOWN)
    person.extra = unknown_fields(entry.data, KNOWN)
    name_changed(person)
    work.add(person)
    work.later(hooks.registered, str(person.pk))
    work.later(identity_changed, str(person.pk))


def _told_again(entry: StoredEntry, data: PersonRegistered, person: Person, work: UnitOfWork) -> None:
    if not is_here(person, work):
        return
    _follow(person, told_again(entry, data, person, work), work)


def _follow(person: Person, names: set[str], work: UnitOfWork) -> None:
    """What rests on changed fields follows."""
    if "name" in names:
        name_changed(person)
    if names & SCORED:
        work.later(facts_changed, str(person.pk))
    if names & IDENTITY:
        work.later(identity_changed, str(person.pk))


def is_expected(work: UnitOfWork, family: str | None) -> bool:
    """False when the family has left this post: its newest member is registered where it is now."""
    return not has_left(work.find(Family, family), work)


def check_registered(entry: StoredEntry, data: PersonRegistered, work: UnitOfWork, role: str) -> None:
    """A new member of a family that has left follows it."""
    carry_on(entry, work, work.find(Family, data.family))


def name_changed(person: Person) -> None:
    """Bring what is derived from the name up to date. Raises Refused for an empty name."""
    if not person.name.strip():
        raise misfit("name")
    person.phonetic = phonetic_keys(person.name)


def changed(entry: StoredEntry, data: Changed, work: UnitOfWork) -> None:
    """`person.changed`. Raises Refused for a person that the server does not know."""
    if lives_elsewhere(entry.subject, work):
        return
    person = _known(work, entry.subject)
    groups, clinical = FIELD_GROUPS["persons"], CLINICAL_FIELDS
    names = patch(work, person, "persons", data.fields, KNOWN, groups, person=entry.subject, clinical=clinical)
    _follow(person, names, work)


def settle(person: Person, field: str, value: object, entry: StoredEntry) -> None:
    """Write what a review decided."""
    put(person, field, value, KNOWN)
    person.stamps[field] = merge.stamp(entry)
    if field == "name":
        name_changed(person)


def settled(person: Person, work: UnitOfWork) -> None:
    """The decided value may be a birth date or sex: what rests on it follows."""
    work.later(facts_changed, str(person.pk))


def settle_family(family: Family, field: str, value: object, entry: StoredEntry) -> None:
    """Write what a review decided."""
    put(family, field, value, frozenset(FIELD_GROUPS["families"]))
    family.stamps[field] = merge.stamp(entry)


def left(entry: StoredEntry, data: PersonLeft, work: UnitOfWork) -> None:
    """`person.left`: died, moved away or registered by mistake; `restored` undoes it. Of a death: where, and why."""
    if lives_elsewhere(entry.subject, work):
        return
    person = _known(work, entry.subject)
    back = data.status == "restored"
    put(person, "status_date", None if back else data.date, frozenset({"status_date"}))
    person.status = "active" if back else data.status
    died = data.status == "died"
    place = {"death_place": data.place if died else "", "death_cause": data.cause if died else ""}
    put_all(person, place, frozenset(place))
    work.touch(person)


def check_subject(entry: StoredEntry, data: object, work: UnitOfWork, role: str) -> None:
    """A person who has left the post with the family: the entry follows."""
    carry_on(entry, work, row_of(entry.subject, work))


def merged(entry: StoredEntry, data: PersonMerged, work: UnitOfWork) -> None:
    """`person.merged`: `gone` is shown under the subject. Raises Refused for a circle or a person merged already."""
    kept, gone = _both(work, entry.subject, data.gone)
    if gone.merged_into_id is not None:
        if str(gone.merged_into_id) == str(kept.pk):
            return
        raise Refused(
            "already_merged",
            f"{gone.name} sudah digabung dengan orang lain.",
            f"{gone.name} has already been merged with someone else.",
            "Lepaskan gabungan itu dulu.",
            "Undo that merge first.",
        )
    if _leads_to(work, kept, gone):
        raise Refused(
            "merge_circle",
            "Dua data ini sudah satu orang.",
            "These two records are already one person.",
        )
    gone.merged_into_id = kept.pk
    _both_touched(work, kept, gone)


def unmerged(entry: StoredEntry, data: PersonUnmerged, work: UnitOfWork) -> None:
    """`person.unmerged`: both stand alone again. Raises Refused when they were not merged."""
    kept, gone = _both(work, entry.subject, data.gone)
    if str(gone.merged_into_id) != str(kept.pk):
        raise Refused("not_merged", "Dua data ini tidak sedang digabung.", "These two records are not merged.")
    gone.merged_into_id = None
    _both_touched(work, kept, gone)


def _both(work: UnitOfWork, kept_id: str, gone_id: str) -> tuple[Person, Person]:
    kept, gone = work.get(Person, kept_id), work.get(Person, gone_id)
    if kept is None or gone is None:
        raise unknown_subject("orang", "person")
    return kept, gone


def _both_touched(work: UnitOfWork, kept: Person, gone: Person) -> None:
    work.touch(kept)
    work.touch(gone)
    work.later(facts_changed, str(kept.pk))
    work.later(facts_changed, str(gone.pk))


def _leads_to(work: UnitOfWork, person: Person, target: Person) -> bool:
    """Whether `person` is `target` or is merged into it, over any number of steps."""
    seen: set[str] = set()
    at: Person | None = person
    while at is not None and str(at.pk) not in seen:
        if str(at.pk) == str(target.pk):
            return True
        seen.add(str(at.pk))
        at = work.find(Person, str(at.merged_into_id)) if at.merged_into_id else None
    return False


def _known(work: UnitOfWork, person_id: str) -> Person:
    person = work.find(Person, person_id)
    if person is None:
        raise unknown_subject("orang", "person")
    return person
