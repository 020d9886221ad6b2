"""Read a rule: refuse what is too large, list everything that is wrong, then let the `jsonlogic` package build the
operator tree.

The package's parser recurses, takes the first key of an object and ignores the others, and stops at the first error; so
shape, depth, size, operator names and argument counts are checked here before it runs, and objects that are no operator
become literals.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from jsonlogic.core import JSONLogicExpression

from rule_engine.errors import BudgetExceeded, Problem, RuleError
from rule_engine.operators.base import Literal, Node, Place
from rule_engine.operators.registry import OPERATORS, REGISTRY, lookup
from rule_engine.values.json import Json
from rule_engine.values.limits import DEPTH, DIGITS, NODES, TEXT
from rule_engine.values.words import did_you_mean

USUAL: Final = {
    "=": "==",
    "<>": "!=",
    "not": "!",
    "&&": "and",
    "||": "or",
    "eq": "==",
    "ne": "!=",
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
    "sum": "+",
    "count": "length",
    "contains": "in",
    "any": "some",
    "between": "<=",
    "empty": "blank",
    "today": "var",
}
"""How other languages call our operators."""


def read(expr: Json) -> Any:
    """The operator tree of a rule (a Node, a list, or a plain value). Raise RuleError with every problem,
    BudgetExceeded when it is too large.
    """
    weigh(expr)
    problems: list[Problem] = []
    prepared = _prepare(expr, "", problems)
    if problems:
        raise RuleError(problems)
    return _parse(prepared)


def weigh(expr: Json) -> None:
    """Refuse a rule that is too deep or too large, without recursion and without visiting more than the limit."""
    waiting: list[tuple[Json, int, str]] = [(expr, 1, "")]
    nodes = letters = 0
    while waiting:
        value, depth, pointer = waiting.pop()
        nodes += 1
        letters += _letters(value)
        if depth > DEPTH:
            raise BudgetExceeded(f"规则嵌套超过 {DEPTH} 层", pointer)
        if nodes + len(waiting) + (len(value) if isinstance(value, (dict, list)) else 0) > NODES:
            raise BudgetExceeded(f"规则超过 {NODES} 个节点", pointer)
        if letters > TEXT:
            raise BudgetExceeded(f"规则中的文本超过 {TEXT} 个字符", pointer)
        waiting.extend((each, depth + 1, f"{pointer}/{key}") for key, each in children(value))


def _letters(value: Json) -> int:
    if isinstance(value, dict):
        return sum(len(key) for key in value if isinstance(key, str))
    return len(value) if isinstance(value, str) else 0


def children(value: Json) -> Iterator[tuple[str, Json]]:
    """The parts of a JSON value with the last piece of their JSON Pointer."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield str(key).replace("~", "~0").replace("/", "~1"), each
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield str(index), each


def _prepare(value: Json, pointer: str, problems: list[Problem]) -> Any:
    """The rule as the package's parser wants it: each operator with its Place as first argument, literals wrapped,
    numbers exact.
    """
    if isinstance(value, dict):
        if len(value) == 1:
            ((name, arguments),) = value.items()
            return _prepare_operator(name, arguments, pointer, problems)
        return Literal(_literal(value, pointer, problems))
    if isinstance(value, list):
        return [_prepare(each, f"{pointer}/{key}", problems) for key, each in children(value)]
    return _literal(value, pointer, problems)


def _prepare_operator(name: Any, arguments: Json, pointer: str, problems: list[Problem]) -> Any:
    kind = lookup(name) if isinstance(name, str) else None
    if kind is None:
        usual = f"是否想写“{USUAL[name]}”？" if name in USUAL else did_you_mean(str(name), OPERATORS)
        problems.append(Problem(pointer, f"没有运算符“{str(name)[:40]}”", usual))
        return None
    ((key, _),) = children({name: None})
    inside = f"{pointer}/{key}"
    bare = not isinstance(arguments, list)
    if kind.quotes:
        return {name: [Place(pointer, bare), Literal(_literal(arguments, inside, problems))]}
    listed = [arguments] if bare else arguments
    problems.extend(_shape(name, kind, listed, bare, pointer))
    pointers = [inside] if bare else [f"{inside}/{position}" for position in range(len(listed))]
    prepared = [_prepare(each, place, problems) for each, place in zip(listed, pointers, strict=True)]
    return {name: [Place(pointer, bare), *prepared]}


def _shape(name: str, kind: type[Node], arguments: list[Json], bare: bool, pointer: str) -> Iterator[Problem]:
    """Whether the arguments are as many as the operator takes, and written as it wants them."""
    least, most = kind.arity
    count = _count(kind, arguments, bare)
    if kind.listed and bare:
        yield Problem(pointer, f"“{name}”的参数要写成清单", kind.sheet.write)
    elif count is not None and count < least:
        yield Problem(pointer, f"“{name}”至少要 {least} 个参数，现有 {count} 个", kind.sheet.write)
    elif most is not None and len(arguments) > most:
        yield Problem(pointer, f"“{name}”最多 {most} 个参数，现有 {len(arguments)} 个", kind.sheet.write)
    elif kind.rows and arguments[0] is None:
        yield Problem(f"{pointer}/{name}/0", f"“{name}”的第一个参数要是清单", kind.sheet.write)
    elif kind.bodied and arguments[1] is None:
        yield Problem(f"{pointer}/{name}/1", f"“{name}”的第二个参数不能为空", kind.sheet.write)


def _count(kind: type[Node], arguments: list[Json], bare: bool) -> int | None:
    """How many arguments there will be; None when that shows only with the facts."""
    if not (bare and kind.spreads and isinstance(arguments[0], dict)):
        return len(arguments)
    quoted = arguments[0].get("preserve")
    return len(quoted) if isinstance(quoted, list) and len(arguments[0]) == 1 else None


def _literal(value: Json, pointer: str, problems: list[Problem]) -> Json:
    """A plain value with exact numbers; a problem for what JSON does not know."""
    if isinstance(value, dict):
        return {str(key): _literal(each, f"{pointer}/{key}", problems) for key, each in value.items()}
    if isinstance(value, list):
        return [_literal(each, f"{pointer}/{index}", problems) for index, each in enumerate(value)]
    if isinstance(value, float) and math.isfinite(value):
        value = Decimal(repr(value))
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, (int, Decimal)):
        if not _is_exact_everywhere(value):
            problems.append(Problem(pointer, f"数字“{value}”位数过多，各处读法不一", '写成文本，例如 "0.1"'))
        return value
    problems.append(Problem(pointer, "不是规则能用的值", "只能用文本、数字、真假、空值、清单和对象"))
    return None


def _is_exact_everywhere(value: int | Decimal) -> bool:
    """Whether a JSON reader that keeps numbers as binary floats, such as a browser, reads the same number."""
    if isinstance(value, int):
        return abs(value) <= 2**53
    return value.is_finite() and abs(value) < 10**DIGITS and Decimal(repr(float(value))) == value


def _parse(prepared: Any) -> Any:
    if isinstance(prepared, dict):
        return JSONLogicExpression.from_json(prepared).as_operator_tree(REGISTRY)
    return [_parse(each) for each in prepared] if isinstance(prepared, list) else prepared
