"""Faults of the lines to national systems."""

from tests.mutations.fault import Fault

ROOM, TESTS = "simpul/exchange/satusehat", "simpul/exchange/satusehat/tests"
SENDING, BUNDLE, PRIVATE = f"{TESTS}/test_sending.py", f"{TESTS}/test_bundle.py", f"{TESTS}/test_private.py"
CHECKS = "simpul/exchange/dukcapil/tests/test_checks.py"
NATIONAL = [
    Fault(
        "satusehat: what is made is made anew each time",
        f"{ROOM}/naming.py",
        'if_none_exist=f"identifier={mine.system}|{mine.value}"',
        "if_none_exist=None",
        f"{SENDING}::test_the_answer_is_lost_and_nothing_is_made_twice",
    ),
    Fault(
        "satusehat: what was there already keeps its older words",
        f"{ROOM}/sending.py",
        '        again |= entry.request.method == "POST" and str(said.get("status", "")).startswith("200")\n',
        "",
        f"{SENDING}::test_the_answer_is_lost_and_nothing_is_made_twice",
    ),
    Fault(
        "satusehat: a claim never runs out",
        f"{ROOM}/sending.py",
        " | Q(state=State.SENDING, claimed_until__lte=now)",
        " | Q(pk=None)",
        f"{SENDING}::test_a_worker_that_dies_is_taken_over_and_nothing_is_made_twice",
    ),
    Fault(
        "satusehat: nobody asks for the family's word",
        f"{ROOM}/gates.py",
        '    if answer is False or (answer is None and connection.consent == "granted"):\n',
        "    if answer is False:\n",
        f"{SENDING}::test_nothing_leaves_without_the_familys_yes",
    ),
    Fault(
        "satusehat: a figure that was taken back stays there",
        f"{ROOM}/bundle.py",
        "    _take_back(built, names, seen, here, at)\n    return built",
        "    return built",
        f"{BUNDLE}::test_what_changed_is_put_under_its_id_and_what_is_gone_is_taken_back",
    ),
    Fault(
        "satusehat: the setting alone lets mental health out",
        f"{ROOM}/gates.py",
        "mental_health=connection.mental_health and yes",
        "mental_health=connection.mental_health",
        f"{PRIVATE}::test_no_fact_of_mental_health_enters_a_bundle_unasked",
    ),
    Fault(
        "satusehat: every service leaves that is not mental health",
        f"{ROOM}/referrals.py",
        "    return service in policy.referral_services\n",
        "    return True\n",
        f"{PRIVATE}::test_violence_and_counselling_leave_by_no_setting",
    ),
    Fault(
        "satusehat: a crowded server is asked again at once",
        f"{ROOM}/sending.py",
        "        line.hold_until = now + timedelta(",
        "        line.hold_until = now - timedelta(",
        f"{SENDING}::test_a_crowded_server_is_left_alone_as_long_as_it_asks",
    ),
    Fault(
        "satusehat: a token is used beyond its end",
        f"{ROOM}/client.py",
        "held is None or held.until <= clock.now()",
        "held is None",
        f"{SENDING}::test_a_token_that_ends_is_renewed",
    ),
    Fault(
        "satusehat: a code that R4 does not have",
        f"{ROOM}/encounters.py",
        'status = "entered-in-error" if seen.void else "finished"',
        'status = "entered-in-error" if seen.void else "done"',
        f"{BUNDLE}::test_every_visit_there_can_be_fits_r4_and_its_required_codes",
    ),
    Fault(
        "dukcapil: the day's allowance is not counted",
        "simpul/exchange/dukcapil/queue.py",
        'return bool(mine.update(used=F("used") + 1))',
        "return mine.exists()",
        f"{CHECKS}::test_the_days_allowance_is_kept_and_the_rest_waits_for_tomorrow",
    ),
    Fault(
        "dukcapil: a verdict outlives what it was about",
        "simpul/exchange/dukcapil/queue.py",
        "fingerprint(identity(people[check.person])) != check.fingerprint",
        "False",
        f"{CHECKS}::test_a_correction_takes_the_verdict_away_and_another_change_does_not",
    ),
]
