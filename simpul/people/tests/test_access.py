"""Persons open to the people of their post and to nobody else."""

import uuid
from datetime import date, timedelta

import pytest

from simpul.base import clock, ids
from simpul.base.access import NotYours
from simpul.journal.actions.append import append
from simpul.journal.testing import account, place
from simpul.people.access import access_family, access_person, persons_of
from simpul.people.models import Person
from simpul.people.queries import search

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 15)


def test_a_person_opens_to_the_officers_of_the_puskesmas_alone() -> None:
    here, there = place(posts=2), place()
    family, person = str(ids.uuid7()), str(ids.uuid7())
    append(here.posts[0], [("family.registered", family, {"head_name": "Bagus"})], here.officer)
    append(here.posts[0], [("person.registered", person, {"name": "Aisyah", "family": family})], here.officer)
    assert str(access_person(here.officer, person).pk) == person
    assert str(access_family(here.officer, family).pk) == family
    strangers = [
        *here.kaders,
        there.kaders[0],
        there.officer,
        account("psikolog", "psikolog", here.puskesmas),
        account("dinas", "dinas", here.puskesmas),
        account("operator", "operator", None),
    ]
    for stranger in strangers:
        for wanted in (person, str(uuid.uuid4()), "no-id", "1' or '1'='1"):
            with pytest.raises(NotYours):
                access_person(stranger, wanted)
            with pytest.raises(NotYours):
                access_family(stranger, family)
        assert not persons_of(stranger).exists()


def test_yesterdays_assignment_and_a_disabled_account_open_nothing() -> None:
    here = place()
    person = str(ids.uuid7())
    append(here.posts[0], [("person.registered", person, {"name": "Aisyah"})], here.officer)
    today = clock.today()
    here.officer.assignments.update(ends_on=today - timedelta(days=1))
    with pytest.raises(NotYours):
        access_person(here.officer, person)
    here.officer.assignments.update(ends_on=today)
    assert access_person(here.officer, person)
    here.officer.is_active = False
    with pytest.raises(NotYours):
        access_person(here.officer, person)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("aisah", ["Aisyah Putri"]),
        ("AISYAH", ["Aisyah Putri"]),
        ("putri", ["Aisyah Putri", "Putri Ayu"]),
        ("junaedi", ["Djoenaidi"]),
        ("3171061009250001", ["Putri Ayu"]),
        ("kartu-7", ["Djoenaidi"]),
        ("%", []),
        ("", []),
        ("   ", []),
    ],
)
def test_search_forgives_spelling(text: str, found: list[str]) -> None:
    here, there = place(), place()
    people = [
        {"name": "Aisyah Putri"},
        {"name": "Putri Ayu", "nik": "3171061009250001"},
        {"name": "Djoenaidi", "card_token": "kartu-7"},
    ]
    append(here.posts[0], [("person.registered", str(ids.uuid7()), one) for one in people], here.officer)
    append(there.posts[0], [("person.registered", str(ids.uuid7()), {"name": "Aisyah Putri"})], there.officer)
    lines = search({here.posts[0]}, text, TODAY)
    assert sorted(one.name for one in lines) == sorted(found)
    assert all("3171" not in one.nik for one in lines)


def test_what_is_derived_from_a_name_follows_it() -> None:
    here = place()
    person = str(ids.uuid7())
    (entry,) = append(here.posts[0], [("person.registered", person, {"name": "Aisyah"})], here.officer)
    change = ("person.changed", person, {"fields": {"name": "Bagas"}}, (), {"identity": entry.seq})
    append(here.posts[0], [change], here.officer)
    assert [one.name for one in search({here.posts[0]}, "bagas", TODAY)] == ["Bagas"]
    assert search({here.posts[0]}, "aisyah", TODAY) == []
    assert Person.objects.get().phonetic == ["BGS"]
