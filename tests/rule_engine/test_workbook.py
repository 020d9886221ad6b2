"""Tables as Excel workbooks: out and in again, and mistakes told with the cell they stand in."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rule_engine import DecisionTable, DocumentError, from_xlsx, to_xlsx
from rule_engine.tables.package import MOST_BYTES, Fault

TABLE = DecisionTable.from_json(
    {
        "name": "收费标准",
        "hit": "unique",
        "columns": [
            {
                "path": "org.kind",
                "label": "主体",
                "options": [{"value": "e", "label": "企业"}, {"value": "i", "label": "个体"}],
            },
            {"path": "area", "label": "面积", "kind": "number", "min": "0", "max": "9999.5"},
            {"path": "date", "label": "日期", "kind": "date", "blank": True},
            {"path": "agree", "label": "同意", "kind": "boolean"},
            {"path": "code", "label": "编号"},
        ],
        "outputs": [{"key": "fee", "label": "费用"}, {"key": "office", "label": "部门"}],
        "rows": [
            {"when": ["企业", "[0..100)", "<2026-07-01", "是", "007"], "then": [100, "=1+1"], "note": "按面积"},
            {"when": ["e,i", ">=100", "空", "-", '"a,b"'], "then": ["0.05", "镇"]},
        ],
        "default": [0, None],
    }
)


def changed(change: Callable[[Worksheet], Any]) -> bytes:
    """The workbook of the table after someone has been at it."""
    book = load_workbook(BytesIO(to_xlsx(TABLE)))
    change(book.worksheets[0])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def put(cell: str, value: Any) -> Callable[[Worksheet], None]:
    """Type a value into a cell."""

    def change(sheet: Worksheet) -> None:
        sheet[cell].value = value

    return change


def test_out_and_in_again() -> None:
    assert from_xlsx(to_xlsx(TABLE)) == TABLE


@pytest.mark.parametrize("aggregate", ["list", "sum", "min", "max", "count"])
def test_hit_policies_survive(aggregate: str) -> None:
    document = TABLE.to_json() | {"hit": "collect", "aggregate": aggregate}
    made = DecisionTable.from_json(document)
    assert from_xlsx(to_xlsx(made)) == made


def test_what_people_type_in_excel() -> None:
    """Numbers and dates typed as such, full-width signs, a row left empty."""

    def change(sheet: Worksheet) -> None:
        sheet["C7"].value = 12.5
        sheet["D7"].value = datetime.fromisoformat("2026-03-01T00:00")
        sheet["D8"].value = date(2026, 4, 1)
        sheet["E7"].value = True
        sheet["B8"].value = "企业，个体"
        sheet.insert_rows(8)

    read = from_xlsx(changed(change)).to_json()
    assert [row["when"][:4] for row in read["rows"]] == [
        ["e", "12.5", "2026-03-01", "是"],
        ["e,i", ">=100", "2026-04-01", "-"],
    ]


WRONG: list[tuple[Callable[[Worksheet], Any], str, str, str]] = [
    (put("C8", "很多"), "C8", "“面积”看不懂“很多”", "[0..100)"),
    (put("B7", "企业家"), "B7", "“企业家”不是“主体”的选项", "是否想写“企业”？"),
    (put("D1", "第一个"), "D1", "不认识的命中方式“第一个”", "可用："),
    (put("C2", "条见"), "C2", "不认识的列角色“条见”", "是否想写“条件”？"),
    (put("C5", "日其"), "C5", "不认识的类型“日其”", "“日期”"),
    (put("C6", "很小..100"), "C6", "“很小”不是数字", ""),
    (put("B3", ""), "B3", "列没有指明数据项", "填写数据项编号"),
    (put("G7", "=A1*2"), "G7", "不能用公式", "粘贴为数值"),
    (lambda sheet: sheet.merge_cells("B7:B8"), "B7", "不能用合并单元格", "取消合并"),
]


@pytest.mark.parametrize(("change", "cell", "message", "suggestion"), WRONG)
def test_mistakes_are_told_with_their_cell(
    change: Callable[[Worksheet], Any], cell: str, message: str, suggestion: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        from_xlsx(changed(change))
    problem = caught.value.problems[0]
    assert problem.pointer == cell
    assert message in problem.message
    assert suggestion in problem.suggestion


def test_all_mistakes_at_once() -> None:
    def change(sheet: Worksheet) -> None:
        for cell in ("C7", "C8", "D7"):
            sheet[cell].value = "?"

    with pytest.raises(DocumentError) as caught:
        from_xlsx(changed(change))
    assert [problem.pointer for problem in caught.value.problems] == ["C7", "D7", "C8"]


@pytest.mark.parametrize("data", [b"", b"not a workbook", b"PK\x03\x04 nor this"])
def test_what_is_no_workbook(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"\.xlsx"):
        from_xlsx(data)


def packed(change: Callable[[str, bytes], bytes]) -> bytes:
    """The package of the table with its parts changed one by one."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(to_xlsx(TABLE))) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return made.getvalue()


def merged_over_everything(name: str, part: bytes) -> bytes:
    merged = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return part.replace(b"</sheetData>", b"</sheetData>" + merged) if "sheet1" in name else part


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (packed(merged_over_everything), Fault.FORBIDDEN),
        (packed(lambda name, part: b"<!DOCTYPE x>" + part if "sheet1" in name else part), Fault.FORBIDDEN),
        (packed(lambda name, part: part + b" " * MOST_BYTES if "sheet1" in name else part), Fault.LARGE),
        (packed(lambda name, part: part)[:-30], Fault.DAMAGED),
    ],
    ids=["merged", "entities", "bomb", "cut off"],
)
def test_a_hostile_package_is_not_opened(data: bytes, fault: Fault) -> None:
    with pytest.raises(DocumentError) as error:
        from_xlsx(data)
    assert [f"{each.message}，{each.suggestion}。" for each in error.value.problems] == [fault.value]


def test_an_empty_workbook_is_refused() -> None:
    stream = BytesIO()
    Workbook().save(stream)
    with pytest.raises(DocumentError):
        from_xlsx(stream.getvalue())
