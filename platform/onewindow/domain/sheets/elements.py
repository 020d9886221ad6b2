"""The element dictionary as a sheet: a row for each element; its number is its key."""

from __future__ import annotations

from typing import Any

from onewindow.domain.sheets.cells import Column, column
from onewindow.domain.sheets.views import View, ruled
from onewindow.domain.workbench.designing import KIND_WORDS
from onewindow.domain.workbench.entries import Entry, Kind
from onewindow.domain.workbench.tabs import Listing

Json = Any
TITLE = "数据元"
LISTING = Listing(
    "elements", TITLE, "数据元", (), identity="key", title="label", blank={"label": "", "kind": "text"}, empty=""
)
_MASKS = (("id", "证件号码"), ("phone", "电话"), ("address", "地址"), ("account", "账号"), ("name", "姓名"))


def columns(view: View) -> tuple[Column, ...]:
    """The columns of the dictionary's sheet."""
    return (
        column(Entry("label", "名称", required=True, hint="各事项都用这个名称")),
        column(Entry("kind", "类型", Kind.CHOICE, required=True, options=tuple(KIND_WORDS.items()))),
        column(Entry("options", "选项", Kind.LINES, hint="一行一个，写成“代码=名称”，例如“1=男”")),
        column(Entry("option_list", "代码表", hint="用国家代码表时填写，不再列选项")),
        column(Entry("min", "最少（最短）", Kind.DECIMAL)),
        column(Entry("max", "最多（最长）", Kind.DECIMAL)),
        column(Entry("scale", "小数位数", Kind.INTEGER)),
        column(Entry("pattern", "格式", hint="正则表达式")),
        column(Entry("mask", "遮盖方式", Kind.CHOICE, options=_MASKS)),
        column(Entry("accept", "可交的文件", Kind.LINES, hint="一行一种，例如 pdf")),
        column(Entry("max_kb", "文件大小（KB）", Kind.INTEGER)),
        column(Entry("hint", "填写提示")),
        ruled(view, Entry("compute", "计算规则", Kind.RULE)),
        column(Entry("columns", "表格的列", hint="在这里只能查看"), _columns, begins=False),
    )


def _columns(element: Json) -> str:
    listed = element.get("columns")
    return "\n".join(str(each.get("label", "")) for each in listed) if isinstance(listed, list) else ""
