"""Operators that give up and recover: throw, try."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jsonlogic.json_schema.types import AnyType, JSONSchemaType
from jsonlogic.typechecking import TypecheckContext

from rule_engine.errors import RuleFailed
from rule_engine.operators.base import Node, Sheet
from rule_engine.operators.checking import type_of
from rule_engine.operators.code import Code, Frame
from rule_engine.values.json import Json


class Throw(Node):
    """`throw`: give up with an error; a text becomes `{"type": text}`."""

    sheet = Sheet('{"throw": 错误}', {"try": [{"throw": "不在辖区"}, {"val": "type"}]}, {}, "不在辖区")

    def compile(self, codes: Sequence[Code]) -> Code:
        """Ends the evaluation unless a `try` is around it."""
        thrown = codes[0].run

        def run(data: Json, frame: Frame) -> Json:
            value = thrown(data, frame)
            raise RuleFailed(value if isinstance(value, dict) else {"type": value})

        return Code(run)


class Try(Node):
    """`try`: the first value that does not throw; what comes after a throw reads the error as its record. Here, but not
    in the last alternative, a calculation without a result throws `{"type": "NaN"}` as well.
    """

    arity = (1, None)
    sheet = Sheet('{"try": [值, 退路, …]}', {"try": [{"throw": "x"}, 1]}, {}, 1)

    @property
    def framed(self) -> bool:
        """What comes after a throw reads another record."""
        return True

    @property
    def inner(self) -> tuple[Any, ...]:
        """All but the first."""
        return self.arguments[1:]

    def typecheck(self, context: TypecheckContext) -> JSONSchemaType:
        """What an error looks like is not known."""
        type_of(self.arguments[0], context)
        with context.data_stack.push({}):
            for each in self.inner:
                type_of(each, context)
        return AnyType()

    def compile(self, codes: Sequence[Code]) -> Code:
        """The last alternative throws on."""
        runs, last = [code.run for code in codes[:-1]], codes[-1].run

        def run(data: Json, frame: Frame) -> Json:
            here = frame
            for each in runs:
                try:
                    return each(here.data, here.guarded())
                except RuleFailed as failure:
                    here = frame.inside(failure.error)
            return last(here.data, here)

        return Code(run)
