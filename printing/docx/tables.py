"""Word tables -> grid blocks: merged cells become spans."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from printing.docx.archive import NAMESPACE, child, number, value
from printing.docx.paragraphs import Typed, read_paragraph
from printing.values import Json

MAX_COLUMNS = 48
TWIPS_PER_MM = 56.7


@dataclass(slots=True)
class _Cell:
    """A cell while its rows are counted."""

    typed: list[Typed]
    column: int
    columns: int
    shade: bool
    rows: int = 1


def read_table(node: ET.Element) -> tuple[Json, list[Typed]] | None:
    """A grid block and the paragraphs in it (for their styles); None when the table has no columns or too many."""
    widths = [number(column, attribute="w") for column in node.findall(f"{NAMESPACE}tblGrid/{NAMESPACE}gridCol")]
    if not 1 <= len(widths) <= MAX_COLUMNS:
        return None
    open_cells: dict[int, _Cell] = {}
    rows = [_read_row(row, len(widths), open_cells) for row in node.findall(f"{NAMESPACE}tr")]
    columns: list[Json] = [max(round(width / TWIPS_PER_MM), 1) for width in widths]
    found = [typed for row in rows for cell in row for typed in cell.typed]
    cells: list[Json] = [[_cell_json(cell) for cell in row] for row in rows]
    head = sum(1 for row in node.findall(f"{NAMESPACE}tr") if child(row, "trPr", "tblHeader") is not None)
    return {"type": "grid", "columns": columns, "rows": cells, "head_rows": min(head, 10)}, found


def _read_row(row: ET.Element, width: int, open_cells: dict[int, _Cell]) -> list[_Cell]:
    """The cells that begin in a row; cells merged downwards (`open_cells`, by column) grow, gaps are filled."""
    begun: list[_Cell] = []
    column = 0
    for node in row.findall(f"{NAMESPACE}tc"):
        span = min(max(number(node, "tcPr", "gridSpan"), 1), width - column)
        if span < 1:
            break
        merge = child(node, "tcPr", "vMerge")
        above = open_cells.get(column)
        if merge is not None and value(node, "tcPr", "vMerge") != "restart" and above and above.columns == span:
            above.rows += 1
        else:
            begun.append(_Cell(_texts(node), column, span, _is_shaded(node)))
            _forget(open_cells, column, span)
            if merge is not None:
                open_cells[column] = begun[-1]
        column += span
    if column < width:
        begun.append(_Cell([], column, width - column, shade=False))
        _forget(open_cells, column, width - column)
    return begun


def _forget(open_cells: dict[int, _Cell], column: int, span: int) -> None:
    for at in range(column, column + span):
        open_cells.pop(at, None)


def _texts(node: ET.Element) -> list[Typed]:
    return [read_paragraph(paragraph) for paragraph in node.findall(f"{NAMESPACE}p")]


def _is_shaded(node: ET.Element) -> bool:
    return value(node, "tcPr", "shd", attribute="fill").lower() not in ("", "auto", "ffffff")


def _cell_json(cell: _Cell) -> Json:
    first = next((typed for typed in cell.typed if typed.text.strip()), None)
    found: dict[str, Json] = {"text": "\n".join(typed.text for typed in cell.typed)}
    if cell.columns > 1:
        found["span"] = cell.columns
    if cell.rows > 1:
        found["rows"] = cell.rows
    if cell.shade:
        found["shade"] = True
    if first:
        found |= {"style": first.style, "align": first.align}
    return found
