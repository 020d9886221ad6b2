"""Conditions that never or always hold: tried out on one record for every combination that could make a difference.

A condition over single fields held against literals only changes at those literals. So one value on each, between,
below and above them (or each option, yes and no, blank) stands for all others: trying every combination is a proof.
Conditions that calculate, compare fields with each other or go through rows are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, product
from math import floor, prod
from typing import Any

from rule_engine.findings import Finding, Severity
from rule_engine.logic.rule import Rule
from rule_engine.operators.base import Node, is_plain
from rule_engine.operators.checking import at, may_be_blank
from rule_engine.operators.comparing import Comparison, Greater, GreaterOrEqual, In, Less, LessOrEqual
from rule_engine.operators.control import If, Junction, Not, Truth
from rule_engine.operators.presence import Blank
from rule_engine.operators.reading import OnePlace, Val
from rule_engine.values.blank import truthy
from rule_engine.values.dates import add_days, day
from rule_engine.values.json import Json
from rule_engine.values.numbers import Absent, Number, add, divide, number
from rule_engine.values.paths import nested

MOST_RECORDS = 10_000
"""Combinations tried; a condition with more is left alone."""

Keys = tuple[str, ...]
Uses = dict[Keys, list[tuple[Node, Json]]]
"""path -> (operator, the literal it is held against) for every use."""


class _OutOfReachError(Exception):
    """The condition is of a sort that cannot be tried out."""


def constancy(tree: Any, schema: Mapping[str, Any]) -> Iterator[Finding]:
    """A finding for the whole condition, or for those of its parts that never or always hold."""
    whole = list(_verdict(tree, schema))
    if whole or not isinstance(tree, Junction):
        yield from whole
    else:
        for part in tree.arguments:
            yield from _verdict(part, schema, Severity.NOTE if _guards(part) else Severity.WARNING)


def _guards(part: Any) -> bool:
    """«已填写» in front of another part does no harm where it always holds: it says that the other is safe to ask."""
    return isinstance(part, Not) and isinstance(part.arguments[0], Blank)


def _verdict(tree: Any, schema: Mapping[str, Any], always: Severity = Severity.WARNING) -> Iterator[Finding]:
    if not isinstance(tree, Node):
        return
    try:
        uses: Uses = {}
        _collect(tree, uses)
        values = {
            keys: _values(found, at(schema, keys) or {}, may_be_blank(keys, schema)) for keys, found in uses.items()
        }
    except _OutOfReachError:
        return
    if not uses or prod(map(len, values.values())) > MOST_RECORDS:
        return
    rule, names = Rule(tree), [".".join(keys) for keys in values]
    answers = {truthy(rule(nested(dict(zip(names, chosen, strict=True))))) for chosen in product(*values.values())}
    if answers == {False}:
        yield Finding(tree.place.pointer, Severity.WARNING, "这个条件永远不成立", "检查各部分是否互相矛盾")
    elif answers == {True}:
        yield Finding(tree.place.pointer, always, "这个条件永远成立", "不需要条件时请删去")


def _collect(argument: Any, uses: Uses) -> None:
    """Note every use of a field; refuse what is not a plain condition."""
    if isinstance(argument, (Junction, Not, Truth, If)):
        for each in argument.arguments:
            _collect(each, uses)
    elif isinstance(argument, OnePlace):
        uses.setdefault(_keys(argument), []).append((argument, None))
    elif isinstance(argument, (Comparison, In, Blank)):
        _collect_use(argument, uses)
    elif not is_plain(argument):
        raise _OutOfReachError


def _collect_use(node: Node, uses: Uses) -> None:
    fields = [each for each in node.arguments if isinstance(each, OnePlace)]
    literals = [each for each in node.arguments if is_plain(each)]
    if len(fields) != 1 or len(fields) + len(literals) != len(node.arguments):
        raise _OutOfReachError
    if isinstance(node, In) and (fields[0] is not node.arguments[0] or not isinstance(literals[0], list)):
        raise _OutOfReachError
    for literal in literals or [None]:
        for each in literal if isinstance(literal, list) else [literal]:
            uses.setdefault(_keys(fields[0]), []).append((node, each))


def _keys(place: OnePlace) -> Keys:
    targets = list(place.reads())
    simple = len(targets) == 1 and targets[0][0] == 0 and (isinstance(place, Val) or len(place.arguments) == 1)
    if not simple or not targets[0][1] or any("." in key for key in targets[0][1]):
        raise _OutOfReachError
    return targets[0][1]


def _values(uses: Sequence[tuple[Node, Json]], schema: Mapping[str, Any], blank: bool) -> list[Json]:
    """One value of a field for every difference its uses can make."""
    literals = [literal for _, literal in uses if literal is not None and literal != ""]
    kind = "date" if schema.get("format") == "date" else schema.get("type")
    if kind == "boolean":
        made: list[Json] = [True, False]
    elif "enum" in schema:
        made = list(schema["enum"])
    elif kind in ("integer", "number"):
        made = _numbers(literals, schema)
    elif kind == "date":
        made = _dates(literals)
    elif kind == "string":
        made = _texts(uses, literals)
    else:
        raise _OutOfReachError
    return [*made, None] if blank else made


def _numbers(literals: Sequence[Json], schema: Mapping[str, Any]) -> list[Json]:
    """On, between, below and above the literals, within the bounds."""
    exact = sorted({0, *(found for each in literals if not isinstance(found := number(each), Absent))})
    ends = [add(exact[0], -1), *exact, add(exact[-1], 1)]
    between = [half for a, b in pairwise(exact) if (half := divide(add(a, b), 2)) is not None]
    if schema["type"] == "integer":
        between = [floor(half) for half in between]
    low, high = number(schema.get("minimum")), number(schema.get("maximum"))
    bounds: list[Number] = [end for end in (low, high) if not isinstance(end, Absent)]
    return [
        value
        for value in dict.fromkeys([*ends, *between, *bounds])
        if (isinstance(low, Absent) or value >= low) and (isinstance(high, Absent) or value <= high)
    ]


def _dates(literals: Sequence[Json]) -> list[Json]:
    """On, the day before and the day after the literals."""
    found = [date for each in literals if (date := day(each)) is not None]
    near = {moved.isoformat() for date in found for step in (-1, 0, 1) if (moved := add_days(date, step)) is not None}
    return sorted(near) or ["2026-01-01"]


def _texts(uses: Sequence[tuple[Node, Json]], literals: Sequence[Json]) -> list[Json]:
    """The literals, and a text that is none of them; the order of texts is not tried out."""
    if any(isinstance(node, (Less, LessOrEqual, Greater, GreaterOrEqual)) for node, _ in uses):
        raise _OutOfReachError
    words = list(dict.fromkeys(map(str, literals)))
    other = "其他"
    while other in words:
        other += "值"
    return [*words, other]
