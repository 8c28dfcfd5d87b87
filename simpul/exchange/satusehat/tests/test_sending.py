"""From a kader's entry to the national server and back, over real HTTP, with everything that goes wrong on the way."""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from simpul.base import clock, ids
from simpul.care.homevisits.ids import home_check_id
from simpul.care.tests.stories import Village, at
from simpul.exchange.satusehat import client as lines
from simpul.exchange.satusehat.connections import Connection
from simpul.exchange.satusehat.content import Host
from simpul.exchange.satusehat.feeding import feed, go_again
from simpul.exchange.satusehat.models import FhirCursor, FhirParcel, FhirPatient, FhirPlace, FhirSwitch
from simpul.exchange.satusehat.sending import _claim, send_due
from simpul.exchange.satusehat.tests.national import National, serving
from simpul.registry.models import Post
from tests.fhir.validator import Validator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]
DAY, NIK, IHS = "2026-03-10", "3171065009250001", "P02029102701"
State = FhirParcel.State


@dataclass
class Story:
    """A village, the national server, and the line between them."""

    village: Village
    national: National
    line: Connection

    def child(self, **over: Any) -> str:
        """A child whose NIK is known, and whose family has agreed."""
        child = self.village.child(self.village.family(), **({"nik": NIK} | over))
        self.agree(child)
        return child

    def agree(self, person: str, purpose: str = "satusehat", granted: bool = True) -> None:
        """The family's answer."""
        said = {"purpose": purpose, "granted": granted, "date": DAY, "given_by": "Ibu"}
        self.village.write("consent.given", person, said)

    def weigh(self, child: str, kg: float = 7.4, **values: Any) -> str:
        """A weighing; returns the visit."""
        self.village.weigh(child, DAY, kg, **values)
        return ids.visit_id(self.village.here, child, DAY)

    def correct(self, child: str, entry: Any, **values: Any) -> None:
        """Other figures for what the entry said."""
        visit = ids.visit_id(self.village.here, child, DAY)
        data = {"visit": visit, "corrects": entry.id, "values": values, "reason": "salah baca"}
        self.village.write("visit.corrected", child, data)

    def round(self, most: int = 20) -> int:
        """What a tick does. Chance stands still."""
        feed({str(self.line.puskesmas): self.line})
        return send_due({str(self.line.puskesmas): self.line}, most, chance=lambda: 0.0)

    def parcel(self, visit: str) -> FhirParcel:
        """What became of a visit."""
        return FhirParcel.objects.get(pk=visit)

    def later(self, **time: int) -> Any:
        """The clock, on so much."""
        moment = clock.now() + timedelta(**time)
        self.national.now = lambda: moment
        return clock.frozen(moment)


@pytest.fixture
def story(village: Village, r4: Validator) -> Iterator[Story]:
    lines._tokens.clear()
    moment = clock.now()
    with serving(National(lambda: moment, r4, niks={NIK: IHS})) as national:
        puskesmas = Post.objects.get(pk=village.here).puskesmas_id
        host = Host(f"{national.address}/fhir-r4/v1", f"{national.address}/oauth2/v1/accesstoken?grant_type=x")
        assert puskesmas is not None
        line = Connection(UUID(str(puskesmas)), "client", "rahasia", "1000000001", date(2026, 1, 1), host=host)
        yield Story(village, national, line)


def test_a_weighing_arrives_once_and_is_remembered(story: Story) -> None:
    visit = story.weigh(story.child())
    assert story.round() == 1
    parcel = story.parcel(visit)
    assert (parcel.state, parcel.reason) == (State.SENT, ""), (parcel.reason, parcel.detail)
    [encounter] = story.national.of("Encounter")
    assert encounter["subject"]["reference"] == f"Patient/{IHS}"
    assert len(story.national.of("Observation")) == 2 and len(story.national.of("Location")) == 1
    before = len(story.national.seen)
    assert story.round() == 0 and len(story.national.seen) == before


