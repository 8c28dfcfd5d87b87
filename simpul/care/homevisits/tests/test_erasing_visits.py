"""Lawful erasure reaches what was answered at home, and leaves the others of the family alone."""

from pathlib import Path

import pytest

from simpul.care.homevisits.models import HomeCheck, HomeVisit
from simpul.care.homevisits.tests.test_home_visits import check, home, only_check, visit
from simpul.care.tests.stories import Village
from simpul.care.tests.test_erasing import ordered, places_with

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_erased_person_leaves_nothing_in_the_visits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMPUL_REDACTIONS", str(tmp_path / "redactions.jsonl"))
    village = Village()
    family, child = home(village)
    other = village.child(family, "Bima")
    visit(village, family)
    for person in (child, other):
        check(village, person, "tbc", cough=True)
    village.write("homevisit.followed", str(only_check(child).pk), {"action": "rujuk", "note": "ke poli anak xyzzy"})
    ordered(subjects=[child])
    assert not HomeCheck.objects.filter(person=child).exists()
    assert only_check(other).categories == ["tbc"] and HomeVisit.objects.filter(subject=family).exists()
    assert not places_with("xyzzy")
