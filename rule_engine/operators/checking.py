"""Types of arguments, checked against the schema of the facts when a rule is saved.

Built on the `jsonlogic` package's type checking: its context carries the schema of the record that is being read (the
rows' schema inside an iteration), its types say what a value may be, and what is wrong is told to the context as a
diagnostic.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from typing import Any

from jsonlogic.core import Operator
from jsonlogic.json_schema import from_json_schema
from jsonlogic.json_schema.types import (
    AnyType,
    ArrayType,
    BooleanType,
    DatetimeType,
    DateType,
    IntegerType,
    JSONSchemaType,
    NullType,
    NumberType,
    StringType,
    UnionType,
)
from jsonlogic.typechecking import TypecheckContext

from rule_engine.findings import Finding, Severity
from rule_engine.values.dates import day
from rule_engine.values.json import Json
from rule_engine.values.numbers import Absent, numeral
from rule_engine.values.texts import text
from rule_engine.values.words import did_you_mean


class Kind(Enum):
    """What an operator wants of an argument."""

    ANY = "任何值"
    NUMBER = "数字"
    DATE = "日期"
    LIST = "清单"


NAMES: dict[type[JSONSchemaType], str] = {
    BooleanType: "是或否",
    IntegerType: "整数",
    NumberType: "数字",
    StringType: "文本",
    DateType: "日期",
    DatetimeType: "日期时间",
    ArrayType: "清单",
    NullType: "空值",
}


class Checking(TypecheckContext):
    """One check of one rule against one schema; `findings` collects what is wrong."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        super().__init__(dict(schema))
        self.findings: list[Finding] = []

    def tell(self, node: Any, severity: Severity, message: str, suggestion: str = "") -> None:
        """One finding at a node."""
        self.add_diagnostic(message, "argument_type", node, "warning" if severity is Severity.WARNING else "error")
        self.findings.append(Finding(node.place.pointer, severity, message, suggestion))

    @property
    def depth(self) -> int:
        """How many records stand around the current one, itself included."""
        return len(self.data_stack._stack)  # noqa: SLF001 - the package offers no length

    def record(self, up: int) -> dict[str, Any]:
        """The schema of the record so many levels out; nothing is known beyond the outermost."""
        return dict(self.data_stack.get(up)) if up < self.depth else {}


def at(schema: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any] | None:
    """The schema at a path: `{}` where anything goes, None where the schema knows no such name."""
    for key in keys:
        if "properties" in schema:
            if key not in schema["properties"]:
                return None
            schema = schema["properties"][key]
        elif schema.get("type") == "array":
            if not key.isdigit():
                return None
            schema = schema.get("items", {})
        elif "type" in schema and schema["type"] != "object":
            return None
        else:
            return {}
    return dict(schema)


def type_of(argument: Any, context: TypecheckContext) -> JSONSchemaType:
    """The type of any argument."""
    if isinstance(argument, Operator):
        return argument.typecheck(context)
    if isinstance(argument, list):
        return ArrayType(either([type_of(each, context) for each in argument]))
    if isinstance(argument, bool):
        return BooleanType()
    if isinstance(argument, int):
        return IntegerType()
    if argument is None:
        return NullType()
    return StringType() if isinstance(argument, str) else AnyType() if hasattr(argument, "value") else NumberType()


def may_be_blank(keys: tuple[str, ...], schema: Mapping[str, Any]) -> bool:
    """Whether a name, or an object around it, is not required; False where the schema does not know."""
    for key in keys:
        if "properties" not in schema:
            return False
        if key not in schema.get("required", ()):
            return True
        schema = schema["properties"].get(key, {})
    return False


def either(types: Sequence[JSONSchemaType]) -> JSONSchemaType:
    """The type of a value that has one of these: itself when they agree, a number of two kinds of number, otherwise
    any.
    """
    if types and all(each == types[0] for each in types):
        return types[0]
    return NumberType() if types and all(type(each) in (IntegerType, NumberType) for each in types) else AnyType()


def type_in(schema: Mapping[str, Any]) -> JSONSchemaType:
    """The type that a schema describes."""
    return from_json_schema(dict(schema), {"date": DateType, "date-time": DatetimeType})


def expect(kind: Kind, argument: Any, node: Any, context: TypecheckContext) -> JSONSchemaType:
    """Check an argument and everything below it, and that it is of the kind its operator wants."""
    found = type_of(argument, context)
    if isinstance(context, Checking):
        if kind is Kind.NUMBER:
            _expect_number(argument, found, node, context)
        elif kind is Kind.DATE:
            _expect_date(argument, found, node, context)
        elif kind is Kind.LIST and type(found) not in (ArrayType, AnyType, UnionType):
            message = f"“{node.operator}”要的是清单{said(argument, found, context)}"
            context.tell(node, Severity.ERROR, message, node.sheet.write)
    return found


def _expect_number(argument: Any, found: JSONSchemaType, node: Any, context: Checking) -> None:
    wanted = f"“{node.operator}”要的是数字"
    if hasattr(argument, "value"):
        context.tell(node, Severity.ERROR, f"{wanted}，“{plainly(argument)}”不是数字，结果永远为空", "改为数字")
    elif isinstance(argument, str):
        if _is_no_number(argument):
            context.tell(node, Severity.ERROR, f"{wanted}，“{argument}”不是数字，结果永远为空", "改为数字")
    elif isinstance(found, (DateType, DatetimeType)):
        suggestion = "用 date_diff 求天数，用 date_add 推算日期"
        context.tell(node, Severity.ERROR, f"“{node.operator}”不能直接计算日期", suggestion)
    elif isinstance(found, ArrayType) and not node.spread:
        context.tell(node, Severity.ERROR, wanted + said(argument, found, context), "用 map 或 reduce 逐行计算")
    elif isinstance(found, StringType):
        context.tell(node, Severity.WARNING, wanted + said(argument, found, context), "把数据项改为数字类型")