def test_a_correction_changes_what_is_there_and_takes_back_what_is_gone(story: Story) -> None:
    child = story.child()
    entry = story.village.weigh(child, DAY, 7.4, muac_cm=13.5)
    story.round()
    names = set(story.national.held)
    story.correct(child, entry, weight_kg=8.1, muac_cm=None)
    story.round()
    assert set(story.national.held) == names
    found = {
        one["code"]["coding"][0]["code"]: (one["status"], one.get("valueQuantity", {}).get("value"))
        for one in story.national.of("Observation")
    }
    assert found["29463-7"] == ("final", 8.1) and found["284473002"] == ("entered-in-error", None)


def test_the_answer_is_lost_and_nothing_is_made_twice(story: Story) -> None:
    visit = story.weigh(story.child())
    story.national.cut = 1
    story.round()
    assert story.parcel(visit).state == State.WAITING and len(story.national.of("Encounter")) == 1
    with story.later(minutes=2):
        assert story.round() == 2
    assert story.parcel(visit).state == State.SENT
    assert len(story.national.of("Encounter")) == 1 and len(story.national.of("Observation")) == 2
    assert len(story.national.of("Location")) == 1


def test_a_worker_that_dies_is_taken_over_and_nothing_is_made_twice(story: Story, monkeypatch: Any) -> None:
    visit = story.weigh(story.child())

    class Killed(BaseException):
        """As kill -9 between the answer and its writing down."""

    def dies(*_: Any) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("simpul.exchange.satusehat.sending._taken", dies)
        with pytest.raises(Killed):
            story.round()
    assert story.parcel(visit).state == State.SENDING and len(story.national.of("Encounter")) == 1
    assert story.round() == 0, "its claim still holds"
    with story.later(minutes=4):
        story.round()
    assert story.parcel(visit).state == State.SENT
    assert len(story.national.of("Encounter")) == 1 and len(story.national.of("Observation")) == 2


def test_a_server_that_knows_no_condition_refuses_duplicates_and_they_are_found_there(story: Story) -> None:
    story.national.conditional = False
    visit = story.weigh(story.child())
    story.national.cut = 1
    story.round()
    with story.later(minutes=2):
        story.national.held = {name: one for name, one in story.national.held.items() if "Location/" not in name}
        story.round()
    assert story.parcel(visit).state == State.SENT, story.parcel(visit).reason
    assert len(story.national.of("Encounter")) == 1


def test_a_token_that_ends_is_renewed(story: Story) -> None:
    child = story.child()
    story.weigh(child)
    story.round()
    story.village.weigh(child, "2026-03-11", 7.6)
    with story.later(hours=2):
        story.round()
    assert FhirParcel.objects.filter(state=State.SENT).count() == 2
    assert [path for _method, path in story.national.seen].count("/oauth2/v1/accesstoken") == 2
    assert story.national.refusals == [], "it is renewed before it ends, not after a refusal"


def test_a_token_that_was_taken_away_is_renewed_once(story: Story) -> None:
    child = story.child()
    entry = story.village.weigh(child, DAY, 7.4)
    story.round()
    story.national.tokens.clear()
    story.correct(child, entry, weight_kg=7.9)
    story.round()
    assert not FhirParcel.objects.exclude(state=State.SENT).exists()
    assert 7.9 in {one["valueQuantity"]["value"] for one in story.national.of("Observation")}


def test_a_crowded_server_is_left_alone_as_long_as_it_asks(story: Story) -> None:
    visit = story.weigh(story.child())
    story.national.most = 2
    story.round()
    assert story.parcel(visit).state == State.WAITING and story.parcel(visit).attempts == 0
    line = FhirSwitch.objects.get()
    assert line.hold_until is not None and line.hold_until >= clock.now() + timedelta(seconds=7)
    seen = len(story.national.seen)
    assert story.round() == 0 and len(story.national.seen) == seen
    story.national.most = 10_000
    with story.later(minutes=2):
        story.round()
    assert story.parcel(visit).state == State.SENT and FhirSwitch.objects.get().failures == 0


def test_what_the_server_stumbles_over_goes_behind_the_others_and_ends_as_dead(story: Story) -> None:
    bad = story.weigh(story.child())
    story.national.broken = 1_000
    moment = clock.now()
    for hours in range(1, 12):
        story.national.now = lambda hours=hours: moment + timedelta(hours=2 * hours)
        with clock.frozen(moment + timedelta(hours=2 * hours)):
            story.round()
    parcel = story.parcel(bad)
    assert (parcel.state, parcel.reason) == (State.DEAD, "too_many_tries")


