"""Two posts written in the same moment do not see each other: a replay must not see more than they did."""

import pytest
from django.db import connection

from simpul.base import database, ids
from simpul.care.models import Dose, Growth, Visit
from simpul.care.tests.stories import Village
from simpul.care.tests.test_rebuilding import DAYS, rows
from simpul.journal.actions.rebuild import rebuild
from simpul.journal.actions.verify import verify
from simpul.journal.kinds import StoredEntry
from simpul.journal.models import Entry
from simpul.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)


def earlier(first: StoredEntry, than: StoredEntry) -> None:
    """Two posts were written in the same moment: the order of places is not the order in which each saw the other."""
    order = "UPDATE journal_entry SET place = %s WHERE id = %s"
    places = {
        str(pk): place for pk, place in Entry.objects.filter(pk__in=[first.id, than.id]).values_list("pk", "place")
    }
    with database.as_owner(), connection.cursor() as cursor:
        cursor.execute(order, [0, first.id])
        cursor.execute(order, [places[first.id], than.id])
        cursor.execute(order, [places[than.id], first.id])


def test_words_about_a_person_who_was_registered_elsewhere_in_the_same_moment_stand_in_a_replay_too() -> None:
    """After a restore phones of both posts bring back what it lost, at once: the registration and what came after."""
    village = Village()
    family, child, born = (str(ids.uuid7()) for _ in range(3))
    weighed = village.weigh(child, DAYS[1], 7.2, village.there)
    dose = village.write("dose.given", child, {"product": "MR", "date": DAYS[1]}, village.there)
    younger = village.write("person.registered", born, {"name": "Adik", "family": family}, village.there)
    settled = village.write("family.registered", family, {"head_name": "Bagus"})
    registered = village.write("person.registered", child, {"name": "Aisyah", "family": family})
    for early, late in ((registered, weighed), (settled, younger)):
        earlier(early, late)
    village.move(family)
    assert (
        {str(row.person_id) for row in Visit.objects.all()} == {child} == {str(Dose.objects.get(pk=dose.id).person_id)}
    )
    assert Person.objects.filter(post=village.there).count() == 2
    assert verify().sound
    before = rows()
    for number in (1, 2):
        rebuild(processes=number)
        assert rows() == before


def test_the_curve_of_such_a_child_is_whole_when_its_family_has_come() -> None:
    """Neither post saw the other: the weighing found no child, the registration no weighing."""
    village = Village()
    family, child = (str(ids.uuid7()) for _ in range(2))
    weighed = village.weigh(child, DAYS[1], 7.2, village.there)
    village.write("family.registered", family, {"head_name": "Bagus"})
    born = {"name": "Aisyah", "family": family, "sex": "P", "birth_date": "2025-09-10"}
    earlier(village.write("person.registered", child, born), weighed)
    village.weigh(child, DAYS[0], 6.8)
    Growth.objects.all().delete()
    village.move(family)
    assert Growth.objects.filter(person=child).count() == 2
    assert verify().sound
