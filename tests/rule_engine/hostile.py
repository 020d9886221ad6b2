"""Rules that ask too much, and rules that reach where they should not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rule_engine.values.limits import DEPTH, NODES

ROWS = list(range(1_000))


def nested(operator: str, depth: int, core: Any) -> Any:
    """{operator: {operator: … core}}"""
    for _ in range(depth):
        core = {operator: core}
    return core


def doubled(levels: int) -> Any:
    """A Python value that is small in memory and enormous to walk: each level holds the one below twice."""
    value: Any = {"var": "a"}
    for _ in range(levels):
        value = {"and": [value, value]}
    return value


def circular() -> Any:
    """A rule that holds itself."""
    rule: dict[str, Any] = {"and": []}
    rule["and"].append(rule)
    return rule


def maps(levels: int) -> Any:
    """Rows within rows within rows."""
    body: Any = 1
    for level in range(levels, 0, -1):
        body = {"map": [{"val": [[2 * level], "rows"]}, body]}
    return {"map": [{"var": "rows"}, body]}


GROW = {"reduce": [{"var": "rows"}, {"cat": [{"var": "accumulator"}, {"var": "accumulator"}]}, "xxxxxxxx"]}
SPACES = {"reduce": [{"var": "rows"}, {"cat": [{"var": "accumulator"}, " " * 5_000]}, ""]}
PILE = {"reduce": [{"var": "rows"}, {"merge": [{"var": "accumulator"}, {"var": "accumulator"}]}, [1]]}
SQUARE = {"reduce": [{"var": "rows"}, {"*": [{"var": "accumulator"}, {"var": "accumulator"}]}, 99]}
SHRINK = {"reduce": [{"var": "rows"}, {"*": [{"var": "accumulator"}, "0.0001"]}, 1]}
TOO_MUCH = {
    "deep negation": nested("!", 10_000, True),
    "just too deep": nested("!", DEPTH, True),
    "deep lists": [[[[[[[[[[nested("!!", 100, 1)]]]]]]]]]],
    "deep literal": nested("preserve", 1, nested("x", 5_000, 1)),
    "wide": {"and": [True] * (NODES + 1)},
    "wide object": {str(n): n for n in range(NODES + 1)},
    "shared parts": doubled(60),
    "circular": circular(),
    "long text": {"var": "x" * 10_000_000},
    "long key": {"x" * 10_000_000: 1},
    "maps": maps(3),
    "deeper maps": maps(8),
    "all against all": {"map": [{"var": "rows"}, {"filter": [{"val": [[2], "rows"]}, {">": [{"var": ""}, 3]}]}]},
    "in a list, over and over": {"map": [{"var": "rows"}, {"in": ["x", {"val": [[2], "rows"]}]}]},
    "list against list": {"map": [{"var": "rows"}, {"==": [{"val": [[2], "rows"]}, {"val": [[2], "rows"]}]}]},
    "sums of sums": {"map": [{"var": "rows"}, {"+": {"val": [[2], "rows"]}}]},
    "doubling text": GROW,
    "doubling list": PILE,
    "squaring": SQUARE,
    "shrinking": SHRINK,
    "white space": {"and": [SPACES, {"map": [{"var": "rows"}, SPACES]}]},
    "working days": {"map": [{"var": "rows"}, {"date_add": ["2000-01-01", 5_000, "working_day"]}]},
    "joined lists": {"map": [{"var": "rows"}, {"cat": [{"val": [[2], "rows"]}]}]},
}
HARMLESS = {
    "class": ({"var": "__class__"}, None),
    "subclasses": ({"var": "a.__class__.__mro__.1.__subclasses__"}, None),
    "globals": ({"val": ["a", "__init__", "__globals__"]}, None),
    "method": ({"var": "keys"}, None),
    "prototype": ({"var": "__proto__.polluted"}, None),
    "negative": ({"var": "rows.-1"}, None),
    "huge position": ({"var": "rows." + "9" * 4_000}, None),
    "huge numeral": ({"+": ["9" * 5_000, 1]}, None),
    "huge exponent": ({"+": ["1e999999999", 1]}, None),
    "exponent within reach": ({"<": ["1e99", 5]}, False),
    "huge fact": ({"+": [{"var": "huge"}, 1]}, None),
    "huge sum": ({"+": [{"var": "huge"}, 1, 1]}, None),
    "huge fact as text": ({"cat": [{"var": "huge"}]}, ""),
    "infinite fact": ({"<": [{"var": "infinite"}, 1]}, False),
    "not a number": ({"==": [{"var": "nan"}, {"var": "nan"}]}, False),
    "signalling": ({"max": [{"var": "snan"}, 1]}, None),
    "far date": ({"date_add": ["2026-01-01", 10**15, "day"]}, None),
    "far months": ({"date_add": ["2026-01-01", "1e30", "month"]}, None),
    "far working day": ({"date_add": ["2026-01-01", 10**12, "working_day"]}, None),
    "far climb": ({"val": [["1e90"], "a"]}, None),
    "far climb in rows": ({"some": [{"var": "rows"}, {"val": [[10**15], "a"]}]}, False),
    "far substring": ({"substr": ["abc", "-1e50", "1e50"]}, "abc"),
    "far rounding": ({"round": ["1.5", 10**12]}, None),
    "odd key": ({"var": {"a": 1, "b": 2}}, "whole"),
}
FACTS = {
    "a": {},
    "rows": ROWS,
    "huge": 10**6_000,
    "infinite": float("inf"),
    "nan": Decimal("nan"),
    "snan": Decimal("snan"),
    "calendar": {str(year): {} for year in range(2000, 2100)},
}
