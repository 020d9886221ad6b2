"""Everything to say about a rule before it is saved: what is wrong, what may be blank, what never or always holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rule_engine.analysis.constancy import constancy
from rule_engine.errors import RuleError
from rule_engine.findings import Finding, Severity
from rule_engine.logic.names import placed
from rule_engine.logic.reading import read
from rule_engine.operators.arithmetic import Calculation
from rule_engine.operators.base import Node
from rule_engine.operators.checking import Checking, at, may_be_blank, type_of
from rule_engine.operators.comparing import Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual, NotSame
from rule_engine.operators.control import Coalesce, Not, Truth
from rule_engine.operators.presence import Blank, Exists, Missing, MissingSome
from rule_engine.operators.reading import OnePlace, Var
from rule_engine.values.json import Json


def check(expr: Json, schema: Mapping[str, Any]) -> list[Finding]:
    """Findings about a rule, errors first; never raises.

    `schema` is the JSON Schema of the facts: objects with `properties` and `required` (never blank), arrays with
    `items`, leaves with `type`, `format` (`date`), `enum`, `minimum`, `maximum`; `title` is the label. An object
    without `properties` holds anything.
    """
    try:
        tree = read(expr)
    except RuleError as error:
        return [Finding(each.pointer, Severity.ERROR, each.message, each.suggestion) for each in error.problems]
    context = Checking(schema)
    type_of(tree, context)
    found = {(each.place, each.message): each for each in context.findings}
    if not any(each.severity is Severity.ERROR for each in found.values()):
        further = [*constancy(tree, schema), *_blanks(tree, schema)]
        found |= {(each.place, each.message): each for each in further}
    return sorted(found.values(), key=lambda each: list(Severity).index(each.severity))


def _blanks(tree: Any, schema: Mapping[str, Any]) -> Iterator[Finding]:
    """Fields that may be blank where that surprises, and the rule nowhere asks whether they are."""
    asked = {name for node, depth in placed(tree, 0) if not depth for name in _asked(node)}
    for node, depth in placed(tree, 0):
        effect = _effect(node)
        if depth or not effect:
            continue
        for argument in node.arguments:
            name = _name(argument)
            if name and name not in asked and may_be_blank(tuple(name.split(".")), schema):
                asked.add(name)
                title = (at(schema, tuple(name.split("."))) or {}).get("title", name)
                message = f"“{title}”可能未填写，未填写时{effect}"
                yield Finding(node.place.pointer, Severity.NOTE, message, "需要时用 blank 先判断")


def _effect(node: Node) -> str:
    """What a blank does to a node, where one might not think of it."""
    if isinstance(node, (Less, LessOrEqual, Greater, GreaterOrEqual)):
        return "比较不成立"
    if isinstance(node, (NotEqual, NotSame)):
        return "“不等于”也成立"
    return "不计入或没有结果" if isinstance(node, Calculation) else ""


def _asked(node: Node) -> Iterator[str]:
    """The names of which a node asks whether they are blank."""
    if isinstance(node, (Missing, MissingSome, Exists)):
        yield from (".".join(keys) for _, keys in node.reads())
    elif isinstance(node, (Blank, Not, Truth, Coalesce)):
        yield from filter(None, map(_name, node.arguments))
    elif isinstance(node, Var) and len(node.arguments) == 2:
        yield from (".".join(keys) for _, keys in node.reads())


def _name(argument: Any) -> str:
    """The one name that an argument reads from the record."""
    targets = list(argument.reads()) if isinstance(argument, OnePlace) else []
    return ".".join(targets[0][1]) if len(targets) == 1 and targets[0][0] == 0 else ""
