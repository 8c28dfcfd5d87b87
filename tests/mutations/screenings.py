"""Faults of what may leave the room of screenings."""

from tests.mutations.fault import Fault

KINDS = "simpul/care/screenings/kinds.py"
CONFIDENTIAL = "simpul/care/screenings/tests/test_confidential.py"
ROW = '    return wire if screening.instrument in asked_at_posts() else wire | {"instrument": ""}\n'

SCREENINGS = [
    Fault(
        "screenings: answers reach phones with the row",
        KINDS,
        ROW,
        ROW.replace("wire if", '(wire | {"answers": screening.answers}) if'),
        f"{CONFIDENTIAL}::test_no_answer_score_or_critical_item_reaches_a_kader",
    ),
    Fault(
        "screenings: phones learn the name of any instrument",
        KINDS,
        ROW,
        "    return wire\n",
        f"{CONFIDENTIAL}::test_no_answer_score_or_critical_item_reaches_a_kader",
    ),
]
