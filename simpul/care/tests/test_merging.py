"""Two records of one person are merged, and the merge is undone, both histories whole."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simpul.care.models import Growth, Visit
from simpul.care.tests.stories import Village
from simpul.journal import replay
from simpul.journal.kinds import Refused, part
from simpul.people.access import access_person
from simpul.people.merged import canonical, groups, records_of
from simpul.people.models import Person
from simpul.people.queries import person_page, suspects, suspects_of

pytestmark = pytest.mark.django_db


def merge(village: Village, kept: str, gone: str) -> None:
    village.write("person.merged", kept, {"gone": gone})


def unmerge(village: Village, kept: str, gone: str) -> None:
    village.write("person.unmerged", kept, {"gone": gone})


def row(person: str) -> dict[str, Any]:
    persons = part("persons")
    assert persons is not None
    return {k: v for k, v in persons.row(Person.objects.get(pk=person)).items() if k != "seq"}


def curve(person: str) -> list[tuple[Any, ...]]:
    found = Growth.objects.filter(person=person).order_by("date")
    return list(found.values_list("date", "weight_kg", "waz", "mark", "trend"))


def test_a_merge_shows_one_person_and_undoing_it_restores_both() -> None:
    village = Village()
    kept, gone = village.child(), village.child(name="Aisah P", birth_date="2025-09-10")
    village.weigh(kept, "2026-01-10", 6.5)
    village.weigh(gone, "2026-02-10", 6.6)
    before = row(kept), row(gone), curve(kept), curve(gone)
    merge(village, kept, gone)
    assert records_of(gone) == sorted([kept, gone])
    assert [mark for *_, mark, _ in curve(kept)] == ["B", "T"]
    assert curve(gone) == []
    page = person_page(Person.objects.get(pk=gone), today())
    assert (page.line.id, [one.id for one in page.merged_here]) == (kept, [gone])
    assert str(access_person(village.where.officer, gone).pk) == kept
    village.weigh(gone, "2026-03-10", 7.0)
    village.weigh(kept, "2026-04-10", 7.2)
    unmerge(village, kept, gone)
    assert (row(kept), row(gone)) == before[:2]
    assert [day.isoformat() for day, *_ in curve(kept)] == ["2026-01-10", "2026-04-10"]
    assert [day.isoformat() for day, *_ in curve(gone)] == ["2026-02-10", "2026-03-10"]


def today() -> Any:
    from datetime import date

    return date(2026, 11, 22)


def test_chains_lead_to_the_person_kept() -> None:
    village = Village()
    a, b, c = (village.child(name=name) for name in ("Aisyah", "Aisah", "Aisya"))
    merge(village, b, c)
    merge(village, a, b)
    assert canonical([a, b, c]) == dict.fromkeys([a, b, c], a)
    assert groups([c]) == {a: {a, b, c}}
    unmerge(village, a, b)
    assert canonical([a, b, c]) == {a: a, b: b, c: b}


@pytest.mark.parametrize(
    ("pairs", "code"),
    [
        ([("a", "a")], "merge_circle"),
        ([("a", "b"), ("b", "a")], "merge_circle"),
        ([("a", "b"), ("b", "c"), ("c", "a")], "merge_circle"),
        ([("a", "b"), ("c", "b")], "already_merged"),
    ],
)
def test_circles_and_second_merges_are_refused(pairs: list[tuple[str, str]], code: str) -> None:
    village = Village()
    made = {name: village.child(name=f"Anak {name}") for name in "abc"}
    for kept, gone in pairs[:-1]:
        merge(village, made[kept], made[gone])
    with pytest.raises(Refused) as refused:
        merge(village, *(made[name] for name in pairs[-1]))
    assert refused.value.reason.code == code


def test_what_is_not_merged_cannot_be_undone() -> None:
    village = Village()
    with pytest.raises(Refused):
        unmerge(village, village.child(), village.child())


MOVES = st.lists(st.tuples(st.booleans(), st.integers(0, 4), st.integers(0, 4)), max_size=12)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(MOVES)
def test_any_merging_stays_a_forest_and_undone_it_restores_everyone(moves: list[tuple[bool, int, int]]) -> None:
    village = Village()
    people = [village.child(name=f"Anak {n}") for n in range(5)]
    before = [row(person) for person in people]
    links: dict[str, str] = {}
    for undo, i, j in moves:
        kept, gone = people[i], people[j]
        try:
            (unmerge if undo else merge)(village, kept, gone)
        except Refused:
            continue
        if undo:
            assert links.pop(gone) == kept
        else:
            links[gone] = kept
    kept_by = canonical(people)
    assert all(canonical([end])[end] == end and end not in links for end in kept_by.values())
    assert sum(len(members) for members in groups(people).values()) == len(people)
    for gone, kept in list(links.items()):
        unmerge(village, kept, gone)
    assert [row(person) for person in people] == before
    with replay.scratch():
        replay.replay()
        assert not replay.differences()


def test_likely_duplicates_are_offered_to_the_puskesmas() -> None:
    village = Village()
    family = village.family()
    a = village.child(family, mother_name="Siti Aminah")
    b = village.child(None, name="Aisah Putri", mother_name="Siti Aminah")
    village.child(family, name="Bagas", birth_date="2020-01-05", sex="L")
    found = suspects({village.here}, today())
    assert [{one.a.id, one.b.id} for one in found] == [{a, b}]
    assert [one.b.id for one in suspects_of(Person.objects.get(pk=a), today())] == [b]
    merge(village, a, b)
    assert suspects({village.here}, today()) == []


def test_entries_on_a_merged_record_are_kept_where_they_were_written() -> None:
    village = Village()
    kept, gone = village.child(), village.child(name="Aisah")
    merge(village, kept, gone)
    village.weigh(gone, "2026-03-10", 7.0)
    assert str(Visit.objects.get().person_id) == gone
