"""The one door to rule_engine: rules compiled once, and the small algebra that the merge writes with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from form_builder.reading import Json, Reader
from rule_engine import Rule, RuleEngineError, compile_rule, names_read


def _number(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    raise TypeError(f"not a JSON value: {value!r}")


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_number)


def canonical(value: Json) -> str:
    """A JSON value as one text: keys sorted, no white space; equal texts mean equal values."""
    return _ENCODER.encode(value)


@lru_cache(maxsize=20_000)
def _compiled(text: str) -> Rule:
    return compile_rule(json.loads(text, parse_float=Decimal))


@lru_cache(maxsize=20_000)
def _names(text: str) -> frozenset[str]:
    return frozenset(names_read(json.loads(text, parse_float=Decimal)))


def rule(expr: Json) -> Rule:
    """The compiled rule; the same expression is compiled once. Raises rule_engine.RuleError."""
    return _compiled(canonical(expr))


def reads(expr: Json) -> frozenset[str]:
    """Dotted names that a rule reads; constants read nothing."""
    return _names(canonical(expr)) if isinstance(expr, (dict, list)) else frozenset()


def reads_openly(expr: Json) -> bool:
    """Whether every path that the rule reads is written out, so that `reads` can tell them all."""
    if isinstance(expr, list):
        return all(map(reads_openly, expr))
    if not isinstance(expr, dict):
        return True
    for operator, given in expr.items():
        paths = given[:1] if operator == "var" and isinstance(given, list) else given
        if operator in ("var", "val", "exists", "missing", "missing_some") and _holds_rule(paths):
            return False
        if operator != "preserve" and not reads_openly(given):
            return False
    return True


def _holds_rule(paths: Json) -> bool:
    return isinstance(paths, dict) or (isinstance(paths, list) and any(map(_holds_rule, paths)))


def any_of(rules: Iterable[Json]) -> Json:
    """The disjunction, simplified: true if one is always true, false if there is none, each rule once."""
    kept: dict[str, Json] = {}
    for expr in rules:
        if expr is True:
            return True
        if expr is not False:
            kept.setdefault(canonical(expr), expr)
    parts = list(kept.values())
    return False if not parts else parts[0] if len(parts) == 1 else {"or": parts}


def both(first: Json, second: Json) -> Json:
    """The conjunction, simplified."""
    if first is True:
        return second
    if second is True:
        return first
    if first is False or second is False:
        return False
    return first if first == second else {"and": [first, second]}


def checked_rule(reader: Reader, key: str, expr: Json) -> bool:
    """Whether a rule of a document can be used; what is wrong with it is reported on the reader."""
    if not isinstance(expr, dict):
        reader.report(key, "规则应当是一个对象", '例如 {"==": [{"var": "org.type"}, "company"]}')
        return False
    try:
        compile_rule(expr)
    except (RuleEngineError, TypeError) as error:
        reader.report(key, f"规则不正确：{error}")
        return False
    if not reads_openly(expr):
        reader.report(key, "规则读取的路径要直接写明，不能由计算得出", '例如 {"var": "org.name"}')
        return False
    return True
