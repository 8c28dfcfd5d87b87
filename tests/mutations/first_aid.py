"""Faults of first aid for the mind: a dead end, somebody forgotten, a story that is kept, words that label."""

from tests.mutations.fault import Fault

KINDS = "simpul/care/firstaid/kinds.py"
MACHINE = "simpul/knowledge/first_aid.py"
CONTENT = "content/programme/first-aid.json"
AID = "simpul/care/firstaid/tests/test_first_aid.py"
PATHS = "simpul/knowledge/tests/test_first_aid.py"
TASKS = "web/kader/model/first-aid-tasks.ts"
PHONE = "web/kader/model/first-aid.test.ts"

FIRST_AID = [
    Fault(
        "first aid: danger is no way from the handover",
        MACHINE,
        "if target is None or walk.step == END or",
        "if target is None or walk.step == END or walk.path[-1] == HANDING or",
        f"{PATHS}::test_danger_and_not_being_left_alone_are_one_tap_away",
    ),
    Fault(
        "first aid: a path ends though nobody has accepted",
        CONTENT,
        '"to": "temani", "accepted": false}',
        '"to": "sapa-lagi", "accepted": false}',
        f"{PATHS}::test_whatever_is_answered_the_record_is_possible_and_nobody_is_left",
    ),
    Fault(
        "first aid: nobody is asked again",
        CONTENT,
        '"en": "Save"}, "to": "selesai", "needs": ["follow_up"]}]\n    },\n    {\n      "id": "temani"',
        '"en": "Save"}, "to": "selesai"}]\n    },\n    {\n      "id": "temani"',
        f"{PATHS}::test_no_step_ends_a_path_without_a_day_to_ask_again",
    ),
    Fault(
        "first aid: a story is kept beside the fields",
        KINDS,
        "    row.waits = first_aid",
        "    row.extra = {n: v for n, v in (entry.data or {}).items() if n not in KNOWN}\n    row.waits = first_aid",
        f"{AID}::test_what_is_kept_are_ids_and_days_and_nothing_else",
    ),
    Fault(
        "first aid: whoever was offered a handover is forgotten",
        KINDS,
        "and data.accepted is not True",
        "and data.handed_to is None",
        f"{AID}::test_offered_is_not_taken_over",
    ),
    Fault(
        "first aid: the alarm ends with the day",
        "simpul/care/firstaid/unhanded.py",
        "AND e.received_at <= %s\nGROUP BY",
        "AND e.received_at <= %s AND e.received_at > now() - interval '1 day'\nGROUP BY",
        f"{AID}::test_the_puskesmas_is_alarmed_until_somebody_has_taken_over",
    ),
    Fault(
        "first aid: an erased person's record stays",
        "simpul/people/erasing.py",
        "    named = Q(subject__in=subjects) | Q(pk__in=subjects)\n",
        "    named = Q(subject__in=subjects)\n",
        f"{AID}::test_erasing_a_person_erases_it",
    ),
    Fault(
        "first aid: who is on no list is forgotten on the phone",
        TASKS,
        ".filter(({ aid }) => !isListed(aid))",
        ".filter(({ aid }) => aid.person !== null && !isListed(aid))",
        f"{PHONE}::is forgotten of nobody: who is on no list is named apart and counted",
    ),
    Fault(
        "first aid: a request travels without leave",
        "web/kader/model/first-aid.ts",
        'draft.walk.actions.includes("disambungkan")',
        'draft.walk.actions.includes("didengarkan")',
        f"{PHONE}::tells nobody without leave, and asks only once",
    ),
    Fault(
        "first aid: a number travels without leave",
        "web/kader/model/reach.ts",
        "  if (request === null || reach === null || !isWhole(reach)) return [];",
        "  if (reach === null) return [];",
        "web/kader/model/reach.test.ts::travels only when the number is whole, and nothing is left when nothing was",
    ),
    Fault(
        "first aid: a number typed before goes along by way of the kader",
        "web/kader/model/reach.ts",
        'phone: own ? (phoneOf(phone) ?? "") : ""',
        'phone: phoneOf(phone) ?? ""',
        "web/kader/model/reach.test.ts::by way of the kader carries no number that was typed before",
    ),
    Fault(
        "first aid: a sentence labels people",
        "content/programme/family-leaflet.json",
        "Percaya pada ceritanya.",
        "Percaya pada cerita pasien jiwa.",
        "tests/test_kind_words.py::test_nobody_is_labelled",
    ),
    Fault(
        "screening: whoever declined is asked again the same day",
        "web/kader/model/screening.ts",
        "const again = declined && declined.next > today ? declined.next : planned;",
        "const again = planned;",
        "web/kader/model/screening.test.ts::not on the day on which it was declined",
    ),
]
