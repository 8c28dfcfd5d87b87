"""Faults of promised time: choosing, leave, two who book at once."""

from tests.mutations.fault import Fault

ROOM = "simpul/network/calendars"
TESTS = f"{ROOM}/tests"
CALENDARS = [
    Fault(
        "calendar: who refused is offered again",
        "simpul/network/refusals.py",
        "            found.add(asked)\n",
        "            found.discard(asked)\n",
        "simpul/network/tests/test_refusals.py::test_each_place_that_refused_is_left_out_of_the_next_choice",
    ),
    Fault(
        "calendar: another wish while one waits turns the clock back",
        "simpul/network/requests.py",
        "    if not step.keeps_clock:\n",
        "    if step is not None:\n",
        f"{TESTS}/test_other_times.py::test_another_wish_while_one_waits_does_not_turn_the_clock_back",
    ),
    Fault(
        "calendar: what only stands in counts as chosen",
        f"{ROOM}/asked.py",
        'named = request.wanted[: max(0, wish["chosen"])]',
        "named = request.wanted",
        f"{TESTS}/test_asked.py::test_whatever_stands_in_was_never_chosen",
    ),
    Fault(
        "calendar: a family is told that its own choice is another time",
        f"{ROOM}/asked.py",
        "_scheduled_by(request) == str(request.opened_by)",
        "_scheduled_by(request) is None",
        f"{TESTS}/test_door.py::test_who_got_another_time_than_was_asked_for_is_told_kindly_until_they_choose_themselves",
    ),
    Fault(
        "calendar: leave gives back what was promised",
        f"{ROOM}/moving.py",
        ".filter(is_gone=True, stays=False)",
        "",
        f"{TESTS}/test_moving.py::test_leave_names_each_who_must_be_moved_and_cancels_nobody",
    ),
    Fault(
        "calendar: who leaves for good keeps families waiting",
        f"{ROOM}/moving.py",
        ".filter(is_gone=True, stays=False)",
        ".filter(is_gone=True, stays=True)",
        f"{TESTS}/test_moving.py::test_who_leaves_for_good_keeps_nobody_waiting",
    ),
    Fault(
        "calendar: a family sets out for a time that nobody keeps",
        f"{ROOM}/unsure.py",
        "_write(pk, unsure=True) for pk in near - warned",
        "_write(pk, unsure=True) for pk in near & warned",
        f"{TESTS}/test_unsure.py::test_the_family_hears_a_day_before_and_no_reminder_says_the_opposite",
    ),
    Fault(
        "calendar: a time that holds again stays unsure for the family",
        f"{ROOM}/unsure.py",
        "_write(pk, unsure=False) for pk in holds",
        "_write(pk, unsure=True) for pk in holds",
        f"{TESTS}/test_unsure.py::test_leave_that_is_taken_back_makes_the_time_sure_again_and_is_said",
    ),
    Fault(
        "calendar: the day of a place is the day of Jakarta",
        f"{ROOM}/unkept.py",
        'day=local_date("starts_at", AREA)',
        'day=local_date("starts_at", "unit__kind")',
        f"{TESTS}/test_unsure.py::test_whether_somebody_still_works_there_is_asked_of_the_day_of_the_place",
    ),
    Fault(
        "calendar: two who book at once do not wait for each other",
        f"{ROOM}/actions/book.py",
        'cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"',
        'cursor.execute("SELECT hashtextextended(%s, 0)"',
        f"{TESTS}/test_booking.py::test_two_at_the_same_moment_get_one_slot",
    ),
    Fault(
        "calendar: a hospital's cost is said as if it were a puskesmas",
        f"{ROOM}/costs.py",
        'place.kind if place is not None else ""',
        '""',
        f"{TESTS}/test_costs.py::"
        "test_a_hospital_says_that_the_insured_come_by_way_of_the_puskesmas_unless_it_is_an_emergency",
    ),
    Fault(
        "calendar: a post is asked at every tick to tell a family",
        f"{ROOM}/telling.py",
        "if one.asked_at is None and ",
        "if ",
        f"{TESTS}/test_news.py::test_without_a_way_of_contact_the_post_is_asked_once_to_tell",
    ),
    Fault(
        "calendar: who asked not to be contacted is visited instead",
        f"{ROOM}/news.py",
        "self.why not in (DECLINED, NOT_HERE)",
        "self.why not in (NOT_HERE,)",
        f"{TESTS}/test_news.py::test_who_asked_not_to_be_contacted_is_neither_written_to_nor_visited",
    ),
    Fault(
        "calendar: a typed time replaces a promised one in silence",
        f"{ROOM}/news.py",
        '"slip", "cancel", "schedule"}',
        '"slip", "cancel"}',
        f"{TESTS}/test_news.py::test_each_way_writes_exactly_one_message_however_often_the_tick_runs",
    ),
    Fault(
        "calendar: a failed message counts as told",
        f"{ROOM}/news.py",
        'REACHED = {"sent", "delivered", "read"}',
        'REACHED = {"sent", "delivered", "read", "failed"}',
        f"{TESTS}/test_news.py::test_a_message_that_does_not_leave_asks_the_post_after_some_hours_and_one_that_failed_at_once",
    ),
    Fault(
        "roles: what was remembered for a page answers a step that writes",
        "simpul/registry/asked_once.py",
        'READING = ("GET", "HEAD")',
        'READING = ("GET", "HEAD", "POST")',
        "simpul/registry/tests/test_asked_once.py::test_rights_that_end_are_noticed_at_once_by_whatever_writes",
    ),
    Fault(
        "inbox: a nickname is read by whoever sees the request",
        "simpul/care/contacts/names.py",
        "if one.person_id is None and _reaches(one, standing)",
        "if one.person_id is None",
        "simpul/care/tests/test_inbox_search.py::test_a_nickname_is_for_whoever_stands_at_the_unit_that_was_asked",
    ),
    Fault(
        "calendar: the family that gave its time back reads that the office moved it",
        "simpul/network/calendars/queries.py",
        "exclude(Q(released_at=None) | Q(release=FAMILY)).exists()",
        "exclude(released_at=None).exists()",
        "simpul/network/calendars/tests/test_door.py::test_who_gave_the_time_back_was_not_moved",
    ),
    Fault(
        "requests: somebody is asked whether they came before the day",
        "simpul/network/escalation/next_act.py",
        ".date() > clock.today(zone)",
        ".date() < clock.today(zone)",
        "simpul/network/escalation/tests/test_pages.py::test_nothing_asks_whether_somebody_came_before_the_day",
    ),
]
