"""Operators over lists: map, filter, reduce, all, some, none, merge. Inside, the row is the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from rule_engine.errors import BudgetExceeded
from rule_engine.operators.base import Node, Sheet
from rule_engine.operators.code import Code, Frame, Run
from rule_engine.operators.control import condition
from rule_engine.values.json import Json
from rule_engine.values.limits import ITEMS


@dataclass
class Iteration(Node):
    """A list and a body evaluated for each of its rows; anything but a list has no rows."""

    cost: int = field(init=False, default=1)

    arity = (2, 2)
    listed = True
    framed = True
    rows = True

    def __post_init__(self) -> None:
        self.cost = sum(map(weight, self.arguments[1:]))

    @property
    def inner(self) -> tuple[Any, ...]:
        """The body."""
        return self.arguments[1:2]

    def each(self, source: Run) -> Callable[[Json, Frame], Iterator[tuple[Json, Frame]]]:
        """The rows, each with its frame; their cost is charged before the first."""
        cost = self.cost

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

    sheet = Sheet('{"map": [清单, 值]}', "", {"map": [{"var": "户"}, {"var": "人数"}]}, {"户": [{"人数": 3}]}, [3])

    def compile(self, codes: Sequence[Code]) -> Code:
        """As many values as rows."""
        rows, body = self.each(codes[0].run), codes[1].run
        return Code(lambda data, frame: [body(row, inner) for row, inner in rows(data, frame)])


class Filter(Iteration):
    """`filter`: the rows for which the body is true."""

    sheet = Sheet('{"filter": [清单, 条件]}', "", {"filter": [[1, 5], {">": [{"var": ""}, 2]}]}, {}, [5])

    def compile(self, codes: Sequence[Code]) -> Code:
        """The rows themselves, not copies."""
        rows, test = self.each(codes[0].run), condition(codes[1])
        return Code(lambda data, frame: [row for row, inner in rows(data, frame) if test(row, inner)])


class All(Iteration):
    """`all`: whether the body is true for every row; no rows: no."""

    sheet = Sheet('{"all": [清单, 条件]}', "", {"all": [[1, 5], {">": [{"var": ""}, 2]}]}, {}, False)

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

    sheet = Sheet('{"some": [清单, 条件]}', "", {"some": [[1, 5], {">": [{"var": ""}, 2]}]}, {}, True)

    def compile(self, codes: Sequence[Code]) -> Code:
        """Stops at the first row that is."""
        rows, test = self.each(codes[0].run), condition(codes[1])
        return Code(lambda data, frame: any(test(row, inner) for row, inner in rows(data, frame)), boolean=True)


class None_(Iteration):  # noqa: N801 - `None` is taken
    """`none`: whether the body is true for no row."""

    sheet = Sheet('{"none": [清单, 条件]}', "", {"none": [[1, 5], {">": [{"var": ""}, 9]}]}, {}, True)

    def compile(self, codes: Sequence[Code]) -> Code:
        """The opposite of `some`."""
        rows, test = self.each(codes[0].run), condition(codes[1])
        return Code(lambda data, frame: not any(test(row, inner) for row, inner in rows(data, frame)), boolean=True)


class Reduce(Iteration):
    """`reduce`: one value from all rows; the body reads `current` and `accumulator`."""

    arity = (2, 3)
    sheet = Sheet(
        '{"reduce": [清单, 值, 起始值]}',
        "",
        {"reduce": [{"var": "a"}, {"+": [{"var": "current"}, {"var": "accumulator"}]}, 0]},
        {"a": [1, 2]},
        3,
    )

    def compile(self, codes: Sequence[Code]) -> Code:
        """The start value is read from the outer record."""
        rows, body = self.each(codes[0].run), codes[1].run
        start = codes[2].run if len(codes) > 2 else None

        def run(data: Json, frame: Frame) -> Json:
            result = start(data, frame) if start else None
            for row, inner in rows(data, frame):
                inner.data = {"current": row, "accumulator": result}
                result = body(inner.data, inner)
            return result

        return Code(run)


class Merge(Node):
    """`merge`: one list from lists and single values."""

    arity = (0, None)
    framed = True
    sheet = Sheet('{"merge": [清单或值, …]}', "", {"merge": [[1], 2, [3]]}, {}, [1, 2, 3])

    def compile(self, codes: Sequence[Code]) -> Code:
        """Charged by length, refused beyond the limit."""
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
