"""Filling the table-like blocks: all three become one kind of table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from printing.fill import content as c
from printing.fill.scope import NOTHING, Scope
from printing.template import blocks as b
from printing.template.sizes import Style

LABEL_PADDING = 8.0
Styles = Mapping[str, Style]


def fill_barcode(code: b.Code, at: str, styles: Styles, scope: Scope, align: str = "left") -> c.Barcode:
    """A code with its data and caption."""
    return c.Barcode(
        at, code.kind, scope.string(code.data), code.size, scope.spans(code.caption), styles["small"], align
    )


def fill_grid(block: b.Grid, styles: Styles, scope: Scope) -> c.Table:
    """A grid; rows whose condition fails are left out."""
    rows = []
    for row in block.rows:
        if scope.holds(row.condition):
            scope.ledger.count()
            rows.append(c.TableRow(tuple(_cell(cell, styles, scope) for cell in row.cells), block.row_height, row.keep))
    return c.Table(block.at, block.columns, tuple(rows), block.head_rows, block.borders)


def _cell(cell: b.Cell, styles: Styles, scope: Scope) -> c.TableCell:
    return c.TableCell(
        cell.at,
        scope.spans(cell.text),
        styles[cell.style],
        cell.columns,
        cell.rows,
        cell.align,
        cell.valign,
        cell.shade,
        cell.height,
        cell.min_height,
        fill_barcode(cell.code, cell.at, styles, scope) if cell.code else None,
        cell.image,
    )


def fill_key_values(block: b.KeyValues, styles: Styles, width: float, scope: Scope) -> c.Table:
    """Pairs of label and text, packed into rows; the last pair of a row takes the room that is left."""
    label_style, style = styles[block.label_style], styles[block.style]
    label = min(block.label_width * label_style.size + LABEL_PADDING, width / block.columns * 0.6)
    rows: list[list[tuple[b.Item, int]]] = []
    room = 0
    for item in (item for item in block.items if scope.holds(item.condition)):
        span = min(item.span, block.columns)
        if span > room:
            rows.append([])
            room = block.columns
        rows[-1].append((item, span))
        room -= span
    filled = []
    for row in rows:
        scope.ledger.count()
        last, span = row[-1]
        row[-1] = (last, span + block.columns - sum(span for _, span in row))
        cells: list[c.TableCell] = []
        for item, span in row:
            cells.append(c.TableCell(item.at, scope.spans(item.label), label_style, align="center", shade=True))
            cells.append(c.TableCell(item.at, scope.spans(item.text), style, columns=span * 2 - 1))
        filled.append(c.TableRow(tuple(cells), block.row_height))
    return c.Table(block.at, (label, width / block.columns - label) * block.columns, tuple(filled))


def fill_table(block: b.Table, styles: Styles, scope: Scope) -> Iterator[c.Content]:
    """One row for each item; padded to `min_rows`; with `rows_per_page`, one full table a page."""
    style, label_style = styles[block.style], styles[block.label_style]
    head = c.TableRow(
        tuple(
            c.TableCell(column.at, scope.spans(column.title), label_style, align="center", shade=True)
            for column in block.columns
        ),
        block.row_height,
        keep=True,
    )
    items = scope.rows(block.source_name, block.source, optional=block.optional)
    rows = [
        _row(block, scope.within(block.name, scope.label(block.source_name), item, number), style)
        for number, item in enumerate(items, 1)
    ]
    if not rows and not block.min_rows and block.empty.pieces:
        cell = c.TableCell(block.at, scope.spans(block.empty), style, columns=len(block.columns), align="center")
        rows.append(c.TableRow((cell,), block.row_height))
    size = block.rows_per_page or max(len(rows), 1)
    widths = tuple(column.width for column in block.columns)
    for start in range(0, max(len(rows), 1), size):
        part = rows[start : start + size]
        wanted = size if block.rows_per_page else block.min_rows
        blank = c.TableRow(tuple(c.TableCell(column.at, NOTHING, style) for column in block.columns), block.row_height)
        scope.ledger.count(max(wanted - len(part), 0))
        part += [blank] * (wanted - len(part))
        if start:
            yield c.PageBreak()
        yield c.Table(block.at, widths, (head, *part), head=1)


def _row(block: b.Table, scope: Scope, style: Style) -> c.TableRow:
    cells = (c.TableCell(column.at, scope.spans(column.text), style, align=column.align) for column in block.columns)
    return c.TableRow(tuple(cells), block.row_height)
