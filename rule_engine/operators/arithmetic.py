"""Operators that calculate: + - * / % min max round.

What is not a number makes the result blank, never an error at the counter.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Final

from jsonlogic.json_schema.types import JSONSchemaType, NumberType
from jsonlogic.typechecking import TypecheckContext

from rule_engine.errors import RuleFailed
from rule_engine.findings import Severity
from rule_engine.operators.base import Literal, Node, Sheet
from rule_engine.operators.checking import Checking, Kind
from rule_engine.operators.code import Code, Frame, Run, constant
from rule_engine.values.json import Json
from rule_engine.values.limits import DIGITS, size
from rule_engine.values.numbers import (
    GARBAGE,
    Absent,
    Number,
    add,
    divide,
    multiply,
    number,
    remainder,
    round_half_up,
    subtract,
)

SAFE: Final = 10**30
"""Whole numbers below this are added without any check of the sum."""


class Calculation(Node):
    """Any number of arguments, or one bare argument that gives a list of them: `{"+": {"map": […]}}` sums a column."""

    arity = (1, None)
    spreads = True
    takes = Kind.NUMBER
    gives = NumberType()

    @property
    def framed(self) -> bool:
        """A list of unknown length is charged."""
        return self.spread

    def compile(self, codes: Sequence[Code]) -> Code:
        """Gather the arguments, then calculate; literals are made numbers once."""
        calculate, codes = self.calculate, [_exact(code) for code in codes]
        if self.spread:
            source = codes[0].run

            def spread(data: Json, frame: Frame) -> Number | None:
                value = source(data, frame)
                frame.meter.charge(size(value))
                return settled(calculate(value if isinstance(value, list) else [value]), frame)

            return Code(spread)
        if len(codes) == 2:
            return Code(self.two(codes[0].run, codes[1].run))
        runs = [code.run for code in codes]
        return Code(lambda data, frame: settled(calculate([run(data, frame) for run in runs]), frame))

    def two(self, left: Run, right: Run) -> Run:
        """The closure for two arguments."""
        calculate = self.calculate
        return lambda data, frame: settled(calculate((left(data, frame), right(data, frame))), frame)

    @staticmethod
    @abstractmethod
    def calculate(values: Sequence[Json]) -> Number | None:
        """The result, None where there is none."""


def settled(result: Number | None, frame: Frame) -> Number | None:
    """The result; where there is none and a `try` waits for it, throw."""
    if result is None and frame.strict:
        raise RuleFailed({"type": "NaN"})
    return result


def _exact(code: Code) -> Code:
    value = number(code.value) if code.constant else Absent.BLANK
    return code if isinstance(value, Absent) else constant(value)


def filled(values: Sequence[Json]) -> list[Number] | None:
    """The numbers among the values, blanks left out; None when one is not a number at all."""
    found: list[Number] = []
    for value in values:
        item = number(value)
        if not isinstance(item, Absent):
            found.append(item)
        elif item is GARBAGE:
            return None
    return found


def fold(values: Sequence[Json], act: Callable[[Number, Number], Number | None]) -> Number | None:
    """From left to right; None as soon as a value is not a number or a step has no result."""
    result: Number | None = None
    for place, value in enumerate(values):
        item = number(value)
        if isinstance(item, Absent):
            return None
        result = item if place == 0 or result is None else act(result, item)
        if result is None:
            return None
    return result


class Plus(Calculation):
    """`+`: the sum; blanks are left out."""

    arity = (0, None)
    sheet = Sheet('{"+": [数, …]}', {"+": [{"var": "a"}, {"var": "b"}]}, {"a": "0.1", "b": "0.2"}, "0.3")

    def two(self, left: Run, right: Run) -> Run:
        """Two whole numbers are added at once."""

        def run(data: Json, frame: Frame) -> Number | None:
            a, b = left(data, frame), right(data, frame)
            if a.__class__ is int and b.__class__ is int and -SAFE < a < SAFE and -SAFE < b < SAFE:
                return a + b
            return settled(self.calculate((a, b)), frame)

        return run

    @staticmethod
    def calculate(values: Sequence[Json]) -> Number | None:
        """0 when everything is blank."""
        numbers = filled(values)
        if numbers is None:
            return None
        total: Number = 0
        for each in numbers:
            total = add(total, each)
        return total


class Minus(Calculation):
    """`-`: the first less the others; of one value, its opposite. A blank takes nothing away."""

    sheet = Sheet('{"-": [数, …]}', {"-": [{"var": "a"}, 1]}, {"a": 3}, 2)

    @staticmethod
    def calculate(values: Sequence[Json]) -> Number | None:
        """Blanks count as nothing, as in a sum."""
        items = [number(value) for value in values]
        if not items or GARBAGE in items:
            return None
        numbers: list[Number] = [0 if isinstance(item, Absent) else item for item in items]
        if len(numbers) == 1:
            return subtract(0, numbers[0])
        total = numbers[0]
        for each in numbers[1:]:
            total = subtract(total, each)
        return total


class Times(Calculation):
    """`*`: the product; blank when a factor is."""

    arity = (0, None)
    sheet = Sheet('{"*": [数, …]}', {"*": [{"var": "a"}, "0.05"]}, {"a": "12.5"}, "0.625")

    @staticmethod
    def calculate(values: Sequence[Json]) -> Number | None:
        """1 without any factor."""
        return fold(values, multiply) if values else 1


class Divide(Calculation):
    """`/`: the quotient; blank when a part is blank or a divisor is 0. Of one value, its reciprocal."""

    sheet = Sheet('{"/": [数, …]}', {"/": [{"var": "a"}, 4]}, {"a": 1}, "0.25")

    def typecheck(self, context: TypecheckContext) -> JSONSchemaType:
        """A literal that is zero or blank can never divide."""
        divisors = [
            each for each in self.arguments[1:] or self.arguments if not isinstance(each, (Node, Literal, list))
        ]
        if isinstance(context, Checking) and any(number(each) in (0, Absent.BLANK) for each in divisors):
            context.tell(self, Severity.ERROR, "除数为 0 或空，结果永远为空", "改为不为 0 的数")
        return super().typecheck(context)

    @staticmethod
    def calculate(values: Sequence[Json]) -> Number | None:
        """40 significant digits."""
        return fold([1, *values] if len(values) == 1 else values, divide)


class Remainder(Calculation):
    """`%`: the remainder with the sign of the first; blank when a part is blank or a divisor is 0."""

    arity = (2, None)
    sheet = Sheet('{"%": [数, 数]}', {"%": [{"var": "a"}, 3]}, {"a": -8}, -2)

    @staticmethod
    def calculate(values: Sequence[Json]) -> Number | None:
        """Truncating, as in JsonLogic."""
        return fold(values, remainder) if len(values) > 1 else None


class Least(Calculation):
    """`min`: the smallest; blanks are left out."""

    arity = (0, None)
    sheet = Sheet('{"min": [数, …]}', {"min": [{"var": "a"}, 100]}, {"a": ""}, 100)

    @staticmethod
    def calculate(values: Sequence[Json]) -> Number | None:
        """None without a number."""
        numbers = filled(values)
        return min(numbers) if numbers else None


class Most(Calculation):
    """`max`: the largest; blanks are left out."""

    arity = (0, None)
    sheet = Sheet('{"max": [数, …]}', {"max": [{"var": "a"}, 0]}, {"a": "-5"}, 0)

    @staticmethod
    def calculate(values: Sequence[Json]) -> Number | None:
        """None without a number."""
        numbers = filled(values)
        return max(numbers) if numbers else None


class Round(Node):
    """`round`: half away from zero to a number of places (none given: 0; -2: hundreds)."""

    arity = (1, 2)
    takes = Kind.NUMBER
    gives = NumberType()
    sheet = Sheet('{"round": [数, 位数]}', {"round": [{"var": "a"}, 2]}, {"a": "2.345"}, "2.35")

    def compile(self, codes: Sequence[Code]) -> Code:
        """Blank when either is not a number."""
        value, places = codes[0].run, codes[1].run if len(codes) > 1 else None

        def run(data: Json, frame: Frame) -> Number | None:
            exact = number(value(data, frame))
            digits = number(places(data, frame)) if places else number(0)
            if isinstance(exact, Absent) or isinstance(digits, Absent) or not -DIGITS <= digits <= DIGITS:
                return settled(None, frame)
            return round_half_up(exact, int(digits))

        return Code(run)
