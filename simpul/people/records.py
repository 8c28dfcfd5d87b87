"""Between wire and table: one place where a row's fields are set from JSON values and read back.

A model's fields bear the names of its wire row. Dates are `YYYY-MM-DD` on the wire and dates in the table; ids are
text on the wire. What a row does not know is kept in `extra`.
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import models
from msgspec import Struct

from simpul.base import clock
from simpul.journal.kinds import Refused
from simpul.journal.models import Projected

LONGEST_TEXT = 4000
OWN = frozenset({"id", "post", "seq", "extra"})


def fields_of(struct: type[Struct]) -> frozenset[str]:
    """Names of a wire struct's fields."""
    return frozenset(struct.__struct_fields__)


@cache
def _columns(model: type[models.Model]) -> "dict[str, models.Field[Any, Any]]":
    return {field.name: field for field in model._meta.concrete_fields}


@cache
def _attributes(model: type[models.Model], struct: type[Struct], skip: frozenset[str]) -> tuple[tuple[str, str], ...]:
    columns = _columns(model)
    return tuple((name, columns[name].attname) for name in struct.__struct_fields__ if name not in skip)


def as_row(instance: models.Model, struct: type[Struct], skip: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The wire row of an instance, in the order of the struct, without the members in `skip`."""
    return {name: plain(getattr(instance, attr)) for name, attr in _attributes(type(instance), struct, skip)}


def column(model: type[models.Model], name: str) -> str:
    """The attribute that holds a field's stored value: `person_id` for `person`."""
    return _columns(model)[name].attname


def plain(value: Any) -> Any:
    """A table value as JSON carries it."""
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, datetime):
        return clock.iso(value)
    return value.isoformat() if isinstance(value, date) else value


def value_of(instance: Projected, name: str) -> Any:
    """The wire value of a field, known or extra; None when the row does not have it."""
    column = _columns(type(instance)).get(name)
    return instance.extra.get(name) if column is None else plain(getattr(instance, column.attname))


def put(instance: Projected, name: str, value: Any, known: frozenset[str]) -> None:
    """Set one field from its wire value; a field outside `known` goes to `extra`.

    Raises Refused when the value does not fit the field.
    """
    if name not in known or name in OWN:
        instance.extra = {**instance.extra, name: value}
        return
    column = _columns(type(instance))[name]
    setattr(instance, column.attname, _table_value(column, value))


def put_all(instance: Projected, values: Mapping[str, Any], known: frozenset[str]) -> None:
    """Set several fields from wire values. Raises Refused at the first that does not fit."""
    for name, value in values.items():
        put(instance, name, value, known)


def _table_value(column: "models.Field[Any, Any]", value: Any) -> Any:
    if value is None:
        return None if column.null else _empty(column)
    if isinstance(column, models.DateTimeField):
        return _parsed(column.name, clock.parse_iso, value)
    if isinstance(column, models.DateField):
        return _parsed(column.name, date.fromisoformat, value)
    if isinstance(column, models.UUIDField | models.ForeignKey):
        return _parsed(column.name, uuid.UUID, value)
    if isinstance(column, models.TextField):
        return _text(column.name, value)
    if isinstance(column, models.BooleanField):
        return _checked(column.name, value, bool)
    if isinstance(column, models.FloatField):
        return float(_checked(column.name, value, int, float))
    if isinstance(column, models.IntegerField):
        return _whole(column.name, value)
    return value


def _empty(column: "models.Field[Any, Any]") -> Any:
    return column.get_default() if column.has_default() else ""


def _parsed(name: str, parse: Any, value: Any) -> Any:
    try:
        return parse(value)
    except (ValueError, TypeError, AttributeError):
        raise misfit(name) from None


def _text(name: str, value: Any) -> str:
    text = str(_checked(name, value, str))
    if len(text) > LONGEST_TEXT or "\x00" in text:
        raise misfit(name)
    return text


def _whole(name: str, value: Any) -> int:
    number = _checked(name, value, int, float)
    if number != int(number) or abs(number) > 2**31 - 1:
        raise misfit(name)
    return int(number)


def _checked(name: str, value: Any, *types: type) -> Any:
    wrong_bool = isinstance(value, bool) and bool not in types
    if wrong_bool or not isinstance(value, types):
        raise misfit(name)
    return value


def uuids(texts: Iterable[str]) -> list[uuid.UUID]:
    """Ids as the tables hold them. Raises ValueError for text that is none."""
    return [uuid.UUID(text) for text in texts]


def misfit(name: str) -> Refused:
    """The refusal of a value that does not fit its field."""
    return Refused(
        "value_misfit",
        f"Isian “{name}” tidak dapat dibaca.",
        f"The value of “{name}” cannot be read.",
        "Buka datanya, isi ulang bagian itu, lalu simpan.",
        "Open the record, fill that field again and save.",
        field=name,
    )


def unknown_subject(what_id: str, what_en: str) -> Refused:
    """The refusal of an entry about a record that this post does not have."""
    return Refused(
        "unknown_subject",
        f"Data {what_id} yang diubah belum ada di server.",
        f"The {what_en} that this changes is not on the server.",
        "Kirim ulang semua data dari HP yang mendaftarkannya.",
        "Send everything from the phone that registered it.",
    )


def unknown_fields(payload: Mapping[str, Any], known: Iterable[str]) -> dict[str, Any]:
    """The part of a payload that the kind's struct does not name."""
    names = set(known)
    return {name: value for name, value in payload.items() if name not in names}
