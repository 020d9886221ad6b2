"""Differential runs against two other engines: every disagreement falls into a class that the documents argue."""

from __future__ import annotations

import json
import math
import pathlib
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import datalogic_py
import json_logic
import pytest

from rule_engine.logic.reading import read
from rule_engine.logic.trace import Step, record
from rule_engine.operators.base import Literal, Node, is_plain
from rule_engine.values.blank import is_blank
from rule_engine.values.numbers import Absent, number
from tests.rule_engine.pairs import NAMES, Rules, facts
from tests.rule_engine.plainly import Exact, outcome, plainly

DOCUMENT = pathlib.Path(__file__).resolve().parents[2] / "docs/rules-conformance.md"
PAIRS = 4_000
Peer = Callable[[Any, Any], Any]
ORDERING = {"<", "<=", ">", ">="}
EQUALITY = {"==", "!=", "===", "!=="}
ARITHMETIC = {"+", "-", "*", "/", "%", "min", "max"}
ROWS = {"map", "filter", "all", "some", "none", "reduce"}


class Common(Rules):
    """Only what all engines know, each operator with its usual number of arguments."""

    def leaf(self, level: int) -> Any:
        """A read with `var`, or a literal."""
        made = super().leaf(level)
        while isinstance(made, dict) and "val" in made:
            made = super().leaf(level)
        return made

    def condition(self, depth: int, level: int) -> Any:
        """Comparisons, `in`, `!`, `missing`."""
        rng, name = self.rng, self.rng.choice(["==", "!=", "===", "<", "<=", ">", ">=", "in", "!", "!!", "missing"])
        if name in ("!", "!!"):
            return {name: [self.rule(depth, level)]}
        if name == "missing":
            return {"missing": [rng.choice(NAMES) for _ in range(rng.randint(1, 3))]}
        return {name: self.many(depth, level, 2, 2)}

    def calculation(self, depth: int, level: int) -> Any:
        """Two numbers."""
        return {self.rng.choice(["+", "-", "*", "/", "%", "min", "max"]): self.many(depth, level, 2, 2)}

    def text(self, depth: int, level: int) -> Any:
        """`cat` and `substr`."""
        if self.rng.random() < 0.6:
            return {"cat": self.many(depth, level, 2, 3)}
        return {"substr": [self.rule(depth, level), self.rng.choice([0, 1, 2, -1, -3])]}

    def date(self, depth: int, level: int) -> Any:
        """None of them knows dates."""
        return self.condition(depth, level)

    def control(self, depth: int, level: int) -> Any:
        """`if`, `and`, `or`."""
        name = self.rng.choice(["if", "and", "or"])
        return {name: self.many(depth, level, 3, 3)}


def common_pairs(seed: int, count: int) -> Iterator[tuple[Any, Any]]:
    """Pairs that every engine can read."""
    rng = random.Random(seed)
    for _ in range(count):
        yield Common(rng).rule(rng.randint(1, 3)), {key: each for key, each in facts(rng).items() if key != "calendar"}


def values(step: Step) -> list[Any]:
    """What the arguments of a step were."""
    assert step.node is not None
    literals = [
        each.value if isinstance(each, Literal) else each for each in step.node.arguments if not isinstance(each, Node)
    ]
    return [*literals, *(each.value for each in step.steps)]


def smallest(rule: Any, record_of: Any, peer: Peer) -> Any:
    """The smallest part of a rule, outside of rows, about which the two engines still disagree."""
    name = next(iter(rule)) if isinstance(rule, dict) else ""
    parts = rule if isinstance(rule, list) else rule[name] if isinstance(rule.get(name), list) else [rule[name]]
    for place, part in enumerate(parts):
        outside = not (name in ROWS and place == 1) and not (name == "reduce" and place)
        if outside and isinstance(part, (dict, list)) and part and differs(part, record_of, peer):
            return smallest(part, record_of, peer)
    return rule


