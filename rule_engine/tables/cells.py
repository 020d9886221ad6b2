"""Cells of a decision table: any value, blank, some values, all but some values, or ranges — and what two of them have
in common.

Numbers and dates are ordered: their cells are ranges, closed or open at either end. Texts and booleans are words: their
cells are sets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final, TypeAlias

from rule_engine.values.json import Json

Point: TypeAlias = int | Decimal
"""A place on an ordered axis: a number, or the ordinal of a date."""


class Special(Enum):
    """Cells that are not about particular values."""

    ANY = "-"
    BLANK = "空"


ANY: Final = Special.ANY
BLANK: Final = Special.BLANK


@dataclass(frozen=True, slots=True)
class Words:
    """One of these values, or (`but`) none of them."""

    values: frozenset[Json]
    but: bool = False

    def holds(self, value: Json) -> bool:
        """Whether a value is meant."""
        return (value in self.values) is not self.but


@dataclass(frozen=True, slots=True)
class Range:
    """From low to high; None is without end; an end that is not `closed` does not belong to it."""

    low: Point | None = None
    high: Point | None = None
    low_closed: bool = True
    high_closed: bool = True

    def holds(self, value: Point) -> bool:
        """Whether a number lies inside."""
        after = self.low is None or value > self.low or (self.low_closed and value == self.low)
        before = self.high is None or value < self.high or (self.high_closed and value == self.high)
        return after and before

    def meet(self, other: Range) -> Range | None:
        """What two ranges have in common."""
        (bounded, low), low_open = max(_low(self), _low(other))
        (endless, high), high_closed = min(_high(self), _high(other))
        both = Range(low if bounded else None, None if endless else high, not low_open, high_closed)
        return None if both.is_empty() else both

    def is_empty(self) -> bool:
        """Whether no number lies inside."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.low_closed and self.high_closed))


def _low(each: Range) -> tuple[tuple[bool, Point], bool]:
    return (each.low is not None, each.low or 0), not each.low_closed


def _high(each: Range) -> tuple[tuple[bool, Point], bool]:
    return (each.high is None, each.high or 0), each.high_closed


@dataclass(frozen=True, slots=True)
class Ranges:
    """In one of these ranges, which do not touch and stand in order."""

    parts: tuple[Range, ...]

    def holds(self, value: Point) -> bool:
        """Whether a number is meant."""
        return any(part.holds(value) for part in self.parts)


Cell: TypeAlias = Special | Words | Ranges


def meet(a: Cell, b: Cell) -> Cell | None:
    """What two cells of one column have in common; None when nothing."""
    if a is ANY or a == b:
        return b
    if b is ANY:
        return a
    if isinstance(a, Words) and isinstance(b, Words):
        return _meet_words(a, b)
    if isinstance(a, Ranges) and isinstance(b, Ranges):
        parts = [both for one in a.parts for other in b.parts if (both := one.meet(other))]
        return Ranges(tuple(parts)) if parts else None
    return None


def _meet_words(a: Words, b: Words) -> Words | None:
    if a.but and b.but:
        return Words(a.values | b.values, but=True)
    if a.but or b.but:
        wanted, excluded = (b, a) if a.but else (a, b)
        left = wanted.values - excluded.values
    else:
        left = a.values & b.values
    return Words(left) if left else None


def union(parts: Iterable[Range]) -> tuple[Range, ...]:
    """Ranges in order, those that touch or overlap made one."""
    made: list[Range] = []
    for part in sorted(parts, key=_low):
        if made and _touch(made[-1], part):
            last = made[-1]
            _, furthest = max((_high(last), last), (_high(part), part), key=lambda pair: pair[0])
            made[-1] = Range(last.low, furthest.high, last.low_closed, furthest.high_closed)
        else:
            made.append(part)
    return tuple(made)


def _touch(a: Range, b: Range) -> bool:
    if a.high is None or b.low is None or a.high > b.low:
        return True
    return a.high == b.low and (a.high_closed or b.low_closed)
