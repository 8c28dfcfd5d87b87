"""A screening is counted again, follows its person, can be taken back, and is made anew by a replay."""

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from simpul.base import clock, ids
from simpul.care.models import Screening
from simpul.care.screenings.history import count_of, courses_of
from simpul.care.screenings.scoring import graver
from simpul.care.screenings.tests.stories import DAY, SRQ, adult, data, screened
from simpul.care.tests.guest_stories import guest
from simpul.care.tests.stories import Village
from simpul.care.tests.test_erasing import ordered, places_with
from simpul.journal import kinds, replay
from simpul.journal.actions.verify import verify
from simpul.journal.kinds import Refused
from simpul.knowledge.cards import ACTIONS

pytestmark = pytest.mark.django_db(transaction=True)


def row_of(entry: Any) -> Screening:
    return Screening.objects.get(pk=entry.id)


def sound() -> None:
    report = verify()
    assert (report.gaps, report.hashes, report.rows) == ([], [], [])


def test_what_the_phone_counted_is_counted_again_and_the_graver_holds() -> None:
    village = Village()
    row = row_of(screened(village, adult(village), SRQ | {str(item): 1 for item in range(1, 7)}))
    assert (row.complete, row.score, row.band, row.critical) == (True, 6, "positive", [])
    assert (row.said_action, row.action) == ("edukasi", "rujuk")
    (course,) = courses_of(str(row.person_id))
    (line,) = course.lines
    assert (line.differs, line.highest) == (True, 20)


def test_a_phone_that_asked_for_more_is_not_talked_down() -> None:
    village = Village()
    row = row_of(screened(village, adult(village), SRQ, action="rujuk"))
    assert (row.score, row.action) == (0, "rujuk")


@pytest.mark.parametrize("one", [None, *ACTIONS])
@pytest.mark.parametrize("other", [None, *ACTIONS])
def test_the_graver_of_two(one: str | None, other: str | None) -> None:
    ranks: list[str | None] = [None, *ACTIONS]
    assert ranks.index(graver(one, other)) == max(ranks.index(one), ranks.index(other))


def test_a_critical_answer_counts_though_the_rest_is_missing() -> None:
    village = Village()
    row = row_of(screened(village, adult(village), {"17": 1}, action=None))
    assert (row.complete, row.score, row.band) == (False, None, None)
    assert (row.critical, row.action) == (["17"], "darurat")


def test_an_answer_off_its_scale_keeps_the_danger_and_says_that_it_was_not_counted() -> None:
    village = Village()
    row = row_of(screened(village, adult(village), SRQ | {"17": 1, "3": 7}, action="darurat"))
    assert (row.counted_with, row.complete, row.critical, row.action) == ("", False, ["17"], "darurat")


def test_an_instrument_that_this_server_does_not_know_is_kept_as_said() -> None:
    village = Village()
    row = row_of(screened(village, adult(village), {"1": 1}, instrument="newer-one", complete=True, action="rujuk"))
    assert (row.counted_with, row.complete, row.action, row.score) == ("", True, "rujuk", None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("instrument", "Ibu Siti ingin mati"),
        ("instrument", "../../x"),
        ("answers", {"1": ["a"]}),
        ("answers", {"1": {"a": 1}}),
        ("answers", {"1": "x" * 201}),
        ("answers", {str(n): 1 for n in range(301)}),
        ("date", "kemarin"),
    ],
)
def test_what_has_no_such_form_is_refused_by_the_fields_name_alone(field: str, value: Any) -> None:
    village = Village()
    with pytest.raises(Refused) as caught:
        village.write("screening.recorded", adult(village), data(SRQ) | {field: value})
    assert caught.value.reason.field == field
    assert str(value)[:12] not in str(caught.value)


def test_the_whole_takes_the_place_of_the_part() -> None:
    village = Village()
    person = adult(village)
    part = screened(village, person, {"1": 1, "17": 1}, action="darurat")
    whole = screened(village, person, SRQ | {"1": 1, "17": 1}, action="darurat")
    village.write("entry.voided", person, {"target": part.id, "reason": ""})
    assert (row_of(part).status, row_of(whole).status) == ("void", "ok")
    sound()


def test_what_is_withdrawn_is_shown_to_the_team_only_when_it_was_critical() -> None:
    village = Village()
    person = adult(village)
    for answers in ({"1": 1}, {"17": 1}):
        entry = screened(village, person, answers)
        village.write("entry.voided", person, {"target": entry.id, "reason": ""})
    (course,) = courses_of(person)
    assert [line.row.critical for line in course.lines] == [["17"]]


