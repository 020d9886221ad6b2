"""Operators that compare: == != === !== < <= > >= in."""

from __future__ import annotations

import operator
from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from jsonlogic.json_schema.types import BooleanType, JSONSchemaType
from jsonlogic.typechecking import TypecheckContext

from rule_engine.operators.base import Node, Sheet, is_plain
from rule_engine.operators.checking import Checking, compare, option, type_of
from rule_engine.operators.code import Code, Frame, Run
from rule_engine.values.blank import is_blank
from rule_engine.values.json import Json
from rule_engine.values.limits import COMPARING, size
from rule_engine.values.order import equal, less, less_or_equal, same
from rule_engine.values.paths import walk
from rule_engine.values.texts import text


class Comparison(Node):
    """Two arguments or a chain; a chain stops at the first pair that fails."""

    arity = (2, None)
    listed = True
    gives = BooleanType()

    @staticmethod
    @abstractmethod
    def holds(a: Json, b: Json) -> bool:
        """Whether it holds for two values."""

    def typecheck(self, context: TypecheckContext) -> JSONSchemaType:
        """Every pair has to be comparable."""
        compare(self.arguments, self, context)
        return self.gives

    @property
    def charged(self) -> bool:
        """Whether comparing may be long, and is charged."""
        return False

    def compile(self, codes: Sequence[Code]) -> Code:
        """A chain holds when every neighbouring pair holds; each value is read once."""
        if len(codes) == 2:
            return Code(self.pair(*codes), boolean=True)
        holds, first, rest, charged = self.holds, codes[0].run, [code.run for code in codes[1:]], self.charged

        def run(data: Json, frame: Frame) -> bool:
            left = first(data, frame)
            for each in rest:
                right = each(data, frame)
                if charged:
                    frame.meter.charge(min(size(left), size(right)) * COMPARING)
                if not holds(left, right):
                    return False
                left = right
            return True

        return Code(run, boolean=True)

    def pair(self, left: Code, right: Code) -> Run:
        """The closure for two arguments."""
        holds, a, b = self.holds, left.run, right.run
        if not self.charged:
            return lambda data, frame: holds(a(data, frame), b(data, frame))

        def run(data: Json, frame: Frame) -> bool:
            one, other = a(data, frame), b(data, frame)
            frame.meter.charge(min(size(one), size(other)) * COMPARING)
            return holds(one, other)

        return run


class Likeness(Comparison):
    """Equality of some sort: lists are compared item by item, which is charged unless one side is a plain literal."""

    @property
    def charged(self) -> bool:
        """Two values from facts may be long lists."""
        return all(isinstance(each, (Node, list)) for each in self.arguments)

    @property
    def framed(self) -> bool:
        """For the meter."""
        return self.charged


def is_text(value: Json) -> bool:
    """Whether a value is a text that is not blank: of texts, only the same text equals it."""
    return isinstance(value, str) and not is_blank(value)


class Equal(Likeness):
    """`==`: numbers meet numeric texts, all blanks are equal to each other and to nothing else."""

    sheet = Sheet('{"==": [甲, 乙]}', {"==": [{"var": "n"}, 10]}, {"n": "10.0"}, True)

    @staticmethod
    def holds(a: Json, b: Json) -> bool:
        """Equal."""
        return equal(a, b)

    def pair(self, left: Code, right: Code) -> Run:
        """Against a fixed text, the usual case, texts are compared at once."""
        if left.constant:
            left, right = right, left
        return _is(left, right.value) if right.constant and is_text(right.value) else super().pair(left, right)


class NotEqual(Likeness):
    """`!=`: not `==`; of a chain, every neighbouring pair differs."""

    sheet = Sheet('{"!=": [甲, 乙]}', {"!=": [{"var": "n"}, 0]}, {"n": ""}, True)

    @staticmethod
    def holds(a: Json, b: Json) -> bool:
        """Not equal."""
        return not equal(a, b)

    def pair(self, left: Code, right: Code) -> Run:
        """Against a fixed text as in `==`."""
        if left.constant:
            left, right = right, left
        if not (right.constant and is_text(right.value)):
            return super().pair(left, right)
        same_text = _is(left, right.value)
        return lambda data, frame: not same_text(data, frame)


def _is(left: Code, text: str) -> Run:
    """Whether a value equals a text that is not blank; a field of a group, the usual case, is read on the spot."""
    if left.path is not None and len(left.path) == 2:
        return _field_is(*left.path, text)
    read = left.run

    def run(data: Json, frame: Frame) -> bool:
        value = read(data, frame)
        return value == text if value.__class__ is str else equal(value, text)

    return run


def _field_is(outer: str, inner: str, text: str) -> Run:
    def run(data: Json, frame: Frame) -> bool:
        group = data.get(outer) if data.__class__ is dict else walk(data, (outer,))
        value = group.get(inner) if group.__class__ is dict else walk(group, (inner,))
        return value == text if value.__class__ is str else equal(value, text)

    return run


class Same(Likeness):
    """`===`: the same type and the same value."""

    sheet = Sheet('{"===": [甲, 乙]}', {"===": [{"var": "n"}, 10]}, {"n": "10"}, False)

    @staticmethod
    def holds(a: Json, b: Json) -> bool:
        """The same."""
        return same(a, b)


