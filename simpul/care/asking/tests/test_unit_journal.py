"""A unit's journal is a journal like any other: checked, made anew to the byte, and lawfully erased."""

from pathlib import Path

import pytest

from simpul.care.tests.stories import Village
from simpul.care.tests.test_erasing import SECRET, ordered, places_with
from simpul.care.tests.test_rebuilding import rows
from simpul.journal.actions.rebuild import rebuild
from simpul.journal.actions.verify import verify
from simpul.journal.models import Entry
from simpul.network.actions.move import move
from simpul.network.actions.open import open_request
from simpul.network.models import Request
from simpul.registry.functions.testing import does

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMPUL_REDACTIONS", str(tmp_path / "redactions.jsonl"))


def confidential(village: Village, child: str) -> Request:
    """A request of class K2 at the puskesmas, part of one at the post; sent back, answered, ended."""
    where = village.where
    does(where.officer, "bidan")
    parent = village.refer(child)
    said = {"person": child, "service": "kesehatan-jiwa", "message": SECRET, "part_of": parent, "confidentiality": "K2"}
    made = open_request(where.officer, where.puskesmas, said | {"basis": "law", "basis_note": f"{SECRET} pasal"})
    for data in (
        {"action": "send_back", "note": SECRET},
        {"action": "answer", "note": f"{SECRET} lengkap"},
        {"action": "complete", "outcome": "treated", "clinical_note": SECRET},
    ):
        made.refresh_from_db()
        move(where.officer, made, data, made.seq)
    return made


def test_it_is_verified_and_made_anew_to_the_byte() -> None:
    village = Village()
    made = confidential(village, village.child())
    assert verify().sound
    before = rows()
    rebuild(processes=1)
    assert rows() == before
    assert Request.objects.get(pk=made.pk).clinical_notes[0]["note"] == SECRET


def test_it_goes_with_the_person_when_that_is_ordered() -> None:
    village = Village()
    child = village.child()
    made = confidential(village, child)
    assert places_with(SECRET)
    ordered(subjects=[child])
    assert places_with(SECRET) == [] and not Request.objects.filter(pk=made.pk).exists()
    gone = Entry.objects.filter(subject=made.pk)
    assert gone.count() == 4 and all(one.data is None for one in gone)
    assert verify().sound


def test_it_stays_at_the_unit_when_the_family_moves() -> None:
    village = Village()
    family = village.family()
    made = confidential(village, village.child(family))
    village.move(family)
    assert Request.objects.get(pk=made.pk).post_id == village.where.puskesmas.pk
    assert verify().sound
