"""Until when a child born before term is not read by the curves."""

import pytest

from simpul.knowledge.growth.newborn import is_early


@pytest.mark.parametrize(
    ("weeks", "age_days", "early"),
    [(32, 0, True), (32, 55, True), (32, 56, False), (36, 27, True), (36, 28, False), (37, 0, False), (None, 0, False)],
)
def test_a_child_born_early_is_read_from_the_day_it_was_due(weeks: int | None, age_days: int, early: bool) -> None:
    assert is_early(weeks, age_days) is early
