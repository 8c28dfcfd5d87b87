"""Reviews, set-aside entries and flags as the pages show them: names, words, both values side by side."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from simpul.base import clock
from simpul.base.words import language
from simpul.care.dossier import account_names
from simpul.care.entry_words import SEPARATOR, body_of, kind_words, label, leaves, plain
from simpul.care.episodes.content import said
from simpul.care.models import Visit
from simpul.care.values import value_words
from simpul.journal.models import Flag, Quarantine, Review
from simpul.people.models import Person

QUOTED = re.compile(r"“([a-z][a-z0-9_.]*)”")
"""A field in the words of a reason, by its code or its path; people are told its label."""

FLAGS = {
    "assignment_ended": _("Penulisnya sudah tidak bertugas saat catatan ini sampai."),
    "enrolment_removed": _("Penulisnya sudah dikeluarkan dari HP itu."),
    "clock_ahead": _("Jam HP jauh di depan jam server."),
    "released": _("Diterapkan petugas tanpa menunggu catatan yang belum datang."),
    "accepted": _("Diterima petugas dari catatan yang tertahan."),
}


@dataclass(frozen=True)
class Option:
    """One of the values: in words, who gave it and when."""

    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class ReviewLine:
    """A review: whose field it is, and the values."""

    review: Review
    name: str
    field: str
    about: str
    options: list[Option]


@dataclass(frozen=True)
class HeldLine:
    """A set-aside entry: what it is, whose, why, and what can be done. `field`: the one that does not fit, if one."""

    held: Quarantine
    kind: str
    author: str
    person: str | None
    name: str
    reason: str
    field: str
    repair: str
    values: list[tuple[str, str]]
    happened_at: datetime | None


@dataclass(frozen=True)
class FlagLine:
    """An applied entry to look at."""

    flag: Flag
    kind: str
    author: str
    person: str | None
    name: str
    words: str


def review_lines(reviews: Iterable[Review]) -> list[ReviewLine]:
    """Reviews with names, in a handful of queries."""
    rows = list(reviews)
    names = person_names(row.person for row in rows)
    authors = account_names(option["author"] for row in rows for option in row.options)
    visits = Visit.objects.in_bulk([row.record for row in rows if row.part == "visits"])
    return [_review_line(row, names, authors, visits) for row in rows]


def _review_line(row: Review, names: Any, authors: Any, visits: Any) -> ReviewLine:
    visit = visits.get(row.record)
    card = visit.card if visit else ""
    options = [
        Option(
            value_words(card, row.field, option["value"]) if card else _record_words(row.field, option["value"]),
            authors.get(option["author"], ""),
            clock.parse_iso(option["at"]),
        )
        for option in row.options
    ]
    about = f"{visit.date:%d.%m.%Y}" if visit else ""
    return ReviewLine(row, names.get(str(row.person), ""), label(row.field, card), about, options)


def _record_words(name: str, value: Any) -> str:
    """A value of a person, family or pregnancy."""
    return said(name, value) or plain(value)


def held_lines(rows: Iterable[Quarantine]) -> list[HeldLine]:
    """Set-aside entries, each readable on its own, in a handful of queries."""
    held = [(row, body_of(bytes(row.body))) for row in rows]
    about = [person_of(row.kind, body) for row, body in held]
    authors, names = account_names(row.author for row, _ in held), person_names(about)
    return [_held(row, body, who, authors, names) for (row, body), who in zip(held, about, strict=True)]


def held_line(held: Quarantine) -> HeldLine:
    """A set-aside entry in words."""
    return held_lines([held])[0]


def _held(
    held: Quarantine, body: Any, person: str | None, authors: Mapping[str, str], names: Mapping[str, str]
) -> HeldLine:
    data = body.get("data")
    reason: dict[str, Any] = held.reason
    lang = language()
    return HeldLine(
        held,
        kind_words(held.kind),
        authors.get(str(held.author), ""),
        person,
        names.get(str(person), _text(data, "name")),
        QUOTED.sub(
            lambda quoted: f"“{label(_last(quoted[1]), _text(data, 'card'))}”",
            str(reason.get("message", {}).get(lang, held.code)),
        ),
        _field_of(reason),
        str((reason.get("repair") or {}).get(lang, "")),
        [(leaf.label, leaf.shown) for leaf in leaves(data)],
        _moment(body.get("happened_at")),
    )


def flag_lines(flags: Iterable[Flag]) -> list[FlagLine]:
    """Applied entries that somebody should look at."""
    rows = list(flags)
    authors = account_names(row.entry.author for row in rows)
    people = {row.pk: person_of(row.entry.kind, _as_body(row)) for row in rows}
    names = person_names(people.values())
    return [
        FlagLine(
            row,
            kind_words(row.entry.kind),
            authors.get(str(row.entry.author), ""),
            people[row.pk],
            names.get(str(people[row.pk]), ""),
            str(FLAGS.get(row.code, row.code)),
        )
        for row in rows
    ]


def _as_body(flag: Flag) -> dict[str, Any]:
    return {"subject": str(flag.entry.subject), "data": flag.entry.data or {}}


def person_of(kind: str, body: Any) -> str | None:
    """The person an entry speaks of, when it says so in a form that can be an id."""
    data = body.get("data") if isinstance(body.get("data"), dict) else {}
    about = kind.startswith(("person.", "visit.", "dose."))
    found = body.get("subject") if about else data.get("person")
    try:
        return str(UUID(str(found)))
    except ValueError:
        return None


def person_names(ids: Iterable[Any]) -> dict[str, str]:
    """Names of persons by id as text."""
    wanted = {str(i) for i in ids if i}
    return {str(pk): name for pk, name in Person.objects.filter(pk__in=wanted).values_list("pk", "name")}


def _field_of(reason: Mapping[str, Any]) -> str:
    """The field that a reason names, by itself or as a path in its words; empty when it is about the whole entry."""
    quoted = QUOTED.search(str(reason.get("message", {}).get("id", "")))
    return _last(str(reason.get("field") or (quoted[1] if quoted else "")))


def _last(path: str) -> str:
    return path.rpartition(SEPARATOR)[2]


def _text(data: Any, key: str) -> str:
    return str(data.get(key, "")) if isinstance(data, dict) else ""


def _moment(text: Any) -> datetime | None:
    try:
        return clock.parse_iso(str(text))
    except ValueError:
        return None
