"""Rows made anew, post by post and in several processes: the same to the byte, all of them or none."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner
from django.db import connection, transaction

from simpul.care.models import Dose, Growth, Visit
from simpul.care.tests import in_order
from simpul.care.tests.guest_stories import guest, home_child, seen
from simpul.care.tests.stories import Village
from simpul.care.tests.test_erasing import ordered
from simpul.care.tests.test_random_lives import THERE_AND_BACK, Life
from simpul.cli.journal import rebuild as command
from simpul.journal import redactions, replay
from simpul.journal.actions.rebuild import rebuild
from simpul.journal.actions.verify import verify
from simpul.journal.models import Entry
from simpul.journal.replaying import group, groups, workers
from simpul.journal.replaying.group import ReplayStopped
from simpul.journal.replaying.memory import Memory
from simpul.journal.testing import place
from simpul.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
DAYS = ("2026-01-10", "2026-02-10", "2026-03-10")


@pytest.fixture(autouse=True)
def own_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMPUL_REDACTIONS", str(tmp_path / "redactions.jsonl"))


def rows() -> dict[str, list[str]]:
    """Table → every row as text, in order."""
    found = {}
    with connection.cursor() as cursor:
        for table in replay.tables():
            cursor.execute(f'SELECT t::text FROM public."{table}" t ORDER BY 1')
            found[table] = [row for (row,) in cursor.fetchall()]
    return found


def lived() -> Village:
    """Four posts: moves there, back and on, a guest and the copies, merged records, a review, a withdrawal."""
    village = Village(place(posts=4))
    life = Life(Random(3), village)
    for deed in ["settles", "born", "settles", "born", "opened", *THERE_AND_BACK, "patched", "expecting", "referred"]:
        life.do(deed)
    child = home_child(village)
    subject = guest(village)
    for day, kg in zip(DAYS, (7.0, 7.3, 7.5), strict=True):
        village.weigh(child, day, kg, village.there)
    seen(village, subject, 7.9)
    double = village.child(name="Aisyah P.", post=village.there)
    village.weigh(double, "2026-04-12", 7.8, village.there)
    village.write("person.merged", child, {"gone": double}, village.there)
    family = str(Person.objects.get(pk=child).family_id)
    village.write("family.moved", family, {"to_post": village.where.posts[2]}, village.there)
    village.weigh(child, "2026-05-10", 8.1, village.there)  # written late: it follows
    village.write("family.moved", family, {"to_post": village.where.posts[3]}, village.where.posts[2])
    return village


def test_several_processes_one_process_and_the_pipeline_make_the_same_rows() -> None:
    lived()
    before = rows()
    assert len([table for table, held in before.items() if held]) >= 10
    assert in_order.differences() == []
    entries = Entry.objects.count()
    assert rebuild(processes=1) == entries and rows() == before
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM care_growth")
        cursor.execute("UPDATE people_person SET name = 'Rusak', notes = ''")
    assert rebuild(processes=3) == entries and rows() == before


def test_posts_are_replayed_one_by_one_though_families_went_between_them() -> None:
    lived()
    told: list[int] = []
    rebuild(processes=1, progress=lambda done, whole: told.append(done))
    assert len(told) == 4 and told[-1] == Entry.objects.count()


def test_after_erasures_too() -> None:
    village = lived()
    child = Person.objects.filter(merged_into=None, post=village.where.posts[3]).first()
    assert child is not None
    ordered(subjects=[str(child.pk)])
    before = rows()
    assert in_order.differences() == []
    for number in (1, 3):
        rebuild(processes=number)
        assert rows() == before


def test_a_part_made_again_after_an_erasure_is_as_if_all_had_been_made_again() -> None:
    """A guest at home elsewhere, who moved on: copies, arrivals and what was written late go with the person."""
    village = lived()
    child = Person.objects.filter(post=village.where.posts[3], merged_into=None).first()
    assert child is not None and Visit.objects.filter(person=child.pk).count() == 5
    ordered(subjects=[str(child.pk)])
    assert not Visit.objects.filter(person=child.pk).exists()
    assert in_order.differences() == [] and verify().sound


def test_without_its_registration_a_child_lives_nowhere_and_what_the_old_post_wrote_is_its_own() -> None:
    """The post whose entry is erased is not the only one whose rows follow from it."""
    village = newborn_known_here()
    born = Person.objects.get(name="Adik")
    dose = village.write("dose.given", str(born.pk), {"product": "MR", "date": DAYS[2]})
    assert not Dose.objects.filter(pk=dose.id).exists()
    registered = Entry.objects.get(kind="person.registered", subject=born.pk)
    assert village.there in ordered(entries=[str(registered.pk)]).posts
    assert str(Dose.objects.get(pk=dose.id).post_id) == village.here
    assert in_order.differences() == [] and verify().sound


def test_an_erased_arrival_leaves_the_family_where_it_was() -> None:
    """Nobody can say any more what went along: both posts are replayed together, and both are put right."""
    village = Village()
    family = village.family()
    child = village.child(family)
    village.weigh(child, DAYS[0], 6.9)
    village.move(family)
    village.weigh(child, DAYS[1], 7.2, village.there)
    ordered(entries=[str(pk) for pk in Entry.objects.filter(kind="family.arrived").values_list("pk", flat=True)])
    assert str(Person.objects.get(pk=child).post_id) == village.here
    assert in_order.differences() == [] and verify().sound
    assert len(groups.groups(groups.roads(redactions.any_yet()), [])) == 1


def test_growth_that_rests_on_two_posts_survives_an_erasure_at_one() -> None:
    """A record that died before the family moved stays behind; the one it is merged into has gone."""
    village = Village()
    family = village.family()
    kept, gone = village.child(family), village.child(family, name="Aisyah P.")
    village.weigh(gone, DAYS[0], 6.9)
    village.write("person.merged", kept, {"gone": gone})
    village.write("person.left", gone, {"status": "mistake", "date": DAYS[0]})
    village.move(family)
    wrong = village.weigh(kept, DAYS[1], 7.2, village.there)
    village.weigh(kept, DAYS[2], 7.4, village.there)
    assert {str(row.person_id) for row in Growth.objects.all()} == {kept} and Growth.objects.count() == 3
    ordered(entries=[wrong.id])
    assert Growth.objects.count() == 2
    assert in_order.differences() == [] and verify().sound


def newborn_known_here() -> Village:
    """A child born after the move, about whom the old post writes: only the family tells that it has gone."""
    village = Village()
    family = village.family()
    village.child(family)
    village.move(family)
    born = village.child(family, name="Adik", post=village.there)
    village.weigh(born, DAYS[2], 3.9)
    return village


def test_posts_whose_rows_an_entry_asked_for_are_replayed_together() -> None:
    newborn_known_here()
    assert not Visit.objects.exclude(served_at=Visit.objects.get().served_at_id).exists()
    assert in_order.differences() == [] and verify().sound


def test_what_a_post_wrote_about_a_child_that_came_to_it_later_is_replayed_with_the_post_it_came_from() -> None:
    """The child lived elsewhere then, though the post knows it by the end: nothing of it may stand at the old post."""
    village = Village()
    family = village.family()
    elder = village.child(family)
    village.move(family)
    born = village.child(family, name="Adik", post=village.there)
    dose = village.write("dose.given", born, {"product": "MR", "date": DAYS[2]})
    village.write("family.moved", family, {"to_post": village.here}, village.there)
    assert Dose.objects.filter(person=born).exclude(pk=dose.id).count() == Dose.objects.count() == 1
    assert in_order.differences() == [] and verify().sound
    ordered(subjects=[elder])
    assert Dose.objects.filter(person=born).exclude(pk=dose.id).count() == Dose.objects.count() == 1
    assert in_order.differences() == [] and verify().sound


def test_an_entry_that_only_the_rows_of_another_post_let_apply_does_not_stop_a_rebuild() -> None:
    """Of a child born elsewhere the post itself knows nothing; the change went on to where it lives."""
    village = newborn_known_here()
    born = Person.objects.get(name="Adik")
    village.write("person.changed", str(born.pk), {"fields": {"notes": "batuk"}}, base={"notes": 99})
    born.refresh_from_db()
    assert (born.notes, str(born.post_id)) == ("batuk", village.there)
    before = rows()
    for number in (1, 2):
        rebuild(processes=number)
        assert rows() == before
    assert in_order.differences() == [] and verify().sound


def failing(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(Memory, "held", lambda self: 1 / 0)
    return {"error": ZeroDivisionError}


def dying(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(group, "_made", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    return {"error": workers.WorkerLost}


def interrupted(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    def stop(done: int, whole: int) -> None:
        assert 0 < done <= whole
        raise KeyboardInterrupt

    return {"error": KeyboardInterrupt, "progress": stop}


@pytest.mark.skipif(workers.START != "fork", reason="a fault planted here reaches forked processes only")
@pytest.mark.parametrize("fault", [failing, dying, interrupted])
def test_whatever_ends_it_early_the_old_rows_stand(
    fault: Callable[[pytest.MonkeyPatch], dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    lived()
    Person.objects.update(notes="seperti sebelumnya")
    before = rows()
    planted = fault(monkeypatch)
    with pytest.raises(planted["error"]):
        rebuild(processes=2, progress=planted.get("progress"))
    assert rows() == before
    assert multiprocessing.active_children() == []
    monkeypatch.undo()
    rebuild(processes=2)
    assert not Person.objects.filter(notes="seperti sebelumnya").exists()


def test_readers_see_the_old_rows_until_all_new_ones_are_there() -> None:
    lived()
    Person.objects.update(notes="lama")
    parameters = {**connection.get_connection_params(), "cursor_factory": psycopg.Cursor}
    parameters.pop("context", None)
    people = Person.objects.count()
    seen_meanwhile = []

    def look(done: int, whole: int) -> None:
        with psycopg.connect(**parameters) as reader:
            found = reader.execute("SELECT count(*) FROM people_person WHERE notes = 'lama'").fetchone()
            seen_meanwhile.append(found)

    rebuild(processes=2, progress=look)
    assert len(seen_meanwhile) == 4 and set(seen_meanwhile) == {(people,)}
    assert not Person.objects.filter(notes="lama").exists()


def test_an_entry_that_does_not_apply_stops_it_with_words_and_changes_nothing() -> None:
    village = Village()
    child = village.child()
    strange = Entry.objects.get(subject=child)
    strange.pk, strange.seq, strange.kind, strange.place = "00000000-0000-7000-8000-000000000001", 2, "from.later", 9**9
    with transaction.atomic():
        Entry.objects.bulk_create([strange])
    before = rows()
    with pytest.raises(ReplayStopped) as stop:
        rebuild(processes=2)
    assert (stop.value.kind, stop.value.code) == ("from.later", "kind_unknown")
    said = CliRunner().invoke(command)
    assert said.exit_code == 1 and "baris lama tetap dipakai" in said.output and str(strange.pk) in said.output
    assert rows() == before
