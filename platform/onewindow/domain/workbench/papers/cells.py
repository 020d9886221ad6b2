"""Drawn tables: cells merged and split, rows and columns added and taken out, as in Word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onewindow.domain.workbench.places import find, put
from tenants.pointers import parse

Json = Any
NO_NEIGHBOUR = "旁边没有大小相同、可以合并的单元格。先拆分旁边的，再合并。"
WHOLE = "这个单元格没有合并过，不用拆分。"
CROSSED = "有合并的单元格跨过这里，请先拆分它，再删除。"
LAST = "表格至少留一行一列。要去掉整个表格，请删除这一块。"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a cell stands: its row and place in the row as written, the first column it covers, and its size."""

    row: int
    place: int
    column: int
    span: int
    rows: int
    cell: Json


Change = Json | str
"""The changed template, or why nothing was changed."""


def spots(grid: Mapping[str, Json]) -> list[Spot]:
    """Every cell of a grid with the columns it covers."""
    taken: dict[int, int] = {}
    found: list[Spot] = []
    width = len(grid.get("columns") or ())
    for number, row in enumerate(grid.get("rows") or ()):
        free = [column for column in range(width) if taken.get(column, 0) <= number]
        for place, cell in enumerate(_cells(row)):
            span, rows = _size(cell)
            if not free:
                break
            found.append(Spot(number, place, free[0], span, rows, cell))
            taken.update(dict.fromkeys(free[:span], number + rows))
            free = free[span:]
    return found


def merge_right(template: Json, name: str) -> Change:
    """With a cell and the one at its right as one."""
    grid, all_, here = _at(template, name)
    if here is None:
        return NO_NEIGHBOUR
    other = next((s for s in all_ if s.row == here.row and s.column == here.column + here.span), None)
    if other is None or other.rows != here.rows:
        return NO_NEIGHBOUR
    kept = [each for each in all_ if each not in (here, other)]
    cell = _sized(_joined(here.cell, other.cell), here.span + other.span, here.rows)
    return _put(template, name, grid, [*kept, Spot(here.row, 0, here.column, 0, 0, cell)])


def merge_down(template: Json, name: str) -> Change:
    """With a cell and the one below it as one."""
    grid, all_, here = _at(template, name)
    if here is None:
        return NO_NEIGHBOUR
    other = next((s for s in all_ if s.row == here.row + here.rows and s.column == here.column), None)
    if other is None or other.span != here.span:
        return NO_NEIGHBOUR
    kept = [each for each in all_ if each not in (here, other)]
    cell = _sized(_joined(here.cell, other.cell), here.span, here.rows + other.rows)
    return _put(template, name, grid, [*kept, Spot(here.row, 0, here.column, 0, 0, cell)])


def split(template: Json, name: str) -> Change:
    """With a merged cell parted into those it was made of; its text stays in the first."""
    grid, all_, here = _at(template, name)
    if here is None or here.span * here.rows == 1:
        return WHOLE
    kept = [each for each in all_ if each != here]
    new = [
        Spot(here.row + down, 0, here.column + right, 1, 1, _sized(here.cell, 1, 1) if not down and not right else "")
        for down in range(here.rows)
        for right in range(here.span)
    ]
    return _put(template, name, grid, [*kept, *new])


def add_row(template: Json, name: str) -> Change:
    """With an empty row behind the one of a cell."""
    grid, all_, here = _at(template, name)
    after = here.row + here.rows if here else len(grid["rows"])
    moved = [_moved(each, after, rows=1) for each in all_]
    crossing = {c for s in all_ if s.row < after < s.row + s.rows for c in range(s.column, s.column + s.span)}
    new = [Spot(after, 0, column, 1, 1, "") for column in range(len(grid["columns"])) if column not in crossing]
    rows = [*grid["rows"][:after], [], *grid["rows"][after:]]
    return _put(template, name, {**grid, "rows": rows}, [*moved, *new])


def add_column(template: Json, name: str) -> Change:
    """With an empty column at the right of a cell, as wide as its own."""
    grid, all_, here = _at(template, name)
    after = here.column + here.span if here else len(grid["columns"])
    moved = [_moved(each, after, columns=1) for each in all_]
    crossing = {r for s in all_ if s.column < after < s.column + s.span for r in range(s.row, s.row + s.rows)}
    new = [Spot(row, 0, after, 1, 1, "") for row in range(len(grid["rows"])) if row not in crossing]
    widths = [*grid["columns"][:after], grid["columns"][max(after - 1, 0)], *grid["columns"][after:]]
    return _put(template, name, {**grid, "columns": widths}, [*moved, *new])


