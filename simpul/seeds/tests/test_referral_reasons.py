"""A planted referral is as urgent as the card that asks for it."""

from random import Random

import pytest

from simpul.knowledge.content import CONTENT_DIR, read_json
from simpul.seeds.demo.referrals import CALM, REASONS, URGENT, reason_of

BY_ACTION = {"edukasi": "biasa", "konsul": "biasa", "rujuk": "segera", "darurat": "darurat"}
"""What the phone asks for where a rule names no urgency of its own."""


@pytest.mark.parametrize("urgency", ["biasa", "segera", "darurat"])
def test_the_reason_asks_as_soon_as_the_referral(urgency: str) -> None:
    card = read_json(CONTENT_DIR / "cards" / "balita.json")
    rules = {rule["id"]: rule.get("urgency") or BY_ACTION[rule["action"]] for rule in card["rules"]}
    drawn = {reason_of(urgency, Random(seed)) for seed in range(50)}
    assert drawn == set({"biasa": CALM, "segera": REASONS, "darurat": (URGENT,)}[urgency])
    assert {rules[rule] for rule, _text in drawn} == {urgency}
