"""Operators that decide: if, and, or, !, !!, ??."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from jsonlogic.json_schema.types import BooleanType, JSONSchemaType
from jsonlogic.typechecking import TypecheckContext

from rule_engine.operators.base import Node, Sheet, outcomes
from rule_engine.operators.checking import either, type_of
from rule_engine.operators.code import Code, Frame, Run, constant
from rule_engine.values.blank import is_blank, truthy
from rule_engine.values.json import Json


def condition(code: Code) -> Run:
    """The code as a condition: Python's own truth is enough where it gives True or False."""
    if code.boolean:
        return code.run
    run = code.run
    return lambda data, frame: truthy(run(data, frame))


class If(Node):
    """`if` (also `?:`): condition, value, condition, value, …, otherwise; null when nothing holds."""

    arity = (0, None)
    listed = True
    sheet = Sheet('{"if": [条件, 值, …, 否则]}', {"if": [{"var": "a"}, "是", "否"]}, {"a": True}, "是")

    def outcomes(self) -> list[Json]:
        """Of its values, not of its conditions."""
        last = len(self.arguments) - 1
        values = [each for place, each in enumerate(self.arguments) if place % 2 == 1 or place == last]
        return outcomes(values)

    def typecheck(self, context: TypecheckContext) -> JSONSchemaType:
        """Any of the types of its values."""
        types = [type_of(each, context) for each in self.arguments]
        last = len(types) - 1
        values = [each for place, each in enumerate(types) if place % 2 == 1 or place == last]
        return either(values)

    def compile(self, codes: Sequence[Code]) -> Code:
        """Three arguments, the usual case, without a loop."""
        if not codes:
            return constant(None)
        if len(codes) == 1:
            return codes[0]
        boolean = len(codes) % 2 == 1 and all(code.boolean for code in (*codes[1::2], codes[-1]))
        if len(codes) > 3 or len(codes) == 2:
            return Code(_cascade(codes), boolean=boolean)
        test, then, otherwise = condition(codes[0]), codes[1].run, codes[2].run
        return Code(
            lambda data, frame: then(data, frame) if test(data, frame) else otherwise(data, frame), boolean=boolean
        )


def _cascade(codes: Sequence[Code]) -> Run:
    pairs = [(condition(test), value.run) for test, value in zip(codes[::2], codes[1::2], strict=False)]
    last = codes[-1].run if len(codes) % 2 else constant(None).run

    def run(data: Json, frame: Frame) -> Json:
        for test, value in pairs:
            if test(data, frame):
                return value(data, frame)
        return last(data, frame)

    return run


class Junction(Node):
    """`and`, `or`: the first value whose truth settles the matter, otherwise the last."""

    arity = (0, None)
    listed = True
    settles: ClassVar[bool]

    def typecheck(self, context: TypecheckContext) -> JSONSchemaType:
        """Any of the types of its arguments."""
        types = [type_of(each, context) for each in self.arguments]
        return either(types)

    def compile(self, codes: Sequence[Code]) -> Code:
        """Where every argument gives True or False, Python's own `and` and `or` do it."""
        if not codes:
            return constant(False)
        if not all(code.boolean for code in codes):
            return Code(_until(codes, self.settles))
        runs = [code.run for code in codes]
        if len(runs) == 2:
            return Code(self.two(*runs), boolean=True)
        return Code(self.three(*runs) if len(runs) == 3 else _first(runs, self.settles), boolean=True)

    @staticmethod
    @abstractmethod
    def two(a: Run, b: Run) -> Run:
        """The closure for two arguments that give True or False."""

    @staticmethod
    @abstractmethod
    def three(a: Run, b: Run, c: Run) -> Run:
        """The closure for three arguments that give True or False."""


def _first(runs: Sequence[Run], settles: bool) -> Run:
    """For many arguments that give True or False."""

    if settles:
        return lambda data, frame: any(each(data, frame) for each in runs)
    return lambda data, frame: all(each(data, frame) for each in runs)


def _until(codes: Sequence[Code], settles: bool) -> Run:
    """For arguments that give anything."""
    runs, last = [code.run for code in codes[:-1]], codes[-1].run

    def run(data: Json, frame: Frame) -> Json:
        for each in runs:
            value = each(data, frame)
            if truthy(value) is settles:
                return value
        return last(data, frame)

    return run


class And(Junction):
    """`and`: the first value that is not true, otherwise the last; later values are not looked at."""

    settles = False
    sheet = Sheet('{"and": [值, …]}', {"and": [{"var": "a"}, {"var": "b"}]}, {"a": 1, "b": "x"}, "x")

    @staticmethod
    def two(a: Run, b: Run) -> Run:
        """Both."""
        return lambda data, frame: a(data, frame) and b(data, frame)

    @staticmethod
    def three(a: Run, b: Run, c: Run) -> Run:
        """All three."""
        return lambda data, frame: a(data, frame) and b(data, frame) and c(data, frame)


class Or(Junction):
    """`or`: the first value that is true, otherwise the last; later values are not looked at."""

    settles = True
    sheet = Sheet('{"or": [值, …]}', {"or": [{"var": "a"}, "无"]}, {"a": ""}, "无")

    @staticmethod
    def two(a: Run, b: Run) -> Run:
        """Either."""
        return lambda data, frame: a(data, frame) or b(data, frame)

    @staticmethod
    def three(a: Run, b: Run, c: Run) -> Run:
        """Any of three."""
        return lambda data, frame: a(data, frame) or b(data, frame) or c(data, frame)


class Not(Node):
    """`!`: true when the value is not."""

    arity = (0, 1)
    gives = BooleanType()
    sheet = Sheet('{"!": 值}', {"!": {"var": "a"}}, {"a": ""}, True)

    def compile(self, codes: Sequence[Code]) -> Code:
        """Without an argument: the opposite of nothing."""
        if not codes:
            return constant(True)
        test = condition(codes[0])
        return Code(lambda data, frame: not test(data, frame), boolean=True)


class Truth(Node):
    """`!!`: whether the value is true: not blank, not 0, not false."""

    arity = (0, 1)
    gives = BooleanType()
    sheet = Sheet('{"!!": 值}', {"!!": {"var": "a"}}, {"a": "0"}, True)

    def compile(self, codes: Sequence[Code]) -> Code:
        """Without an argument: false."""
        return Code(condition(codes[0]), boolean=True) if codes else constant(False)


class Coalesce(Node):
    """`??`: the first value that is filled in, otherwise the last."""

    arity = (0, None)
    sheet = Sheet('{"??": [值, …]}', {"??": [{"var": "a"}, "无"]}, {"a": ""}, "无")

    def outcomes(self) -> list[Json]:
        """Of all its arguments."""
        return outcomes(list(self.arguments))

    def compile(self, codes: Sequence[Code]) -> Code:
        """Blank as everywhere: a form that posts `""` has not filled in."""
        runs = [code.run for code in codes]

        def run(data: Json, frame: Frame) -> Json:
            value = None
            for each in runs:
                value = each(data, frame)
                if not is_blank(value):
                    return value
            return value

        return Code(run)