def _expect_date(argument: Any, found: JSONSchemaType, node: Any, context: Checking) -> None:
    wanted = f"“{node.operator}”要的是日期"
    if isinstance(argument, str):
        if day(argument) is None:
            context.tell(node, Severity.ERROR, f"“{argument}”不是有效日期", "写成 2026-01-31")
    elif isinstance(found, StringType):
        if schema_of(argument, context):
            context.tell(node, Severity.WARNING, wanted + said(argument, found, context), "把数据项改为日期类型")
    elif type(found) not in (DateType, DatetimeType, AnyType, UnionType):
        context.tell(node, Severity.ERROR, wanted + said(argument, found, context), "改为日期数据项")


def schema_of(argument: Any, context: TypecheckContext) -> Mapping[str, Any]:
    """The schema of what an argument reads; nothing for anything but a plain read."""
    schema = getattr(argument, "schema", None)
    return (schema(context) or {}) if schema and isinstance(context, Checking) else {}


def said(argument: Any, found: JSONSchemaType, context: Checking) -> str:
    """«,而“名称”是文本»."""
    kind = NAMES.get(type(found), "别的类型")
    if isinstance(argument, Operator):
        return f"，而“{schema_of(argument, context).get('title') or argument.operator}”是{kind}"
    return f"，而“{argument}”是{kind}"


def compare(arguments: Sequence[Any], node: Any, context: TypecheckContext) -> None:
    """Check that neighbouring arguments can meaningfully be compared; each argument is typed once."""
    types = [type_of(each, context) for each in arguments]
    if not isinstance(context, Checking):
        return
    for (left, kind), (right, against) in pairwise(zip(arguments, types, strict=True)):
        if isinstance(left, Operator) and isinstance(right, Operator):
            _compare_types(kind, against, node, context)
        elif isinstance(left, Operator):
            _compare_literal(left, kind, right, node, context)
        elif isinstance(right, Operator):
            _compare_literal(right, against, left, node, context)
        elif not _alike(left, right):
            message = f"“{plainly(left)}”与“{plainly(right)}”不能比较，结果永远一样"
            context.tell(node, Severity.ERROR, message, "比较同类的值")


def option(argument: Any, literal: Json, node: Any, context: Checking) -> None:
    """Check that a literal is one of the options of what it is held against."""
    schema = schema_of(argument, context)
    options = schema.get("enum") or schema.get("items", {}).get("enum")
    if options and isinstance(literal, str) and literal and literal not in options:
        hint = did_you_mean(literal, options) or f"可用：{'、'.join(map(str, options[:8]))}"
        context.tell(node, Severity.ERROR, f"“{schema.get('title', '')}”没有选项“{literal}”", hint)


def _compare_literal(argument: Any, kind: JSONSchemaType, literal: Json, node: Any, context: Checking) -> None:
    option(argument, literal, node, context)
    if literal is None or literal == "":
        return
    name = schema_of(argument, context).get("title") or argument.operator
    if isinstance(kind, (DateType, DatetimeType)) and day(literal) is None:
        context.tell(node, Severity.ERROR, f"“{name}”是日期，“{literal}”不是有效日期", "写成 2026-01-31")
    elif isinstance(kind, (IntegerType, NumberType)) and _is_no_number(literal):
        context.tell(node, Severity.ERROR, f"“{name}”是数字，不能与“{literal}”比较", "改为数字")
    elif isinstance(kind, BooleanType) and isinstance(literal, str):
        context.tell(node, Severity.ERROR, f"“{name}”是“是或否”，不能与“{literal}”比较", "用 true 或 false")
    elif isinstance(kind, ArrayType) and not isinstance(literal, list):
        context.tell(node, Severity.ERROR, f"“{name}”是清单，不会等于单个值", "用 some 或 in 判断清单里有没有")


def _alike(left: Json, right: Json) -> bool:
    """Whether two literals can be held against each other: texts with texts, numbers with what spells a number."""
    kinds = {type(left), type(right)}
    if left is None or right is None or kinds == {str}:
        return True
    return not kinds - {int, Decimal, bool, str} and not _is_no_number(left) and not _is_no_number(right)


def plainly(literal: Json) -> str:
    """A literal as it is quoted in a finding."""
    return text(literal) or str(getattr(literal, "value", "空"))


def _is_no_number(literal: Json) -> bool:
    return isinstance(literal, str) and numeral(literal) is Absent.GARBAGE


def _compare_types(kind: JSONSchemaType, against: JSONSchemaType, node: Any, context: Checking) -> None:
    families = (DateType, DatetimeType), (IntegerType, NumberType), (ArrayType,)
    found = [next((each for each in families if isinstance(one, each)), None) for one in (kind, against)]
    if found[0] and found[1] and found[0] is not found[1]:
        context.tell(node, Severity.ERROR, f"{NAMES[type(kind)]}与{NAMES[type(against)]}不能比较", "比较同类的数据项")
