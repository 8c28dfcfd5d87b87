"""Bulk reads and writes of rows for the unit of work."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

import msgspec
from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import Model

from simpul.base import clock
from simpul.journal import tables, writes
from simpul.journal.kinds import Need, StoredEntry
from simpul.journal.libpq import Call
from simpul.journal.models import Entry

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def one(model: type[Model], pk: str) -> Model | None:
    """The row, or None."""
    return many(model, {pk}).get(pk)


def many(model: type[Model], pks: Iterable[str]) -> dict[str, Model]:
    """Rows by id as text; ids that are no UUID find nothing."""
    return tables.many(model, [pk for pk in pks if is_uuid(pk)])


def wanted(needs: Iterable[Need]) -> dict[type[Model], set[str]]:
    """The ids that are asked of each model."""
    asked: dict[type[Model], set[str]] = {}
    for model, pk in needs:
        if pk is not None:
            asked.setdefault(model, set()).add(str(pk))
    return asked


def asking_many(asked: Mapping[type[Model], Iterable[str]]) -> list[Call]:
    """The statements that read rows of several models; `found_many` reads what they found."""
    return [tables.asking_many(model, [pk for pk in pks if is_uuid(pk)]) for model, pks in asked.items()]


def found_many(asked: Mapping[type[Model], Iterable[str]], found: Sequence[Any]) -> dict[Need, Model | None]:
    """The rows by model and id; None for those that are not there."""
    rows: dict[Need, Model | None] = {}
    for (model, pks), given in zip(asked.items(), found, strict=True):
        here = {str(row.pk): row for row in tables.instances(model, given)}
        rows.update({(model, pk): here.get(pk) for pk in pks})
    return rows


def is_uuid(text: str) -> bool:
    """Whether the text is a UUID as the protocol writes it: lower case."""
    return _UUID.fullmatch(text) is not None


def entry(post: str, pk: str) -> StoredEntry | None:
    """An entry of the post, or None."""
    return entries(post, [pk]).get(pk)


def entries(post: str, pks: Iterable[str]) -> dict[str, StoredEntry]:
    """Entries of the post by id as text; ids that are no UUID find nothing."""
    found = tables.where(Entry, "post_id = %s AND id = ANY(%s::uuid[])", [post, [pk for pk in pks if is_uuid(pk)]])
    return {str(row.id): stored(row) for row in found}


def entry_about(post: str, subject: str, kind: str, before: int) -> StoredEntry | None:
    """The first entry of a kind about a subject with a place before `before`, or None."""
    if not is_uuid(subject):
        return None
    found = Entry.objects.filter(post_id=post, subject=subject, kind=kind, seq__lt=before).order_by("seq").first()
    return stored(found) if found else None


def entry_anywhere(pk: str) -> StoredEntry | None:
    """An entry of whatever post, or None."""
    row = Entry.objects.filter(id=pk).first() if is_uuid(pk) else None
    return stored(row) if row else None


def stored(row: Entry) -> StoredEntry:
    """A table row as the typed entry it holds."""
    return StoredEntry(
        id=str(row.id),
        post=str(row.post_id),
        kind=row.kind,
        subject=str(row.subject),
        after=row.after,
        base=row.base,
        data=row.data or {},
        sealed=row.sealed,
        happened_at=clock.iso(row.happened_at),
        recorded_at=clock.iso(row.recorded_at),
        author=str(row.author),
        device=str(row.device) if row.device else None,
        device_counter=row.device_counter,
        app_version=row.app_version,
        rules_edition=row.rules_edition,
        hash=bytes(row.hash).hex(),
        seq=row.seq,
        received_at=row.received_at,
        erased=row.data is None,
    )


def plain(struct: msgspec.Struct) -> dict[str, Any]:
    """A struct as JSON values."""
    return cast("dict[str, Any]", msgspec.to_builtins(struct))


def insert(model: type[Model], rows: Sequence[Model]) -> None:
    """Add rows. Raises IntegrityError when an id is taken."""
    write({model: rows}, {})


def write(added: writes.Added, changed: writes.Added, also: Sequence[Call] = ()) -> list[Any]:
    """Write new and changed rows and run the statements `also`; returns what these gave.

    Raises IntegrityError when an id is taken.
    """
    with _misfits_are_of_the_database():
        return writes.write(added, changed, also)


@contextmanager
def _misfits_are_of_the_database() -> Iterator[None]:
    """A value that a column cannot take is found like any other fault: by halving the run, not by failing the push."""
    try:
        yield
    except (ValidationError, ValueError, TypeError) as error:
        raise DataError(str(error)) from error
