"""Who is one person after merges: the short way of a single statement finds what the long one does."""

from random import Random
from uuid import uuid4

import pytest

from simpul.journal import tables
from simpul.journal.testing import place
from simpul.people.merged import KIN, groups
from simpul.people.models import Family, Person

pytestmark = pytest.mark.django_db
PERSONS = 30


def forest(random: Random) -> list[str]:
    """Persons, some of them merged into an earlier one."""
    post = place().posts[0]
    family = Family.objects.create(id=uuid4(), post_id=post, seq=0)
    found: list[Person] = []
    for _ in range(PERSONS):
        kept = random.choice(found) if found and random.random() < 0.6 else None
        found.append(Person.objects.create(id=uuid4(), post_id=post, seq=0, family=family, merged_into=kept))
    return [str(one.pk) for one in found]


@pytest.mark.parametrize("seed", range(6))
def test_one_statement_finds_whom_the_steps_find(seed: int) -> None:
    random = Random(seed)
    persons = forest(random)
    for count in (1, 2, 5):
        asked = random.sample(persons, count)
        found = tables.execute(f"{KIN} SELECT id FROM kin", [asked]).fetchall()
        assert {str(one) for (one,) in found} == {one for members in groups(asked).values() for one in members}
