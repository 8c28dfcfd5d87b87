"""Faults of the door to a parent's page."""

from tests.mutations.fault import Fault

DOORS = "simpul/care/parents/doors.py"
TESTS = "simpul/care/tests/test_parents.py"

PARENTS = [
    Fault(
        "parents: whoever tries often from one address may go on",
        DOORS,
        "    _slow_down(sender)\n",
        "",
        f"{TESTS}::test_who_tries_too_often_is_refused_even_with_a_right_code",
    ),
    Fault(
        "parents: one code is tried on from many addresses",
        DOORS,
        "    _slow_down(tried)\n",
        "",
        f"{TESTS}::test_a_code_that_was_used_or_never_given_is_not_tried_on_from_many_addresses",
    ),
    Fault(
        "parents: any browser with a key opens by any code",
        DOORS,
        "door.code == code.pk:",
        "door.code:",
        f"{TESTS}::test_withdrawing_the_code_shuts_the_page_and_leaving_does_too",
    ),
]
