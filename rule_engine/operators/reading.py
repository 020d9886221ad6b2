"""Operators that read facts: var, val, exists, missing, missing_some, blank, preserve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rule_engine.operators.base import Node, Sheet
from rule_engine.operators.code import Code, Frame, Run, constant
from rule_engine.values.blank import is_blank
from rule_engine.values.json import Json
from rule_engine.values.numbers import Absent, number
from rule_engine.values.paths import MISSING, split, step, walk
from rule_engine.values.texts import text


class Var(Node):
    """`var`: a dotted path of the current record, with an optional default."""

    arity = (0, 2)
    sheet = Sheet('{"var": 路径}', "", {"var": "org.name"}, {"org": {"name": "甲店"}}, "甲店")

    def compile(self, codes: Sequence[Code]) -> Code:
        """Fixed paths of one and two keys get closures of their own: nearly every read is one of them."""
        if not codes:
            return Code(lambda data, frame: data, path=())
        if not codes[0].constant:
            return Code(_by_computed_path(codes))
        keys = split(codes[0].value)
        if len(codes) == 2:
            return Code(_with_default(keys, codes[1].run))
        return Code(reader(keys), path=keys)


def _by_computed_path(codes: Sequence[Code]) -> Run:
    path = codes[0].run
    if len(codes) == 1:
        return lambda data, frame: walk(data, split(path(data, frame)))
    default = codes[1].run

    def run(data: Json, frame: Frame) -> Json:
        value = walk(data, split(path(data, frame)))
        return default(data, frame) if value is None else value

    return run


def _with_default(keys: tuple[str, ...], default: Run) -> Run:
    def run(data: Json, frame: Frame) -> Json:
        value = walk(data, keys)
        return default(data, frame) if value is None else value

    return run


def reader(keys: tuple[str, ...]) -> Run:
    """The closure that reads one fixed path."""
    if not keys:
        return lambda data, frame: data
    if len(keys) == 1:
        return _reader_of_one(keys[0])
    if len(keys) == 2:
        return _reader_of_two(*keys)
    return lambda data, frame: walk(data, keys)


def _reader_of_one(key: str) -> Run:
    def run(data: Json, frame: Frame) -> Json:
        return data.get(key) if data.__class__ is dict else walk(data, (key,))

    return run


def _reader_of_two(outer: str, inner: str) -> Run:
    def run(data: Json, frame: Frame) -> Json:
        if data.__class__ is dict:
            data = data.get(outer)
            if data.__class__ is dict:
                return data.get(inner)
            return walk(data, (inner,))
        return walk(data, (outer, inner))

    return run


class Val(Node):
    """`val`: a path given key by key; a first key `[n]` climbs out of rows."""

    arity = (0, None)
    framed = True
    sheet = Sheet('{"val": [键, …]}', "", {"val": ["org", "name"]}, {"org": {"name": "甲店"}}, "甲店")

    def compile(self, codes: Sequence[Code]) -> Code:
        """A fixed path without climbing compiles like `var`."""
        if all(code.constant for code in codes):
            keys = [code.value for code in codes]
            if self.place.bare and keys == [None]:
                keys = []
            if keys and isinstance(keys[0], list):
                return Code(_climbing(levels(keys[0]), keys[1:]))
            path = tuple(map(text, keys))
            return Code(reader(path), path=path)
        runs = [code.run for code in codes]
        bare = self.place.bare

        def run(data: Json, frame: Frame) -> Json:
            keys = [each(data, frame) for each in runs]
            return walk(data, map(text, keys[0] if bare and isinstance(keys[0], list) else keys))

        return Code(run)


def levels(jump: list[Any]) -> int:
    """How many levels `[n]` climbs; the sign does not matter."""
    count = number(jump[0]) if jump else 0
    return 0 if isinstance(count, Absent) else abs(int(count))


def _climbing(up: int, keys: Sequence[Json]) -> Run:
    """Each iteration has two levels: the inner one is the row's place (it knows `index` and shows the outer record), the outer one the outer record itself."""
    path = tuple(map(text, keys))
    frames, place = divmod(up, 2)

    def run(data: Json, frame: Frame) -> Json:
        here: Frame | None = frame
        for _ in range(frames):
            here = here.outer if here else None
        if here is None:
            return None
        if not place:
            return walk(data if frames == 0 else here.data, path)
        if path == ("index",) and here.outer is not None:
            return here.index
        return walk(here.outer.data, path) if here.outer else None

    return run


class Exists(Node):
    """`exists`: whether the key is there, whatever it holds."""

    arity = (1, None)
    sheet = Sheet('{"exists": [键, …]}', "", {"exists": ["org", "name"]}, {"org": {"name": None}}, True)

    def compile(self, codes: Sequence[Code]) -> Code:
        """Walk without turning None into missing."""
        runs = [code.run for code in codes]

        def run(data: Json, frame: Frame) -> Json:
            for each in runs:
                data, before = MISSING, data
                data = step(before, text(each(before, frame)))
                if data is MISSING:
                    return False
            return True

        return Code(run, boolean=True)


class Missing(Node):
    """`missing`: which of these paths are blank."""

    arity = (0, None)
    spreads = True
    sheet = Sheet('{"missing": [路径, …]}', "", {"missing": ["a", "b"]}, {"a": " "}, ["a", "b"])

    def compile(self, codes: Sequence[Code]) -> Code:
        """The paths may be computed; a first argument that is a list holds them all."""
        runs = [code.run for code in codes]

        def run(data: Json, frame: Frame) -> Json:
            paths = [each(data, frame) for each in runs]
            return blanks(data, paths[0] if paths and isinstance(paths[0], list) else paths)

        return Code(run)


class MissingSome(Node):
    """`missing_some`: nothing when at least n of the paths are filled in, otherwise the blank ones."""

    arity = (2, 2)
    sheet = Sheet('{"missing_some": [个数, [路径, …]]}', "", {"missing_some": [1, ["a", "b"]]}, {"a": 1}, [])

    def compile(self, codes: Sequence[Code]) -> Code:
        """Both arguments may be computed."""
        need, paths = codes[0].run, codes[1].run

        def run(data: Json, frame: Frame) -> Json:
            listed = paths(data, frame)
            listed = listed if isinstance(listed, list) else [listed]
            absent = blanks(data, listed)
            wanted = number(need(data, frame))
            enough = isinstance(wanted, Absent) or len(listed) - len(absent) >= wanted
            return [] if enough else absent

        return Code(run)


def blanks(data: Json, paths: Sequence[Json]) -> list[Json]:
    """The paths whose value is blank."""
    return [path for path in paths if is_blank(walk(data, split(path)))]


class Blank(Node):
    """`blank`: whether a value is not filled in."""

    sheet = Sheet('{"blank": 值}', "", {"blank": {"var": "a"}}, {"a": "  "}, True)

    def compile(self, codes: Sequence[Code]) -> Code:
        """Of the value of the argument."""
        run = codes[0].run
        return Code(lambda data, frame: is_blank(run(data, frame)), boolean=True)


class Preserve(Node):
    """`preserve`: what is inside stands for itself."""

    quotes = True
    sheet = Sheet('{"preserve": 值}', "", {"preserve": {"a": 1}}, {}, {"a": 1})

    def compile(self, codes: Sequence[Code]) -> Code:
        """The parser hands the argument over unread."""
        return constant(codes[0].value)
