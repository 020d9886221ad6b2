"""Which rows of a table may hold together, and which take in others whole: every row is a box, found by sweeping along
each column.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeAlias

from rule_engine.tables.cells import ANY, BLANK, Cell, Point, Ranges, Words
from rule_engine.tables.index import Axis, Rows
from rule_engine.tables.model import DecisionTable

Place: TypeAlias = tuple[int, Point, int]
"""A place on an axis that sorts: without end or not, the point, just before (-1) or just after (1) it."""


class Boxes:
    """For each row: `touching`, rows it may share a record with (several ranges in one cell make it a maybe);
    `covering`, rows that hold wherever it holds.
    """

    def __init__(self, table: DecisionTable) -> None:
        self.touching: list[Rows] = [table.index.every & ~(1 << row) for row in range(len(table.rows))]
        self.covering: list[Rows] = list(self.touching)
        for place, axis in enumerate(table.index.axes):
            cells = [row.cells[place] for row in table.rows]
            if axis.column.ordered:
                self._sweep(cells, table.index.every)
            else:
                self._look_up(axis, cells, table.index.every)

    def _look_up(self, axis: Axis, cells: Sequence[Cell], every: Rows) -> None:
        """Words: what is met by any, and by all, of a cell's values."""

        @cache
        def met(cell: Cell) -> tuple[Rows, Rows]:
            if cell is ANY:
                return every, sum(1 << row for row, each in enumerate(cells) if each is ANY)
            if not isinstance(cell, Words):
                return axis.blank, axis.blank
            each = [rows for value, rows in axis.words.items() if cell.holds(value)] + (
                [axis.other] if cell.but else []
            )
            some, all_of = 0, every
            for rows in each:
                some, all_of = some | rows, all_of & rows
            return some, all_of

        for row, cell in enumerate(cells):
            some, all_of = met(cell)
            self.touching[row] &= some
            self.covering[row] &= all_of

    def _sweep(self, cells: Sequence[Cell], every: Rows) -> None:
        """Ranges: a row touches those that begin before it ends and end after it begins; it is covered by those that
        begin before it begins and end after it ends.
        """
        ranged = [row for row, cell in enumerate(cells) if isinstance(cell, Ranges)]
        anything = sum(1 << row for row, cell in enumerate(cells) if cell is ANY)
        several = sum(1 << row for row, cell in enumerate(cells) if isinstance(cell, Ranges) and cell.parts[1:])
        begun_at_end = _before(ranged, lambda row: _begin(cells[row]), lambda row: _end(cells[row]))
        ended_at_begin = _before(ranged, lambda row: _end(cells[row]), lambda row: _begin(cells[row]), strictly=True)
        begun_at_begin = _before(ranged, lambda row: _begin(cells[row]), lambda row: _begin(cells[row]))
        ended_at_end = _before(ranged, lambda row: _end(cells[row]), lambda row: _end(cells[row]), strictly=True)
        blank = sum(1 << row for row, cell in enumerate(cells) if cell is BLANK)
        for row, cell in enumerate(cells):
            if cell is BLANK:
                self.touching[row] &= anything | blank
                self.covering[row] &= anything | blank
            elif cell is ANY:
                self.covering[row] &= anything
            else:
                self.touching[row] &= (begun_at_end[row] & ~ended_at_begin[row]) | several | anything
                self.covering[row] &= (begun_at_begin[row] & ~ended_at_end[row] & ~several) | anything


def _begin(cell: Cell) -> Place:
    """Where the first range of a cell begins."""
    assert isinstance(cell, Ranges)
    first = cell.parts[0]
    return (-1, 0, 0) if first.low is None else (0, first.low, 0 if first.low_closed else 1)


def _end(cell: Cell) -> Place:
    """Where the last range of a cell ends."""
    assert isinstance(cell, Ranges)
    last = cell.parts[-1]
    return (1, 0, 0) if last.high is None else (0, last.high, 0 if last.high_closed else -1)


def _before(
    rows: Sequence[int], event: Callable[[int], Place], moment: Callable[[int], Place], *, strictly: bool = False
) -> dict[int, Rows]:
    """For each row, the rows whose event comes not after (strictly: before) its moment."""
    events = sorted((event(row), row) for row in rows)
    made: dict[int, Rows] = {}
    passed, place = 0, 0
    for now, row in sorted((moment(row), row) for row in rows):
        while place < len(events) and (events[place][0] < now if strictly else events[place][0] <= now):
            passed |= 1 << events[place][1]
            place += 1
        made[row] = passed
    return made
