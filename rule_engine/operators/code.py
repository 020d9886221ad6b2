"""What an operator compiles to: a closure, and the little that its parent may know about it to make a faster one."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import TypeAlias

from rule_engine.values.json import Json
from rule_engine.values.limits import Meter


class Frame:
    """Where evaluation stands: the record that is read, the row number inside an iteration, the frame around it.

    `strict`: a calculation without a result throws, because a `try` waits for it.
    """

    __slots__ = ("data", "index", "meter", "outer", "strict")

    def __init__(self, data: Json, meter: Meter, outer: Frame | None = None, strict: bool = False) -> None:
        self.data = data
        self.meter = meter
        self.outer = outer
        self.strict = strict
        self.index = 0

    def inside(self, data: Json) -> Frame:
        """A frame for rows of this one."""
        return Frame(data, self.meter, self, self.strict)

    def guarded(self) -> Frame:
        """The same place, where calculations without a result throw."""
        frame = Frame(self.data, self.meter, self.outer, strict=True)
        frame.index = self.index
        return frame

    def root(self) -> Frame:
        """The frame of the whole record."""
        frame = self
        while frame.outer is not None:
            frame = frame.outer
        return frame


Run: TypeAlias = Callable[[Json, Frame], Json]
"""(record, frame) -> value. The record is `frame.data`, handed in as well because reading it is the most frequent act.
"""


@dataclass(frozen=True, slots=True)
class Code:
    """A compiled argument.

    `constant`: the value never changes and is `value`. `path`: it reads exactly this path of the current record,
    without a default. `boolean`: it always gives True or False.
    """

    run: Run
    constant: bool = False
    value: Json = None
    path: tuple[str, ...] | None = None
    boolean: bool = False


def constant(value: Json) -> Code:
    """Code that always gives `value`; lists and objects anew each time, because the caller may keep and change them."""
    if isinstance(value, (list, dict)):
        return Code(lambda data, frame: deepcopy(value), constant=True, value=value)
    return Code(lambda data, frame: value, constant=True, value=value, boolean=value.__class__ is bool)
