"""Our own copy of the `jsonlogic` package's registry: its 14 operators replaced by ours, the others added."""

from __future__ import annotations

from typing import Final

from jsonlogic.operators import operator_registry
from jsonlogic.registry import OperatorRegistry, UnknownOperator

from rule_engine.operators.arithmetic import Divide, Least, Minus, Most, Plus, Remainder, Round, Times
from rule_engine.operators.base import Node
from rule_engine.operators.comparing import (
    Equal,
    Greater,
    GreaterOrEqual,
    In,
    Less,
    LessOrEqual,
    NotEqual,
    NotSame,
    Same,
)
from rule_engine.operators.control import And, Coalesce, If, Not, Or, Truth
from rule_engine.operators.dates import AgeOn, DateAdd, DateDiff
from rule_engine.operators.failing import Throw, Try
from rule_engine.operators.presence import Blank, Exists, Missing, MissingSome, Preserve
from rule_engine.operators.reading import Val, Var
from rule_engine.operators.rows import All, Filter, Map, Merge, NoneOf, Reduce, Some
from rule_engine.operators.texts import Cat, EndsWith, Length, StartsWith, Substr

OPERATORS: Final[dict[str, type[Node]]] = {
    "var": Var,
    "val": Val,
    "exists": Exists,
    "missing": Missing,
    "missing_some": MissingSome,
    "blank": Blank,
    "preserve": Preserve,
    "if": If,
    "?:": If,
    "and": And,
    "or": Or,
    "!": Not,
    "!!": Truth,
    "??": Coalesce,
    "try": Try,
    "throw": Throw,
    "==": Equal,
    "!=": NotEqual,
    "===": Same,
    "!==": NotSame,
    "<": Less,
    "<=": LessOrEqual,
    ">": Greater,
    ">=": GreaterOrEqual,
    "in": In,
    "+": Plus,
    "-": Minus,
    "*": Times,
    "/": Divide,
    "%": Remainder,
    "min": Least,
    "max": Most,
    "round": Round,
    "cat": Cat,
    "substr": Substr,
    "starts_with": StartsWith,
    "ends_with": EndsWith,
    "length": Length,
    "map": Map,
    "filter": Filter,
    "reduce": Reduce,
    "all": All,
    "some": Some,
    "none": NoneOf,
    "merge": Merge,
    "age_on": AgeOn,
    "date_add": DateAdd,
    "date_diff": DateDiff,
}

REGISTRY: Final[OperatorRegistry] = operator_registry.copy(extend=dict(OPERATORS), force=True)


def lookup(name: str) -> type[Node] | None:
    """The class of an operator, None when there is none of that name."""
    try:
        found = REGISTRY.get(name)
    except UnknownOperator:
        return None
    return found if issubclass(found, Node) else None
