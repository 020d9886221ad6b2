"""The bytes of a workbook (.xlsx): written so that nothing in them runs, read so that nothing in them can harm.

openpyxl is met here alone. Row 1 of a sheet holds the heads, every later row one row; 说明 explains and is not read.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from onewindow.domain.sheets.cells import NO, YES, cell, clean, labels
from onewindow.domain.sheets.layout import ID, PART, Sheet, at, sheets
from onewindow.domain.workbench import editing
from onewindow.domain.workbench.entries import Entry, Kind

Json = Any
EXPLANATION: Final = "说明"
MOST_BYTES: Final = 12_000_000
"""Of all parts unpacked."""
MOST_ROWS, MOST_COLUMNS, MOST_PARTS = 2_000, 60, 200
_LISTED: Final = 250
"""Signs a drop-down may hold in Excel."""
MERGED: Final = "不能用合并单元格，请取消合并，每行都填写。"
LINES: Final = (
    "这是一个事项的表格。在 Excel 或 WPS 里修改，保存为 .xlsx，再到工作台“表格”页上传。",
    "上传之后先列出会改什么，逐行选择，确认之后才写进草稿；草稿要走完审核才会公布。",
    "“编号”一列请不要改。新加一行时，编号留空；删掉一行，就是请求删除那一项。",
    "有下拉列表的格子请从列表中选择；可以选几个的，用顿号“、”隔开。",
    "时限写成“10 个工作日”或“7 个自然日”。一行一条的内容，在格子里用 Alt+Enter 换行。",
    "条件（什么情形下需要）不在表格里，请到工作台上用句子设定；表格不会改动它们。",
    "请不要合并单元格，不要用公式。",
)


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
    """A workbook: sheet → rows, each head → cell. `refused`: cells that cannot be read, their text says why."""

    rows: Mapping[str, Sequence[Mapping[str, Cell]]]
    refused: tuple[Cell, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file is not read at all, with the way out."""

    message: str