def test_it_moves_with_its_family_with_everything_that_the_team_reads() -> None:
    village = Village()
    family = village.family()
    person = adult(village, family)
    entry = screened(village, person, SRQ | {"17": 1}, action="darurat")
    village.move(family)
    row = row_of(entry)
    assert (str(row.post_id), row.score, row.critical, row.answers["17"]) == (village.there, 1, ["17"], 1)
    village.write("entry.voided", person, {"target": entry.id, "reason": ""})
    assert row_of(entry).status == "void"
    sound()


def test_what_is_recorded_too_late_follows_the_family() -> None:
    village = Village()
    family = village.family()
    person = adult(village, family)
    village.move(family)
    entry = screened(village, person, SRQ | {"17": 1})
    assert not Screening.objects.filter(pk=entry.id).exists()
    row = Screening.objects.get(person=person)
    assert (str(row.post_id), row.critical) == (village.there, ["17"])
    sound()


def test_a_guests_screening_arrives_where_the_guest_lives_and_goes_when_it_was_another() -> None:
    village = Village()
    person = adult(village, village.family(post=village.there), post=village.there, mother_name="Aminah")
    asked = {"name": "Siti Aminah", "sex": "P", "birth_date": "1990-05-02", "mother_name": "Aminah"}
    subject = guest(village, **asked, home_post=village.there)
    entry = screened(village, subject, SRQ | {"17": 1}, visit=ids.visit_id(village.here, subject, DAY))
    copy = Screening.objects.get(person=person)
    assert (str(copy.post_id), copy.critical, copy.status) == (village.there, ["17"], "ok")
    assert str(copy.visit) == ids.visit_id(village.there, person, DAY)
    village.write("entry.voided", subject, {"target": entry.id, "reason": ""})
    assert Screening.objects.get(person=person).status == "void"
    sound()


def test_records_that_were_merged_are_read_as_one() -> None:
    village = Village()
    family = village.family()
    kept, gone = adult(village, family), adult(village, family)
    screened(village, gone, SRQ)
    village.write("person.merged", kept, {"gone": gone})
    assert [len(course.lines) for course in courses_of(kept)] == [1]


def test_a_replay_makes_the_same_rows() -> None:
    village = Village()
    family = village.family()
    person = adult(village, family)
    screened(village, person, SRQ | {"17": 1})
    village.move(family)
    before = list(Screening.objects.order_by("pk").values())
    with transaction.atomic():
        replay.replay()
    assert list(Screening.objects.order_by("pk").values()) == before


def test_erasing_a_person_erases_what_was_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMPUL_REDACTIONS", str(tmp_path / "redactions.jsonl"))
    village = Village()
    family = village.family()
    person = adult(village, family)
    screened(village, person, {"1": "penandarahasia"})
    village.move(family)
    ordered(subjects=[person])
    assert not Screening.objects.exists()
    assert places_with("penandarahasia") == []
    sound()


def test_a_phones_row_says_that_it_was_done_and_what_to_do_and_nothing_else() -> None:
    village = Village()
    part = kinds.part("screenings")
    assert part is not None
    entry = screened(village, adult(village), SRQ | {"17": 1})
    wire = part.row(row_of(entry))
    assert set(wire) == {
        "id",
        "post",
        "seq",
        "person",
        "instrument",
        "date",
        "complete",
        "action",
        "status",
        "declined",
    }
    other = screened(village, adult(village), {"1": 5}, instrument="hits")
    assert part.row(row_of(other))["instrument"] == ""


def test_the_age_of_the_day_is_the_phones() -> None:
    village = Village()
    with clock.frozen(clock.parse_iso("2026-04-10T02:00:00.000Z")):
        young = screened(village, adult(village), SRQ, respondent={"age_years": 9, "sex": "P", "age_months": 108})
    assert (row_of(young).complete, row_of(young).score) == (False, None)


@pytest.mark.parametrize("why", ["refused", "connect"])
def test_whoever_declines_is_no_screening_and_is_kept(why: str) -> None:
    village = Village()
    person = adult(village)
    row = row_of(screened(village, person, {}, complete=False, action=None, declined=why))
    assert (row.declined, row.complete, row.action, row.score) == (why, False, None, None)
    assert count_of(person) == 0
    (course,) = courses_of(person)
    assert [line.row.declined for line in course.lines] == [why]
    sound()


@pytest.mark.parametrize("over", [{"answers": {"1": 1}}, {"complete": True}, {"action": "rujuk"}])
def test_what_was_declined_has_no_answers(over: dict[str, Any]) -> None:
    village = Village()
    said = data({}, complete=False, action=None, declined="postponed") | over
    with pytest.raises(Refused) as caught:
        village.write("screening.recorded", adult(village), said)
    assert caught.value.reason.field == "declined"
