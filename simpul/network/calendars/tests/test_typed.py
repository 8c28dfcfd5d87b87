"""Of a date that somebody typed the family hears once, and once when it moves or falls away; in neutral words."""

from collections.abc import Callable

import pytest

from simpul.base.outbox.models import Message
from simpul.base.outbox.sealed import opened
from simpul.care.tests.stories import at
from simpul.network.actions.move import move
from simpul.network.calendars.actions.book import book
from simpul.network.calendars.tests.kit import SUNDAY, TUESDAY, Practice
from simpul.network.calendars.tests.test_reminders import booked, mother, says
from simpul.network.calendars.work import run
from simpul.network.models import Request
from simpul.registry.functions.testing import does

pytestmark = pytest.mark.django_db
WEDNESDAY, THURSDAY = "2026-11-25T03:00:00.000Z", "2026-11-26T03:00:00.000Z"
Way = Callable[[Practice, Request], None]


def step(practice: Practice, asked: Request, action: str, **data: str) -> None:
    row = Request.objects.get(pk=asked.pk)
    move(does(practice.village.where.officer, "bidan"), row, {"action": action, "note": "–", **data}, row.seq)


def typed(practice: Practice, asked: Request, when: str = WEDNESDAY) -> None:
    step(practice, asked, "schedule", appointment_at=when)


def health(practice: Practice, person: str) -> Request:
    return Request.objects.get(pk=practice.village.refer(person))


def standing() -> list[str]:
    """What was written and not taken back."""
    rows = Message.objects.exclude(state="cancelled").order_by("created_at", "pk")
    return list(rows.values_list("template", flat=True))


def again(practice: Practice, asked: Request) -> None:
    typed(practice, asked)


def moved(practice: Practice, asked: Request) -> None:
    typed(practice, asked, THURSDAY)


def there_and_back(practice: Practice, asked: Request) -> None:
    moved(practice, asked)
    Message.objects.filter(state="waiting").update(state="sent")
    with at("2026-11-22T19:02"):
        typed(practice, asked)


def refused(practice: Practice, asked: Request) -> None:
    step(practice, asked, "refuse")


def came(practice: Practice, asked: Request) -> None:
    step(practice, asked, "complete", outcome="treated")


WAYS: list[tuple[Way, list[str], list[str]]] = [
    (again, ["appointment-set"], ["appointment-set"]),
    (moved, ["appointment-set"], ["appointment-set", "appointment-set"]),
    (there_and_back, ["appointment-set"] * 2, ["appointment-set"] * 3),
    (refused, [], ["appointment-set", "appointment-unset"]),
    (came, [], ["appointment-set"]),
]
"""What stands afterwards, where the first message had not left and where it had."""


@pytest.mark.parametrize("has_left", [False, True])
@pytest.mark.parametrize(("way", "before", "after"), WAYS)
def test_each_way_says_what_must_be_heard_once_however_often_the_tick_runs(
    way: Way, before: list[str], after: list[str], has_left: bool
) -> None:
    with at(SUNDAY):
        practice = Practice()
        asked = health(practice, mother(practice))
        typed(practice, asked)
        run()
        assert standing() == ["appointment-set"]
        if has_left:
            Message.objects.update(state="sent")
    with at("2026-11-22T19:01"):
        way(practice, asked)
        for _ in range(3):
            run()
        assert standing() == (after if has_left else before)


def test_the_words_say_the_time_and_neither_who_nor_what_for() -> None:
    with at(SUNDAY):
        practice = Practice()
        typed(practice, health(practice, mother(practice)))
        (one,) = Message.objects.all()
        assert opened(one.pk, bytes(one.sealed)) == ("+6281234567890", {"at": WEDNESDAY})


@pytest.mark.parametrize(("phone", "agrees"), [("", True), ("081234567890", False), ("satu dua", True)])
def test_nobody_is_written_to_without_a_number_and_a_yes(phone: str, agrees: bool) -> None:
    with at(SUNDAY):
        practice = Practice()
        asked = health(practice, mother(practice, phone=phone, agrees=agrees))
        typed(practice, asked)
        refused(practice, asked)
        assert not Message.objects.exists()


def test_who_takes_the_yes_back_hears_nothing_that_still_waits() -> None:
    with at(SUNDAY):
        practice = Practice()
        person = mother(practice)
        typed(practice, health(practice, person))
        says(practice, person, granted=False)
        run()
        assert standing() == []


def test_between_a_promise_and_a_typed_date_each_time_is_told_once() -> None:
    """The first date instead of a promise by the promise's address; the next by itself; a promise by its own words."""
    with at(SUNDAY):
        practice = Practice()
        asked = Request.objects.get(pk=booked(practice, mother(practice)).request_id)
        Message.objects.filter(template="appointment-made").update(state="sent")
    for minute, when, template in ((1, WEDNESDAY, "appointment-changed"), (2, THURSDAY, "appointment-set")):
        with at(f"2026-11-22T19:0{minute}"):
            row = Request.objects.get(pk=asked.pk)
            move(practice.psychologist, row, {"action": "schedule", "note": "–", "appointment_at": when}, row.seq)
            run()
            assert standing()[-1] == template
            Message.objects.filter(state="waiting").update(state="sent")
    with at("2026-11-22T19:03"):
        book(practice.psychologist, Request.objects.get(pk=asked.pk), practice.slots(start=TUESDAY)[1].id)
        run()
        new = [one for one in standing() if one != "appointment-reminder"]
        assert new == ["appointment-made", "appointment-changed", "appointment-set", "appointment-made"]
