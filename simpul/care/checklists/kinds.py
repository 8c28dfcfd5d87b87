"""How `checklist.recorded` changes rows. A list belongs to the post, not to a family: it never moves."""

from collections.abc import Iterable
from typing import Any

from simpul.care.checklists.models import ChecklistRecord
from simpul.care.checklists.wire import ChecklistRecorded, ChecklistRow
from simpul.journal.kinds import Kind, Need, Part, StoredEntry, register, register_part
from simpul.journal.unit_of_work import UnitOfWork
from simpul.people.records import as_row, misfit, put_all, unknown_fields

MOST_ITEMS = 100
LONGEST_ID = 60


def recorded(entry: StoredEntry, data: ChecklistRecorded, work: UnitOfWork) -> None:
    """`checklist.recorded`. An unknown list of a newer phone is kept. Raises Refused for what is no checklist."""
    if not data.checklist or len(data.checklist) > LONGEST_ID:
        raise misfit("checklist")
    if not data.answers or len(data.answers) > MOST_ITEMS or any(len(name) > LONGEST_ID for name in data.answers):
        raise misfit("answers")
    row = ChecklistRecord(id=entry.id, post_id=entry.post, author=entry.author)
    known = frozenset(ChecklistRecorded.__struct_fields__) | {"list"}
    values = {name: getattr(data, name) for name in ChecklistRecorded.__struct_fields__}
    put_all(row, values | {"list": entry.subject}, known)
    row.extra = unknown_fields(entry.data, ChecklistRecorded.__struct_fields__)
    work.add(row)


def voided(target: StoredEntry, data: ChecklistRecorded, entry: StoredEntry, work: UnitOfWork) -> None:
    """The filling no longer counts."""
    row = work.get(ChecklistRecord, target.id)
    if row is not None:
        row.status = "void"
        work.touch(row)


def _needs(entry: StoredEntry, data: Any) -> Iterable[Need]:
    yield ChecklistRecord, entry.id


KIND = Kind("checklist.recorded", ChecklistRecorded, recorded, needs=_needs, voided=voided)


def register_all() -> None:
    """Tell the journal of the kind and the part."""
    register(KIND)
    register_part(Part("checklists", ChecklistRecord, lambda row: as_row(row, ChecklistRow)))
