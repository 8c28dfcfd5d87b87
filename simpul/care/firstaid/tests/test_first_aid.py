"""First aid is kept without words, follows its person, can be taken back, and is made anew by a replay."""

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from simpul.care.firstaid.models import FirstAid
from simpul.care.firstaid.queries import of_person, of_request
from simpul.care.firstaid.tests.stories import CALM, HANDED, WAITING, aided, withdrawn
from simpul.care.screenings.tests.stories import adult
from simpul.care.tests.guest_stories import guest
from simpul.care.tests.stories import Village, at
from simpul.care.tests.test_erasing import ordered, places_with
from simpul.journal import kinds, replay
from simpul.journal.actions.verify import verify
from simpul.journal.alerts.refresh import refresh
from simpul.journal.kinds import Refused
from simpul.journal.models import Alert
from simpul.knowledge.vectors import vectors

pytestmark = pytest.mark.django_db(transaction=True)


def row_of(entry: Any) -> FirstAid:
    return FirstAid.objects.get(pk=entry.id)


def sound() -> None:
    report = verify()
    assert (report.gaps, report.hashes, report.rows) == ([], [], [])


def test_what_is_kept_are_ids_and_days_and_nothing_else() -> None:
    village = Village()
    entry = aided(village, adult(village), cerita="penandarahasia", catatan={"a": "penandarahasia"})
    row = row_of(entry)
    assert (str(row.aid), row.zone, row.actions, row.waits) == (
        entry.subject,
        "p3lp:kuning",
        ["ditemani", "didengarkan"],
        False,
    )
    assert row.extra == {}
    part = kinds.part("firstaids")
    assert part is not None and "penandarahasia" not in str(part.row(row))


@pytest.mark.parametrize(
    "case", [one for one in vectors("first-aid", "records") if one["fault"]], ids=lambda case: case["name"]
)
def test_a_record_that_no_path_leaves_is_set_aside_by_the_fields_name(case: dict[str, Any]) -> None:
    village = Village()
    with pytest.raises(Refused) as caught:
        aided(village, None, case["record"] | {"edition": "2026-11"})
    assert caught.value.reason.field == case["fault"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("date", "kemarin"), ("follow_up", "besok"), ("edition", "x" * 41), ("handed_at", "tadi"), ("follows", "dulu")],
)
def test_words_fit_into_no_field(field: str, value: str) -> None:
    village = Village()
    with pytest.raises(Refused) as caught:
        aided(village, None, HANDED, **{field: value})
    assert caught.value.reason.field == field and value not in str(caught.value)


def test_nobody_needs_to_be_named() -> None:
    village = Village()
    assert row_of(aided(village, None)).person_id is None
    sound()


def test_whoever_takes_over_ends_the_waiting_and_taking_that_back_opens_it_again() -> None:
    village = Village()
    person = adult(village)
    open_one = aided(village, person, WAITING)
    assert row_of(open_one).waits
    withdrawn(village, open_one)
    done = aided(village, person, HANDED, aid=open_one.subject)
    assert (row_of(open_one).status, row_of(done).waits, row_of(done).status) == ("void", False, "ok")
    sound()


def test_offered_is_not_taken_over() -> None:
    village = Village()
    offered = {"handed_to": "rumah-sakit", "handed_at": "2026-04-10T02:30:00.000Z", "accepted": False}
    path = ["kritis", "serah-terima", "kritis"]
    assert row_of(aided(village, None, WAITING | offered, path=path)).waits


def alerts() -> list[tuple[str, int]]:
    refresh()
    return [(str(one.post_id), one.n) for one in Alert.objects.filter(code="firstaid_unhanded", closed_at=None)]


