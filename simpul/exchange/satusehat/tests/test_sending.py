"""From a kader's entry to the national server and back, over real HTTP, with everything that goes wrong on the way."""

from datetime import date, timedelta
from typing import Any

import pytest

from simpul.base import clock, ids
from simpul.exchange.satusehat.connections import Connection
from simpul.exchange.satusehat.content import Host
from simpul.exchange.satusehat.feeding import feed, go_again
from simpul.exchange.satusehat.models import FhirCursor, FhirParcel, FhirPlace, FhirSwitch
from simpul.exchange.satusehat.sending import _claim
from simpul.exchange.satusehat.tests.story import DAY, IHS, NIK, Story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]
State = FhirParcel.State


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
