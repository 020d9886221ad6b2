"""Decision tables as Excel workbooks (.xlsx), in and out: bytes to table, table to bytes.

One sheet. Row 1: name and hit policy. Rows 2 to 6 describe the columns, with a heading in column A: role (条件, 结果,
备注), data item, label, kind, values (options as `value=label`, or bounds; 可空 when it may be blank). Every later row
is a row of the table; in column A its number, or 默认 for the default. What is wrong is told with its cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from rule_engine.errors import DocumentError, Problem
from rule_engine.tables.columns import Column
from rule_engine.tables.model import DecisionTable
from rule_engine.tables.notation import write
from rule_engine.tables.package import package_fault
from rule_engine.values.json import Json
from rule_engine.values.words import did_you_mean

HITS: Final = {
    "唯一命中": ("unique", "list"),
    "首个命中": ("first", "list"),
    "全部列出": ("collect", "list"),
    "全部求和": ("collect", "sum"),
    "全部取最小": ("collect", "min"),
    "全部取最大": ("collect", "max"),
    "全部计数": ("collect", "count"),
}
KINDS: Final = {"文本": "text", "是或否": "boolean", "整数": "integer", "数字": "number", "日期": "date"}
ROLES: Final = ("条件", "结果", "备注")
HEADINGS: Final = ("角色", "数据项", "名称", "类型", "取值")
FIRST_ROW: Final = 7
DEFAULT: Final = "默认"
OPTIONAL: Final = "可空"
MOST_ROWS: Final = 20_000
MOST_EXACT: Final = 10**15
"""The largest whole number that Excel keeps digit by digit."""


def to_xlsx(table: DecisionTable) -> bytes:
    """The table as a workbook that `from_xlsx` reads back to an equal table."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "决策表"
    hit = next(
        name
        for name, each in HITS.items()
        if each == (table.hit, table.aggregate if table.hit == "collect" else "list")
    )
    _put(sheet, 1, ["决策表", table.name, "命中方式", hit])
    for number, line in enumerate(_description(table), 2):
        _put(sheet, number, line)
    for number, row in enumerate(table.rows, 1):
        cells = [write(cell, column) for cell, column in zip(row.cells, table.columns, strict=True)]
        _put(sheet, FIRST_ROW + number - 1, [number, *cells, *row.values, row.note])
    if table.default is not None:
        _put(sheet, FIRST_ROW + len(table.rows), [DEFAULT, *["-" for _ in table.columns], *table.default, ""])
    _dress(sheet)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _description(table: DecisionTable) -> Iterator[list[Any]]:
    columns, outputs = table.columns, table.outputs
    yield [HEADINGS[0], *[ROLES[0] for _ in columns], *[ROLES[1] for _ in outputs], ROLES[2]]
    yield [HEADINGS[1], *[column.path for column in columns], *[output.key for output in outputs], ""]
    yield [HEADINGS[2], *[column.label for column in columns], *[output.label for output in outputs], "备注"]
    yield [HEADINGS[3], *[column.kind_label for column in columns]]
    yield [HEADINGS[4], *[_values(column) for column in columns]]


def _values(column: Column) -> str:
    parts = [value if value == label else f"{value}={label}" for value, label in column.options]
    if column.min is not None or column.max is not None:
        ends = ["" if end is None else column.spell(end) for end in (column.min, column.max)]
        parts.append("..".join(ends))
    return "; ".join([*parts, OPTIONAL] if column.blank else parts)


def _put(sheet: Worksheet, number: int, values: Sequence[Any]) -> None:
    """Texts stay texts, so that Excel turns no code into a number and no text into a formula."""
    for place, value in enumerate(values, 1):
        cell = sheet.cell(number, place)
        plain = isinstance(value, (bool, int)) and abs(value) <= MOST_EXACT
        cell.value = value if plain or value is None else ILLEGAL_CHARACTERS_RE.sub("", str(value))
        if not plain:
            cell.data_type = "s"
            cell.number_format = "@"