class NotSame(Likeness):
    """`!==`: not `===`."""

    sheet = Sheet('{"!==": [甲, 乙]}', {"!==": [{"var": "n"}, 10]}, {"n": "10"}, True)

    @staticmethod
    def holds(a: Json, b: Json) -> bool:
        """Not the same."""
        return not same(a, b)


class Ordering(Comparison):
    """An order of some sort; two whole numbers compare at once."""

    quick: ClassVar[Callable[[Any, Any], bool]]

    def pair(self, left: Code, right: Code) -> Run:
        """The left one is read first."""
        quick, holds, first, second = type(self).quick, self.holds, left.run, right.run

        def run(data: Json, frame: Frame) -> bool:
            a, b = first(data, frame), second(data, frame)
            return quick(a, b) if a.__class__ is int and b.__class__ is int else holds(a, b)

        return run


class Less(Ordering):
    """`<`: never true of a blank; two texts compare as texts, a number and a numeric text as numbers. Takes a chain."""

    quick = operator.lt
    sheet = Sheet('{"<": [甲, 乙, …]}', {"<": [0, {"var": "n"}, 10]}, {"n": "9.5"}, True)

    @staticmethod
    def holds(a: Json, b: Json) -> bool:
        """Less."""
        return less(a, b)

    def pair(self, left: Code, right: Code) -> Run:
        """Against a fixed whole number, the usual case, without a call for it."""
        fixed = right.constant and right.value.__class__ is int
        return _less_than(left.run, right.value) if fixed else super().pair(left, right)


class LessOrEqual(Ordering):
    """`<=`: as `<`, or equal."""

    quick = operator.le
    sheet = Sheet('{"<=": [甲, 乙, …]}', {"<=": [{"var": "date"}, "2026-06-30"]}, {"date": "2026-06-30"}, True)

    @staticmethod
    def holds(a: Json, b: Json) -> bool:
        """Less or equal."""
        return less_or_equal(a, b)


class Greater(Ordering):
    """`>`: `<` the other way round."""

    quick = operator.gt
    sheet = Sheet('{">": [甲, 乙, …]}', {">": [{"var": "n"}, 9]}, {"n": "10"}, True)

    @staticmethod
    def holds(a: Json, b: Json) -> bool:
        """Greater."""
        return less(b, a)

    def pair(self, left: Code, right: Code) -> Run:
        """Against a fixed whole number, the usual case, without a call for it."""
        fixed = right.constant and right.value.__class__ is int
        return _more_than(left.run, right.value) if fixed else super().pair(left, right)


class GreaterOrEqual(Ordering):
    """`>=`: `<=` the other way round."""

    quick = operator.ge
    sheet = Sheet('{">=": [甲, 乙, …]}', {">=": [{"var": "n"}, 0]}, {"n": ""}, False)

    @staticmethod
    def holds(a: Json, b: Json) -> bool:
        """Greater or equal."""
        return less_or_equal(b, a)


def _more_than(read: Run, limit: int) -> Run:
    def run(data: Json, frame: Frame) -> bool:
        value = read(data, frame)
        return value > limit if value.__class__ is int else less(limit, value)

    return run


def _less_than(read: Run, limit: int) -> Run:
    def run(data: Json, frame: Frame) -> bool:
        value = read(data, frame)
        return value < limit if value.__class__ is int else less(value, limit)

    return run


class In(Node):
    """`in`: whether a value is one of a list (as `==` sees it), or a part of a text. A blank is part of no text."""

    arity = (2, 2)
    gives = BooleanType()
    sheet = Sheet('{"in": [值, 清单或文本]}', {"in": [{"var": "镇"}, ["罗阳", "石湾"]]}, {"镇": "石湾"}, True)

    @property
    def texts(self) -> frozenset[str] | None:
        """The list, when it is a fixed list of texts that are not blank."""
        listed = self.arguments[1]
        return frozenset(listed) if isinstance(listed, list) and all(map(is_text, listed)) else None

    @property
    def framed(self) -> bool:
        """Looking through anything but a fixed list is charged."""
        return not is_plain(self.arguments[1])

    def typecheck(self, context: TypecheckContext) -> JSONSchemaType:
        """A list of literals has to consist of options, where there are options."""
        for each in self.arguments:
            type_of(each, context)
        if isinstance(context, Checking):
            self._check_options(context)
        return self.gives

    def _check_options(self, context: Checking) -> None:
        needle, stack = self.arguments
        if isinstance(stack, list) and isinstance(needle, Node):
            for literal in stack:
                option(needle, literal, self, context)
        elif isinstance(stack, Node) and not isinstance(needle, (Node, list)):
            option(stack, needle, self, context)

    def compile(self, codes: Sequence[Code]) -> Code:
        """A fixed list of texts becomes a set."""
        texts, needle, haystack = self.texts, codes[0].run, codes[1].run
        if texts is not None:

            def among(data: Json, frame: Frame) -> bool:
                value = needle(data, frame)
                return value in texts if value.__class__ is str else contains(value, codes[1].value)

            return Code(among, boolean=True)
        charged = self.framed

        def run(data: Json, frame: Frame) -> bool:
            value, where = needle(data, frame), haystack(data, frame)
            if charged:
                frame.meter.charge(size(where) * COMPARING)
            return contains(value, where)

        return Code(run, boolean=True)


def contains(value: Json, where: Any) -> bool:
    """Whether `where`, a list or a text, holds the value."""
    if isinstance(where, str):
        return not is_blank(value) and text(value) in where
    return isinstance(where, list) and any(equal(value, each) for each in where)
