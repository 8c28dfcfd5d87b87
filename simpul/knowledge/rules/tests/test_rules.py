"""The rule language: golden cases of `vectors/rules.json` and the laws of Kleene's logic."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.knowledge.rules import Rule, RuleError, compile_rule, facts_named, trace
from simpul.knowledge.vectors import vectors

NAMES = "abcd"
clauses = st.one_of(
    st.builds(lambda f, v: {"op": "eq", "fact": f, "value": v}, st.sampled_from(NAMES), st.booleans()),
    st.builds(lambda f: {"op": "missing", "fact": f}, st.sampled_from(NAMES)),
)


def nest(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        st.builds(lambda op, of: {"op": op, "of": of}, st.sampled_from(["and", "or"]), some),
        st.builds(lambda of: {"op": "not", "of": of}, inner),
        some.flatmap(
            lambda of: st.builds(lambda n: {"op": "count_at_least", "n": n, "of": of}, st.integers(1, len(of)))
        ),
    )


rules = st.recursive(clauses, nest, max_leaves=8)
facts_about = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([True, False, None]))


@pytest.mark.parametrize("case", vectors("rules", "cases"), ids=lambda case: case["name"])
def test_golden_case(case: dict[str, Any]) -> None:
    assert compile_rule(case["rule"])(case["facts"]) is case["truth"]
    if "fired" in case:
        assert [clause["fact"] for clause in trace(case["rule"], case["facts"])] == case["fired"]


@pytest.mark.parametrize("case", vectors("rules", "malformed"), ids=lambda case: case["name"])
def test_a_malformed_rule_says_where(case: dict[str, Any]) -> None:
    with pytest.raises(RuleError) as error:
        compile_rule(case["rule"])
    assert str(error.value).startswith(case["where"] + ":")


@given(rules, rules, facts_about)
def test_de_morgan(a: Rule, b: Rule, facts: dict[str, object]) -> None:
    neither: Rule = {"op": "not", "of": {"op": "or", "of": [a, b]}}
    both_not: Rule = {"op": "and", "of": [{"op": "not", "of": a}, {"op": "not", "of": b}]}
    assert compile_rule(neither)(facts) is compile_rule(both_not)(facts)


@given(rules, facts_about)
def test_double_negation_and_idempotence(rule: Rule, facts: dict[str, object]) -> None:
    truth = compile_rule(rule)(facts)
    assert compile_rule({"op": "not", "of": {"op": "not", "of": rule}})(facts) is truth
    assert compile_rule({"op": "and", "of": [rule, rule]})(facts) is truth
    assert compile_rule({"op": "or", "of": [rule, rule]})(facts) is truth


@given(rules, rules, facts_about)
def test_order_does_not_matter(a: Rule, b: Rule, facts: dict[str, object]) -> None:
    for one, other in ([a, b], [b, a]), ([b, a], [a, b]):
        assert compile_rule({"op": "and", "of": one})(facts) is compile_rule({"op": "and", "of": other})(facts)
        assert compile_rule({"op": "or", "of": one})(facts) is compile_rule({"op": "or", "of": other})(facts)


@given(st.lists(rules, min_size=1, max_size=4), facts_about)
def test_counting_meets_and_and_or_at_its_ends(parts: list[Rule], facts: dict[str, object]) -> None:
    one = compile_rule({"op": "count_at_least", "n": 1, "of": parts})(facts)
    every = compile_rule({"op": "count_at_least", "n": len(parts), "of": parts})(facts)
    assert one is compile_rule({"op": "or", "of": parts})(facts)
    assert every is compile_rule({"op": "and", "of": parts})(facts)


@given(rules, facts_about, st.sampled_from(NAMES), st.booleans())
def test_learning_a_fact_never_overturns_an_answer(
    rule: Rule, facts: dict[str, object], name: str, value: bool
) -> None:
    """Kleene logic is monotone; `missing` asks about ignorance itself, so rules with it are exempt."""
    if "missing" in str(rule) or facts.get(name) is not None:
        return
    before, after = compile_rule(rule)(facts), compile_rule(rule)({**facts, name: value})
    assert before is None or after is before


@given(rules, facts_about)
def test_the_trace_alone_decides(rule: Rule, facts: dict[str, object]) -> None:
    """Forgetting every fact that the trace does not name leaves the answer as it was."""
    truth = compile_rule(rule)(facts)
    named = {clause["fact"] for clause in trace(rule, facts)}
    assert (truth is None) == (not named)
    kept = {name: value for name, value in facts.items() if name in named}
    if truth is not None and "missing" not in str(rule):
        assert compile_rule(rule)(kept) is truth
    assert named <= facts_named(rule)


def test_decimals_from_the_database_are_numbers() -> None:
    assert compile_rule({"op": "lt", "fact": "muac_cm", "value": 11.5})({"muac_cm": Decimal("11.4")}) is True
    assert compile_rule({"op": "eq", "fact": "w", "value": 0.1})({"w": Decimal("0.1")}) is True


def test_not_a_number_is_unknown() -> None:
    assert compile_rule({"op": "lt", "fact": "waz", "value": -2})({"waz": float("nan")}) is None
    assert compile_rule({"op": "missing", "fact": "waz"})({"waz": float("nan")}) is True
