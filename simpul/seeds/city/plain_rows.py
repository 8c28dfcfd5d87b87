"""Rows of the two commonest entries as plain tuples: a visit that one entry alone records, a dose.

What `simpul.care.visit_kinds.recorded` and `day_kinds.dose_given` make of them when nothing was there before.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from django.db import connection
from django.db.models import Model

from simpul.care.models import Growth
from simpul.care.visits import RECORDED, item
from simpul.journal.kinds import StoredEntry

Row = tuple[Any, ...]
VISIT = (
    "id", "post_id", "seq", "stamps", "extra", "person_id", "session", "date", "card", "values", "entries", "steps",
    "results", "status", "given", "served_at_id",
)  # fmt: skip
DOSE = (
    "id", "post_id", "seq", "stamps", "extra", "person_id", "product", "number", "date", "batch", "expiry", "place",
    "source", "quantity", "visit", "helper", "author", "status",
)  # fmt: skip
GROWTH = tuple(str(field.column) for field in Growth._meta.concrete_fields)
_encode = msgspec.json.Encoder().encode


def visit(entry: StoredEntry) -> Row:
    """The row of a visit in the order of VISIT."""
    data = entry.data
    values, session, step = data["values"], data["session"], data["step"]
    given = item(entry, RECORDED, values, step=step, results={}, session=session)
    steps = {str(step): {"at": entry.happened_at, "author": entry.author, "entry": entry.id}}
    entries = dict.fromkeys(values, entry.id)
    return (
        data["visit"], entry.post, entry.seq, "{}", "{}", entry.subject, session, data["date"], data["card"],
        _json(values), _json(entries), _json(steps), "{}", "ok", _json([given]), entry.post,
    )  # fmt: skip


@dataclass(slots=True)
class Weighed:
    """A visit as growth is computed from it."""

    pk: str
    person_id: str
    date: date
    values: dict[str, Any]
    status: str = "ok"


def weighing(entry: StoredEntry) -> Weighed:
    """What a toddler's visit gives to growth."""
    data = entry.data
    return Weighed(data["visit"], entry.subject, date.fromisoformat(data["date"]), data["values"])


def dose(entry: StoredEntry) -> Row:
    """The row of a dose in the order of DOSE."""
    data = entry.data
    return (
        entry.id, entry.post, entry.seq, "{}", "{}", entry.subject, data["product"], data["number"], data["date"],
        data["batch"], None, data["place"], data["source"], None, None, "", entry.author, "ok",
    )  # fmt: skip


def growth(row: Growth) -> Row:
    """A row in the order of GROWTH."""
    held = row.__dict__
    return tuple(_json(held[name]) if name == "categories" else held[name] for name in GROWTH)


def _json(value: Any) -> str:
    return _encode(value).decode()


def copy(cursor: Any, model: type[Model], columns: tuple[str, ...], rows: list[Row]) -> None:
    """Write rows by COPY."""
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    with cursor.copy(f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN") as out:
        for row in rows:
            out.write_row(row)
