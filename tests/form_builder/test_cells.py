"""Cells of spreadsheets: what is written is read back, what people type by hand is understood or refused by name."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form_builder import KINDS, Element, Refused, cell, read_cell
from form_builder.fields.base import Context
from tests.form_builder.making import dictionary, option_list

PERSON = "11010519491231002X"
COLUMNS = [
    {"key": "name", "label": "姓名", "kind": "text", "required": True},
    {"key": "born", "label": "出生日期", "kind": "date"},
    {"key": "pay", "label": "月收入", "kind": "money"},
    {"key": "twice", "label": "两倍", "kind": "money", "compute": {"*": [{"var": "pay"}, 2]}},
]
MINIMAL: dict[str, dict[str, Any]] = {
    "choice": {"options": option_list("a", "b", "c")},
    "choices": {"options": [{"value": "a", "label": "热食"}, {"value": "b", "label": "热食、冷食"}]},
    "division": {"level": "town"},
    "table": {"columns": COLUMNS},
}
OF_FILES = ("file", "image", "signature")


def element(kind: str, **more: Any) -> Element:
    """An element with what its kind cannot do without."""
    return dictionary({"key": "a.x", "label": "某项", "kind": kind, **MINIMAL.get(kind, {}), **more})["a.x"]


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if kind.stored and name not in OF_FILES])
def test_what_is_written_is_read_back(kind: str) -> None:
    one = element(kind, **({"must_be": True} if kind == "declaration" else {}))
    value = KINDS[kind].sample(one, Context("2026-11-21"))
    assert read_cell(one, cell(one, value), today="2026-11-21") == value


@given(
    st.lists(
        st.fixed_dictionaries(
            {"name": st.text("甲乙,\"'|;：", min_size=1, max_size=6).filter(str.strip).map(str.strip)},
            optional={
                "born": st.dates(date(1900, 1, 1), date(2030, 1, 1)).map(date.isoformat),
                "pay": st.decimals(0, 10**6, places=2),
            },
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_table_in_a_cell_is_read_back(rows: list[dict[str, Any]]) -> None:
    one = element("table")
    filled = KINDS["table"].complete(one, rows, Context())
    assert read_cell(one, cell(one, filled)) == filled


BY_HAND: list[tuple[str, Any, Any]] = [
    ("text", "'=1+1", "=1+1"),
    ("text", "'’s", "'’s"),
    ("text", 12.0, "12"),
    ("integer", 3.0, 3),
    ("integer", Decimal(7), 7),
    ("decimal", 0.1, Decimal("0.1")),
    ("money", 1234.5, Decimal("1234.50")),
    ("date", datetime(2026, 1, 5), "2026-01-05"),  # noqa: DTZ001 - a spreadsheet's date has no zone
    ("date", date(2026, 1, 5), "2026-01-05"),
    ("datetime", datetime(2026, 1, 5, 9, 30), "2026-01-05T09:30"),  # noqa: DTZ001
    ("date_range", "2026年1月5日至2026年2月1日", {"start": "2026-01-05", "end": "2026-02-01"}),
    ("date_range", "2026-01-05 ~ 2026-02-01", {"start": "2026-01-05", "end": "2026-02-01"}),
    ("boolean", True, True),
    ("boolean", "×", False),
    ("boolean", "有", True),
    ("choice", "B", "b"),
    ("choice", "b", "b"),
    ("choices", "热食、冷食；热食", ["a", "b"]),
    ("choices", "a", ["a"]),
    ("id_number", " 110105 19491231 002x", PERSON),
    ("text", None, None),
    ("choice", "  ", None),
]


@pytest.mark.parametrize(("kind", "content", "value"), BY_HAND)
def test_what_people_type_is_understood(kind: str, content: Any, value: Any) -> None:
    assert read_cell(element(kind), content) == value


DAMAGED = "在表格中被当作数字，末尾数字可能已丢失，请把单元格设为文本后重新填写"
REFUSED: list[tuple[str, Any, str]] = [
    ("id_number", 4.41322198503071e17, DAMAGED),
    ("credit_code", 911111111111111111, DAMAGED),
    ("integer", float("nan"), "应当是数字，请重新填写"),
    ("integer", "3.5", "应当是整数，请只填写数字，例如 3"),
    ("choice", "丁", "所选内容不在可选范围内，请重新选择"),
    ("choices", "热食、丁", "所选内容不在可选范围内，请重新选择"),
    ("boolean", "也许", "请选择“是”或“否”"),
    ("date_range", "2026-01-05", "还缺少截止日期，请补充"),
    ("file", "合同.pdf", "不能在表格中填写，请在页面上传"),
    ("signature", "张三", "不能在表格中填写，请在页面上签名"),
    ("table", "姓名,年龄\n张三,3", "没有“年龄”这一列，首行应为列名：姓名，出生日期，月收入，两倍"),
    ("table", "姓名,月收入\n,3", "第 1 行“姓名”不能为空，请填写"),
    ("table", "姓名\n" + "张三\n" * 101, "最多 100 行，现有 101 行，请删除多余的行"),
]


@pytest.mark.parametrize(("kind", "content", "message"), REFUSED)
def test_what_cannot_be_read_is_refused_by_name(kind: str, content: Any, message: str) -> None:
    refused = read_cell(element(kind), content)
    assert isinstance(refused, Refused)
    assert [fault.message for fault in refused.faults] == [message]