def drop_row(template: Json, name: str) -> Change:
    """Without the row of a cell."""
    grid, all_, here = _at(template, name)
    if here is None or len(grid["rows"]) == 1:
        return LAST
    if any(s.rows > 1 and s.row <= here.row < s.row + s.rows for s in all_):
        return CROSSED
    kept = [_back(each, here.row, rows=1) for each in all_ if each.row != here.row]
    rows = [*grid["rows"][: here.row], *grid["rows"][here.row + 1 :]]
    return _put(template, name, {**grid, "rows": rows}, kept)


def drop_column(template: Json, name: str) -> Change:
    """Without the first column that a cell covers."""
    grid, all_, here = _at(template, name)
    if here is None or len(grid["columns"]) == 1:
        return LAST
    if any(s.span > 1 and s.column <= here.column < s.column + s.span for s in all_):
        return CROSSED
    kept = [_back(each, here.column, columns=1) for each in all_ if each.column != here.column]
    widths = [*grid["columns"][: here.column], *grid["columns"][here.column + 1 :]]
    return _put(template, name, {**grid, "columns": widths}, kept)


def grid_of(name: str) -> str:
    """The written pointer of the grid that a cell stands in."""
    return name.rpartition("/rows/")[0]


def _at(template: Json, name: str) -> tuple[dict[str, Json], list[Spot], Spot | None]:
    grid = dict(find(template, parse(grid_of(name))))
    row, *rest = name.rpartition("/rows/")[2].split("/")
    all_ = spots(grid)
    place = rest[-1] if rest else ""
    return grid, all_, next((s for s in all_ if (str(s.row), str(s.place)) == (row, place)), None)


def _put(template: Json, name: str, grid: dict[str, Json], cells: list[Spot]) -> Json:
    """Write the cells back into their rows, in the order of their columns."""
    rows = []
    for number, row in enumerate(grid["rows"]):
        own = [each.cell for each in sorted(cells, key=lambda s: s.column) if each.row == number]
        rows.append({**row, "cells": own} if isinstance(row, Mapping) else own)
    return put(template, parse(grid_of(name)), {**grid, "rows": rows})


def _moved(spot: Spot, after: int, *, rows: int = 0, columns: int = 0) -> Spot:
    """A cell when rows or columns come in behind `after`: it moves on, grows where it crosses, or stays."""
    start, length = (spot.row, spot.rows) if rows else (spot.column, spot.span)
    if start >= after:
        return Spot(spot.row + rows, 0, spot.column + columns, spot.span, spot.rows, spot.cell)
    if start + length > after:
        cell = _sized(spot.cell, spot.span + columns, spot.rows + rows)
        return Spot(spot.row, 0, spot.column, spot.span + columns, spot.rows + rows, cell)
    return spot


def _back(spot: Spot, gone: int, *, rows: int = 0, columns: int = 0) -> Spot:
    start = spot.row if rows else spot.column
    by = 1 if start > gone else 0
    return Spot(spot.row - by * rows, 0, spot.column - by * columns, spot.span, spot.rows, spot.cell)


def _cells(row: Json) -> list[Json]:
    found = row.get("cells") if isinstance(row, Mapping) else row
    return found if isinstance(found, list) else []


def _size(cell: Json) -> tuple[int, int]:
    if not isinstance(cell, Mapping):
        return 1, 1
    return max(_whole(cell.get("span")), 1), max(_whole(cell.get("rows")), 1)


def _whole(value: Json) -> int:
    return int(value) if isinstance(value, (int, str)) and str(value).isdecimal() else 1


def _sized(cell: Json, span: int, rows: int) -> Json:
    full = dict(cell) if isinstance(cell, Mapping) else {"text": cell}
    full = {key: part for key, part in full.items() if key not in ("span", "rows")}
    full |= ({"span": span} if span > 1 else {}) | ({"rows": rows} if rows > 1 else {})
    return full["text"] if full.keys() == {"text"} else full


def _joined(one: Json, other: Json) -> Json:
    """Two cells as one: the first, with the second's text behind its own."""
    more = _text(other)
    if not more:
        return one
    if not isinstance(one, Mapping):
        return f"{one}{more}"
    key = "label" if "label" in one else "text"
    return {**one, key: f"{one.get(key, '')}{more}"}


def _text(cell: Json) -> str:
    if not isinstance(cell, Mapping):
        return str(cell)
    return str(cell.get("label", cell.get("text", "")))