def classes(rule: Any, record_of: Any, peer: Peer) -> set[str]:
    """The classes of docs/rules-conformance.md that the smallest disagreement touches."""
    part = smallest(rule, record_of, peer)
    _, top, _ = record(read(part), record_of)
    steps = [*top.walk()][1:] if next(iter(part)) in ROWS else top.steps[:1]
    found = {each for step in steps for each in touched(step)}
    return found or {"unexplained"}


def touched(step: Step) -> Iterator[str]:
    """The classes that one step touches."""
    name, given = step.operator, values(step)
    if any(map(is_blank, given)) or (name == "missing" and step.value):
        yield "blank_operand"
    if name in ROWS and not isinstance(given[0 if is_plain(step.node.arguments[0]) else -1], list):
        yield "not_lists"
    if name in ORDERING | EQUALITY | ARITHMETIC and any(isinstance(each, (list, dict)) for each in given):
        yield "collections"
    if name in {"cat", "substr", "in"} and any(isinstance(each, (list, dict, bool)) for each in given):
        yield "collections"
    if name in ORDERING | EQUALITY | ARITHMETIC and any(isinstance(each, bool) for each in given):
        yield "booleans"
    numbers = [number(each) for each in given]
    texts = [each for each in given if isinstance(each, str)]
    if name in ORDERING | EQUALITY | ARITHMETIC | {"in"} and texts:
        if name in ARITHMETIC and Absent.GARBAGE in numbers:
            yield "not_numbers"
        if len(texts) < len(given) or name in ARITHMETIC:
            yield "numeric_texts"
    if any(isinstance(each, Decimal) and (abs(each) > 2**53 or each % 1) for each in [*numbers, step.value]):
        yield "decimals"
    if name == "/" or (name == "%" and step.value is None):
        yield "decimals" if step.value is not None else "not_numbers"
    if name == "var" and step.node is not None and re.search(r"\.[0-9]|^[0-9]", str(step.node.arguments[:1])):
        yield "paths"
    if name == "var" and step.node is not None and len(step.node.arguments) == 2:
        yield "null_default"
    if name == "in" and any(isinstance(each, (int, Decimal)) for each in given):
        yield "in_list"


def close(value: Any) -> Any:
    """A peer's value, spelled like ours."""
    if isinstance(value, float):
        return {"number": "?"} if not math.isfinite(value) else plainly(int(value) if value.is_integer() else value)
    return plainly(value)


def datalogic(rule: Any, record_of: Any) -> Any:
    """The Rust engine, over JSON texts."""
    answered = datalogic_py.Engine().eval_str(json.dumps(rule, cls=Exact), json.dumps(record_of, cls=Exact))
    return json.loads(answered, parse_float=Decimal)


def panzi(rule: Any, record_of: Any) -> Any:
    """The Python interpreter."""
    return json_logic.jsonLogic(json.loads(json.dumps(rule, cls=Exact)), json.loads(json.dumps(record_of, cls=Exact)))


def answers(rule: Any, record_of: Any, peer: Peer) -> tuple[Any, Any]:
    """(ours, theirs)."""
    try:
        theirs = {"value": close(peer(rule, record_of))}
    except Exception as error:
        theirs = {"raised": type(error).__name__}
    return outcome(rule, record_of), theirs


def differs(rule: Any, record_of: Any, peer: Peer) -> bool:
    """Whether the two disagree; what we refuse is not compared."""
    ours, theirs = answers(rule, record_of, peer)
    return "value" in ours and ours != theirs


@pytest.mark.parametrize("peer", [datalogic, panzi])
def test_every_disagreement_falls_into_a_class(peer: Peer) -> None:
    found = [pair for pair in common_pairs(20260301, PAIRS) if differs(*pair, peer)]
    touched_by = [classes(*pair, peer) for pair in found]
    argued = set(re.findall(r"^\| `(\w+)` \|", DOCUMENT.read_text(), re.MULTILINE))
    unexplained = [
        (pair, answers(*pair, peer)) for pair, each in zip(found, touched_by, strict=True) if not each & argued
    ]
    assert len(found) > PAIRS // 50, "engines that never disagree are not being compared"
    assert not unexplained, (Counter(name for each in touched_by for name in each), unexplained[:3])