def write(document: Json, *, names: Mapping[str, str] | None = None) -> bytes:
    """A matter as a workbook. `names`: element key → label, for those who read the sheets."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = EXPLANATION
    for number, line in enumerate(LINES, 1):
        _put(first, number, 1, line)
    first.column_dimensions["A"].width = 100
    for sheet in sheets(document):
        made = book.create_sheet(sheet.title)
        (_upright if sheet.upright else _listed)(made, sheet, document, names or {})
        _dress(made)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _upright(made: Worksheet, sheet: Sheet, document: Json, names: Mapping[str, str]) -> None:
    heads = (ID, "分组", "项目", "填写", "说明")
    for column, head in enumerate(heads, 1):
        _put(made, 1, column, head)
    row = 1
    for part, group in sheet.upright:
        for control in editing.controls(document, group):
            if control.entry.kind is Kind.RULE:
                continue
            row += 1
            entry = control.entry
            told = (control.name, part, names.get(entry.label, entry.label), cell(entry, control.texts), entry.hint)
            for column, text in enumerate(told, 1):
                _put(made, row, column, text)
            _choice(made, entry, f"D{row}")


def _listed(made: Worksheet, sheet: Sheet, document: Json, names: Mapping[str, str]) -> None:
    heads = [ID, *([PART] if sheet.parted else []), *(entry.label for entry in sheet.columns)]
    for column, head in enumerate(heads, 1):
        _put(made, 1, column, head)
    row = 1
    for part, listing in sheet.listings:
        for item in editing.items(document, listing):
            row += 1
            controls = [each for each in item.controls if each.entry.kind is not Kind.RULE]
            texts = [at(item.name)[-1], *([part] if sheet.parted else []), *(cell(c.entry, c.texts) for c in controls)]
            for column, text in enumerate(texts, 1):
                _put(made, row, column, text)
    offset = len(heads) - len(sheet.columns)
    for number, entry in enumerate(sheet.columns, offset + 1):
        letter = get_column_letter(number)
        _choice(made, entry, f"{letter}2:{letter}{row + 50}")


def _put(made: Worksheet, row: int, column: int, text: str) -> None:
    """A text stays a text, whatever it begins with: no formula, no number, no date is made of it."""
    one = made.cell(row, column)
    one.value = clean(text)
    one.data_type = "s"
    one.number_format = "@"


def _choice(made: Worksheet, entry: Entry, where: str) -> None:
    """A drop-down of what a cell may hold; of several choices it offers one and takes more."""
    among = [YES, NO] if entry.kind is Kind.FLAG else list(labels(entry).values())
    listed = ",".join(among)
    if not among or len(listed) > _LISTED or any("," in each or '"' in each for each in among):
        return
    rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    rule.showErrorMessage = entry.kind is not Kind.CHOICES
    rule.errorTitle, rule.error = "不在列表里", "请从下拉列表中选择。"
    made.add_data_validation(rule)
    rule.add(where)


def _dress(made: Worksheet) -> None:
    made.freeze_panes = "B2"
    for place in range(1, made.max_column + 1):
        head = made.cell(1, place)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="DCE8EC")
        made.column_dimensions[get_column_letter(place)].width = 16 if place == 1 else 26
    for row in made.iter_rows(min_row=2):
        for one in row:
            one.alignment = Alignment(wrap_text=True, vertical="top")


def read(data: bytes) -> Cells | Refused:
    """Read a workbook that somebody sent; whatever it is, an answer, never an exception."""
    refused = _unsafe(data)
    if refused:
        return refused
    try:
        book = load_workbook(BytesIO(data), keep_links=False)
        found = [sheet for sheet in book.worksheets if sheet.title != EXPLANATION]
    except Exception:  # a damaged workbook fails in openpyxl in every way there is
        return Refused("不是能读的 .xlsx 工作簿，请用 Excel 或 WPS 另存为 .xlsx 再上传。")
    rows: dict[str, Sequence[Mapping[str, Cell]]] = {}
    faults: list[Cell] = []
    for sheet in found:
        if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
            return Refused(f"“{sheet.title[:40]}”太大：最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列，请删去多余的行列。")
        faults += [Cell(sheet.title, each.min_row, each.min_col, MERGED) for each in sheet.merged_cells.ranges]
        rows[sheet.title] = list(_rows(sheet, faults))
    return Cells(rows, tuple(faults))


def _unsafe(data: bytes) -> Refused | None:
    """Look at the package before anything of it is read: macros, bombs, entities."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > MOST_BYTES:
                return Refused("文件展开后太大，请删去图片和多余的工作表再上传。")
            if any("vbaproject" in each.filename.lower() for each in parts):
                return Refused("文件里有宏，不能上传。请另存为不带宏的 .xlsx。")
            for each in parts:
                if each.filename.lower().endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(each):
                    return Refused("文件里有不允许的内容，请用 Excel 或 WPS 重新另存为 .xlsx。")
    except (zipfile.BadZipFile, InvalidFileException, RuntimeError, NotImplementedError, OSError, ValueError, EOFError):
        return Refused("不是 .xlsx 工作簿，请用 Excel 或 WPS 另存为 .xlsx 再上传。")
    return None


def _rows(sheet: Worksheet, faults: list[Cell]) -> Any:
    """The rows below the heads that hold anything."""
    heads = {one.column: clean(str(one.value)) for one in sheet[1] if one.value not in (None, "")}
    for row in sheet.iter_rows(min_row=2):
        found: dict[str, Cell] = {}
        for one in row:
            head = heads.get(one.column or 0)
            if head is not None and head not in found:
                found[head] = _cell(sheet.title, one, faults)
        if any(each.text for each in found.values()):
            yield found


def _cell(title: str, one: Any, faults: list[Cell]) -> Cell:
    return Cell(title, one.row, one.column, _text(title, one, faults))


def _text(title: str, one: Any, faults: list[Cell]) -> str:
    """What a cell holds, as it would be typed; a formula or an error is a fault."""
    value = one.value
    if one.data_type in ("f", "e"):
        why = "不能用公式，请粘贴为数值。" if one.data_type == "f" else "单元格里是错误值，请改成正确的内容。"
        faults.append(Cell(title, one.row, one.column, why))
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else clean(str(value))
