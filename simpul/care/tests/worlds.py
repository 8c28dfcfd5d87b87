"""A small world for tests of people and care: one area, a puskesmas, two posts."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from simpul.base import clock
from simpul.journal import kinds
from simpul.journal.kinds import StoredEntry
from simpul.journal.own_kinds import decode
from simpul.journal.unit_of_work import UnitOfWork
from simpul.registry.models import Area, Post, Unit

AREA = "31.71.06.1001"


def puskesmas(name: str = "Puskesmas Menteng", area: str = AREA) -> Unit:
    """A puskesmas in the area."""
    place, _ = Area.objects.get_or_create(code=area, defaults={"name": "Menteng", "level": 4})
    return Unit.objects.create(kind=Unit.Kind.PUSKESMAS, name=name, area=place)


def post(of: Unit, name: str = "Posyandu Melati", pk: str | None = None) -> str:
    """A post of a puskesmas; returns its id."""
    unit = Unit.objects.create(id=pk or uuid.uuid4(), kind=Unit.Kind.POST, name=name, area=of.area)
    Post.objects.create(unit=unit, puskesmas=of)
    return str(unit.pk)


def stored(raw: Mapping[str, Any], seq: int) -> StoredEntry:
    """An entry of a vector file in its place."""
    return StoredEntry(
        id=raw["id"],
        post=raw["post"],
        kind=raw["kind"],
        subject=raw["subject"],
        after=raw.get("after", []),
        base=raw.get("base"),
        data=raw["data"],
        happened_at=raw["happened_at"],
        recorded_at=raw["happened_at"],
        author=raw["author"],
        device=raw["device"],
        device_counter=raw["device_counter"],
        app_version="1",
        rules_edition="2026-11",
        hash="0" * 64,
        seq=seq,
        received_at=clock.parse_iso(raw["happened_at"]),
    )


def apply(entries: Sequence[Mapping[str, Any]]) -> UnitOfWork:
    """Project entries of one post as seq 1, 2, 3 … and write the rows."""
    work = UnitOfWork(entries[0]["post"])
    for seq, raw in enumerate(entries, start=1):
        entry = stored(raw, seq)
        kind = kinds.kind(entry.kind)
        assert kind is not None, entry.kind
        work.begin(entry)
        kind.apply(entry, decode(kind, entry), work)
        work.done()
    work.flush()
    return work
