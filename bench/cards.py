"""Card rules per second, one process: whole visits on all cards, with the trace of what fired.

The people are mixed: most measures are filled, most are well, one fact in ten is not known; with so many rules nine
visits in ten say something, which is more than on a real day. `rules_per_s` counts every active rule of a card that
was put to a visit; `single_rules_per_s` asks each compiled rule alone, without the answer of the card.
"""

import json
import random
import time
from collections.abc import Callable
from typing import Any

from simpul.knowledge.cards import CARDS, Card, evaluate, load_card
from simpul.knowledge.cards.model import Field
from simpul.knowledge.rules import facts_named

VISITS_PER_CARD = 2_000
ROUNDS = 5

Facts = dict[str, object]
Draw = Callable[[random.Random], object]


def _normal(mean: float, sd: float, digits: int = 0) -> Draw:
    return lambda dice: round(dice.gauss(mean, sd), digits) if digits else round(dice.gauss(mean, sd))


def _mostly(usual: object, *others: object, share: float = 0.08) -> Draw:
    return lambda dice: dice.choice(others) if dice.random() < share else usual


KNOWN: dict[str, Draw] = {
    "age_months": lambda dice: dice.randrange(60),
    "age_years": lambda dice: dice.randrange(6, 90),
    "waz": _normal(-0.7, 1.1, 2),
    "haz": _normal(-0.9, 1.1, 2),
    "whz": _normal(-0.2, 1.0, 2),
    "baz": _normal(-0.1, 1.0, 2),
    "hcz": _normal(-0.3, 1.0, 2),
    "kms": _mostly("N", "T", "O", "B", share=0.4),
    "t_streak": _mostly(0, 1, 2, share=0.2),
    "muac_cm": _normal(24, 3, 1),
    "systolic": _normal(120, 14),
    "diastolic": _normal(78, 9),
    "hb_g_dl": _normal(12, 1.2, 1),
    "gestational_age_weeks": lambda dice: dice.randrange(4, 41),
    "days_since_delivery": lambda dice: dice.randrange(1, 400),
    "vitamin_a_capsules": _mostly(2, 0, 1),
    "bp_band": _mostly("normal", "rendah", "tinggi", share=0.25),
    "glucose_band": _mostly("normal", "rendah", "tinggi", share=0.1),
    "cholesterol_band": _mostly("normal", "tinggi", share=0.2),
    "uric_acid_band": _mostly("normal", "tinggi", share=0.15),
    "bmi_band": _mostly("normal", "SK", "K", "G", "O", share=0.4),
    "imt_u": _mostly("normal", "SK", "K", "G", "O", share=0.25),
    "puma_action": _mostly("edukasi", "rujuk"),
    "aks_action": _mostly("edukasi", "rujuk", share=0.2),
    "skilas_action": _mostly("edukasi", "rujuk", share=0.3),
}
GOOD_WHEN_TRUE = {
    "animal_protein",
    "breastfeeding",
    "class_attended",
    "complementary_feeding_ok",
    "contraception",
    "development_complete",
    "exclusive_breastfeeding",
    "mt_kek_daily",
    "pmt_finished",
    "ttd_daily",
    "ttd_weekly",
    "vitamin_a_taken",
    "weight_on_curve",
}


def visits(card: Card, dice: random.Random, count: int = VISITS_PER_CARD) -> list[Facts]:
    """So many visits, the same for a seed: one in ten facts is not known."""
    fields = {field.id: field for field in card.fields}
    names = sorted({name for rule in card.rules for name in facts_named(rule.when)})
    draws = {name: _draw(name, fields.get(name)) for name in names}
    return [{name: draw(dice) for name, draw in draws.items() if dice.random() < 0.9} for _ in range(count)]


def _draw(name: str, field: Field | None) -> Draw:
    if name in KNOWN:
        return KNOWN[name]
    if field is not None and field.choices:
        return _mostly(field.choices[0], *field.choices[1:])
    good = name in GOOD_WHEN_TRUE
    return _mostly(good, not good, share=0.05 if not good else 0.15)


def run() -> dict[str, Any]:
    """Rules and whole cards per second (best of the rounds), the compiled rules alone, and how many visits fired."""
    dice = random.Random(20261122)
    people = {name: visits(load_card(name), dice) for name in CARDS}
    asked = sum(len(people[name]) * _active(load_card(name)) for name in CARDS)
    seconds, fired = min(_whole(people) for _ in range(ROUNDS))
    alone, clauses = min(_alone(people) for _ in range(ROUNDS))
    total = sum(map(len, people.values()))
    return {
        "rules_per_s": round(asked / seconds),
        "cards_per_s": round(total / seconds),
        "single_rules_per_s": round(clauses / alone),
        "visits": total,
        "fired_share": round(fired / total, 2),
    }


def _active(card: Card) -> int:
    chosen = card.settings
    return sum(all(chosen.get(key) == value for key, value in rule.setting.items()) for rule in card.rules)


def _whole(people: dict[str, list[Facts]]) -> tuple[float, int]:
    fired = 0
    start = time.perf_counter()
    for name, rows in people.items():
        card = load_card(name)
        for facts in rows:
            fired += bool(evaluate(card, facts)["fired"])
    return time.perf_counter() - start, fired


def _alone(people: dict[str, list[Facts]]) -> tuple[float, int]:
    asked = 0
    start = time.perf_counter()
    for name, rows in people.items():
        tests = [rule.test for rule in load_card(name).rules]
        for facts in rows:
            for test in tests:
                test(facts)
        asked += len(tests) * len(rows)
    return time.perf_counter() - start, asked


if __name__ == "__main__":
    print(json.dumps(run()))
