"""Values in the text form of COPY, by the type of their column."""

from collections.abc import Callable
from typing import Any

import msgspec
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import NOT_PROVIDED
from django.db.models.expressions import DatabaseDefault

Write = Callable[[Any], str]
_encode = msgspec.json.Encoder().encode
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_ARRAY_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"'})
NULL = "\\N"


def form_of(field: Any) -> Write:
    """How a value of this column is written. Raises TypeError for a type that nobody writes in bulk yet."""
    write = _form(field)
    if field.db_default is NOT_PROVIDED:
        return write
    return lambda value: write(given(value) if isinstance(value, DatabaseDefault) else value)


def given(value: Any) -> Any:
    """What the database would fill in, for a column whose default is a plain value."""
    return value.expression.value


def _form(field: Any) -> Write:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, models.JSONField):
        return json
    if isinstance(target, ArrayField):
        return _array
    if isinstance(target, models.DateField):  # and so DateTimeField
        return _moment
    if isinstance(target, models.BooleanField):
        return _truth
    if isinstance(target, models.CharField | models.TextField):
        return text
    if isinstance(target, models.BinaryField):
        return _binary
    if isinstance(target, models.UUIDField | models.IntegerField | models.FloatField):
        return str
    raise TypeError(f"Rows of {field.model.__name__}.{field.name} are not written in bulk yet.")


def text(value: Any) -> str:
    """A text in the text form of COPY."""
    plain = str(value)
    return plain.translate(_ESCAPES) if _needs_escape(plain) else plain


def _needs_escape(plain: str) -> bool:
    return "\\" in plain or "\n" in plain or "\t" in plain or "\r" in plain


def json(value: Any) -> str:
    """A JSON value in the text form of COPY."""
    plain = _encode(value).decode()
    return plain.replace("\\", "\\\\") if "\\" in plain else plain


def _moment(value: Any) -> str:
    return value if isinstance(value, str) else str(value.isoformat())


def _binary(value: Any) -> str:
    return "\\\\x" + bytes(value).hex()


def _truth(value: Any) -> str:
    return "t" if value else "f"


def _array(value: Any) -> str:
    items = ",".join(f'"{str(item).translate(_ARRAY_ESCAPES)}"' for item in value)
    return text("{" + items + "}")
