"""Fuzzing: rules and records broken at random, through every door; for seconds, or at night for ten minutes."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable
from typing import Any

import pytest

from rule_engine import (
    DecisionTable,
    DocumentError,
    RoutePlan,
    RuleEngineError,
    RuleError,
    WorkCalendar,
    analyse,
    check,
    compile_rule,
    decide,
    draw,
    explain,
    from_xlsx,
    lint_plan,
    names_read,
    route,
    say,
    to_xlsx,
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
                lambda: {"throw": f"error {rng.randrange(9)}"},
                lambda: {"throw": value},
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


PLAN = {
    "start": "f",
    "steps": [
        {"id": "f", "kind": "fork", "branches": [{"to": "a", "if": {"var": "x"}}, {"to": "b"}], "join": "j"},
        {"id": "a", "kind": "task", "limit": {"value": 5, "unit": "working_day"}, "next": [{"to": "j"}]},
        {"id": "b", "kind": "external", "special": True, "next": [{"to": "j"}]},
        {"id": "j", "kind": "join", "wait": {"ratio": "0.5"}, "next": [{"to": "e"}]},
        {"id": "e", "kind": "end"},
    ],
}
TABLE = {
    "name": "收费",
    "hit": "first",
    "columns": [
        {"path": "a", "label": "面积", "kind": "number", "min": "0", "max": 100},
        {"path": "k", "label": "类", "options": [{"value": "x", "label": "甲"}, {"value": "y"}], "blank": True},
    ],
    "outputs": [{"key": "o", "label": "结果"}],
    "rows": [{"when": ["[0..50)", "甲"], "then": [1]}, {"when": [">=50", "≠甲"], "then": ["2"], "note": "n"}],
    "default": [0],
}
CALENDAR = {"2026": {"01-01": False, "02-14": True}, "2027": {}}


def use_plan(document: Any) -> None:
    """Everything that is done with a plan."""
    plan = RoutePlan.from_json(document)
    lint_plan(plan, SCHEMA)
    draw(plan, {}, route(plan, {"x": True}))


def use_table(document: Any) -> None:
    """Everything that is done with a table."""
    table = DecisionTable.from_json(document)
    analyse(table)
    decide(table, {"a": 5, "k": "x"}).sentence(table)
    assert DecisionTable.from_json(table.to_json()) == table
    from_xlsx(to_xlsx(table))


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("use", "document"), [(use_plan, PLAN), (use_table, TABLE), (WorkCalendar.from_json, CALENDAR)]
)
def test_documents_are_read_or_refused(use: Callable[[Any], Any], document: Any) -> None:
    rng, refused = random.Random(20260303 if not NIGHTLY else None), 0
    use(document)
    for _ in range(20_000 if NIGHTLY else 300):
        try:
            use(broken(document, rng, rng.choice([0.01, 0.03, 0.1])))
        except DocumentError as error:
            refused += bool(error.problems)
        except RuleEngineError:
            continue
    assert refused


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