def test_a_wrong_organization_is_said_in_words_and_repaired(story: Story) -> None:
    visit = story.weigh(story.child())
    right = story.line
    story.line = Connection(right.puskesmas, "client", "rahasia", "1000000099", date(2026, 1, 1), host=right.host)
    story.round()
    parcel = story.parcel(visit)
    assert (parcel.state, parcel.reason) == (State.DEAD, "business_rule")
    assert parcel.detail == "400 business-rule Location" and story.national.held == {}
    story.line = right
    assert go_again(FhirParcel.objects.filter(pk=visit)) == 1
    story.round()
    assert story.parcel(visit).state == State.SENT


def test_a_wrong_secret_holds_the_line_and_loses_nothing(story: Story) -> None:
    visit = story.weigh(story.child())
    story.national.clients = {"client": ("lain", "1000000001")}
    story.round()
    assert FhirSwitch.objects.get().trouble == "credentials"
    assert story.parcel(visit).state == State.WAITING
    story.national.clients = {"client": ("rahasia", "1000000001")}
    with story.later(hours=1):
        story.round()
    assert story.parcel(visit).state == State.SENT and FhirSwitch.objects.get().trouble == ""


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


def test_nothing_leaves_without_the_familys_yes(story: Story) -> None:
    child = story.village.child(story.village.family(), nik=NIK)
    entry = story.village.weigh(child, DAY, 7.4)
    visit = ids.visit_id(story.village.here, child, DAY)
    story.round()
    assert (story.parcel(visit).state, story.parcel(visit).reason) == (State.HELD, "no_consent")
    assert story.national.seen == []
    story.agree(child)
    story.round()
    assert story.parcel(visit).state == State.SENT
    story.agree(child, granted=False)
    story.correct(child, entry, weight_kg=7.9)
    story.round()
    assert story.parcel(visit).reason == "no_consent"
    assert 7.9 not in {one["valueQuantity"]["value"] for one in story.national.of("Observation")}


def test_a_withdrawn_visit_is_taken_back_even_after_a_no(story: Story) -> None:
    child = story.child()
    entry = story.village.weigh(child, DAY, 7.4)
    story.round()
    story.agree(child, granted=False)
    story.village.write("entry.voided", child, {"target": entry.id, "reason": "salah anak"})
    story.round()
    assert {one["status"] for one in story.national.of("Encounter")} == {"entered-in-error"}
    assert {one["status"] for one in story.national.of("Observation")} == {"entered-in-error"}


def test_a_paused_line_sends_nothing(story: Story) -> None:
    visit = story.weigh(story.child())
    FhirSwitch.objects.create(puskesmas_id=story.line.puskesmas, paused_at=clock.now())
    assert story.round() == 0 and story.national.seen == []
    FhirSwitch.objects.update(paused_at=None)
    story.round()
    assert story.parcel(visit).state == State.SENT


def test_a_server_that_cannot_be_reached_costs_no_try(story: Story) -> None:
    visit = story.weigh(story.child())
    gone = Host("http://127.0.0.1:9/fhir-r4/v1", "http://127.0.0.1:9/token")
    right = story.line
    story.line = Connection(right.puskesmas, "client", "rahasia", "1000000001", date(2026, 1, 1), host=gone)
    story.round()
    assert (story.parcel(visit).state, story.parcel(visit).attempts) == (State.WAITING, 0)


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


def test_a_restored_database_finds_what_it_had_sent_and_doubles_nothing(story: Story) -> None:
    visit = story.weigh(story.child())
    story.round()
    held = set(story.national.held)
    FhirParcel.objects.all().delete()
    FhirPlace.objects.all().delete()
    FhirCursor.objects.update(seq=1_000_000)
    story.round()
    assert story.parcel(visit).state == State.SENT and set(story.national.held) == held


def test_two_workers_never_take_one_parcel(story: Story) -> None:
    story.weigh(story.child())
    feed({str(story.line.puskesmas): story.line})
    first, second = (_claim([str(story.line.puskesmas)]) for _ in range(2))
    assert first is not None and second is None
