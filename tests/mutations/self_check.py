"""Faults of the colour scales and of the citizens' self-check."""

from tests.mutations.fault import Fault

SCALES = "simpul/knowledge/colour_scales.py"
OF_SCALES = "simpul/knowledge/tests/test_colour_scales.py"
CARE, CONTACTS = "simpul/care/selfcheck", "simpul/care/contacts"
OF_CONTACTS = f"{CONTACTS}/tests/test_contacts.py"
OF_HOURS, OF_CLOCK = "simpul/care/tests/test_self_check_hours.py", "simpul/network/tests/test_clock_begins.py"
TESTS, DESK = "simpul/care/tests/test_self_check.py", "simpul/care/tests/test_self_check_desk.py"
SELF_CHECK = [
    Fault(
        "two scales are compared silently",
        SCALES,
        "        if type(other) is not type(self):\n            raise",
        "        if type(other) is None:\n            raise",
        f"{OF_SCALES}::test_levels_of_one_scale_are_ordered_and_two_scales_never_compared",
    ),
    Fault(
        "a stored level does not say of which scale it is",
        SCALES,
        '    MERAH = "e-jiwa:merah"',
        '    MERAH = "jcs:merah"',
        f"{OF_SCALES}::test_no_type_takes_a_level_of_another",
    ),
    Fault(
        "an answer that cannot wait is no longer red",
        "simpul/knowledge/self_check.py",
        'if scored.action in row["actions"] or band in row["bands"]',
        'if band in row["bands"] or not row["bands"]',
        "simpul/knowledge/tests/test_self_check.py::test_an_answer_that_cannot_wait_is_red_whatever_else_was_said",
    ),
    Fault(
        "the contact lies in the table as it was typed",
        f"{CONTACTS}/contact.py",
        "    return _seal(USE, request, msgspec.json.encode(contact))",
        "    return msgspec.json.encode(contact)",
        f"{TESTS}::test_a_call_is_asked_and_what_was_left_is_in_no_readable_place",
    ),
    Fault(
        "any PIN opens a request",
        f"{CARE}/receipts.py",
        "    return hmac.compare_digest(one, other)",
        "    return len(one) == len(other)",
        f"{TESTS}::test_a_wrong_pin_opens_nothing_and_is_slowed_down",
    ),
    Fault(
        "every officer of the puskesmas reads whom to call",
        f"{CARE}/actions.py",
        '"confidentiality": "K2"',
        '"confidentiality": "K1"',
        f"{DESK}::test_nobody_else_does",
    ),
    Fault(
        "contacts of open requests are forgotten",
        f"{CONTACTS}/actions.py",
        '.values("pk"), open=False, state_since__lt=now - kept()',
        '.values("pk"), state_since__lt=now - kept()',
        f"{DESK}::test_not_reached_again_and_again_is_counted_and_never_closes_by_itself",
    ),
    Fault(
        "a time next week stops the clock of a red result",
        f"{CARE}/actions.py",
        "    first_called = request.urgency != EMERGENCY or",
        "    first_called = request.urgency or",
        f"{DESK}::test_after_a_red_result_the_call_comes_first",
    ),
    Fault(
        "a critical answer waits for the end of the form",
        "web/self-check/run.ts",
        "  criticalNow(instrument, answers).includes(item);",
        "  criticalNow(instrument, {}).includes(item);",
        "web/self-check/run.test.ts::knows at the moment of answering what cannot wait",
    ),
    Fault(
        "an agreed contact stays in the journal of the post",
        "simpul/journal/receive/attempt.py",
        "        entry.erased = item.kind.passing\n",
        "",
        f"{OF_CONTACTS}::test_it_lies_in_no_journal_table_log_or_phone",
    ),
    Fault(
        "every phone of the post loads everything again for one contact",
        "simpul/journal/redactions.py",
        "    if kinds.is_passing(entry.kind):\n        return\n",
        "",
        f"{OF_CONTACTS}::test_a_rebuild_makes_the_same_rows_and_keeps_the_contact",
    ),
    Fault(
        "who sent a request on still reads whom to call",
        f"{CONTACTS}/desk.py",
        "any(one.at == ASKED for one in standing(actor, request))",
        "bool(standing(actor, request))",
        f"{OF_CONTACTS}::test_who_sent_it_on_reads_it_no_more",
    ),
    Fault(
        "a contact is opened and nobody writes it down",
        f"{CONTACTS}/desk.py",
        '    audit.read(actor, request.post_id, "contact", [request.pk], PURPOSE)\n',
        "",
        f"{OF_CONTACTS}::test_the_treating_team_of_the_unit_asked_reads_it_and_it_is_written_down",
    ),
    Fault(
        "whoever takes it back is kept all the same",
        f"{CONTACTS}/kinds.py",
        "        erase([subject])\n",
        "        return\n",
        f"{OF_CONTACTS}::test_what_they_no_longer_wish_is_erased_at_once",
    ),
    Fault(
        "a number that was set aside is read on the page of repairs",
        "simpul/care/entry_words.py",
        '"respondent", "reach"',
        '"respondent"',
        f"{OF_CONTACTS}::test_what_is_set_aside_shows_no_number_on_the_page",
    ),
    Fault(
        "a self-check is shown as a referral of a family",
        "simpul/care/asking/telling.py",
        "        **asked_for_themselves(request),\n",
        "",
        f"{DESK}::test_the_page_says_who_asked_and_hands_nothing_over",
    ),
    Fault(
        "another post leaves a contact before a request is there",
        f"{CONTACTS}/desk.py",
        " or not belongs(request, held.unit_id):",
        ":",
        f"{OF_CONTACTS}::test_left_before_the_request_by_another_post_it_is_shown_to_nobody",
    ),
    Fault(
        "a call wished for the evening is chased from now",
        "simpul/network/clocks.py",
        "    return max(now, min(named,",
        "    return min(now, min(named,",
        f"{OF_CLOCK}::test_it_begins_between_arrival_and_the_last_day_that_it_waits",
    ),
    Fault(
        "a clock waits for a moment of next year",
        "simpul/network/clocks.py",
        "min(named, now + timedelta(days=state.waits_at_most.get(urgency, 0))))",
        "named)",
        f"{OF_CLOCK}::test_it_begins_between_arrival_and_the_last_day_that_it_waits",
    ),
    Fault(
        "five minutes of the evening are left, and the call is promised for them",
        f"{CONTACTS}/safe_hours.py",
        "            if found.ends - found.starts >= least_left():\n",
        "            if found.ends > found.starts:\n",
        f"{CONTACTS}/tests/test_safe_hours.py::test_never_before_now_nor_outside_what_is_safe_and_open",
    ),
    Fault(
        "a red result waits until the puskesmas opens on Monday",
        f"{CARE}/hours.py",
        "parse_hours(ALWAYS) if level is EJiwa.MERAH else calling(unit).hours",
        "calling(unit).hours",
        f"{OF_HOURS}::test_an_evening_call_is_chased_from_the_evening",
    ),
    Fault(
        "evenings are offered where the puskesmas closes at three",
        f"{CARE}/forms.py",
        "for name, words in safe_times().items() if name in kept]",
        "for name, words in safe_times().items()]",
        f"{OF_HOURS}::test_no_hour_is_offered_in_which_nobody_calls",
    ),
]
