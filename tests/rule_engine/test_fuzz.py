"""Fuzzing: rules and records broken at random, through every door; for seconds, or at night for ten minutes."""

from __future__ import annotations

import json
import os
import random
import time
from typing import Any

import pytest

from rule_engine import (
    DocumentError,
    RoutePlan,
    RuleEngineError,
    RuleError,
    check,
    compile_rule,
    explain,
    lint_plan,
    names_read,
    route,
    say,
)
from rule_engine.operators import OPERATORS
from tests.rule_engine.conftest import Twin
from tests.rule_engine.pairs import Rules, facts, scalar
from tests.rule_engine.plainly import Exact, outcome

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
SECONDS = 600 if NIGHTLY else 4
SCHEMA = {
    "type": "object",
    "required": ["a", "org"],
    "properties": {
        "a": {"type": "number"},
        "s": {"type": "string", "enum": ["企业", "a"]},
        "d": {"type": "string", "format": "date"},
        "f": {"type": "boolean"},
        "rows": {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer"}}}},
        "org": {"type": "object", "properties": {"name": {"type": "string"}}},
    },
}


def broken(value: Any, rng: random.Random, rate: float) -> Any:
    """A JSON value with parts replaced, dropped, doubled, wrapped and renamed."""
    if rng.random() < rate:
        return rng.choice(
            [
                lambda: scalar(rng),
                lambda: [value],
                lambda: [value, value],
                lambda: {rng.choice([*OPERATORS, "nope", ""]): value},
                lambda: {rng.choice([*OPERATORS]): [value, scalar(rng)]},
                dict,
                list,
                lambda: rng.choice([10**15, -(10**15), 0.1, 1e-7, 1e21, "1e60", "𠮷" * 50]),
            ]
        )()
    if isinstance(value, dict):
        return {
            (rng.choice([*OPERATORS]) if rng.random() < rate / 2 else key): broken(each, rng, rate)
            for key, each in value.items()
            if rng.random() > rate / 4
        }
    if isinstance(value, list):
        return [broken(each, rng, rate) for each in value if rng.random() > rate / 4]
    return value


def every_door(rule: Any, record: Any) -> None:
    """Nothing but our own errors comes out, and what is compiled agrees with what is explained."""
    findings = check(rule, SCHEMA)
    try:
        compiled = compile_rule(rule)
    except RuleError:
        assert findings[0].severity == "error"
        return
    names_read(rule)
    say(rule, {})
    try:
        value: Any = compiled(record)
    except RuleEngineError:
        value = None
    assert repr(explain(rule, record, {}).value) == repr(value)
    plan = {
        "start": "a",
        "steps": [{"id": "a", "kind": "task", "next": [{"to": "e", "if": rule}]}, {"id": "e", "kind": "end"}],
    }
    try:
        lint_plan(RoutePlan.from_json(plan))
        route(RoutePlan.from_json(plan), record)
    except (RuleEngineError, DocumentError):
        return


@pytest.mark.nightly
def test_nothing_breaks() -> None:
    rng, until, tried = random.Random(20260301 if not NIGHTLY else None), time.monotonic() + SECONDS, 0
    while time.monotonic() < until:
        rate = rng.choice([0.02, 0.1, 0.3])
        rule = broken(Rules(rng).rule(rng.randint(1, 4)), rng, rate)
        every_door(rule, broken(facts(rng), rng, rate))
        tried += 1
    assert tried > 50 * SECONDS


@pytest.mark.nightly
def test_the_twin_breaks_nowhere_else(in_node: Twin) -> None:
    rng = random.Random(20260302 if not NIGHTLY else None)
    for _ in range(20 if NIGHTLY else 1):
        made = []
        for _ in range(5_000):
            rate = rng.choice([0.02, 0.1])
            pair = [broken(Rules(rng).rule(rng.randint(1, 3)), rng, rate), broken(facts(rng), rng, rate)]
            made.append(json.loads(json.dumps(pair, cls=Exact)))
        ours = [outcome(*pair) for pair in made]
        differing = [(pair, a, b) for pair, a, b in zip(made, ours, in_node(made), strict=True) if a != b]
        assert not differing[:3]
