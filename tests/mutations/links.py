"""Faults in links of places without Simpul, and in rooms."""

from tests.mutations.fault import Fault

LETTER, ROOMS = "simpul/care/letters/tests", "simpul/network/calls/tests"
LETTERS = f"{LETTER}/test_links.py"
LINKS = [
    Fault(
        "link: any browser holds it",
        "simpul/network/links/doors.py",
        "return Standing.MINE if key and token_hash(key) == link.browser else Standing.OTHERS",
        "return Standing.MINE",
        f"{LETTERS}::test_a_second_browser_is_refused_and_may_have_a_new_link_sent",
    ),
    Fault(
        "link: an expired one opens",
        "simpul/network/links/doors.py",
        "if link.expires_at <= clock.now():",
        "if False:",
        f"{LETTERS}::test_guessed_expired_and_revoked_links_open_nothing",
    ),
    Fault(
        "link: two browsers at once get in",
        "simpul/network/links/doors.py",
        'filter(pk=link.pk, browser="", closed_at=None',
        "filter(pk=link.pk, closed_at=None",
        f"{LETTERS}::test_only_one_of_two_browsers_at_once_gets_in",
    ),
    Fault(
        "link: care of the mind is shown like the rest",
        "simpul/network/links/rules.py",
        'return request.confidentiality != "K1" or workflow.load(request.workflow).treating_only',
        "return False",
        f"{LETTERS}::test_care_of_the_mind_shows_initials_and_no_reason",
    ),
    Fault(
        "link: a place that is no longer asked still answers",
        "simpul/network/links/doors.py",
        "or asked.to_unit_id != link.unit_id",
        "",
        f"{LETTERS}::test_rerouting_ends_the_link_and_the_next_place_is_told",
    ),
    Fault(
        "link: told again at each tick",
        "simpul/network/links/due.py",
        "allowed.filter(~Exists(told))",
        "allowed",
        f"{LETTERS}::test_a_place_that_an_officer_has_told_is_not_told_again",
    ),
    Fault(
        "room: a page of another origin opens the socket",
        "simpul/network/calls/socket.py",
        "return origin is not None and urlsplit(origin).netloc == host",
        "return True",
        f"{ROOMS}/test_socket.py::test_a_strangers_socket_is_refused_before_it_opens",
    ),
    Fault(
        "room: whoever came may end it for both",
        "simpul/network/calls/socket.py",
        'elif said["type"] == "end" and self.ticket.role == HELPER:',
        'elif said["type"] == "end":',
        f"{ROOMS}/test_socket.py::test_only_the_helper_ends_the_session",
    ),
    Fault(
        "room: opens again by itself after its end",
        "simpul/network/calls/rooms.py",
        "request.appointment_at != room.appointment_at:",
        "request.appointment_at > room.ended_at:",
        f"{ROOMS}/test_rooms.py::test_an_ended_session_lets_nobody_in_until_a_later_appointment",
    ),
    Fault(
        "room: an old link keeps its seat",
        "simpul/network/calls/session.py",
        "room.turn != ticket.turn or ",
        "",
        f"{ROOMS}/test_rooms.py::test_a_new_link_shuts_the_old_one",
    ),
    Fault(
        "letter: another person's visit says why",
        "simpul/care/findings.py",
        'Visit.objects.filter(person__in=records, status="ok")',
        'Visit.objects.filter(status="ok")',
        f"{LETTER}/test_reasons.py::test_another_childs_visit_says_nothing",
    ),
    Fault(
        "letter: an agency reads what was measured",
        "simpul/care/letters/reasons.py",
        "    if not _treats(request):\n",
        "    if request is None:\n",
        f"{LETTER}/test_reasons.py::test_a_place_that_does_not_treat_reads_no_measure",
    ),
    Fault(
        "letter: a hospital reads what was said to the family",
        "simpul/care/letters/reasons.py",
        '    return say(findings().get(str(reason.get("rule")))) or str',
        "    return str",
        f"{LETTER}/test_untold.py::test_a_hospital_reads_what_was_found_not_what_was_said_to_the_family",
    ),
    Fault(
        "letter: a message that waits counts as told",
        "simpul/care/letters/untold.py",
        "stands in REACHED else",
        "stands else",
        f"{LETTER}/test_untold.py::test_a_message_that_has_not_gone_is_said_with_the_ways_round_it",
    ),
    Fault(
        "letter: a link does not know its guest",
        "simpul/network/links/facts.py",
        "request.person or guest_of(request), ",
        "request.person, ",
        f"{LETTER}/test_untold.py::test_a_link_names_a_guest_as_the_letter_does_and_a_quiet_one_by_initials",
    ),
    Fault(
        "letter: whoever scans it answers for sure",
        "simpul/network/links/answer.py",
        ".exclude(answerer={})",
        ".none()",
        f"{LETTER}/test_confirming.py::test_an_answer_by_letter_says_so_and_is_unsure_until_somebody_makes_sure",
    ),
    Fault(
        "message: what no channel takes seems to be on its way",
        "simpul/base/outbox/standing.py",
        "if message.channel not in live():",
        "if False:",
        f"{LETTER}/test_sending.py::test_a_message_that_nothing_can_send_is_written_not_sent",
    ),
    Fault(
        "room: a password that no TURN server takes",
        "simpul/network/calls/turn.py",
        'name.encode(), "sha1")',
        'name.encode(), "sha256")',
        f"{ROOMS}/test_rooms.py::test_passwords_of_the_turn_server_end_by_themselves",
    ),
]
