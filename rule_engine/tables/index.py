"""Which rows a value meets: for each column, the values that make a difference, and for each of them the rows as bits
of one integer.

A decision is then one look-up a column and one `&`, however many rows there are. The analysis walks the same pieces.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from rule_engine.tables.cells import ANY, BLANK, Cell, Point, Range, Ranges, Words
from rule_engine.tables.columns import Column
from rule_engine.values.blank import is_blank
from rule_engine.values.json import Json
from rule_engine.values.texts import text

Rows: TypeAlias = int
"""A set of rows: bit i stands for row i."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Values of one column that no cell tells apart: `cell` describes them, `rows` are the rows they meet."""

    cell: Cell
    rows: Rows


@dataclass(frozen=True, slots=True)
class Axis:
    """One column. `blank`, `other`: the rows met by a blank, and by a wrong value or a word no cell names."""

    column: Column
    blank: Rows
    other: Rows
    words: dict[Json, Rows]
    points: tuple[Point, ...]
    at: tuple[Rows, ...]

    def rows(self, value: Json) -> Rows:
        """The rows that a value meets. `at` holds, in order: below the first point, the point, up to the next, …"""
        if is_blank(value):
            return self.blank
        if not self.column.ordered:
            word = text(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else value
            return self.words.get(word, self.other) if isinstance(word, (str, bool)) else self.other
        point = self.column.point(value)
        if point is None:
            return self.other
        position = bisect_left(self.points, point)
        on = position < len(self.points) and self.points[position] == point
        return self.at[2 * position + on]


@dataclass(frozen=True, slots=True)
class Index:
    """All columns, and all rows."""

    axes: tuple[Axis, ...]
    every: Rows

    @classmethod
    def of(cls, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Index:
        """Built once, when the table is."""
        every = (1 << len(rows)) - 1
        return cls(tuple(axis(column, [row[place] for row in rows]) for place, column in enumerate(columns)), every)


def axis(column: Column, cells: Sequence[Cell]) -> Axis:
    """The index of one column."""
    anything = sum(1 << row for row, cell in enumerate(cells) if cell is ANY)
    blank = anything | sum(1 << row for row, cell in enumerate(cells) if cell is BLANK)
    if column.ordered:
        points, at = _stretches(cells, anything)
        return Axis(column, blank, anything, {}, points, at)
    words, other = _words(column, cells, anything)
    return Axis(column, blank, other, words, (), ())


def _words(column: Column, cells: Sequence[Cell], anything: Rows) -> tuple[dict[Json, Rows], Rows]:
    named = {value for cell in cells if isinstance(cell, Words) for value in cell.values}
    named |= {value for value, _ in column.options}
    other = anything | sum(1 << row for row, cell in enumerate(cells) if isinstance(cell, Words) and cell.but)
    words = dict.fromkeys(sorted(named, key=str), other)
    for row, cell in enumerate(cells):
        if isinstance(cell, Words):
            for value in cell.values:
                words[value] = words[value] & ~(1 << row) if cell.but else words[value] | 1 << row
    return words, other


def _stretches(cells: Sequence[Cell], anything: Rows) -> tuple[tuple[Point, ...], tuple[Rows, ...]]:
    """The end points of all ranges in order, and the rows met below, on and between them: one sweep along the axis."""
    parts = [(row, part) for row, cell in enumerate(cells) if isinstance(cell, Ranges) for part in cell.parts]
    points = tuple(sorted({end for _, part in parts for end in (part.low, part.high) if end is not None}))
    place = {point: 2 * number + 1 for number, point in enumerate(points)}
    toggles: list[Rows] = [0] * (2 * len(points) + 2)
    for row, part in parts:
        begin, after = _span(part, place, 2 * len(points) + 1)
        toggles[begin] ^= 1 << row
        toggles[after] ^= 1 << row
    at, now = [], anything
    for toggle in toggles[:-1]:
        now ^= toggle
        at.append(now)
    return points, tuple(at)


def _span(part: Range, place: dict[Point, int], end: int) -> tuple[int, int]:
    begin = 0 if part.low is None else place[part.low] + (not part.low_closed)
    after = end if part.high is None else place[part.high] + part.high_closed
    return begin, after
