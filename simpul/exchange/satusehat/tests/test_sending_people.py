"""Whom a sending is about, and what of them stays: newborns, twins, visits at home, what was told in confidence."""

import json
import logging
from typing import Any

import pytest

from simpul.base import ids
from simpul.care.homevisits.ids import home_check_id
from simpul.care.tests.stories import at
from simpul.exchange.satusehat.models import FhirParcel, FhirPatient
from simpul.exchange.satusehat.tests.story import DAY, IHS, NIK, Story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]
State = FhirParcel.State


def test_an_unknown_nik_is_held_until_it_is_corrected(story: Story) -> None:
    child = story.child(nik="3171065009259999")
    visit = story.weigh(child)
    story.round()
    assert (story.parcel(visit).state, story.parcel(visit).reason) == (State.HELD, "not_found")
    story.village.write("person.changed", child, {"fields": {"nik": NIK}}, base={"identity": 999})
    story.round()
    assert story.parcel(visit).state == State.SENT and FhirPatient.objects.get().ihs == IHS


def test_a_newborn_is_registered_by_the_mothers_nik_once_and_linked_to_her(story: Story) -> None:
    family = story.village.family()
    mother = story.village.child(family, name="Siti Aminah", birth_date="1996-02-03", nik="3171064302960002")
    baby = story.village.child(family, mother=mother, mother_name="Siti Aminah")
    story.agree(family)
    visit = story.weigh(baby)
    story.national.cut = 1
    story.round()
    with story.later(minutes=2):
        story.round()
    [patient] = story.national.of("Patient")
    assert story.parcel(visit).state == State.SENT, story.parcel(visit).reason
    assert patient["name"][0]["text"] == "Bayi Ny. Siti Aminah" and patient["multipleBirthInteger"] == 0
    [related] = story.national.of("RelatedPerson")
    assert patient["link"][0]["other"]["reference"] == f"RelatedPerson/{related['id']}"
    assert related["patient"]["reference"] == f"Patient/{patient['id']}"


def test_twins_of_one_mother_are_two_patients(story: Story) -> None:
    family = story.village.family()
    mother = story.village.child(family, name="Siti", birth_date="1996-02-03", nik="3171064302960002")
    story.agree(family)
    for name in ("Ali", "Ani"):
        story.weigh(story.village.child(family, name=name, mother=mother))
    story.round()
    assert sorted(one["multipleBirthInteger"] for one in story.national.of("Patient")) == [1, 2]
    assert len({one["subject"]["reference"] for one in story.national.of("Encounter")}) == 2


def test_a_withdrawn_visit_is_taken_back_even_after_a_no(story: Story) -> None:
    child = story.child()
    entry = story.village.weigh(child, DAY, 7.4)
    story.round()
    story.agree(child, granted=False)
    story.village.write("entry.voided", child, {"target": entry.id, "reason": "salah anak"})
    story.round()
    assert {one["status"] for one in story.national.of("Encounter")} == {"entered-in-error"}
    assert {one["status"] for one in story.national.of("Observation")} == {"entered-in-error"}


def test_nothing_of_a_person_is_written_to_the_log(story: Story, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    story.national.cut = 1
    story.weigh(story.child())
    story.round()
    story.national.broken = 1
    with story.later(minutes=2):
        story.round()
    assert NIK not in caplog.text and "Aisyah" not in caplog.text and "rahasia" not in caplog.text


def test_what_was_before_the_day_of_switching_on_stays(story: Story) -> None:
    story.village.weigh(story.child(), "2025-12-10", 6.0)
    assert story.round() == 0 and not FhirParcel.objects.exists()
    with at("2026-03-11T08:00"):
        assert story.round() == 0


def at_home(story: Story, child: str, checklist: str) -> str:
    """Somebody filled in a checklist at the family's home; returns the entry."""
    check = home_check_id(story.village.here, child, checklist, DAY)
    data = {"check": check, "visit": str(ids.uuid7()), "date": DAY, "checklist": checklist, "values": {"cough": True}}
    return story.village.write("homevisit.checked", child, data).id


def test_a_visit_at_home_is_one_encounter_whatever_lists_were_filled_in(story: Story) -> None:
    child = story.child()
    entry = at_home(story, child, "tbc")
    story.round()
    [encounter] = story.national.of("Encounter")
    assert encounter["class"]["code"] == "HH" and "location" not in encounter
    assert story.national.of("Observation") == [] and story.national.of("Location") == []
    story.village.write("entry.voided", child, {"target": entry, "reason": "salah keluarga"})
    story.round()
    assert [one["status"] for one in story.national.of("Encounter")] == ["entered-in-error"]


def test_screenings_and_requests_of_mental_health_stay_here(story: Story) -> None:
    child = story.child()
    visit = story.weigh(child)
    asked = {"age_years": 30, "sex": "P"}
    answers = {str(item): 1 for item in range(1, 21)}
    said = {
        "instrument": "srq-20",
        "edition": "x",
        "date": DAY,
        "respondent": asked,
        "answers": answers,
        "visit": visit,
    }
    story.village.write("screening.recorded", child, said | {"complete": True, "action": "rujuk"})
    story.village.refer(child, service="kesehatan-jiwa", visit=visit)
    story.round()
    assert story.parcel(visit).state == State.SENT and story.national.of("ServiceRequest") == []
    everything = json.dumps(list(story.national.held.values())).lower()
    assert "srq" not in everything and "jiwa" not in everything
