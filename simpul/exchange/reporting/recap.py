"""Recaps as tables: one post as it is printed, or all posts of an area with their sum."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from simpul.base.words import say
from simpul.exchange.reporting.counting import Recaps
from simpul.exchange.reporting.forms import Form, form
from simpul.exchange.reporting.small_cells import NOTHING, Hidden, mark, note
from simpul.exchange.reporting.tables import Cell, Head, Table


@dataclass(frozen=True)
class Place:
    """A post as reports name it. `code`: the national register number, else its id."""

    id: UUID
    code: str
    name: str
    village: str = ""
    puskesmas: str = ""


def heads(recap: Form) -> list[Head]:
    """The printed columns in their order."""
    return [Head(say(column.label), say(column.heading), column.step) for column in recap.columns]


def place_facts(place: Place) -> list[tuple[str, str]]:
    """Where: post, village and puskesmas, as far as they are known."""
    named = [(_("Posyandu"), place.name), (_("Kelurahan/desa"), place.village), (_("Puskesmas"), place.puskesmas)]
    return [(name, value) for name, value in named if value]


def post_table(found: Recaps, group: str, place: Place, hidden: Hidden = NOTHING) -> Table:
    """The recap of one post: one row, the official columns and nothing else. `hidden`: figures to withhold."""
    recap = form(group)
    return Table(
        recap.id,
        say(recap.title),
        heads(recap),
        [_row(found, recap, found.of(place.id, group), hidden.posts.get(place.id, ()))],
        [*place_facts(place), (_("Bulan"), found.month.words)],
        _notes(found, [place], hidden),
        say(recap.signed_by),
        recap.source,
    )


def area_table(found: Recaps, group: str, places: Sequence[Place], area: str, hidden: Hidden = NOTHING) -> Table:
    """A row for each post and their sum, after two columns that name the post. `hidden`: figures to withhold."""
    recap = form(group)
    rows: list[list[Cell]] = [
        [place.code, place.name, *_row(found, recap, found.of(place.id, group), hidden.posts.get(place.id, ()))]
        for place in places
    ]
    rows.append(["", _("Jumlah"), *_row(found, recap, found.total(group), hidden.total)])
    return Table(
        recap.id,
        say(recap.title),
        [Head(_("Kode")), Head(_("Posyandu")), *heads(recap)],
        rows,
        [(_("Wilayah"), area), (_("Posyandu"), str(len(places))), (_("Bulan"), found.month.words)],
        _notes(found, places, hidden),
        source=recap.source,
        sums=True,
        leading=2,
    )


def _row(found: Recaps, recap: Form, counts: list[int], hidden: Collection[int]) -> list[Cell]:
    row: list[Cell] = [
        found.month if column.by == "month" else number for column, number in zip(recap.columns, counts, strict=True)
    ]
    return [mark() if place in hidden else cell for place, cell in enumerate(row)]


def _notes(found: Recaps, places: Sequence[Place], hidden: Hidden) -> list[str]:
    notes = [note()] if hidden.any else []
    missing = sum(found.unplaced[place.id] for place in places)
    if missing:
        notes.append(_("%d orang tanpa tanggal lahir tidak terhitung di kelompok mana pun.") % missing)
    return notes
