"""The sheets of a document as grids: which rows, which heads, what the drop-downs offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onewindow.domain.sheets import fields
from onewindow.domain.sheets.cells import Column
from onewindow.domain.sheets.growth import Growth
from onewindow.domain.sheets.layout import ID, PART, UPRIGHT, Sheet, sheets
from onewindow.domain.sheets.rows import Row, entries, rows
from onewindow.domain.sheets.views import View
from onewindow.domain.sheets.writing import Grid, Head, write_book
from onewindow.domain.workbench.entries import Kind

LINES = (
    "在 Excel 或 WPS 里修改这些表格，保存为 .xlsx，再到工作台“表格”页上传。",
    "上传之后先列出会改什么，逐行选择，确认之后才写进草稿；草稿要走完审核才会公布。",
    "“编号”一列请不要改。新加一行时，编号留空，写在要排的位置；删掉一行，就是请求删除那一项。",
    "表单的新行：填“数据元”（字典里的名称），选“所属部分”。办理流程的新行，接在它上面那个环节之后。",
    "有下拉列表的格子请从列表中选择；可以选几个的，用顿号“、”隔开。",
    "时限写成“10 个工作日”或“7 个自然日”。一行一条的内容，在格子里用 Alt+Enter 换行。",
    "灰色的格子（条件、去向）只供查看，要改请到工作台上用句子设定。",
    "请不要改工作表的名称和第一行的标题，不要合并单元格，不要用公式。",
)


def write(view: View, origin: Mapping[str, str] | None = None) -> bytes:
    """A document as a workbook. `origin`: what it is made of, to be found again in `Cells.origin`."""
    return write_book([grid(view, each) for each in sheets(view)], LINES, origin or {})


def grid(view: View, sheet: Sheet) -> Grid:
    """One sheet as a grid."""
    if sheet.upright:
        return _upright(view, sheet)
    heads = (head_of_number(sheet), *part_heads(view, sheet), *map(head_of, sheet.columns))
    return Grid(sheet.title, heads, [line(sheet, row) for row in rows(view, sheet)])


def line(sheet: Sheet, row: Row) -> list[str]:
    """A row of a list as texts."""
    return [row.number, *([row.part] if sheet.parted else []), *(box.text for box in row.boxes.values())]


def head_of_number(sheet: Sheet) -> Head:
    """The head of the numbers."""
    if sheet.grows is Growth.NAMED:
        return Head(ID, "数据元的标识，例如 applicant.name；新行请写一个没有用过的标识，也可以留空")
    return Head(ID, "请不要改；新行请留空", width=16)


def part_heads(view: View, sheet: Sheet) -> Iterator[Head]:
    """The head of the parts of the form."""
    if sheet.parted:
        yield Head(PART, "字段在表单的哪一部分", tuple(fields.sections(view.document).values()), strict=False, width=18)


def head_of(one: Column) -> Head:
    """The head of a column."""
    entry, told = one.entry, one.tell is not None
    hint = "；".join(filter(None, ("必填" if entry.required else "", entry.hint)))
    choices = one.choices if one.begins else ()
    width = 14 if entry.kind in (Kind.FLAG, Kind.INTEGER, Kind.DECIMAL, Kind.LIMIT, Kind.ASKED) else 26
    return Head(entry.label, hint, choices, one.strict, told, width)


def _upright(view: View, sheet: Sheet) -> Grid:
    lines: list[list[str]] = []
    single = {}
    for row in entries(view, sheet):
        ((label, box),) = row.boxes.items()
        if box.column.choices:
            single[len(lines), 3] = (box.column.choices, box.column.strict)
        lines.append([row.number, row.part, label, box.text, box.column.entry.hint])
    widths, told = (16, 16, 24, 60, 40), (True, True, True, False, True)
    heads = tuple(Head(name, told=grey, width=width) for name, width, grey in zip(UPRIGHT, widths, told, strict=True))
    return Grid(sheet.title, heads, lines, single)