def test_the_puskesmas_is_alarmed_until_somebody_has_taken_over() -> None:
    village = Village()
    with at("2026-04-10T09:00"):
        waiting, slip = aided(village, None, WAITING), aided(village, adult(village), WAITING)
        assert alerts() == []
    with at("2026-04-10T09:31"):
        assert alerts() == [(village.here, 2)]
        withdrawn(village, slip)
        assert alerts() == [(village.here, 1)]
    with at("2026-07-10T09:31"):
        assert alerts() == [(village.here, 1)]
        aided(village, None, HANDED, aid=waiting.subject)
        withdrawn(village, waiting)
        assert alerts() == []


def test_it_moves_with_its_family_and_is_withdrawn_there() -> None:
    village = Village()
    family = village.family()
    person = adult(village, family)
    entry = aided(village, person, WAITING)
    village.move(family)
    row = row_of(entry)
    assert (str(row.post_id), row.waits, row.edition) == (village.there, True, "2026-11")
    withdrawn(village, entry)
    assert row_of(entry).status == "void"
    sound()


def test_what_is_recorded_too_late_follows_the_family_and_so_does_its_withdrawal() -> None:
    village = Village()
    family = village.family()
    person = adult(village, family)
    village.move(family)
    entry = aided(village, person, WAITING)
    assert not FirstAid.objects.filter(pk=entry.id).exists()
    row = FirstAid.objects.get(person=person)
    assert (str(row.post_id), row.waits, str(row.aid)) == (village.there, True, entry.subject)
    withdrawn(village, entry)
    assert FirstAid.objects.get(person=person).status == "void"
    sound()


def test_about_the_people_of_another_post_nobody_writes() -> None:
    village = Village()
    stranger = adult(village, village.family(post=village.there), post=village.there)
    with pytest.raises(Refused):
        aided(village, stranger)


def test_a_guests_stays_where_it_was_given() -> None:
    village = Village()
    person = adult(village, village.family(post=village.there), post=village.there, mother_name="Aminah")
    asked = {"name": "Siti Aminah", "sex": "P", "birth_date": "1990-05-02", "mother_name": "Aminah"}
    subject = guest(village, **asked, home_post=village.there)
    entry = aided(village, subject)
    assert str(row_of(entry).post_id) == village.here and not FirstAid.objects.filter(person=person).exists()
    sound()


def test_records_that_were_merged_are_read_as_one() -> None:
    village = Village()
    family = village.family()
    kept, gone = adult(village, family), adult(village, family)
    aided(village, gone)
    village.write("person.merged", kept, {"gone": gone})
    (line,) = of_person([kept, gone])
    assert line.zone is not None and (line.zone.word, line.actions) == (
        "perasaan terganggu",
        ["ditemani", "didengarkan"],
    )


def test_a_request_shows_what_was_done_beside_it() -> None:
    village = Village()
    asked = village.refer(None, "darurat", service="kesehatan-jiwa")
    aided(village, None, HANDED, request=asked)
    (line,) = of_request(asked)
    assert (line.handed, line.row.accepted) == ("Psikolog atau konselor", True)


def test_a_replay_makes_the_same_rows() -> None:
    village = Village()
    family = village.family()
    person = adult(village, family)
    for said in (CALM, WAITING, HANDED):
        aided(village, person, said)
    aided(village, None, WAITING)
    village.move(family)
    before = list(FirstAid.objects.order_by("pk").values())
    with transaction.atomic():
        replay.replay()
    assert list(FirstAid.objects.order_by("pk").values()) == before


def test_erasing_a_person_erases_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMPUL_REDACTIONS", str(tmp_path / "redactions.jsonl"))
    village = Village()
    family = village.family()
    person = adult(village, family)
    entry = aided(village, person, WAITING, cerita="penandarahasia")
    other = aided(village, None)
    withdrawn(village, entry)
    aided(village, person, HANDED, aid=entry.subject)
    village.move(family)
    ordered(subjects=[person])
    assert [str(row.pk) for row in FirstAid.objects.all()] == [other.id]
    assert places_with("penandarahasia") == []
    sound()
