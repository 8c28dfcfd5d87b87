"""Faults of functions: a right that nobody gave, one that does not end, one that is given beyond the own area."""

from tests.mutations.fault import Fault

HOLDING = "simpul/registry/functions/holding.py"
PAGES = "simpul/registry/functions/tests/test_pages.py"
AID = "simpul/care/firstaid/tests/test_pages.py"

ROLES = [
    Fault(
        "functions: every officer treats",
        HOLDING,
        "    return Q(role=Role.OFFICER) & Q(Exists(given))\n",
        "    return Q(role=Role.OFFICER)\n",
        "simpul/care/screenings/tests/test_confidential.py::test_only_the_treating_team_opens_the_page",
    ),
    Fault(
        "functions: one that has ended still counts",
        HOLDING,
        "    given = Function.objects.active(day).filter(",
        "    given = Function.objects.filter(",
        "simpul/network/escalation/tests/test_recipients.py::test_the_head_is_who_holds_the_function_today",
    ),
    Fault(
        "functions: one that was stopped still holds today",
        "simpul/registry/functions/models.py",
        "Q(ends_on=day, stopped_at=None)",
        "Q(ends_on=day)",
        f"{PAGES}::test_one_that_began_before_is_stopped_too_and_what_was_before_stays_true",
    ),
    Fault(
        "functions: whoever sits in a conversation keeps the seat",
        "simpul/network/calls/relay.py",
        'line.execute("SELECT pg_notify(%s, %s)", [CHANNEL, LOOK])',
        'line.execute("SELECT 1")',
        "simpul/network/calls/tests/test_socket.py::test_rights_that_somebody_ends_close_an_open_seat_at_once",
    ),
    Fault(
        "functions: of any role",
        HOLDING,
        "    return Q(role=Role.OFFICER) & Q(Exists(given))\n",
        "    return Q(Exists(given))\n",
        f"{PAGES}::test_a_function_holds_of_an_officer_and_only_while_the_assignment_does",
    ),
    Fault(
        "functions: one that only the server gives can be chosen",
        "simpul/registry/functions/content.py",
        '"given_by" not in one',
        "True",
        f"{PAGES}::test_only_what_the_list_offers_is_given",
    ),
    Fault(
        "functions: an operator gives one to themselves",
        "simpul/registry/function_pages.py",
        "    if who == actor:\n",
        "    if False:\n",
        f"{PAGES}::test_nobody_gives_one_to_themselves_or_outside_the_own_area",
    ),
    Fault(
        "accounts: new access reaches beyond the own area",
        "simpul/registry/access.py",
        "    return all(operates(actor, one) for one in held)\n",
        "    return any(operates(actor, one) for one in held)\n",
        f"{PAGES}::test_an_operator_of_one_place_hands_out_no_access_to_another",
    ),
    Fault(
        "first aid: everybody reads how somebody was",
        "simpul/care/templatetags/aid_pages.py",
        '"treats": treats(context["request"].user, person)}',
        '"treats": True}',
        f"{AID}::test_others_read_that_it_was_done_and_whether_help_is_needed",
    ),
    Fault(
        "abilities: every agency changes the register",
        "simpul/exchange/survey/access.py",
        "assignments_of(actor, Role.AGENCY).filter(unit__field__in=health_fields())",
        "assignments_of(actor, Role.AGENCY).filter(unit__isnull=False)",
        "simpul/exchange/survey/tests/test_fields.py::test_another_agency_reads_and_changes_nothing",
    ),
    Fault(
        "rights: a kader opens people on the pages of an office",
        "simpul/people/access.py",
        "    return posts_of(actor) if actor.is_active else Unit.objects.none()\n",
        '    return Unit.objects.filter(pk__in=actor.assignments.values("unit"))\n',
        "simpul/people/tests/test_access.py::test_a_person_opens_to_the_officers_of_the_puskesmas_alone",
    ),
    Fault(
        "rights: whoever reads a late request keeps it from climbing",
        "simpul/network/escalation/take.py",
        "requests_of(actor).filter(within_reach(actor), pk=request)",
        "requests_of(actor).filter(pk=request)",
        "tests/test_attacks.py::test_only_who_may_answer_keeps_a_late_request_from_climbing",
    ),
]
