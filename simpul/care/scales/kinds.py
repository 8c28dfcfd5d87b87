"""How `scale.checked` changes rows. A scale belongs to the post, not to a family: it never moves."""

from collections.abc import Iterable
from typing import Any

from simpul.care.scales.models import ScaleCheck
from simpul.care.scales.wire import ScaleChecked, ScaleCheckRow
from simpul.journal.kinds import Kind, Need, Part, StoredEntry, register, register_part
from simpul.journal.unit_of_work import UnitOfWork
from simpul.knowledge.scales import is_within, load_limits
from simpul.people.records import as_row, misfit, put_all, unknown_fields

MOST_KG = 500.0


def checked(entry: StoredEntry, data: ScaleChecked, work: UnitOfWork) -> None:
    """`scale.checked`. Raises Refused for a weight that no scale has."""
    for name in ("test_kg", "shown_kg"):
        if not 0 <= getattr(data, name) <= MOST_KG:
            raise misfit(name)
    if not data.name.strip():
        raise misfit("name")
    check = ScaleCheck(id=entry.id, post_id=entry.post, author=entry.author)
    known = frozenset(ScaleChecked.__struct_fields__) | {"scale"}
    values = {name: getattr(data, name) for name in ScaleChecked.__struct_fields__}
    put_all(check, values | {"scale": entry.subject}, known)
    limits = load_limits()
    check.is_ok, check.edition = is_within(limits, data.type, data.test_kg, data.shown_kg), limits.edition
    check.extra = unknown_fields(entry.data, ScaleChecked.__struct_fields__)
    work.add(check)


def voided(target: StoredEntry, data: ScaleChecked, entry: StoredEntry, work: UnitOfWork) -> None:
    """The test weighing no longer counts."""
    check = work.get(ScaleCheck, target.id)
    if check is not None:
        check.status = "void"
        work.touch(check)


def _needs(entry: StoredEntry, data: Any) -> Iterable[Need]:
    yield ScaleCheck, entry.id


KIND = Kind("scale.checked", ScaleChecked, checked, needs=_needs, voided=voided)


def register_all() -> None:
    """Tell the journal of the kind and the part."""
    register(KIND)
    register_part(Part("scalechecks", ScaleCheck, lambda row: as_row(row, ScaleCheckRow)))
