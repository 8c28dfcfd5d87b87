"""Checklists of visits at home: whom they fit and what answers mean, the same as on the phone."""

from typing import Any

import pytest

from simpul.knowledge.homevisits import CHECKLISTS, checklists_for, evaluate, load_checklist, load_plan
from simpul.knowledge.vectors import vectors


@pytest.mark.parametrize("case", vectors("homevisits", "who"), ids=lambda case: case["name"])
def test_who(case: dict[str, Any]) -> None:
    assert checklists_for(case["facts"]) == case["checklists"]


@pytest.mark.parametrize("case", vectors("homevisits", "answers"), ids=lambda case: case["name"])
def test_answers(case: dict[str, Any]) -> None:
    found = evaluate(load_checklist(case["checklist"]), case["answers"])
    assert found.action == case["action"]
    assert (list(found.categories), list(found.rules)) == (case["categories"], case["rules"])


@pytest.mark.parametrize("name", CHECKLISTS)
def test_what_calls_for_help_or_a_referral_always_has_a_category(name: str) -> None:
    checklist = load_checklist(name)
    grave = {rule.id for rule in checklist.card.rules if rule.action != "edukasi"}
    assert grave <= checklist.category.keys()
    assert set(checklist.category.values()) <= load_plan().categories.keys()


def test_every_danger_sign_is_in_a_rule() -> None:
    for name in CHECKLISTS:
        card = load_checklist(name).card
        signs = [field.id for field in card.fields if field.id.startswith("danger_")]
        for sign in signs:
            assert evaluate(load_checklist(name), {sign: True}).action in ("konsul", "rujuk", "darurat"), (name, sign)
