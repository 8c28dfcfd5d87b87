"""Faults of late requests and of messages."""

from tests.mutations.fault import Fault

FIRING = "simpul/network/escalation/firing.py"
TESTS = "simpul/network/escalation/tests"
FAULTS, PROPERTY = (
    "tests/faults/test_escalation.py",
    f"{TESTS}/test_property.py::test_every_step_fires_once_and_in_time",
)
SENDING = "simpul/exchange/messaging"
LATE = [
    Fault(
        "messages are written after the steps are committed",
        FIRING,
        "        late = [Late(*row) for row in _fire(requests, now)]\n        return",
        "        late = [Late(*row) for row in _fire(requests, now)]\n    if True:\n        return",
        f"{FAULTS}::test_what_a_worker_killed_before_it_commits_had_written_fires_by_another",
    ),
    Fault(
        "a step that another worker wrote counts again",
        FIRING,
        "ON CONFLICT (request, since, step) DO NOTHING",
        "ON CONFLICT (request, since, step) DO UPDATE SET fired_at = excluded.fired_at",
        f"{FAULTS}::test_two_workers_at_once_share_what_is_due",
    ),
    Fault(
        "whoever takes a request is not left in peace",
        "simpul/network/escalation/take.py",
        "    fired.ladder = [clock.iso(one) for one in held(steps, ladder, fired.step, until, place)]\n",
        "    assert steps and ladder\n",
        PROPERTY,
    ),
    Fault(
        "a state that is entered again remembers the steps of the last time",
        FIRING,
        "WHERE request = r.id AND since = r.state_since ORDER BY step DESC",
        "WHERE request = r.id ORDER BY step DESC",
        PROPERTY,
    ),
    Fault(
        "a step is skipped while its request is only just due",
        FIRING,
        'WHERE told.step > l.reached AND l.ladder[told.step] COLLATE "C" <= %(said)s',
        'WHERE told.step > l.reached AND l.ladder[told.step] COLLATE "C" < %(said)s',
        f"{TESTS}/test_firing.py::test_steps_fire_in_their_order_and_once",
    ),
    Fault(
        "a late receipt takes back that a message was read",
        f"{SENDING}/statuses.py",
        "    return RANKS[said] > RANKS[message.state]",
        "    return RANKS[said] > 0",
        f"{SENDING}/tests/test_statuses.py::test_any_order_and_any_number_of_times_ends_the_same",
    ),
    Fault(
        "each try bears a mark of its own",
        f"{SENDING}/worker.py",
        "        mark=str(mark_of(message)),",
        '        mark=f"{mark_of(message)}-{message.attempts}",',
        f"{SENDING}/tests/test_sending.py::test_a_worker_that_died_after_sending_leaves_the_same_mark",
    ),
    Fault(
        "a reminder comes at night",
        f"{SENDING}/quiet.py",
        "    if not is_quiet:",
        "    if is_quiet:",
        f"{SENDING}/tests/test_sending.py::test_reminders_wait_through_the_night_of_the_place",
    ),
    Fault(
        "anybody may say that a message was read",
        f"{SENDING}/statuses.py",
        '    return hmac.compare_digest(made.encode(), signature.encode("utf-8", "replace"))',
        "    return bool(made) or bool(signature)",
        f"{SENDING}/tests/test_statuses.py::test_only_the_apps_secret_speaks",
    ),
]
