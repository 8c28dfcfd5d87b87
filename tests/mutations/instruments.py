"""Faults of the scorers of screening instruments."""

from tests.mutations.fault import Fault

SCORE = "simpul/knowledge/instruments/score.py"
LAWS = "simpul/knowledge/instruments/tests/test_laws.py"

INSTRUMENTS = [
    Fault(
        "an open item is counted as nought",
        SCORE,
        "    if shut is not None or missing:\n",
        "    if shut is not None:\n",
        f"{LAWS}::test_what_is_not_complete_is_not_scored",
    ),
    Fault(
        "a danger on a whole form asks for no more than its total",
        SCORE,
        "    actions = [each.action for each in critical] + [",
        "    actions = [",
        f"{LAWS}::test_a_danger_is_never_lost",
    ),
    Fault(
        "a danger on a form that is not complete asks for nothing",
        SCORE,
        "        action=_most_urgent([each.action for each in critical]),\n",
        "        action=None,\n",
        f"{LAWS}::test_a_danger_is_never_lost",
    ),
    Fault(
        "a reversed item is not turned round",
        "simpul/knowledge/instruments/answers.py",
        " if item.reverse else value",
        " if item.optional else value",
        "simpul/knowledge/instruments/tests/test_vectors.py::test_an_instrument_answers_as_printed",
    ),
    Fault(
        "wording with an owner may lie deep in the repository",
        "simpul/knowledge/check/instruments.py",
        "                yield from _json_below(Path(each.path))\n",
        "                continue\n",
        "simpul/knowledge/check/tests/test_instruments.py::test_wording_with_an_owner_may_not_lie_here",
    ),
    Fault(
        "licensed words outlive their permission",
        "simpul/knowledge/instruments/texts.py",
        "            if not _ended(pack, today):\n",
        "            if today:\n",
        "simpul/cli/tests/test_instruments.py::test_words_end_with_their_permission",
    ),
    Fault(
        "a screening asks the questions of every age",
        "web/knowledge/instruments/score.ts",
        "  item.asked === null || item.asked(sheet.facts) === true;",
        "  item.asked === null || item.asked(sheet.facts) !== false || true;",
        "web/knowledge/instruments/instruments.test.ts::follows the age box of the child",
    ),
]
