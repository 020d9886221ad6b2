"""Operators that compare: == != === !== < <= > >= in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import ClassVar

from rule_engine.operators.base import Node, Sheet
from rule_engine.operators.code import Code, Frame, Run
from rule_engine.values.blank import is_blank
from rule_engine.values.json import Json
from rule_engine.values.numbers import Absent, numeral
from rule_engine.values.order import comparable, equal, less, less_or_equal, same
from rule_engine.values.texts import text


class Comparison(Node):
    """Two arguments or a chain; a chain stops at the first pair that fails."""

    arity = (2, None)
    listed = True
    holds: ClassVar[Callable[[Json, Json], bool]]

    def compile(self, codes: Sequence[Code]) -> Code:
        """A chain holds when every neighbouring pair holds; each value is read once."""
        if len(codes) == 2:
            return Code(self.pair(*codes), boolean=True)
        holds, first, rest = type(self).holds, codes[0].run, [code.run for code in codes[1:]]

        def run(data: Json, frame: Frame) -> bool:
            left = first(data, frame)
            for each in rest:
                right = each(data, frame)
                if not holds(left, right):
                    return False
                left = right
            return True

        return Code(run, boolean=True)

    def pair(self, left: Code, right: Code) -> Run:
        """The closure for two arguments."""
        holds, a, b = type(self).holds, left.run, right.run
        return lambda data, frame: holds(a(data, frame), b(data, frame))


class Equal(Comparison):
    """`==`."""

    holds = staticmethod(equal)
    sheet = Sheet('{"==": [甲, 乙]}', "", {"==": [{"var": "n"}, 10]}, {"n": "10"}, True)

    def pair(self, left: Code, right: Code) -> Run:
        """Against a fixed word, the usual case, equality of texts is all there is."""
        if left.constant:
            left, right = right, left
        if is_word(right):
            word, read = right.value, left.run
            return lambda data, frame: read(data, frame) == word
        return super().pair(left, right)


class NotEqual(Comparison):
    """`!=`."""

    holds = staticmethod(lambda a, b: not equal(a, b))
    sheet = Sheet('{"!=": [甲, 乙]}', "", {"!=": [{"var": "n"}, 10]}, {"n": ""}, True)

    def pair(self, left: Code, right: Code) -> Run:
        """Against a fixed word as in `==`."""
        if left.constant:
            left, right = right, left
        if is_word(right):
            word, read = right.value, left.run
            return lambda data, frame: read(data, frame) != word
        return super().pair(left, right)


def is_word(code: Code) -> bool:
    """Whether the code is a fixed text that is neither blank nor a number, so that only the same text equals it."""
    return code.constant and is_word_value(code.value)


def is_word_value(value: Json) -> bool:
    """As `is_word`, of a value."""
    return isinstance(value, str) and numeral(value) is Absent.GARBAGE


class Same(Comparison):
    """`===`."""

    holds = staticmethod(same)
    sheet = Sheet('{"===": [甲, 乙]}', "", {"===": [{"var": "n"}, 10]}, {"n": "10"}, False)


class NotSame(Comparison):
    """`!==`."""

    holds = staticmethod(lambda a, b: not same(a, b))
    sheet = Sheet('{"!==": [甲, 乙]}', "", {"!==": [{"var": "n"}, 10]}, {"n": "10"}, True)


class Less(Comparison):
    """`<`."""

    holds = staticmethod(less)
    sheet = Sheet('{"<": [甲, 乙, …]}', "", {"<": [0, {"var": "n"}, 10]}, {"n": "9.5"}, True)

    def pair(self, left: Code, right: Code) -> Run:
        """Two whole numbers, or two of the same kind, compare at once."""
        return _ordered(left.run, right.run, strict=True)


class LessOrEqual(Comparison):
    """`<=`."""

    holds = staticmethod(less_or_equal)
    sheet = Sheet('{"<=": [甲, 乙, …]}', "", {"<=": [{"var": "n"}, 10]}, {"n": 10}, True)

    def pair(self, left: Code, right: Code) -> Run:
        """As in `<`."""
        return _ordered(left.run, right.run, strict=False)


class Greater(Comparison):
    """`>`."""

    holds = staticmethod(lambda a, b: less(b, a))
    sheet = Sheet('{">": [甲, 乙, …]}', "", {">": [{"var": "n"}, 9]}, {"n": "10"}, True)

    def pair(self, left: Code, right: Code) -> Run:
        """As in `<`, the other way round."""
        return _ordered(right.run, left.run, strict=True)


class GreaterOrEqual(Comparison):
    """`>=`."""

    holds = staticmethod(lambda a, b: less_or_equal(b, a))
    sheet = Sheet('{">=": [甲, 乙, …]}', "", {">=": [{"var": "n"}, 9]}, {"n": ""}, False)

    def pair(self, left: Code, right: Code) -> Run:
        """As in `<=`, the other way round."""
        return _ordered(right.run, left.run, strict=False)


def _ordered(small: Run, large: Run, *, strict: bool) -> Run:
    def below(data: Json, frame: Frame) -> bool:
        a, b = small(data, frame), large(data, frame)
        if a.__class__ is int and b.__class__ is int:
            return bool(a < b)
        pair = comparable(a, b)
        return pair is not None and bool(pair[0] < pair[1])

    def at_most(data: Json, frame: Frame) -> bool:
        a, b = small(data, frame), large(data, frame)
        if a.__class__ is int and b.__class__ is int:
            return bool(a <= b)
        pair = comparable(a, b)
        return pair is not None and bool(pair[0] <= pair[1])

    return below if strict else at_most


class In(Node):
    """`in`: one of a list (as `==` sees it), or a part of a text."""

    arity = (2, 2)
    framed = True
    sheet = Sheet('{"in": [值, 清单或文本]}', "", {"in": [{"var": "镇"}, ["罗阳", "石湾"]]}, {"镇": "石湾"}, True)

    def compile(self, codes: Sequence[Code]) -> Code:
        """A fixed list of words becomes a set."""
        needle, stack = codes[0].run, codes[1]
        if stack.constant and isinstance(stack.value, list) and all(map(is_word_value, stack.value)):
            words = frozenset(stack.value)

            def among(data: Json, frame: Frame) -> bool:
                value = needle(data, frame)
                return value.__class__ is str and value in words

            return Code(among, boolean=True)
        haystack = stack.run

        def run(data: Json, frame: Frame) -> bool:
            value, where = needle(data, frame), haystack(data, frame)
            if isinstance(where, str):
                return not is_blank(value) and text(value) in where
            if not isinstance(where, list):
                return False
            frame.meter.charge(len(where))
            return any(equal(value, each) for each in where)

        return Code(run, boolean=True)
