"""Faults of the network: who opens, reads and moves a request, and where it is written."""

from tests.mutations.fault import Fault

WALKS = "tests/properties/test_request_walks.py::test_only_whom_the_content_names_takes_a_step"
EVERY = "tests/properties/test_request_walks.py::test_every_step_is_taken_by_those_it_names_and_by_nobody_else"
ACCESS, PARTS = "simpul/network/tests/test_access.py", "simpul/care/asking/tests/test_parts.py"
UNREAD = "simpul/network/tests/test_unread.py"
LEAKS = "tests/test_leaks.py::test_nothing_confidential_of_a_request_reaches_a_kader"

NETWORK = [
    Fault(
        "a step is offered to whoever may read the request",
        "simpul/network/actions/move.py",
        "    if not step.is_open_to(places.standing(who, held)):\n",
        "    if not places.standing(who, held):\n",
        EVERY,
    ),
    Fault(
        "a step does not ask whether the record is open to the actor",
        "simpul/network/actions/move.py",
        "        opened = Request.objects if actor is None else requests_of(who)\n",
        "        opened = Request.objects\n",
        WALKS,
    ),
    Fault(
        "a phone's step does not ask who its author is",
        "simpul/network/checks.py",
        "        return frozenset({Actor(KADER, places.POST)})\n",
        "        return None\n",
        EVERY,
    ),
    Fault(
        "assignments that ended still count",
        "simpul/registry/access.py",
        "    found: AssignmentQuery = actor.assignments.active(clock.today())\n",
        "    found: AssignmentQuery = actor.assignments.all()\n",
        WALKS,
    ),
    Fault(
        "every officer reads what is confidential",
        "simpul/network/access.py",
        'Q(confidentiality="K2") & (_here(treating) | named)',
        'Q(confidentiality="K2") & (_here(officer) | named)',
        f"{ACCESS}::test_the_higher_the_class_the_fewer_read_it",
    ),
    Fault(
        "what is confidential is written into a post's journal",
        "simpul/network/checks.py",
        "    if is_post(entry.post):\n        raise Refused(\n",
        "    if False:\n        raise Refused(\n",
        f"{ACCESS}::test_what_is_confidential_is_never_written_where_phones_pull",
    ),
    Fault(
        "a parent closes while its parts are open",
        "simpul/network/checks.py",
        '"parts_open": sum(p.open for p in parts)',
        '"parts_open": 0',
        f"{PARTS}::test_the_page_asks_another_agency_lists_its_state_and_the_parent_waits",
    ),
    Fault(
        "one post names another's request as its own part",
        "simpul/network/checks.py",
        "(not is_post(work.post) and places.home_of(parent.post_id) == work.post)",
        "places.home_of(parent.post_id) == places.home_of(work.post)",
        f"{PARTS}::test_a_kader_of_the_next_post_adds_no_part_to_it",
    ),
    Fault(
        "the clinical note is said in the history that phones hold",
        "simpul/network/requests.py",
        "_step(entry, data.action, request.state, data.note)",
        "_step(entry, data.action, request.state, data.note or data.clinical_note)",
        LEAKS,
    ),
    Fault(
        "files for phones are made of journals that no phone may load",
        "simpul/journal/actions/snapshot.py",
        " JOIN registry_post p ON p.unit_id = c.post_id",
        "",
        LEAKS,
    ),
    Fault(
        "a person's page lists what is confidential",
        "simpul/care/dossier.py",
        "ordinary().filter(person__in=ids)",
        "Request.objects.filter(person__in=ids)",
        "tests/test_leaks.py::test_an_officer_who_does_not_treat_finds_nothing_of_what_is_confidential",
    ),
    Fault(
        "sealed: whoever works there passes on what nobody may open",
        "simpul/network/unread.py",
        ".filter(leads(today), account=actor",
        ".filter(account=actor",
        f"{UNREAD}::test_nobody_else_passes_anything_on",
    ),
    Fault(
        "sealed: it is passed on to a unit without anybody who may open it",
        "simpul/network/unread.py",
        "    return next((unit for unit in able if unit in staffed), None)\n",
        "    return next(iter(able), None)\n",
        f"{UNREAD}::test_what_can_go_nowhere_stays_and_is_still_counted",
    ),
    Fault(
        "consultation: a seat outlives the work of whoever sits in it",
        "simpul/network/calls/socket.py",
        "        while self.ticket.role == CITIZEN or await self._may_stay():\n",
        "        while True:\n",
        "simpul/network/calls/tests/test_socket.py::"
        "test_a_helper_whose_work_there_ends_leaves_the_room_and_the_other_is_told",
    ),
]
