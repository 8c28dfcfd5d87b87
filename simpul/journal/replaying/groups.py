"""Which posts are replayed together, and what else of the journals a group must read.

A post can be replayed by itself: whatever crosses the road between two posts crosses it as an entry. A family that
leaves does so by `family.arrived` in the journal of its new post, which holds every column of every row that goes;
the old post reads that entry too and so knows that the rows live elsewhere. Copies of a guest's visits are entries of
the child's own post. Only two things tie posts together:

* an arrival whose content was erased: nobody can say any more what went along;
* a row that shows a group something of another: one entry asked for it in vain and the other group has it or had it
  until the family came, or both groups make it (`foreign`, `Made.late`, `twice`, `elsewhere`). It shows when the rows
  are there; then all is done again.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any, NamedTuple

from simpul.journal import tables as bulk

Pair = tuple[str, str]
ARRIVED = "family.arrived"


class Answer(NamedTuple):
    """An entry that was set aside, and the one that answers it, since a place in the order of writing."""

    place: int
    target: str
    by: str


@dataclass(frozen=True)
class Group:
    """Posts that are replayed together. `arrivals`: entries elsewhere that took rows from them."""

    posts: tuple[str, ...]
    arrivals: tuple[str, ...]
    entries: int


@dataclass(frozen=True)
class Roads:
    """What crosses posts. `arrivals`: (entry, post left, post reached); `answers` in order of place."""

    arrivals: tuple[tuple[str, str, str], ...]
    answers: tuple[Answer, ...]
    ties: frozenset[Pair]
    erased: bool


def roads(erased: bool) -> Roads:
    """Read what crosses posts, in one walk over the journals. `erased`: something was erased once."""
    found = bulk.execute(
        "SELECT id::text, place, post_id::text, kind, data ->> 'from_post', data ->> 'target', data ->> 'by'"
        " FROM journal_entry WHERE kind IN (%s, 'entry.repaired') AND data IS NOT NULL ORDER BY place",
        [ARRIVED],
    ).fetchall()
    arrivals = tuple((pk, left, post) for pk, _, post, kind, left, _, _ in found if kind == ARRIVED and left)
    answers = tuple(
        Answer(place, target, by) for _, place, _, kind, _, target, by in found if kind == "entry.repaired" and by
    )
    return Roads(arrivals, answers, frozenset(_tied_by_erasure()) if erased else frozenset(), erased)


def _tied_by_erasure() -> list[Pair]:
    found: list[Pair] = bulk.execute(
        "SELECT DISTINCT a.post_id::text, m.post_id::text FROM journal_entry a JOIN journal_entry m"
        " ON m.subject = a.subject AND m.kind = 'family.moved' WHERE a.kind = %s AND a.data IS NULL",
        [ARRIVED],
    ).fetchall()
    return found


def sizes(posts: Collection[str] | None) -> dict[str, int]:
    """Entries of each post that has any; of the named posts only, if some are named."""
    query = "SELECT post_id::text, count(*) FROM journal_entry{} GROUP BY post_id"
    chosen, parameters = ("", []) if posts is None else (" WHERE post_id = ANY(%s::uuid[])", [[*posts]])
    return dict(bulk.execute(query.format(chosen), parameters).fetchall())


def groups(roads: Roads, ties: Iterable[Pair], posts: Collection[str] | None = None) -> list[Group]:
    """The groups, the largest first; with `posts` those that hold one of them, and no other."""
    found = _joined([*roads.ties, *ties])
    together = {post: members for members in found for post in members}
    wanted = sizes(None) if posts is None else dict.fromkeys(posts, 0)
    sets = {tuple(sorted(together.get(post, {post}))) for post in wanted}
    counts = wanted if posts is None else sizes({post for members in sets for post in members})
    made = [_group(members, roads, counts) for members in sets]
    return sorted(made, key=lambda group: (-group.entries, group.posts))


def _group(members: tuple[str, ...], roads: Roads, counts: dict[str, int]) -> Group:
    here = set(members)
    gone = tuple(pk for pk, left, reached in roads.arrivals if left in here and reached not in here)
    return Group(members, gone, sum(counts.get(post, 0) for post in members))


def _joined(ties: Iterable[Pair]) -> list[set[str]]:
    """Posts that are tied, over any number of ties."""

    def add(sets: list[set[str]], tie: Pair) -> list[set[str]]:
        touched = [one for one in sets if one & set(tie)]
        return [*(one for one in sets if one not in touched), set(tie).union(*touched)]

    start: list[set[str]] = []
    return reduce(add, ties, start)


def foreign(asked: dict[str, dict[str, str]], schema: str = "") -> set[Pair]:
    """Ties between groups: rows that an entry of one group asked for in vain and that another has.

    `asked`: table → id → a post of the group that asked. Rows are looked up in the tables of `schema`.
    """
    ties: set[Pair] = set()
    for table, wanted in asked.items():
        query = f'SELECT id::text, post_id::text FROM {schema}"{table}" WHERE id = ANY(%s::uuid[])'  # noqa: S608
        found: list[Any] = bulk.execute(query, [[*wanted]]).fetchall()
        ties |= {(wanted[pk], post) for pk, post in found}
    return ties


def twice(made: dict[str, bytes], post: str) -> set[Pair]:
    """Ties between a group and those whose rows, loaded already, bear ids of its own."""
    ids = {
        table: {line.split(b"\t", 1)[0].decode(): post for line in lines.splitlines()} for table, lines in made.items()
    }
    return foreign(ids)


def elsewhere(tables: Iterable[str]) -> set[Pair]:
    """Ties between posts of a partial replay and others: a scratch row and the real one are of different posts."""
    ties: set[Pair] = set()
    for table in tables:
        query = f'SELECT DISTINCT s.post_id::text, r.post_id::text FROM pg_temp."{table}" s JOIN public."{table}" r'  # noqa: S608
        ties |= set(bulk.execute(f"{query} ON r.id = s.id AND r.post_id <> s.post_id").fetchall())
    return ties
