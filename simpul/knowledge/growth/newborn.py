"""Early newborns, whom the curves of children born at term do not fit. Twin: web/knowledge/growth/newborn.ts."""

from simpul.knowledge.growth.content import read_content


def is_early(weeks: int | None, age_days: int) -> bool:
    """Whether a child born at that week is still younger than one born at term. False where the weeks are not known."""
    rules = read_content("categories")["newborn"]
    if weeks is None or weeks >= rules["preterm_below_weeks"]:
        return False
    return bool(weeks + age_days / 7 < rules["judged_from_weeks"])
