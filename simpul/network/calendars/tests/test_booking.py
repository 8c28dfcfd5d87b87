"""A slot is promised once; what happens to the request happens to its slot."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simpul.base import clock
from simpul.base.access import NotYours
from simpul.care.tests.stories import at
from simpul.journal.actions.rebuild import rebuild
from simpul.journal.actions.verify import verify
from simpul.journal.kinds import Refused
from simpul.journal.testing import account
from simpul.network.actions.move import move
from simpul.network.calendars.actions.book import book
from simpul.network.calendars.actions.keep_hours import be_away, be_back, end_hours
from simpul.network.calendars.models import Booking
from simpul.network.calendars.queries import free_slots
from simpul.network.calendars.tests.kit import MIND, MONDAY, SUNDAY, TUESDAY, Practice
from simpul.network.models import Request
from simpul.registry.capabilities.declare import declare
from simpul.registry.models import Assignment

pytestmark = pytest.mark.django_db


def step(practice: Practice, request: Request, action: str, **data: Any) -> Request:
    row = Request.objects.get(pk=request.pk)
    move(practice.psychologist, row, {"action": action} | data, row.seq)
    return Request.objects.get(pk=request.pk)


def free_at(practice: Practice) -> list[str]:
    return [f"{one.starts_at.astimezone(clock.JAKARTA):%a %H}" for one in practice.slots()]


def test_a_week_offers_its_slots_and_a_booked_one_no_more() -> None:
    with at(SUNDAY):
        practice = Practice()
        assert free_at(practice) == ["Mon 08", "Mon 09", "Mon 10", "Tue 08", "Tue 09", "Tue 10"]
        request = practice.ask()
        booking = book(practice.psychologist, request, practice.slots()[1].id)
        held = Request.objects.get(pk=request.pk)
        assert (held.state, held.appointment_at, held.slot) == ("scheduled", booking.starts_at, str(booking.pk))
        assert free_at(practice) == ["Mon 08", "Mon 10", "Tue 08", "Tue 09", "Tue 10"]


def test_the_second_is_told_kindly_and_keeps_nothing() -> None:
    with at(SUNDAY):
        practice = Practice()
        first, second, slot = practice.ask(), practice.ask(), practice.slots()[0].id
        book(practice.psychologist, first, slot)
        with pytest.raises(Refused) as refused:
            book(practice.psychologist, second, slot)
        assert refused.value.reason.code == "slot_taken"
        assert Booking.objects.count() == 1
        assert Request.objects.get(pk=second.pk).state == "opened"


def test_a_slot_that_never_was_is_taken_too() -> None:
    with at(SUNDAY):
        practice = Practice()
        request = practice.ask()
        for wrong in ("", "x.y", f"{practice.hours[0].pk}.20261123T0815", f"{practice.hours[0].pk}.20261123"):
            with pytest.raises(Refused):
                book(practice.psychologist, request, wrong)


def test_nobody_books_for_a_request_of_others() -> None:
    with at(SUNDAY):
        practice = Practice()
        stranger = account("Psikolog jauh", Assignment.Role.PSYCHOLOGIST, Practice().puskesmas)
        with pytest.raises(NotYours):
            book(stranger, practice.ask(), practice.slots()[0].id)
        assert not Booking.objects.exists()


def test_another_slot_frees_the_first() -> None:
    with at(SUNDAY):
        practice = Practice()
        request, slots = practice.ask(), practice.slots()
        old = book(practice.psychologist, request, slots[0].id)
        book(practice.psychologist, request, slots[3].id)
        old.refresh_from_db()
        assert old.release == "schedule" and old.released_at is not None
        assert free_at(practice) == ["Mon 08", "Mon 09", "Mon 10", "Tue 09", "Tue 10"]


def test_a_time_typed_anew_frees_the_slot() -> None:
    with at(SUNDAY):
        practice = Practice()
        request = practice.ask()
        book(practice.psychologist, request, practice.slots()[0].id)
        step(practice, request, "schedule", appointment_at="2026-11-27T02:00:00.000Z")
        assert len(practice.slots()) == 6


def test_cancelling_frees_it_and_coming_keeps_it() -> None:
    with at(SUNDAY):
        practice = Practice()
        gone, met = practice.ask(), practice.ask()
        book(practice.psychologist, gone, practice.slots()[0].id)
        book(practice.psychologist, met, practice.slots()[0].id)
        step(practice, gone, "slip", note="Salah pencet")
        assert free_at(practice)[0] == "Mon 08"
    with at("2026-11-23T09:30"):
        step(practice, met, "complete", outcome="treated")
        kept = Booking.objects.get(request=met.pk)
        assert (kept.came, kept.released_at) == (True, None)


def test_whoever_did_not_come_is_known_and_may_have_a_new_slot() -> None:
    with at(SUNDAY):
        practice = Practice()
        request = practice.ask()
        book(practice.psychologist, request, practice.slots()[0].id)
    with at("2026-11-23T09:30"):
        step(practice, request, "no_show")
        assert Booking.objects.get(request=request.pk).came is False
        book(practice.psychologist, Request.objects.get(pk=request.pk), practice.slots(start=TUESDAY)[0].id)
        assert Booking.objects.filter(request=request.pk).count() == 2


def test_leave_and_a_last_day_offer_nothing_and_come_back() -> None:
    with at(SUNDAY):
        practice = Practice()
        start = datetime(2026, 11, 23, 2, tzinfo=UTC)
        away = be_away(practice.psychologist, start, start + timedelta(minutes=30), "rapat")
        assert "Mon 09" not in free_at(practice) and "Mon 08" in free_at(practice)
        be_back(practice.psychologist, away.pk)
        end_hours(practice.psychologist, str(practice.hours[1].pk), MONDAY)
        assert free_at(practice) == ["Mon 08", "Mon 09", "Mon 10"]


def test_hours_that_overlap_are_refused() -> None:
    with at(SUNDAY):
        practice = Practice()
        with pytest.raises(Refused) as refused:
            practice.add(1, 10, 12)
        assert refused.value.reason.code == "hours_overlap"
        practice.add(1, 11, 12)


def test_online_slots_serve_online_consultations_only_of_their_kind() -> None:
    with at(SUNDAY):
        practice = Practice()
        practice.add(3, channel="daring")
        online = practice.slots("konsultasi-jiwa-daring")
        assert {one.channel for one in online} == {"daring"} and len(online) == 3
        assert len(practice.slots(MIND)) == 9
        assert practice.slots("kia") == []


def test_a_slot_of_somebody_who_left_is_not_offered() -> None:
    with at(SUNDAY):
        practice = Practice()
        practice.psychologist.assignments.update(ends_on=MONDAY)
        assert free_at(practice) == ["Mon 08", "Mon 09", "Mon 10"]


def test_what_has_begun_is_not_offered() -> None:
    with at("2026-11-23T08:30"):
        # An hour's notice: nine o'clock is too soon.
        assert free_at(Practice()) == ["Mon 10", "Tue 08", "Tue 09", "Tue 10"]


def test_replaying_the_journals_leaves_the_promises_alone() -> None:
    with at(SUNDAY):
        practice = Practice()
        request = practice.ask()
        booking = book(practice.psychologist, request, practice.slots()[0].id)
        rebuild()
        assert verify().sound
        booking.refresh_from_db()
        assert booking.released_at is None
        assert Request.objects.get(pk=request.pk).slot == str(booking.pk)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    deeds=st.lists(
        st.tuples(st.sampled_from(["book", "slip", "accept", "no_show"]), st.integers(0, 2), st.integers(0, 5)),
        max_size=8,
    )
)
def test_nobodys_time_is_promised_twice_whatever_happens(deeds: list[tuple[str, int, int]]) -> None:
    with transaction.atomic(), at(SUNDAY):
        practice = Practice()
        offered = practice.slots()
        requests = [practice.ask() for _ in range(3)]
        for deed, who, which in deeds:
            row = Request.objects.get(pk=requests[who].pk)
            try:
                with transaction.atomic():
                    if deed == "book":
                        book(practice.psychologist, row, offered[which].id)
                    else:
                        step(practice, row, deed, note="–")
            except Refused:
                continue
        held = Booking.objects.filter(released_at=None)
        starts = list(held.values_list("starts_at", flat=True))
        assert len(starts) == len(set(starts))
        for booking in held.filter(came=None):
            row = Request.objects.get(pk=booking.request_id)
            assert (row.state, row.slot, row.appointment_at) == ("scheduled", str(booking.pk), booking.starts_at)
        free = {one.starts_at for one in practice.slots()}
        assert free == {one.starts_at for one in offered} - set(starts)
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_get_one_slot() -> None:
    """Of two posts: nothing but the calendar makes the second wait for the first, and then it is told."""
    with at(SUNDAY):
        practice = Practice()
        there = practice.village.there
        elsewhere = practice.village.child(practice.village.family(post=there), post=there)
        first, second = practice.ask(), practice.ask(elsewhere, post=there)
        slot, ends = practice.slots()[0].id, list[str]()
        other = threading.Thread(target=_book_and_close, args=(practice, second, slot, ends))
        with transaction.atomic():
            book(practice.psychologist, first, slot)
            other.start()
            while not _somebody_waits() and other.is_alive():
                pass
    other.join(60)
    assert ends == ["slot_taken"]
    assert Booking.objects.filter(released_at=None).count() == 1


def _book_and_close(practice: Practice, request: Request, slot: str, ends: list[str]) -> None:
    try:
        with at(SUNDAY):
            book(practice.psychologist, request, slot)
        ends.append("booked")
    except Refused as refusal:
        ends.append(refusal.reason.code)
    except IntegrityError:
        ends.append("the table refused")
    finally:
        connection.close()


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def test_the_table_itself_refuses_the_second() -> None:
    with at(SUNDAY):
        practice = Practice()
        first, second = practice.ask(), practice.ask()
        held = book(practice.psychologist, first, practice.slots()[0].id)
        with pytest.raises(IntegrityError), transaction.atomic():
            Booking.objects.create(
                psychologist=practice.psychologist,
                unit=practice.puskesmas,
                request_id=second.pk,
                starts_at=held.starts_at,
                ends_at=held.ends_at,
                channel="datang",
                reference="X",
            )


def test_slots_of_a_place_are_found_for_nobody_else() -> None:
    with at(SUNDAY):
        practice, other = Practice(), Practice()
        assert free_slots(MIND, [other.puskesmas.pk], MONDAY, 1) != practice.slots(days=1)
        assert {one.unit for one in practice.slots()} == {str(practice.puskesmas.pk)}


def test_the_slot_of_another_place_passes_the_request_there_first() -> None:
    with at(SUNDAY):
        practice, other = Practice(), Practice()
        request = practice.ask()
        declare(other.puskesmas, MIND, "able", MONDAY, {"psychologist_hours": "Senin 08–12"}, "survei", None)
        slot = free_slots(MIND, [other.puskesmas.pk], MONDAY, 1)[0]
        booking = book(practice.psychologist, request, slot.id)
        held = Request.objects.get(pk=request.pk)
        assert [one["action"] for one in held.history] == ["open", "reroute", "schedule"]
        assert (held.to_unit_id, held.state, held.slot) == (other.puskesmas.pk, "scheduled", str(booking.pk))
        assert booking.psychologist_id == other.psychologist.pk
