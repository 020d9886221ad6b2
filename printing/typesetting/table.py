"""Tables: cells over columns and rows, heads repeated on every page, rows that are too tall cut between lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from printing.fill import content as c
from printing.fonts import FontSet
from printing.typesetting.barcode import CodeBox
from printing.typesetting.box import Box, Pictures
from printing.typesetting.pages import Art, Fill, Sheet, Stroke
from printing.typesetting.paragraph import Lines, Set
from printing.typesetting.setting import set_lines

PAD_X, PAD_Y = 4.0, 3.0
INNER, OUTER = 0.5, 1.0
SHADE = 0.95
LEAST_LINES = 3
"""A row is cut only where at least so many lines stay above."""
Segment = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class LaidCell:
    """A cell with its text set; `column`, `row` where it begins, `width` of all columns it spans."""

    cell: c.TableCell
    row: int
    column: int
    width: float
    lines: Lines
    code: CodeBox | None

    @property
    def need(self) -> float:
        """The height it asks for."""
        if self.cell.height:
            return self.cell.height
        inner = max(self.lines.height, self.code.height if self.code else 0.0)
        return max(inner + 2 * PAD_Y, self.cell.min_height)


class LaidTable:
    """A table of known width: a box of the flow."""

    __slots__ = ("after", "before", "cells", "edges", "heights", "keep", "pictures", "table")

    def __init__(
        self,
        table: c.Table,
        cells: Sequence[LaidCell],
        heights: Sequence[float],
        edges: Sequence[float],
        pictures: Pictures,
    ) -> None:
        self.table, self.cells, self.heights, self.edges, self.pictures = table, cells, heights, edges, pictures
        self.keep, self.before, self.after = False, 0.0, 0.0

    @property
    def signed(self) -> bool:
        """A table is no signature."""
        return False

    @property
    def height(self) -> float:
        """Height of all rows."""
        return sum(self.heights)

    def split(self, room: float, *, tail: bool) -> tuple[Box | None, Box | None]:
        """Cut between rows; a row taller than the room is cut between lines when nothing else would fit."""
        head, count = self.table.head, len(self.heights)
        cut, y = 0, self.before
        blocked = {row for cell in self.cells for row in range(cell.row + 1, cell.row + cell.cell.rows)}
        blocked |= {row + 1 for row, part in enumerate(self.table.rows) if part.keep}
        for row, height in enumerate(self.heights):
            y += height
            if y > room + 0.01:
                break
            if row + 1 not in blocked and row + 1 < count + (not tail):
                cut = row + 1
        if cut == count:
            return self, None
        if cut > head:
            return self._part(0, cut, repeat=False), self._part(cut, count, repeat=True)
        return self._cut_row(room) if head < count else (None, self)

    def force(self, room: float) -> tuple[Box, Box] | None:
        """Cut between any two rows, through cells that span them, when one block of rows is taller than a page."""
        y, cut = 0.0, 0
        for row, height in enumerate(self.heights):
            y += height
            if y > room:
                break
            cut = row + 1
        if not self.table.head < cut < len(self.heights):
            return None
        return self._part(0, cut, repeat=False), self._part(cut, len(self.heights), repeat=True)

    def _part(self, start: int, stop: int, *, repeat: bool) -> LaidTable:
        """Some rows, after the repeated head; a cell that spans the cut goes on without its text in the lower part."""
        head = self.table.head if repeat else 0
        keep = [*range(head), *range(start, stop)]
        place = {row: index for index, row in enumerate(keep)}
        cells = []
        for cell in self.cells:
            rows = [place[row] for row in range(cell.row, cell.row + cell.cell.rows) if row in place]
            if rows:
                lines = cell.lines if cell.row in place else replace(cell.lines, lines=[])
                whole = cell.cell if len(rows) == cell.cell.rows else replace(cell.cell, rows=len(rows))
                cells.append(replace(cell, row=rows[0], lines=lines, cell=whole))
        table = replace(self.table, rows=tuple(self.table.rows[row] for row in keep))
        return LaidTable(table, cells, [self.heights[row] for row in keep], self.edges, self.pictures)

    def _cut_row(self, room: float) -> tuple[Box | None, Box | None]:
        """Cut the first row after the head between lines; (None, self) when it is better moved to the next page."""
        row = self.table.head
        own = [cell for cell in self.cells if cell.row == row]
        space = room - self.before - sum(self.heights[:row])
        if self.heights[row] <= space or not self._can_cut(own, row):
            return None, self
        space -= 2 * PAD_Y
        fits = [int(space / cell.lines.style.lead) for cell in own]
        if min(fits, default=0) < LEAST_LINES or not any(
            len(cell.lines.lines) > fit for cell, fit in zip(own, fits, strict=True)
        ):
            return None, self
        upper = [_lines_of(cell, cell.lines.lines[:fit]) for cell, fit in zip(own, fits, strict=True)]
        lower = [_lines_of(cell, cell.lines.lines[fit:]) for cell, fit in zip(own, fits, strict=True)]
        return self._with_row(row, upper, row + 1), self._with_row(row, lower, len(self.heights))

    def _can_cut(self, own: Sequence[LaidCell], row: int) -> bool:
        """Cells of text only, none of fixed height, none spanning rows here."""
        single = all(cell.cell.rows == 1 and not cell.code and not cell.cell.height for cell in own)
        return single and not any(cell.row < row < cell.row + cell.cell.rows for cell in self.cells)

    def _with_row(self, row: int, cells: list[LaidCell], count: int) -> LaidTable:
        """The first `count` rows, with other cells in one of them."""
        others = [cell for cell in self.cells if cell.row != row and cell.row < count]
        heights = list(self.heights[:count])
        heights[row] = max(cell.need for cell in cells)
        table = replace(self.table, rows=self.table.rows[:count])
        return LaidTable(table, [*others, *cells], heights, self.edges, self.pictures)

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Grounds, texts, then all lines at once."""
        tops = [y]
        for height in self.heights:
            tops.append(tops[-1] + height)
        for cell in self.cells:
            bottom = tops[min(cell.row + cell.cell.rows, len(tops) - 1)]
            self._place_cell(sheet, cell, x + self.edges[cell.column], tops[cell.row], bottom - tops[cell.row])
        inner = self._segments(x, tops) if self.table.borders == "all" else ()
        if inner:
            sheet.drawn.append(Stroke(inner, INNER))
        if self.table.borders != "none":
            left, right, top, bottom = x, x + self.edges[-1], tops[0], tops[-1]
            frame = (
                (left, top, right, top),
                (right, top, right, bottom),
                (right, bottom, left, bottom),
                (left, bottom, left, top),
            )
            sheet.drawn.append(Stroke(frame, OUTER))

    def _place_cell(self, sheet: Sheet, laid: LaidCell, x: float, y: float, height: float) -> None:
        cell, lines = laid.cell, laid.lines
        if cell.shade:
            sheet.below.append(Fill(x, y, laid.width, height, SHADE))
        if laid.code:
            laid.code.place(sheet, x + PAD_X, y + (height - laid.code.height) / 2)
        picture = self.pictures.get(cell.image)
        if picture is not None:
            scale = min((laid.width - 2) / picture.width, (height - 2) / picture.height)
            wide, tall = picture.width * scale, picture.height * scale
            sheet.drawn.append(Art(cell.image, x + (laid.width - wide) / 2, y + (height - tall) / 2, wide, tall))
        room = height - lines.height
        if cell.height and room < 0:
            fit = max(int(height / lines.style.lead), 1)
            sheet.overflow(cell.at, f"单元格放不下：共 {len(lines.lines)} 行，只打印了 {fit} 行")
            lines, room = replace(lines, lines=lines.lines[:fit]), 0.0
        lines.place(
            sheet, x + PAD_X, y + {"top": min(PAD_Y, room), "middle": room / 2, "bottom": room - PAD_Y}[cell.valign]
        )

    def _segments(self, x: float, tops: Sequence[float]) -> tuple[Segment, ...]:
        """The right and lower edges of all cells, touching ones joined."""
        level: dict[float, list[tuple[float, float]]] = {}
        upright: dict[float, list[tuple[float, float]]] = {}
        for cell in self.cells:
            last_row, last_column = cell.row + cell.cell.rows, cell.column + cell.cell.columns
            left, right = x + self.edges[cell.column], x + self.edges[last_column]
            top, bottom = tops[cell.row], tops[min(last_row, len(tops) - 1)]
            if last_row < len(tops) - 1:
                level.setdefault(bottom, []).append((left, right))
            if last_column < len(self.edges) - 1:
                upright.setdefault(right, []).append((top, bottom))
        across = [(start, y, stop, y) for y, parts in level.items() for start, stop in _joined(parts)]
        down = [(x, start, x, stop) for x, parts in upright.items() for start, stop in _joined(parts)]
        return tuple(sorted(across) + sorted(down))


