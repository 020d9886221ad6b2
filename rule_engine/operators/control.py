"""Operators that decide: if, and, or, !, !!, ??, try, throw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rule_engine.errors import RuleFailed
from rule_engine.operators.base import Node, Sheet
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
    """`if`: condition, value, condition, value, …, otherwise."""

    arity = (0, None)
    listed = True
    sheet = Sheet('{"if": [条件, 值, …, 否则]}', "", {"if": [{"var": "a"}, "是", "否"]}, {"a": True}, "是")

    def compile(self, codes: Sequence[Code]) -> Code:
        """Three arguments, the usual case, without a loop."""
        if not codes:
            return constant(None)
        if len(codes) == 1:
            return codes[0]
        boolean = len(codes) % 2 == 1 and all(code.boolean for code in (*codes[1::2], codes[-1]))
        if len(codes) == 3:
            test, then, otherwise = condition(codes[0]), codes[1].run, codes[2].run
            return Code(
                lambda data, frame: then(data, frame) if test(data, frame) else otherwise(data, frame), boolean=boolean
            )
        return Code(_cascade(codes), boolean=boolean)


def _cascade(codes: Sequence[Code]) -> Run:
    pairs = [(condition(test), value.run) for test, value in zip(codes[::2], codes[1::2], strict=False)]
    last = codes[-1].run if len(codes) % 2 else constant(None).run

    def run(data: Json, frame: Frame) -> Json:
        for test, value in pairs:
            if test(data, frame):
                return value(data, frame)
        return last(data, frame)

    return run


class And(Node):
    """`and`: the first value that is not true, otherwise the last."""

    arity = (0, None)
    listed = True
    sheet = Sheet('{"and": [值, …]}', "", {"and": [{"var": "a"}, {"var": "b"}]}, {"a": 1, "b": "x"}, "x")

    def compile(self, codes: Sequence[Code]) -> Code:
        """Where every argument gives True or False, Python's `and` does it."""
        if not codes:
            return constant(False)
        if not all(code.boolean for code in codes):
            return Code(_until(codes, False))
        runs = [code.run for code in codes]
        if len(runs) == 2:
            first, second = runs
            return Code(lambda data, frame: first(data, frame) and second(data, frame), boolean=True)
        if len(runs) == 3:
            a, b, c = runs
            return Code(lambda data, frame: a(data, frame) and b(data, frame) and c(data, frame), boolean=True)

        def run(data: Json, frame: Frame) -> Json:
            for each in runs:
                if not each(data, frame):
                    return False
            return True

        return Code(run, boolean=True)


class Or(Node):
    """`or`: the first value that is true, otherwise the last."""

    arity = (0, None)
    listed = True
    sheet = Sheet('{"or": [值, …]}', "", {"or": [{"var": "a"}, "无"]}, {"a": ""}, "无")

    def compile(self, codes: Sequence[Code]) -> Code:
        """Where every argument gives True or False, Python's `or` does it."""
        if not codes:
            return constant(False)
        if not all(code.boolean for code in codes):
            return Code(_until(codes, True))
        runs = [code.run for code in codes]
        if len(runs) == 2:
            first, second = runs
            return Code(lambda data, frame: first(data, frame) or second(data, frame), boolean=True)

        def run(data: Json, frame: Frame) -> Json:
            for each in runs:
                if each(data, frame):
                    return True
            return False

        return Code(run, boolean=True)


def _until(codes: Sequence[Code], wanted: bool) -> Run:
    runs, last = [code.run for code in codes[:-1]], codes[-1].run

    def run(data: Json, frame: Frame) -> Json:
        for each in runs:
            value = each(data, frame)
            if truthy(value) is wanted:
                return value
        return last(data, frame)

    return run


class Not(Node):
    """`!`: true when the value is not."""

    arity = (0, 1)
    sheet = Sheet('{"!": 值}', "", {"!": {"var": "a"}}, {"a": ""}, True)

    def compile(self, codes: Sequence[Code]) -> Code:
        """Without an argument: the opposite of nothing."""
        if not codes:
            return constant(True)
        test = condition(codes[0])
        return Code(lambda data, frame: not test(data, frame), boolean=True)


class Truth(Node):
    """`!!`: whether the value is true."""

    arity = (0, 1)
    sheet = Sheet('{"!!": 值}', "", {"!!": {"var": "a"}}, {"a": "0"}, True)

    def compile(self, codes: Sequence[Code]) -> Code:
        """Without an argument: false."""
        return Code(condition(codes[0]), boolean=True) if codes else constant(False)


class Coalesce(Node):
    """`??`: the first value that is filled in, otherwise the last."""

    arity = (0, None)
    sheet = Sheet('{"??": [值, …]}', "", {"??": [{"var": "a"}, "无"]}, {"a": ""}, "无")

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


class Throw(Node):
    """`throw`: give up with an error; a text becomes `{"type": text}`."""

    sheet = Sheet('{"throw": 错误}', "", {"try": [{"throw": "不在辖区"}, {"val": "type"}]}, {}, "不在辖区")

    def compile(self, codes: Sequence[Code]) -> Code:
        """Ends the evaluation unless a `try` is around it."""
        thrown = codes[0].run

        def run(data: Json, frame: Frame) -> Json:
            value = thrown(data, frame)
            raise RuleFailed(value if isinstance(value, dict) else {"type": value})

        return Code(run)


class Try(Node):
    """`try`: the first value that does not throw; after a throw the record is the error."""

    arity = (1, None)
    framed = True
    sheet = Sheet('{"try": [值, 退路, …]}', "", {"try": [{"throw": "x"}, 1]}, {}, 1)

    @property
    def inner(self) -> tuple[Any, ...]:
        """All but the first."""
        return self.arguments[1:]

    def compile(self, codes: Sequence[Code]) -> Code:
        """The last alternative throws on."""
        runs, last = [code.run for code in codes[:-1]], codes[-1].run

        def run(data: Json, frame: Frame) -> Json:
            here = frame
            for each in runs:
                try:
                    return each(data, here)
                except RuleFailed as failure:
                    data = failure.error
                    here = frame.inside(data)
            return last(data, here)

        return Code(run)