def _dress(sheet: Worksheet) -> None:
    sheet.freeze_panes = f"B{FIRST_ROW}"
    for row in sheet.iter_rows(min_row=1, max_row=FIRST_ROW - 1):
        for cell in row:
            cell.font = Font(bold=cell.column == 1 or cell.row in (1, 4))
            cell.fill = PatternFill("solid", fgColor="EEF2F7")
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for place in range(1, sheet.max_column + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 10 if place == 1 else 22


def from_xlsx(data: bytes) -> DecisionTable:
    """Read a workbook. Raise DocumentError whose problems name the cells (`C5`)."""
    reading = _Reading(_sheet(data))
    table = reading.document()
    if reading.problems:
        raise DocumentError(reading.problems)
    try:
        return DecisionTable.from_json(table)
    except DocumentError as error:
        raise DocumentError([reading.located(each) for each in error.problems]) from None


def _sheet(data: bytes) -> Worksheet:
    if fault := package_fault(data):
        message, _, suggestion = fault.partition("，")
        raise DocumentError([Problem("", message, suggestion.rstrip("。"))])
    try:
        sheet = load_workbook(BytesIO(data), keep_links=False).worksheets[0]
    except (InvalidFileException, KeyError, ValueError, IndexError, TypeError, SyntaxError):
        raise DocumentError([Problem("", "不是能读的 .xlsx 工作簿", "用 Excel 或 WPS 另存为 .xlsx")]) from None
    if sheet.max_row > MOST_ROWS:
        raise DocumentError([Problem(f"A{sheet.max_row}", f"超过 {MOST_ROWS} 行", "拆成几张较小的表")])
    return sheet


@dataclass
class _Reading:
    """One sheet being read, and the problems found."""

    sheet: Worksheet

    def __post_init__(self) -> None:
        self.problems: list[Problem] = []
        self.lines: list[int] = []
        last = max((place for place in range(2, self.sheet.max_column + 1) if self.text(2, place)), default=1)
        roles = {place: self.text(2, place) for place in range(2, last + 1)}
        for place, role in roles.items():
            if role not in ROLES:
                self.wrong(
                    2, place, f"不认识的列角色“{role}”", did_you_mean(role, ROLES) or f"可用：{'、'.join(ROLES)}"
                )
        self.conditions = [place for place, role in roles.items() if role == ROLES[0]]
        self.results = [place for place, role in roles.items() if role == ROLES[1]]
        self.notes = [place for place, role in roles.items() if role == ROLES[2]]

    def document(self) -> dict[str, Any]:
        """The table as `DecisionTable.from_json` reads it."""
        hit, aggregate = self.hit()
        made: dict[str, Any] = {"name": self.text(1, 2), "hit": hit, "aggregate": aggregate}
        made["columns"] = [self.column(place) for place in self.conditions]
        made["outputs"] = [{"key": self.text(3, place), "label": self.text(4, place)} for place in self.results]
        made["rows"] = []
        for merged in self.sheet.merged_cells.ranges:
            self.problems.append(Problem(str(merged).split(":")[0], "不能用合并单元格", "取消合并，每行都填写"))
        for number in range(FIRST_ROW, self.sheet.max_row + 1):
            self.row(number, made)
        return made

    def hit(self) -> tuple[str, str]:
        """The hit policy of cell D1."""
        written = self.text(1, 4)
        if written not in HITS:
            hint = did_you_mean(written, HITS) or f"可用：{'、'.join(HITS)}"
            self.wrong(1, 4, f"不认识的命中方式“{written}”", hint)
        return HITS.get(written, ("unique", "list"))

    def row(self, number: int, made: dict[str, Any]) -> None:
        """One row of the table, or its default; rows without anything are left out."""
        cells = [self.value(number, place) for place in [*self.conditions, *self.results, *self.notes]]
        if all(cell in (None, "") for cell in cells):
            return
        then = [self.value(number, place) for place in self.results]
        if self.text(number, 1) == DEFAULT:
            made["default"] = then
            return
        when = [self.text(number, place) for place in self.conditions]
        note = " ".join(filter(None, (self.text(number, place) for place in self.notes)))
        made["rows"].append({"when": when, "then": then, "note": note})
        self.lines.append(number)

    def column(self, place: int) -> dict[str, Any]:
        """One condition, from rows 3 to 6."""
        written = self.text(5, place) or "文本"
        if written not in KINDS:
            self.wrong(
                5, place, f"不认识的类型“{written}”", did_you_mean(written, KINDS) or f"可用：{'、'.join(KINDS)}"
            )
        made: dict[str, Any] = {
            "path": self.text(3, place),
            "label": self.text(4, place),
            "kind": KINDS.get(written, "text"),
        }
        parts = [part.strip() for part in self.text(6, place).replace("；", ";").split(";") if part.strip()]
        made["blank"] = OPTIONAL in parts
        parts = [part for part in parts if part != OPTIONAL]
        if made["kind"] == "text":
            made["options"] = [_option(part) for part in parts]
        elif parts:
            made |= {end: value for end, value in zip(("min", "max"), parts[0].split(".."), strict=False) if value}
        return made

    def value(self, number: int, place: int) -> Json:
        """What a cell holds: exact numbers, ISO dates; a formula is a problem."""
        cell = self.sheet.cell(number, place)
        value = cell.value
        if cell.data_type == "f":
            self.wrong(number, place, "不能用公式", "粘贴为数值")
            return None
        if cell.data_type == "e":
            self.wrong(number, place, f"单元格有错误 {value}", "填写正确的值")
            return None
        if isinstance(value, datetime):
            return (
                value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(timespec="minutes")
            )
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, float):
            return int(value) if value.is_integer() else Decimal(repr(value))
        return value.strip() if isinstance(value, str) else value

    def text(self, number: int, place: int) -> str:
        """What a cell holds, as it would be typed."""
        value = self.value(number, place)
        if isinstance(value, bool):
            return "是" if value else "否"
        return "" if value is None else str(value)

    def wrong(self, number: int, place: int, message: str, suggestion: str) -> None:
        """Note a problem once."""
        problem = Problem(f"{get_column_letter(place)}{number}", message, suggestion)
        if problem not in self.problems:
            self.problems.append(problem)

    def located(self, problem: Problem) -> Problem:
        """A problem of the document with the cell it comes from in place of the JSON Pointer."""
        parts = problem.pointer.strip("/").split("/")
        match parts:
            case ["rows", row, "when", place]:
                cell = f"{get_column_letter(self.conditions[int(place)])}{self.lines[int(row)]}"
            case ["columns", place, *rest]:
                cell = f"{get_column_letter(self.conditions[int(place)])}{ROW_OF.get(rest[0] if rest else '', 3)}"
            case _:
                cell = "A1"
        return Problem(cell, problem.message, problem.suggestion)


ROW_OF: Final[Mapping[str, int]] = {"path": 3, "label": 4, "kind": 5, "min": 6, "max": 6}


def _option(part: str) -> dict[str, str]:
    value, _, label = part.partition("=")
    return {"value": value.strip(), "label": label.strip() or value.strip()}