def _lines_of(cell: LaidCell, lines: list[Set]) -> LaidCell:
    """A cell with some of its lines, as high as they are."""
    return replace(cell, lines=replace(cell.lines, lines=lines), cell=replace(cell.cell, min_height=0.0))


def _joined(parts: list[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for start, stop in sorted(parts):
        if found and start <= found[-1][1] + 0.01:
            found[-1] = (found[-1][0], max(stop, found[-1][1]))
        else:
            found.append((start, stop))
    return found


def lay_table(table: c.Table, fonts: FontSet, width: float, pictures: Pictures) -> LaidTable:
    """Set all cells and find the heights of the rows."""
    total = sum(table.columns)
    edges = [0.0]
    for column in table.columns:
        edges.append(edges[-1] + column * width / total)
    cells = [_lay_cell(cell, row, column, edges, fonts) for cell, row, column in _positions(table)]
    heights = [row.height for row in table.rows]
    for laid in cells:
        if laid.cell.rows == 1:
            heights[laid.row] = max(heights[laid.row], laid.need)
    for laid in cells:
        spanned = range(laid.row, min(laid.row + laid.cell.rows, len(heights)))
        lack = laid.need - sum(heights[row] for row in spanned)
        if laid.cell.rows > 1 and lack > 0:
            for row in spanned:
                heights[row] += lack / len(spanned)
    return LaidTable(table, cells, heights, edges, pictures)


def _positions(table: c.Table) -> Iterable[tuple[c.TableCell, int, int]]:
    """Each cell with the row and the column where it begins; a cell never reaches past the last column or row."""
    count, taken = len(table.columns), [0] * len(table.columns)
    for row, part in enumerate(table.rows):
        column = 0
        for cell in part.cells:
            while column < count and taken[column] > row:
                column += 1
            if column >= count:
                break
            wide, tall = min(cell.columns, count - column), min(cell.rows, len(table.rows) - row)
            fitted = cell if (wide, tall) == (cell.columns, cell.rows) else replace(cell, columns=wide, rows=tall)
            for index in range(column, column + fitted.columns):
                taken[index] = row + fitted.rows
            yield fitted, row, column
            column += fitted.columns


def _lay_cell(cell: c.TableCell, row: int, column: int, edges: Sequence[float], fonts: FontSet) -> LaidCell:
    width = edges[column + cell.columns] - edges[column]
    lines = set_lines(cell.spans, cell.style, fonts, max(width - 2 * PAD_X, cell.style.size), 0.0, cell.align)
    code = CodeBox(cell.code, fonts, width - 2 * PAD_X) if cell.code else None
    return LaidCell(cell, row, column, width, Lines(cell.at, lines, cell.style), code)
