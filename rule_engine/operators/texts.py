"""Operators on texts: cat, substr, starts_with, ends_with, length. Positions count characters (code points), never
bytes.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from jsonlogic.json_schema.types import BooleanType, IntegerType, StringType

from rule_engine.operators.base import Node, Sheet
from rule_engine.operators.code import Code, Frame
from rule_engine.values.blank import WHITE, is_blank
from rule_engine.values.json import Json
from rule_engine.values.limits import size
from rule_engine.values.numbers import Absent, number
from rule_engine.values.texts import join, text


class OnText(Node):
    """An operator that looks through texts of unknown length, which is charged."""

    @property
    def framed(self) -> bool:
        """For the meter."""
        return True


class Cat(OnText):
    """`cat`: everything as one text; blanks and objects add nothing, a list its items with commas."""

    arity = (0, None)
    spreads = True
    gives = StringType()
    sheet = Sheet('{"cat": [值, …]}', {"cat": [{"var": "镇"}, "第", 3, "号"]}, {"镇": "石湾"}, "石湾第3号")

    def compile(self, codes: Sequence[Code]) -> Code:
        """Refused beyond the limit."""
        runs, spread = [code.run for code in codes], self.spread

        def run(data: Json, frame: Frame) -> str:
            values = [each(data, frame) for each in runs]
            if spread and isinstance(values[0], list):
                values = values[0]
            frame.meter.charge(sum(map(size, values)))
            return join([text(value) for value in values])

        return Code(run)


class Substr(OnText):
    """`substr`: from a position (negative: from the end), so many characters (negative: all but so many)."""

    arity = (2, 3)
    gives = StringType()
    sheet = Sheet('{"substr": [文本, 起, 长]}', {"substr": [{"var": "id"}, 6, 4]}, {"id": "441322198001010011"}, "1980")

    def compile(self, codes: Sequence[Code]) -> Code:
        """What is not a number counts as 0."""
        source, start = codes[0].run, codes[1].run
        length = codes[2].run if len(codes) > 2 else None

        def run(data: Json, frame: Frame) -> str:
            value = source(data, frame)
            frame.meter.charge(size(value))
            whole, first = text(value), position(start(data, frame))
            count = None if length is None else length(data, frame)
            return part(whole, first, None if count is None else position(count))

        return Code(run)


def part(whole: str, first: int, many: int | None) -> str:
    """The characters from `first`, all of them, `many`, or all but so many."""
    first = first if first >= 0 else max(len(whole) + first, 0)
    if many is None:
        return whole[first:]
    return whole[first : first + many] if many >= 0 else whole[first : max(len(whole) + many, 0)]


def position(value: Json) -> int:
    """A whole number, cut towards zero; 0 for what is none."""
    exact = number(value)
    return 0 if isinstance(exact, Absent) else int(exact)


class Edge(OnText):
    """How a text begins or ends."""

    arity = (2, 2)
    gives = BooleanType()

    @staticmethod
    @abstractmethod
    def test(whole: str, edge: str) -> bool:
        """Whether the text has this edge."""

    def compile(self, codes: Sequence[Code]) -> Code:
        """Against one text or any of a list."""
        source, edges, test = codes[0].run, codes[1].run, self.test

        def run(data: Json, frame: Frame) -> bool:
            value, wanted = source(data, frame), edges(data, frame)
            if is_blank(value):
                return False
            frame.meter.charge(size(value) + size(wanted))
            whole = text(value)
            listed = wanted if isinstance(wanted, list) else [wanted]
            return any(not is_blank(each) and test(whole, text(each)) for each in listed)

        return Code(run, boolean=True)


class StartsWith(Edge):
    """`starts_with`: whether a text (a division code) begins with another, or one of a list; a blank never does."""

    sheet = Sheet('{"starts_with": [文本, 开头]}', {"starts_with": [{"var": "code"}, "4413"]}, {"code": "441322"}, True)

    @staticmethod
    def test(whole: str, edge: str) -> bool:
        """Begins with."""
        return whole.startswith(edge)


class EndsWith(Edge):
    """`ends_with`: whether a text ends with another, or with one of a list; a blank never does."""

    sheet = Sheet(
        '{"ends_with": [文本, 结尾]}', {"ends_with": [{"var": "name"}, "有限公司"]}, {"name": "甲有限公司"}, True
    )

    @staticmethod
    def test(whole: str, edge: str) -> bool:
        """Ends with."""
        return whole.endswith(edge)


class Length(OnText):
    """`length`: characters of a text without the white space around it, items of a list; 0 for a blank."""

    gives = IntegerType()
    sheet = Sheet('{"length": 文本或清单}', {"length": {"var": "name"}}, {"name": " 博罗县 "}, 3)

    def compile(self, codes: Sequence[Code]) -> Code:
        """Of a text or a list."""
        source = codes[0].run

        def run(data: Json, frame: Frame) -> int:
            value = source(data, frame)
            if isinstance(value, list):
                return len(value)
            frame.meter.charge(size(value))
            return len(text(value).strip(WHITE))

        return Code(run)
