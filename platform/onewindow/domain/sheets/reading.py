"""The bytes of a workbook (.xlsx) as texts: read so that nothing in it can harm. openpyxl is met here and in `writing`.

Row 1 of a sheet holds the heads, every later row one row; 说明 explains and is not read, 选项 says what it was made of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from onewindow.domain.sheets.cells import NO, YES, clean
from rule_engine.tables.package import MOST_CELLS, package_fault

EXPLANATION: Final = "说明"
CHOICES: Final = "选项"
"""The hidden sheet of the drop-downs; its first two columns say what the workbook was made of."""
MOST_ROWS, MOST_COLUMNS = 8_000, 80
EXACT: Final = 10**15
"""Excel keeps fifteen digits of a number; the others it has lost already."""
MERGED: Final = "不能用合并单元格，请取消合并，每行都填写。"


@dataclass(frozen=True, slots=True)
class Cell:
    """What somebody wrote, as text, and where."""

    sheet: str
    row: int
    column: int
    text: str

    @property
    def place(self) -> str:
        """«材料!C7»."""
        return f"{self.sheet}!{get_column_letter(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Cells:
    """A workbook: sheet → rows, each head → cell. `heads`: sheet → head → its cell. `refused`: cells that cannot be
    read, their text says why. `origin`: what the workbook was made of, as it was written.
    """

    rows: Mapping[str, Sequence[Mapping[str, Cell]]]
    refused: tuple[Cell, ...] = field(default=())
    heads: Mapping[str, Mapping[str, Cell]] = field(default_factory=dict)
    origin: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file is not read at all, with the way out."""

    message: str


def read(data: bytes) -> Cells | Refused:
    """Read a workbook that somebody sent; whatever it is, an answer, never an exception."""
    if fault := package_fault(data):
        return Refused(fault)
    try:
        book = load_workbook(BytesIO(data), keep_links=False)
        found = list(book.worksheets)
    except Exception:  # a damaged workbook fails in openpyxl in every way there is
        return Refused("不是能读的 .xlsx 工作簿，请用 Excel 或 WPS 另存为 .xlsx 再上传。")
    if too_large := _too_large(found):
        return too_large
    faults: list[Cell] = []
    rows: dict[str, Sequence[Mapping[str, Cell]]] = {}
    heads: dict[str, Mapping[str, Cell]] = {}
    origin: Mapping[str, str] = {}
    for sheet in found:
        if sheet.title == CHOICES:
            origin = dict(_pairs(sheet))
        elif sheet.title != EXPLANATION:
            faults += [Cell(sheet.title, each.min_row, each.min_col, MERGED) for each in sheet.merged_cells.ranges]
            heads[sheet.title] = _heads(sheet, faults)
            rows[sheet.title] = list(_rows(sheet, heads[sheet.title], faults))
    return Cells(rows, tuple(faults), heads, origin)


def _too_large(sheets: Sequence[Worksheet]) -> Refused | None:
    """Rows and columns that are only declared count too: somebody would have to walk through them."""
    for sheet in sheets:
        if sheet.max_row > MOST_ROWS or (sheet.max_column > MOST_COLUMNS and sheet.title != CHOICES):
            return Refused(f"“{sheet.title[:40]}”太大：最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列，请删去多余的行列。")
    if sum(sheet.max_row * sheet.max_column for sheet in sheets if sheet.title != CHOICES) > MOST_CELLS:
        return Refused("工作簿太大，请分成几个文件，每个文件少放几个事项。")
    return None


def _heads(sheet: Worksheet, faults: list[Cell]) -> dict[str, Cell]:
    """The heads in the first row; a head that stands twice is told, its second column is not read."""
    found: dict[str, Cell] = {}
    for one in sheet[1]:
        head = _cell(sheet.title, one, faults)
        if head is None:
            continue
        if head.text and head.text in found:
            told = f"标题“{head.text[:30]}”写了两次，这一列没有读，请删去其中一列。"
            faults.append(Cell(sheet.title, head.row, head.column, told))
        elif head.text:
            found[head.text] = head
    return found


def _rows(sheet: Worksheet, heads: Mapping[str, Cell], faults: list[Cell]) -> Iterator[Mapping[str, Cell]]:
    """The rows below the heads that hold anything; cells that cannot be read are left out, and change nothing."""
    columns = {one.column: head for head, one in heads.items()}
    merged = {place for each in sheet.merged_cells.ranges for place in each.cells}
    for row in sheet.iter_rows(min_row=2):
        known = ((columns.get(one.column or 0), one) for one in row if (one.row, one.column) not in merged)
        cells = {head: _cell(sheet.title, one, faults) for head, one in known if head is not None}
        found = {head: one for head, one in cells.items() if one is not None}
        if any(each.text for each in found.values()):
            yield found


def _pairs(sheet: Worksheet) -> Iterator[tuple[str, str]]:
    for key, value in sheet.iter_rows(max_col=2, values_only=True):
        if key:
            yield str(key), str(value or "")


def _cell(title: str, one: Any, faults: list[Cell]) -> Cell | None:
    """A cell as text; of one that cannot be read it is told why."""
    text, fault = _text(one)
    if fault:
        faults.append(Cell(title, one.row, one.column, fault))
        return None
    return Cell(title, one.row, one.column, text)


def _text(one: Any) -> tuple[str, str]:
    """What a cell holds, as it would be typed, and what is wrong with it."""
    value = one.value
    if one.data_type == "f":
        return "", "不能用公式，请粘贴为数值。"
    if one.data_type == "e":
        return "", "单元格里是错误值，请改成正确的内容。"
    if isinstance(value, bool):
        return (YES if value else NO), ""
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        whole = value.time() == datetime.min.time()
        return (value.date().isoformat() if whole else value.isoformat(timespec="minutes")), ""
    if isinstance(value, date):
        return value.isoformat(), ""
    return "" if value is None else clean(str(value)), ""


def _number(value: float) -> tuple[str, str]:
    """A number as it was typed; of a long one Excel has lost the last digits."""
    if abs(value) >= EXACT:
        return "", "数字超过 15 位，Excel 已经丢掉了后面的数字。请把单元格设为“文本”，再重新填写。"
    return (str(int(value)) if float(value).is_integer() else str(value)), ""
