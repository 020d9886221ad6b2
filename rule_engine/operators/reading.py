"""Operators that read a place: var, val."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jsonlogic.json_schema.types import AnyType, JSONSchemaType
from jsonlogic.typechecking import TypecheckContext

from rule_engine.findings import Severity
from rule_engine.operators.base import Node, Sheet, outcomes
from rule_engine.operators.checking import Checking, at, type_in, type_of
from rule_engine.operators.code import Code, Frame, Run
from rule_engine.values.json import Json
from rule_engine.values.numbers import Absent, number
from rule_engine.values.paths import split, walk
from rule_engine.values.texts import text
from rule_engine.values.words import did_you_mean


class Reading(Node):
    """An operator that reads names: those that the schema does not know are told."""

    def typecheck(self, context: TypecheckContext) -> JSONSchemaType:
        """Check the names; the type is that of the place read, where there is exactly one."""
        for argument in self.arguments:
            type_of(argument, context)
        if isinstance(context, Checking):
            for up, keys in self.reads():
                if at(context.record(up), keys) is None:
                    _unknown(self, up, ".".join(keys), context)
        return self.gives


class OnePlace(Reading):
    """What `var` and `val` have in common: the value of one place."""

    def schema(self, context: Checking) -> Mapping[str, Any]:
        """The schema of what is read; nothing where it is not known."""
        targets = list(self.reads())
        return (at(context.record(targets[0][0]), targets[0][1]) or {}) if len(targets) == 1 else {}

    def typecheck(self, context: TypecheckContext) -> JSONSchemaType:
        """The type that the schema gives."""
        super().typecheck(context)
        return type_in(self.schema(context)) if isinstance(context, Checking) else AnyType()


def _unknown(node: Node, up: int, name: str, context: Checking) -> None:
    message = f"没有数据项“{name}”" if up + 1 == context.depth else f"这一行没有数据项“{name}”"
    context.tell(node, Severity.ERROR, message, did_you_mean(name, paths(context.record(up))))


def paths(schema: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Every path of a schema, objects included."""
    for key, each in schema.get("properties", {}).items():
        yield prefix + key
        yield from paths(each, f"{prefix}{key}.")


class Var(OnePlace):
    """`var`: a dotted path of the current record; a default stands in for what is not there or null."""

    arity = (0, 2)
    sheet = Sheet(
        '{"var": "路径"} 或 {"var": ["路径", 缺省值]}', {"var": "org.name"}, {"org": {"name": "甲店"}}, "甲店"
    )

    def reads(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The path, or every path that it may turn out to be."""
        return ((0, split(path)) for path in (outcomes(self.arguments[0]) if self.arguments else [""]))

    def typecheck(self, context: TypecheckContext) -> JSONSchemaType:
        """With a default, nothing is claimed."""
        found = super().typecheck(context)
        return found if len(self.arguments) < 2 else AnyType()

    def compile(self, codes: Sequence[Code]) -> Code:
        """Fixed paths of one and two keys get closures of their own: nearly every read is one of them."""
        if not codes:
            return Code(reader(()), path=())
        default = codes[1].run if len(codes) == 2 else None
        if not codes[0].constant:
            return Code(_computed(codes[0].run, default))
        keys = split(codes[0].value)
        return Code(_with_default(keys, default)) if default else Code(reader(keys), path=keys)


def _computed(path: Run, default: Run | None) -> Run:
    def run(data: Json, frame: Frame) -> Json:
        value = walk(data, split(path(data, frame)))
        return default(data, frame) if value is None and default else value

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
    return _reader_of_two(*keys) if len(keys) == 2 else lambda data, frame: walk(data, keys)


def _reader_of_one(key: str) -> Run:
    def run(data: Json, frame: Frame) -> Json:
        return data.get(key) if data.__class__ is dict else walk(data, (key,))

    return run


def _reader_of_two(outer: str, inner: str) -> Run:
    def run(data: Json, frame: Frame) -> Json:
        if data.__class__ is dict:
            data = data.get(outer)
            return data.get(inner) if data.__class__ is dict else walk(data, (inner,))
        return walk(data, (outer, inner))

    return run


class Val(OnePlace):
    """`val`: a path given key by key, not split at dots. In rows, a first key `[1]` reads the outer record (and
    `index`, the number of the row from 0), `[2]` the outer record alone, `[3]` and `[4]` the one around that.
    """

    arity = (0, None)
    sheet = Sheet(
        '{"val": ["键", …]} 或 {"val": [[层数], "键", …]}',
        {"filter": [{"var": "家庭"}, {">": [{"var": "年龄"}, {"val": [[1], "限"]}]}]},
        {"限": 60, "家庭": [{"年龄": 59}, {"年龄": 61}]},
        [{"年龄": 61}],
    )

    @property
    def keys(self) -> tuple[Any, ...]:
        """The keys as written, without the climb; none for a bare null."""
        if self.place.bare and self.arguments == (None,):
            return ()
        return self.arguments[1:] if self.climb else self.arguments

    @property
    def climb(self) -> int | None:
        """How many levels a first key `[n]` climbs; the sign does not matter."""
        if not self.arguments or not isinstance(self.arguments[0], list):
            return None
        count = number(self.arguments[0][0]) if self.arguments[0] else 0
        return 0 if isinstance(count, Absent) else abs(int(count))

    @property
    def framed(self) -> bool:
        """Climbing needs the frames."""
        return self.climb is not None

    def reads(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Nothing when a key is computed, or for the number of the row."""
        frames, place = divmod(self.climb or 0, 2)
        fixed = not any(isinstance(key, (Node, list)) for key in self.keys)
        if fixed and not (place and self.keys == ("index",)):
            yield frames + place, tuple(map(text, self.keys))

    def compile(self, codes: Sequence[Code]) -> Code:
        """A fixed path without climbing compiles like `var`."""
        keys, climb = self.keys, self.climb
        if climb is not None:
            return Code(_climbing(climb, [code.run for code in codes[1:]]))
        if not any(isinstance(key, (Node, list)) for key in keys):
            path = tuple(map(text, keys))
            return Code(reader(path), path=path)
        runs, bare = [code.run for code in codes], self.place.bare

        def run(data: Json, frame: Frame) -> Json:
            found = [each(data, frame) for each in runs]
            return walk(data, map(text, found[0] if bare and isinstance(found[0], list) else found))

        return Code(run)


def _climbing(up: int, keys: Sequence[Run]) -> Run:
    """Each iteration has two levels: the row's place, which knows `index` and shows the outer record; that record."""
    frames, place = divmod(up, 2)

    def run(data: Json, frame: Frame) -> Json:
        path = [text(key(data, frame)) for key in keys]
        here: Frame | None = frame
        left = frames
        while left and here is not None:
            here, left = here.outer, left - 1
        if here is None:
            return None
        if not place:
            return walk(here.data, path)
        if path == ["index"] and here.outer is not None:
            return here.index
        return walk(here.outer.data, path) if here.outer else None

    return run
