"""Kinds and parts that the journal itself owns: withdrawing, deciding reviews, answering what was set aside."""

from collections.abc import Iterable
from typing import Any

import msgspec
from django.db.models import Q

from simpul.journal import kinds, redaction_kind
from simpul.journal.kinds import OFFICER, Kind, Need, Part, Refused, StoredEntry
from simpul.journal.merge import stamp
from simpul.journal.models import Projected, Quarantine, Repair, Review, Waiting
from simpul.journal.own_wire import EntryRepaired, EntryVoided, ReviewResolved
from simpul.journal.rows import is_uuid
from simpul.journal.unit_of_work import UnitOfWork


def register() -> None:
    """Called once, when the app is ready."""
    for kind in (VOIDED, RESOLVED, REPAIRED):
        kinds.register(kind)
    kinds.register_part(Part("reviews", Review, _review_row))
    kinds.register_part(Part("repairs", Repair, _repair_row))
    redaction_kind.register()


def _void(entry: StoredEntry, data: EntryVoided, work: UnitOfWork) -> None:
    target, kind = _target(data, work)
    if target.erased:
        return
    assert kind.voided is not None
    kind.voided(target, decode(kind, target), entry, work)


def _check_void(entry: StoredEntry, data: EntryVoided, work: UnitOfWork, role: str) -> None:
    target, kind = _target(data, work)
    if kind.check_voided is not None and not target.erased:
        kind.check_voided(target, decode(kind, target), entry, work)


def _target(data: EntryVoided, work: UnitOfWork) -> tuple[StoredEntry, Kind]:
    """The entry to be withdrawn and its kind; whether this post may is for the kind's `check_voided` to say."""
    target = work.entry_anywhere(data.target)
    if target is None:
        raise Refused(
            "target_unknown",
            "Catatan yang dibatalkan belum ada di server.",
            "The entry to be withdrawn is not on the server.",
            "Periksa apakah catatan itu masih ada di daftar perlu diperbaiki.",
            "Look whether that entry still waits to be repaired.",
            field="target",
        )
    kind = kinds.kind(target.kind)
    if kind is None or kind.voided is None:
        raise Refused(
            "cannot_void",
            "Catatan jenis ini tidak dapat dibatalkan.",
            "An entry of this kind cannot be withdrawn.",
            "Buat catatan perubahan yang baru.",
            "Record a change instead.",
            field="target",
        )
    return target, kind


def decode(kind: Kind, entry: StoredEntry) -> Any:
    """The typed payload of an entry that was accepted under this kind's schema."""
    return msgspec.convert(entry.data, kind.data)


def _resolve_needs(entry: StoredEntry, data: ReviewResolved) -> Iterable[Need]:
    return [(Review, data.review)]


def _resolve_check(entry: StoredEntry, data: ReviewResolved, work: UnitOfWork, role: str) -> None:
    review = work.get(Review, data.review)
    if review is not None and review.clinical and role != OFFICER:
        raise Refused(
            "puskesmas_decides",
            "Isian kesehatan ini diputuskan oleh puskesmas.",
            "The puskesmas decides about this clinical field.",
            "Sampaikan ke petugas puskesmas; kedua isian tetap tersimpan.",
            "Tell the puskesmas; both values are kept.",
        )


def _resolve(entry: StoredEntry, data: ReviewResolved, work: UnitOfWork) -> None:
    review = work.get(Review, data.review)
    if review is None:
        raise Refused(
            "review_unknown",
            "Dua isian yang akan diputuskan tidak ditemukan di posyandu ini.",
            "This post has no such review.",
            field="review",
        )
    review.status, review.value = "resolved", data.value
    review.resolved_by = entry.author
    work.touch(review)
    part = kinds.part(review.part)
    row = work.get(part.model, str(review.record)) if part else None
    if part is None or row is None:
        return
    (part.settle or settle)(row, review.field, data.value, entry)
    work.touch(row)
    if part.settled is not None:
        part.settled(row, work)


def settle(row: Projected, field: str, value: Any, entry: StoredEntry) -> None:
    """Give a record's field the decided value; a field that is no column lives in `extra`."""
    if any(column.name == field for column in row._meta.concrete_fields):
        setattr(row, field, value)
    else:
        row.extra[field] = value
    row.stamps[field] = stamp(entry)


def _repair_needs(entry: StoredEntry, data: EntryRepaired) -> Iterable[Need]:
    return [(Repair, data.target)]


def _repair_check(entry: StoredEntry, data: EntryRepaired, work: UnitOfWork, role: str) -> None:
    """What another post has set aside, holds waiting or has answered is answered there, or by the phone it came from.

    A target that nobody knows is let in: after a restore the answer may come before what it answers.
    """
    if not is_uuid(data.target):
        return
    held = Quarantine.objects.filter(entry=data.target)
    if held.filter(_from_here(entry)).exists():
        return
    waits = Waiting.objects.filter(pk=data.target).exclude(post_id=work.post).exists()
    answered = work.find(Repair, data.target)
    if held.exists() or waits or (answered is not None and str(answered.post_id) != work.post):
        raise Refused(
            "target_unknown",
            "Catatan yang dijawab tidak termasuk posyandu ini.",
            "The entry that this answers does not belong to this post.",
            field="target",
        )


def _from_here(entry: StoredEntry) -> Q:
    here = Q(post_id=entry.post)
    return here | Q(device_id=entry.device) if entry.device else here


def _repair(entry: StoredEntry, data: EntryRepaired, work: UnitOfWork) -> None:
    repair = work.find(Repair, data.target)
    if repair is None:
        repair = work.add(Repair(id=data.target, post_id=work.post))
    elif str(repair.post_id) != work.post:
        work.adopt(repair)  # another post answered an id that nobody knew yet: it must not bar the real answer
    repair.by, repair.reason = data.by, data.reason
    work.touch(repair)
    if not work.replaying:
        _close_quarantine(entry, data)


def _close_quarantine(entry: StoredEntry, data: EntryRepaired) -> None:
    # The quarantine is no projection: what lies there never entered the journal.
    status = Quarantine.Status.REPAIRED if data.by else Quarantine.Status.DISMISSED
    waiting = Quarantine.objects.filter(_from_here(entry), entry=data.target, status=Quarantine.Status.OPEN)
    waiting.update(status=status, answered_by=entry.id)


def _review_row(row: Review) -> dict[str, Any]:
    wire: dict[str, Any] = {
        "id": str(row.pk),
        "post": str(row.post_id),
        "seq": row.seq,
        "part": row.part,
        "record": str(row.record),
        "person": str(row.person) if row.person else None,
        "field": row.field,
        "options": row.options,
        "clinical": row.clinical,
        "status": row.status,
    }
    if row.status == "resolved":
        wire["value"] = row.value
    return wire


def _repair_row(row: Repair) -> dict[str, Any]:
    by = str(row.by) if row.by else None
    return {"id": str(row.pk), "post": str(row.post_id), "seq": row.seq, "by": by, "reason": row.reason}


VOIDED = Kind("entry.voided", EntryVoided, _void, check=_check_void)
RESOLVED = Kind("review.resolved", ReviewResolved, _resolve, needs=_resolve_needs, check=_resolve_check)
REPAIRED = Kind("entry.repaired", EntryRepaired, _repair, needs=_repair_needs, check=_repair_check)
