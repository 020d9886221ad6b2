"""Operators that ask what is there: exists, missing, missing_some, blank; and preserve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jsonlogic.json_schema.types import AnyType, ArrayType, BooleanType

from rule_engine.operators.base import Node, Sheet, outcomes
from rule_engine.operators.code import Code, Frame, constant
from rule_engine.operators.reading import Reading, reader
from rule_engine.values.blank import is_blank
from rule_engine.values.json import Json
from rule_engine.values.numbers import Absent, number
from rule_engine.values.paths import MISSING, split, step, walk
from rule_engine.values.texts import text


class Exists(Reading):
    """`exists`: whether the key is there, whatever it holds; a path is given key by key."""

    arity = (1, None)
    gives = BooleanType()
    sheet = Sheet('{"exists": ["键", …]}', {"exists": ["org", "name"]}, {"org": {"name": None}}, True)

    def reads(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Nothing when a key is computed."""
        if not any(isinstance(key, (Node, list)) for key in self.arguments):
            yield 0, tuple(map(text, self.arguments))

    def compile(self, codes: Sequence[Code]) -> Code:
        """Walk without taking null for missing."""
        runs = [code.run for code in codes]

        def run(data: Json, frame: Frame) -> bool:
            here = data
            for key in [text(each(data, frame)) for each in runs]:
                here = step(here, key)
                if here is MISSING:
                    return False
            return True

        return Code(run, boolean=True)


class Missing(Reading):
    """`missing`: which of these paths are blank."""

    arity = (0, None)
    gives = ArrayType(AnyType())
    sheet = Sheet('{"missing": ["路径", …]}', {"missing": ["a", "b"]}, {"a": " "}, ["a", "b"])

    def reads(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Every path that is named."""
        return ((0, split(path)) for each in self.arguments for path in outcomes(each))

    def compile(self, codes: Sequence[Code]) -> Code:
        """The paths may be computed; a first argument that is a list holds them all."""
        if all(code.constant and isinstance(code.value, str) for code in codes):
            fixed = [(code.value, reader(split(code.value))) for code in codes]
            return Code(lambda data, frame: [path for path, read in fixed if is_blank(read(data, frame))])
        runs = [code.run for code in codes]

        def run(data: Json, frame: Frame) -> list[Json]:
            paths = [each(data, frame) for each in runs]
            return blanks(data, paths[0] if paths and isinstance(paths[0], list) else paths)

        return Code(run)


class MissingSome(Reading):
    """`missing_some`: nothing when at least so many of the paths are filled in, otherwise those that are blank."""

    arity = (2, 2)
    gives = ArrayType(AnyType())
    sheet = Sheet('{"missing_some": [个数, ["路径", …]]}', {"missing_some": [1, ["a", "b"]]}, {"a": 1}, [])

    def reads(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Every path that is named."""
        return ((0, split(path)) for path in outcomes(self.arguments[1]))

    def compile(self, codes: Sequence[Code]) -> Code:
        """Both arguments may be computed."""
        need, paths = codes[0].run, codes[1].run

        def run(data: Json, frame: Frame) -> list[Json]:
            wanted, listed = number(need(data, frame)), paths(data, frame)
            listed = listed if isinstance(listed, list) else [listed]
            absent = blanks(data, listed)
            enough = isinstance(wanted, Absent) or len(listed) - len(absent) >= wanted
            return [] if enough else absent

        return Code(run)


def blanks(data: Json, paths: Sequence[Json]) -> list[Json]:
    """The paths whose value is blank."""
    return [path for path in paths if is_blank(walk(data, split(path)))]


class Blank(Node):
    """`blank`: whether a value is not filled in: null, an empty text, white space, an empty list. 0 and false are
    filled in.
    """

    gives = BooleanType()
    sheet = Sheet('{"blank": 值}', {"blank": {"var": "a"}}, {"a": "  "}, True)

    def compile(self, codes: Sequence[Code]) -> Code:
        """Of the value of the argument."""
        run = codes[0].run
        return Code(lambda data, frame: is_blank(run(data, frame)), boolean=True)


class Preserve(Node):
    """`preserve`: what is inside stands for itself, even where it looks like a rule."""

    quotes = True
    sheet = Sheet('{"preserve": 值}', {"preserve": {"var": 1}}, {}, {"var": 1})

    def outcomes(self) -> list[Json]:
        """Its argument."""
        return outcomes(self.arguments[0])

    def compile(self, codes: Sequence[Code]) -> Code:
        """The parser hands the argument over unread."""
        return constant(codes[0].value)
