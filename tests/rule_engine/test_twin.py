"""Python and the browser agree on random form-like pairs, and what Python does along the way harms nothing."""

from __future__ import annotations

import copy
import os
import random
from typing import Any

import pytest

from rule_engine import compile_rule
from rule_engine.logic.reading import read
from rule_engine.logic.trace import record
from tests.rule_engine.conftest import Twin
from tests.rule_engine.pairs import pairs
from tests.rule_engine.plainly import outcome, plainly

COUNT = 20_000


def seed() -> int:
    """Always the same pairs in the ordinary run, other ones every night."""
    return random.SystemRandom().randrange(2**32) if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 20260301


def disagreements(twin: Twin, chosen: int) -> list[tuple[Any, Any, Any]]:
    """(pair, Python's outcome, the browser's outcome) where they differ."""
    made = [list(pair) for pair in pairs(chosen, COUNT)]
    ours = [outcome(*pair) for pair in made]
    both = zip(made, ours, twin(made), strict=True)
    return [(pair, one, other) for pair, one, other in both if one != other]


def test_python_and_node_agree(in_node: Twin) -> None:
    chosen = seed()
    assert not disagreements(in_node, chosen)[:3], f"seed {chosen}"


@pytest.mark.browser
def test_python_and_chromium_agree(in_chromium: Twin) -> None:
    chosen = seed() + 1
    assert not disagreements(in_chromium, chosen)[:3], f"seed {chosen}"


def test_facts_are_never_changed_and_twice_gives_the_same() -> None:
    for rule, facts in pairs(seed() + 2, 4_000):
        before, written = copy.deepcopy(facts), copy.deepcopy(rule)
        first = outcome(rule, facts)
        assert facts == before
        assert rule == written
        assert outcome(rule, facts) == first


def test_the_pairs_are_worth_comparing() -> None:
    """Values of every sort come out, errors among them; rules that always give blanks would prove nothing."""
    outcomes = [outcome(*pair) for pair in pairs(1, 4_000)]
    kinds = [type(each.get("value")).__name__ for each in outcomes]
    assert {"bool", "str", "dict", "list", "NoneType"} <= set(kinds)
    assert sum("failed" in each for each in outcomes) > 10
    assert sum(each.get("value") is not None for each in outcomes) > 2_000


def test_explained_is_compiled() -> None:
    """A trace takes none of the short cuts that the compiled rule takes, and gives the same value."""
    for rule, facts in pairs(seed() + 3, 4_000):
        expected = outcome(rule, facts)
        if "value" in expected:
            value, _, problem = record(read(rule), facts)
            assert (plainly(value), problem) == (expected["value"], None)


def test_a_result_belongs_to_the_caller() -> None:
    rule = compile_rule({"if": [{"var": "a"}, [1, [2]], {"preserve": {"x": [3]}}]})
    rule({"a": True})[1].append("changed")
    rule({})["x"].append("changed")
    assert rule({"a": True}) == [1, [2]]
    assert rule({}) == {"x": [3]}
