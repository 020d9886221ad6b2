"""Operators on texts: cat, substr, starts_with, ends_with, length. Positions count characters (code points), never bytes."""

from __future__ import annotations

from collections.abc import Sequence

from rule_engine.operators.base import Node, Sheet
from rule_engine.operators.code import Code, Frame
from rule_engine.values.blank import WHITE, is_blank
from rule_engine.values.json import Json
from rule_engine.values.numbers import Absent, number
from rule_engine.values.texts import join, text


class Cat(Node):
    """`cat`: everything as one text; blanks add nothing."""

    arity = (0, None)
    spreads = True
    framed = True
    sheet = Sheet('{"cat": [值, …]}', "", {"cat": [{"var": "镇"}, "第", 3, "号"]}, {"镇": "石湾"}, "石湾第3号")

    def compile(self, codes: Sequence[Code]) -> Code:
        """Charged by length, refused beyond the limit."""
        runs = [code.run for code in codes]

        def run(data: Json, frame: Frame) -> str:
            values = [each(data, frame) for each in runs]
            if spread and isinstance(values[0], list):
                values = values[0]
            made = join([text(value) for value in values])
            frame.meter.charge(len(made) >> 6)
            return made

        spread = self.spread
        return Code(run)


class Substr(Node):
    """`substr`: from a position (negative: from the end), so many characters (negative: up to so many before the end)."""

    arity = (2, 3)
    sheet = Sheet(
        '{"substr": [文本, 起, 长]}', "", {"substr": [{"var": "id"}, 6, 4]}, {"id": "441322198001010011"}, "1980"
    )

    def compile(self, codes: Sequence[Code]) -> Code:
        """What is not a number counts as 0."""
        source, start = codes[0].run, codes[1].run
        length = codes[2].run if len(codes) > 2 else None

        def run(data: Json, frame: Frame) -> str:
            whole = text(source(data, frame))
            first = position(start(data, frame))
            first = first if first >= 0 else max(len(whole) + first, 0)
            count = None if length is None else length(data, frame)
            if count is None:
                return whole[first:]
            many = position(count)
            return whole[first : first + many] if many >= 0 else whole[first : max(len(whole) + many, 0)]

        return Code(run)


def position(value: Json) -> int:
    """A whole number, cut towards zero; 0 for what is none."""
    exact = number(value)
    return 0 if isinstance(exact, Absent) else int(exact)


class StartsWith(Node):
    """`starts_with`: whether a text begins with another (or one of a list); a blank on either side: no."""

    arity = (2, 2)
    sheet = Sheet(
        '{"starts_with": [文本, 开头]}', "", {"starts_with": [{"var": "code"}, "4413"]}, {"code": "441322"}, True
    )

    def compile(self, codes: Sequence[Code]) -> Code:
        """Division codes are compared this way."""
        source, part = codes[0].run, codes[1].run
        return Code(lambda data, frame: _ends(source(data, frame), part(data, frame), str.startswith), boolean=True)


class EndsWith(Node):
    """`ends_with`: whether a text ends with another (or one of a list); a blank on either side: no."""

    arity = (2, 2)
    sheet = Sheet(
        '{"ends_with": [文本, 结尾]}', "", {"ends_with": [{"var": "name"}, "有限公司"]}, {"name": "甲有限公司"}, True
    )

    def compile(self, codes: Sequence[Code]) -> Code:
        """As starts_with."""
        source, part = codes[0].run, codes[1].run
        return Code(lambda data, frame: _ends(source(data, frame), part(data, frame), str.endswith), boolean=True)


def _ends(whole: Json, part: Json, test: object) -> bool:
    parts = part if isinstance(part, list) else [part]
    return not is_blank(whole) and any(not is_blank(each) and test(text(whole), text(each)) for each in parts)  # type: ignore[operator]


class Length(Node):
    """`length`: characters of a text without the spaces around it, items of a list; 0 for a blank."""

    sheet = Sheet('{"length": 文本或清单}', "", {"length": {"var": "name"}}, {"name": " 博罗县 "}, 3)

    def compile(self, codes: Sequence[Code]) -> Code:
        """Of a text or a list."""
        source = codes[0].run

        def run(data: Json, frame: Frame) -> int:
            value = source(data, frame)
            return len(value) if isinstance(value, list) else len(text(value).strip(WHITE))

        return Code(run)
