"""How a pregnancy ends: the first closing stands, a second one fills it, a withdrawn one is as if never written."""

from typing import Any

from simpul.care.models import Pregnancy
from simpul.care.wire import FIELD_GROUPS, Delivery, PregnancyClosed
from simpul.journal import merge
from simpul.journal.kinds import StoredEntry, kind
from simpul.journal.own_kinds import decode
from simpul.journal.unit_of_work import UnitOfWork
from simpul.people.late import is_here, names_of
from simpul.people.patching import patch
from simpul.people.records import put_all

DELIVERY = frozenset(Delivery.__struct_fields__)
CLOSING = DELIVERY | {"outcome", "end_date"}
BLANK: tuple[Any, ...] = (None, "", [])


def close(entry: StoredEntry, data: PregnancyClosed, pregnancy: Pregnancy, work: UnitOfWork) -> None:
    """Lay a closing over the pregnancy. Opens a review for what an earlier one says differently."""
    said = _said(data)
    if pregnancy.closings:
        open_still = {name: value for name, value in said.items() if getattr(pregnancy, name) in BLANK}
        _put(pregnancy, open_still, entry)
        rest = {name: value for name, value in said.items() if name not in open_still}
        groups = FIELD_GROUPS["pregnancies"]
        person = str(pregnancy.person_id)
        patch(work, pregnancy, "pregnancies", rest, CLOSING, groups, person=person, clinical=CLOSING)
    else:
        _put(pregnancy, said, entry)
    pregnancy.children = list(dict.fromkeys([*pregnancy.children, *data.children]))
    pregnancy.closing_notes = pregnancy.closing_notes or data.notes
    pregnancy.closings = [*pregnancy.closings, entry.id]
    _settle(pregnancy)
    work.touch(pregnancy)


def reopen(target: StoredEntry, pregnancy: Pregnancy, work: UnitOfWork) -> None:
    """Take one closing back: the pregnancy goes on, unless another entry closed it too."""
    names = set(names_of(target.id))
    if not names & set(pregnancy.closings) or not is_here(pregnancy, work):
        return
    others = [pk for pk in pregnancy.closings if pk not in names]
    pregnancy.outcome, pregnancy.end_date, pregnancy.status = None, None, "open"
    pregnancy.children, pregnancy.closings, pregnancy.closing_notes = [], [], ""
    put_all(pregnancy, dict.fromkeys(DELIVERY), DELIVERY)
    for pk in others:
        _again(pk, pregnancy, work)
    work.touch(pregnancy)


def settled(pregnancy: Pregnancy) -> None:
    """A review may have decided what the outcome was."""
    if pregnancy.closings:
        _settle(pregnancy)


def _again(pk: str, pregnancy: Pregnancy, work: UnitOfWork) -> None:
    """Lay what another entry said when it closed the pregnancy."""
    entry = work.entry_anywhere(pk)
    known = kind("pregnancy.closed")
    if entry is not None and known is not None and not entry.erased:
        close(entry, decode(known, entry), pregnancy, work)


def _said(data: PregnancyClosed) -> dict[str, Any]:
    given = {"outcome": data.outcome, "end_date": data.date} | {name: getattr(data, name) for name in DELIVERY}
    return {name: value for name, value in given.items() if value not in BLANK}


def _put(pregnancy: Pregnancy, fields: dict[str, Any], entry: StoredEntry) -> None:
    put_all(pregnancy, fields, CLOSING)
    pregnancy.stamps.update({name: merge.stamp(entry) for name in fields})


def _settle(pregnancy: Pregnancy) -> None:
    pregnancy.status = "void" if pregnancy.outcome == "mistake" else "closed"
