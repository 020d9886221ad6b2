"""A column cut into pieces: values that no cell of the table tells apart, each piece with one value as an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rule_engine.tables.cells import ANY, BLANK, Cell, Point, Range, Ranges, Words
from rule_engine.tables.columns import Column
from rule_engine.tables.index import Axis, Rows
from rule_engine.values.json import Json
from rule_engine.values.numbers import add, divide


@dataclass(frozen=True, slots=True)
class Piece:
    """An example (as it stands in the facts), the rows met, and the cell that says which values are meant."""

    example: Json
    rows: Rows
    cell: Cell


def cut(axis: Axis) -> Iterator[Piece]:
    """The pieces of a column, in order; only those that have a value inside the column's bounds."""
    column = axis.column
    if column.blank:
        yield Piece(None, axis.blank, BLANK)
    if column.kind == "boolean":
        yield from (Piece(value, axis.rows(value), Words(frozenset([value]))) for value in (True, False))
    elif not column.ordered:
        yield from (Piece(value, rows, Words(frozenset([value]))) for value, rows in axis.words.items())
        if not column.options:
            yield Piece(unnamed(axis.words), axis.other, Words(frozenset(axis.words), but=True))
    else:
        for place, rows in enumerate(axis.at):
            part = stretch(axis.points, place).meet(column.domain)
            point = None if part is None else inside(part, column)
            if part is not None and point is not None:
                yield Piece(column.fact(point), rows, Ranges((part,)))


def unnamed(words: Mapping[Json, Rows]) -> str:
    """A text that no cell names."""
    name = "其他"
    while name in words:
        name += "值"
    return name


def stretch(points: Sequence[Point], place: int) -> Range:
    """The part of an axis at a place of `Axis.at`: a point, or what lies between two."""
    number, on = divmod(place, 2)
    if on:
        return Range(points[number], points[number])
    low = points[number - 1] if number else None
    high = points[number] if number < len(points) else None
    return Range(low, high, low_closed=False, high_closed=False)


def inside(part: Range, column: Column) -> Point | None:
    """A value of the column inside a range, as round as it gets; None when the column has none there."""
    if column.whole:
        low = None if part.low is None else int(part.low) + (not part.low_closed)
        high = None if part.high is None else int(part.high) - (not part.high_closed)
        if low is not None and high is not None and low > high:
            return None
        return low if low is not None else high if high is not None else 0
    if part.low is not None and part.low_closed:
        return part.low
    if part.high is not None and part.high_closed:
        return part.high
    if part.low is None:
        return 0 if part.high is None else add(part.high, -1)
    return add(part.low, 1) if part.high is None else divide(add(part.low, part.high), 2)


def example(cell: Cell, column: Column, pieces: Sequence[Piece]) -> Json:
    """A value, as it stands in the facts, that a cell means."""
    if cell is ANY:
        return pieces[0].example
    if isinstance(cell, Words):
        return next((piece.example for piece in pieces if piece.cell is not BLANK and cell.holds(piece.example)), None)
    if isinstance(cell, Ranges):
        points = (inside(both, column) for part in cell.parts if (both := part.meet(column.domain)))
        return next((column.fact(point) for point in points if point is not None), None)
    return None
