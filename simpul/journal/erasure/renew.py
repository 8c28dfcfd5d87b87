"""Make the rows of some posts again after an erasure, and tell which went and which changed."""

from collections.abc import Collection
from typing import NamedTuple

from django.apps import apps
from django.db import connection
from django.db.models import Model

from simpul.journal import kinds, replay
from simpul.journal.derived import derived, derived_tables
from simpul.journal.kinds import Part
from simpul.journal.models import Projected, Redacted

Rows = dict[str, dict[str, list[str]]]
"""Post → part → ids of rows."""


_NAMED_BY_ANOTHER = ("moves",)
"""Parts whose rows bear the id of something else: another post's row of that id is not the same row."""


class Renewed(NamedTuple):
    """Rows that no entry makes any more, and rows that the remaining entries make differently."""

    gone: Rows
    changed: Rows

    def gone_for(self, post: str) -> dict[str, list[str]]:
        """What phones of a post must drop: its own rows, and those that had left it, which they may still hold."""
        told = {part: set(ids) for part, ids in self.gone.get(post, {}).items()}
        for parts in self.gone.values():
            for part, ids in parts.items():
                if part not in _NAMED_BY_ANOTHER:
                    told.setdefault(part, set()).update(ids)
        return {part: sorted(ids) for part, ids in sorted(told.items())}


Places = list[tuple[str, str]]


def renew(posts: Collection[str]) -> Renewed:
    """Replay the posts and put right what differs. The caller holds their locks and the owner's rights."""
    found = Renewed({}, {})
    wanted = sorted(posts)
    across = [one.across() for one in derived()]
    with replay.scratch():
        replay.replay(wanted)
        for table in derived_tables():
            _put_derived_right(table, wanted)
        parts = {part.model: part for part in kinds.parts()}
        for model in apps.get_models():
            if issubclass(model, Projected):
                gone, changed = _differing(model._meta.db_table, wanted)
                if model in parts and model is not Redacted:
                    _collect(found.gone, parts[model].name, _as_phones_know(parts[model], gone))
                    _collect(found.changed, parts[model].name, changed)
                _swap(model._meta.db_table, "id", [pk for pk, _ in gone], [pk for pk, _ in changed])
    for one, before in zip(derived(), across, strict=True):
        # Scratch held these posts alone: what rests on rows of others too follows from the real tables.
        one.again(before | one.across())
    return found


def _as_phones_know(part: Part, places: Places) -> Places:
    """The ids that rows have on the wire: not every part uses its table's."""
    if not places:
        return []
    with connection.cursor() as cursor:
        # The scratch tables stand before the real ones, and these rows are in the real ones only.
        cursor.execute("SET LOCAL search_path = public, pg_temp")
        rows = part.model._default_manager.filter(pk__in=[pk for pk, _ in places])
        found = [part.row(row) for row in rows]
        cursor.execute("SET LOCAL search_path TO DEFAULT")
    return [(wire["id"], wire["post"]) for wire in found]


_MINE = "post_id = ANY(%(posts)s::uuid[])"


def _differing(table: str, posts: list[str]) -> tuple[Places, Places]:
    """Row ids with their posts: those that went, those that changed. New rows count as changed."""
    gone = _ask(
        f'SELECT id::text, post_id::text FROM public."{table}" r WHERE {_MINE}'  # noqa: S608 (names of models)
        f' AND NOT EXISTS (SELECT FROM pg_temp."{table}" s WHERE s.id = r.id)',
        posts,
    )
    changed = _ask(
        f'SELECT s.id::text, s.post_id::text FROM pg_temp."{table}" s LEFT JOIN public."{table}" r ON r.id = s.id'  # noqa: S608
        f" WHERE s.{_MINE} AND (r.id IS NULL OR (r.{_MINE} AND r::text <> s::text))",
        posts,
    )
    return gone, changed


def _put_derived_right(table: str, posts: list[str]) -> None:
    """Before the rows themselves: what is derived is found through the row it stands on."""
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    column, base = _stands_on(model)
    mine = f'SELECT id FROM public."{base}" WHERE {_MINE}'  # noqa: S608
    pk = column
    gone = _ask(
        f'SELECT {pk}::text FROM public."{table}" r WHERE {column} IN ({mine})'  # noqa: S608
        f' AND NOT EXISTS (SELECT FROM pg_temp."{table}" s WHERE s.{pk} = r.{pk})',
        posts,
    )
    changed = _ask(
        f'SELECT s.{pk}::text FROM pg_temp."{table}" s LEFT JOIN public."{table}" r ON r.{pk} = s.{pk}'  # noqa: S608
        f' WHERE s.{column} IN (SELECT id FROM pg_temp."{base}" WHERE {_MINE})'
        " AND (r IS NULL OR r::text <> s::text)",
        posts,
    )
    _swap(table, pk, [row[0] for row in gone], [row[0] for row in changed])


def _stands_on(model: type[Model]) -> tuple[str, str]:
    """Column and table of the projection whose row a derived row belongs to; it is the derived row's own key."""
    field = model._meta.pk
    related = getattr(field, "related_model", None)
    if field is None or not (isinstance(related, type) and issubclass(related, Projected)):
        raise TypeError(f"{model._meta.label} is derived from no row of a post.")
    return str(field.column), related._meta.db_table


def _swap(table: str, pk: str, gone: list[str], changed: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM public."{table}" WHERE {pk} = ANY(%s::uuid[])', [gone + changed])  # noqa: S608
        cursor.execute(
            f'INSERT INTO public."{table}" SELECT * FROM pg_temp."{table}" WHERE {pk} = ANY(%s::uuid[])',  # noqa: S608
            [changed],
        )


def _ask(statement: str, posts: list[str]) -> Places:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"posts": posts})
        return [(row[0], row[-1]) for row in cursor.fetchall()]


def _collect(into: Rows, part: str, places: Places) -> None:
    for pk, post in sorted(places):
        into.setdefault(post, {}).setdefault(part, []).append(pk)
