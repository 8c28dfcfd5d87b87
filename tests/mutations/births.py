"""Faults of births that two phones tell of, and of taking one back."""

from tests.mutations.fault import Fault

TESTS = "simpul/care/episodes/tests/test_births.py"
NEWBORNS, CLOSINGS = "simpul/people/newborns.py", "simpul/care/closings.py"

BIRTHS = [
    Fault(
        "a stand-in name takes the place of a child's own",
        NEWBORNS,
        "or (_is_stand_in(name, present) and not _is_stand_in(name, value))",
        'or name == "name"',
        f"{TESTS}::test_a_name_is_never_replaced_by_its_stand_in",
    ),
    Fault(
        "a child that was a mistake cannot be born again",
        NEWBORNS,
        'if person.status == "mistake":',
        'if person.status == "never":',
        f"{TESTS}::test_taken_back_the_pregnancy_goes_on_and_the_same_children_may_be_born_again",
    ),
    Fault(
        "of two closings the other goes with the one that is taken back",
        CLOSINGS,
        "    for pk in others:\n        _again(pk, pregnancy, work)\n",
        "    del others\n",
        f"{TESTS}::test_of_two_closings_one_taken_back_leaves_what_the_other_said",
    ),
    Fault(
        "the second closing of a birth forgets the first",
        CLOSINGS,
        "    pregnancy.closings = [*pregnancy.closings, entry.id]\n",
        "    pregnancy.closings = [entry.id]\n",
        f"{TESTS}::test_twins_of_two_phones_are_one_pair_and_nobody_is_asked",
    ),
]
