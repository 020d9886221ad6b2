"""Operators over lists: map, filter, reduce, all, some, none, merge. Inside, the row is the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from jsonlogic.json_schema.types import AnyType, ArrayType, BooleanType, JSONSchemaType
from jsonlogic.typechecking import TypecheckContext

from rule_engine.errors import BudgetExceeded
from rule_engine.operators.base import Node, Sheet, outcomes
from rule_engine.operators.checking import Checking, Kind, expect, schema_of, type_of
from rule_engine.operators.code import Code, Frame, Run
from rule_engine.operators.control import condition
from rule_engine.values.json import Json
from rule_engine.values.limits import ITEMS, size


class Iteration(Node):
    """A list and a body evaluated for each of its rows; anything but a list has no rows."""

    arity = (2, 2)
    listed = True
    rows = True

    @property
    def framed(self) -> bool:
        """Rows have frames, and are charged."""
        return True

    @property
    def inner(self) -> tuple[Any, ...]:
        """The body."""
        return self.arguments[1:2]

    def typecheck(self, context: TypecheckContext) -> JSONSchemaType:
        """The body is checked against the schema of a row."""
        source, body, *rest = self.arguments
        expect(Kind.LIST, source, self, context)
        for each in rest:
            type_of(each, context)
        with context.data_stack.push(dict(schema_of(source, context).get("items", {}))):
            found = type_of(body, context)
        return self.given(found)

    def given(self, body: JSONSchemaType) -> JSONSchemaType:
        """The type of the value, given that of the body."""
        return self.gives

    def each(self, source: Run) -> Callable[[Json, Frame], Iterator[tuple[Json, Frame]]]:
        """The rows, each with its frame; their cost is charged before the first."""
        cost = sum(map(weight, self.inner))

        def rows(data: Json, frame: Frame) -> Iterator[tuple[Json, Frame]]:
            listed = source(data, frame)
            if not isinstance(listed, list):
                return
            frame.meter.charge(len(listed) * cost)
            inner = frame.inside(None)
            for index, row in enumerate(listed):
                inner.data, inner.index = row, index
                yield row, inner

        return rows


def weight(argument: Any) -> int:
    """How many nodes an argument has."""
    if isinstance(argument, Node):
        return 1 + sum(map(weight, argument.arguments))
    return 1 + sum(map(weight, argument)) if isinstance(argument, list) else 1


class Map(Iteration):
    """`map`: the value of the body for each row."""

    bodied = True

    sheet = Sheet('{"map": [清单, 值]}', {"map": [{"var": "户"}, {"var": "人数"}]}, {"户": [{"人数": 3}]}, [3])

    def given(self, body: JSONSchemaType) -> JSONSchemaType:
        """A list of what the body gives."""
        return ArrayType(body)

    def compile(self, codes: Sequence[Code]) -> Code:
        """As many values as rows."""
        rows, body = self.each(codes[0].run), codes[1].run
        return Code(lambda data, frame: [body(row, inner) for row, inner in rows(data, frame)])


class Filter(Iteration):
    """`filter`: the rows for which the body is true."""

    bodied = True

    sheet = Sheet('{"filter": [清单, 条件]}', {"filter": [[1, 5], {">": [{"var": ""}, 2]}]}, {}, [5])

    gives = ArrayType(AnyType())

    def schema(self, context: Checking) -> Mapping[str, Any]:
        """The rows are those of its list."""
        return schema_of(self.arguments[0], context)

    def compile(self, codes: Sequence[Code]) -> Code:
        """The rows themselves, not copies."""
        rows, test = self.each(codes[0].run), condition(codes[1])
        return Code(lambda data, frame: [row for row, inner in rows(data, frame) if test(row, inner)])


class All(Iteration):
    """`all`: whether the body is true for every row; no rows: no."""

    gives = BooleanType()
    sheet = Sheet('{"all": [清单, 条件]}', {"all": [[1, 5], {">": [{"var": ""}, 2]}]}, {}, False)

    def compile(self, codes: Sequence[Code]) -> Code:
        """Stops at the first row that is not."""
        rows, test = self.each(codes[0].run), condition(codes[1])

        def run(data: Json, frame: Frame) -> bool:
            any_row = False
            for row, inner in rows(data, frame):
                any_row = True
                if not test(row, inner):
                    return False
            return any_row

        return Code(run, boolean=True)


class Some(Iteration):
    """`some`: whether the body is true for at least one row."""

    gives = BooleanType()
    sheet = Sheet('{"some": [清单, 条件]}', {"some": [[1, 5], {">": [{"var": ""}, 2]}]}, {}, True)

    def compile(self, codes: Sequence[Code]) -> Code:
        """Stops at the first row that is."""
        rows, test = self.each(codes[0].run), condition(codes[1])
        return Code(lambda data, frame: any(test(row, inner) for row, inner in rows(data, frame)), boolean=True)


class NoneOf(Iteration):
    """`none`: whether the body is true for no row."""

    gives = BooleanType()
    sheet = Sheet('{"none": [清单, 条件]}', {"none": [[1, 5], {">": [{"var": ""}, 9]}]}, {}, True)

    def compile(self, codes: Sequence[Code]) -> Code:
        """The opposite of `some`."""
        rows, test = self.each(codes[0].run), condition(codes[1])
        return Code(lambda data, frame: not any(test(row, inner) for row, inner in rows(data, frame)), boolean=True)


class Reduce(Iteration):
    """`reduce`: one value from all rows; the body reads `current` and `accumulator`, which begins as the third
    argument.
    """

    arity = (2, 3)
    sheet = Sheet(
        '{"reduce": [清单, 值, 起始值]}',
        {"reduce": [{"var": "a"}, {"+": [{"var": "current"}, {"var": "accumulator"}]}, 0]},
        {"a": [1, 2]},
        3,
    )

    def typecheck(self, context: TypecheckContext) -> JSONSchemaType:
        """A row is known, what accumulates is not."""
        for each in (self.arguments[0], *self.arguments[2:]):
            type_of(each, context)
        row = schema_of(self.arguments[0], context).get("items", {})
        record = {"type": "object", "properties": {"current": row, "accumulator": {}}}
        with context.data_stack.push(record):
            return type_of(self.arguments[1], context)

    def compile(self, codes: Sequence[Code]) -> Code:
        """The start value is read from the outer record."""
        rows, body = self.each(codes[0].run), codes[1].run
        start = codes[2].run if len(codes) > 2 else None

        cost = sum(map(weight, self.inner))

        def run(data: Json, frame: Frame) -> Json:
            result = start(data, frame) if start else None
            for row, inner in rows(data, frame):
                frame.meter.charge(size(result) * cost)
                inner.data = {"current": row, "accumulator": result}
                result = body(inner.data, inner)
            return result

        return Code(run)


class Merge(Node):
    """`merge`: one list from lists and single values."""

    arity = (0, None)
    gives = ArrayType(AnyType())
    sheet = Sheet('{"merge": [清单或值, …]}', {"merge": [[1], 2, [3]]}, {}, [1, 2, 3])

    @property
    def framed(self) -> bool:
        """Charged by length."""
        return True

    def outcomes(self) -> list[Json]:
        """Of all its arguments."""
        return outcomes(list(self.arguments))

    def compile(self, codes: Sequence[Code]) -> Code:
        """Refused beyond the limit."""
        runs = [code.run for code in codes]

        def run(data: Json, frame: Frame) -> list[Json]:
            made: list[Json] = []
            for each in runs:
                value = each(data, frame)
                if isinstance(value, list):
                    made.extend(value)
                else:
                    made.append(value)
                if len(made) > ITEMS:
                    raise BudgetExceeded(f"清单超过 {ITEMS} 项")
            frame.meter.charge(len(made))
            return made

        return Code(run)
