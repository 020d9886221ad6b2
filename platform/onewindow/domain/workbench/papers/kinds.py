"""The blocks of a template as an admin knows them: what each is called, begins with, and can be set to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from onewindow.domain.workbench.entries import Entry, Kind
from onewindow.domain.workbench.papers.names import LISTS, SEALS

Json = Any
ALIGN = (("left", "左对齐"), ("center", "居中"), ("right", "右对齐"), ("justify", "两端对齐"))
FLAT = ALIGN[:3]
STYLES = (
    ("title", "标题（小标宋二号）"),
    ("body", "正文（仿宋三号）"),
    ("heading", "一级标题（黑体）"),
    ("subheading", "二级标题（楷体）"),
    ("note", "说明（宋体五号）"),
    ("cell", "表格文字"),
    ("label", "表格栏目名"),
    ("small", "小字"),
    ("slip", "小票文字"),
    ("slip_title", "小票标题"),
)
_LIST_OPTIONS = tuple((key, label) for key, (label, _columns) in LISTS.items())
_IF = Entry("if", "什么情况下印", Kind.RULE, hint="不设条件就总是印")
_TEXT = Entry("text", "文字", Kind.LONG_TEXT, required=True)
_STYLE = Entry("style", "字体字号", Kind.CHOICE, options=STYLES)
_ROOM = (Entry("before", "段前空（磅）", Kind.DECIMAL), Entry("after", "段后空（磅）", Kind.DECIMAL))


@dataclass(frozen=True, slots=True)
class Rows:
    """A list inside a block whose entries are edited one by one. `blank`: a new one."""

    at: str
    label: str
    item: str
    entries: tuple[Entry, ...]
    blank: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class BlockKind:
    """One kind of block. `blank`: a new one without its type; `holds`: keys of blocks inside it."""

    label: str
    hint: str
    entries: tuple[Entry, ...]
    blank: Mapping[str, Json] = field(default_factory=dict)
    rows: Rows | None = None
    holds: tuple[tuple[str, str], ...] = ()


_PAIRS = Rows(
    "items",
    "栏目",
    "栏目",
    (
        Entry("label", "栏目名", required=True),
        Entry("text", "内容", Kind.LONG_TEXT, required=True),
        Entry("span", "占几栏", Kind.INTEGER, floor=1),
        _IF,
    ),
    {"label": "栏目名", "text": ""},
)
_COLUMNS = Rows(
    "columns",
    "列",
    "列",
    (
        Entry("title", "列名", required=True),
        Entry("text", "内容", required=True),
        Entry("width", "宽度（相对）", Kind.DECIMAL),
        Entry("align", "对齐", Kind.CHOICE, options=ALIGN),
    ),
    {"title": "列名", "text": "", "width": 20},
)
_SOURCE = Entry("source", "列出什么", Kind.CHOICE, required=True, options=_LIST_OPTIONS)

KINDS: Mapping[str, BlockKind] = MappingProxyType(
    {
        "letterhead": BlockKind(
            "版头",
            "机关名称，红头",
            (
                Entry("text", "机关名称", required=True),
                Entry(
                    "form",
                    "式样",
                    Kind.CHOICE,
                    options=(("letter", "信函式（红色双线）"), ("document", "文件式（红色单线）"), ("plain", "黑色")),
                ),
                Entry("number", "文号"),
                _IF,
            ),
            {"text": "{{org.name}}", "form": "letter", "number": "{{document.number}}"},
        ),
        "title": BlockKind(
            "标题",
            "文书名称",
            (_TEXT, Entry("align", "对齐", Kind.CHOICE, options=ALIGN), *_ROOM, _IF),
            {"text": "文书标题"},
        ),
        "paragraph": BlockKind(
            "段落",
            "一段文字",
            (
                _TEXT,
                _STYLE,
                Entry("align", "对齐", Kind.CHOICE, options=ALIGN),
                Entry("indent", "首行缩进（字）", Kind.DECIMAL),
                *_ROOM,
                Entry("keep_with_next", "与下一块同页", Kind.FLAG),
                _IF,
            ),
            {"text": "请在这里输入文字。"},
        ),
        "key_values": BlockKind(
            "栏目表",
            "栏目名和内容成对排列",
            (
                Entry("columns", "每行几对", Kind.INTEGER, floor=1),
                Entry("label_width", "栏目名宽（字）", Kind.DECIMAL),
                Entry("row_height", "行高（毫米）", Kind.DECIMAL),
                _IF,
            ),
            {
                "items": [
                    {"label": "申请人", "text": "{{applicant.name}}"},
                    {"label": "办件编号", "text": "{{case.number}}"},
                ]
            },
            rows=_PAIRS,
        ),
        "table": BlockKind(
            "清单表",
            "一项一行，项数不定",
            (
                _SOURCE,
                Entry("min_rows", "至少几行", Kind.INTEGER),
                Entry("row_height", "行高（毫米）", Kind.DECIMAL),
                Entry("empty", "没有内容时印"),
                _IF,
            ),
            {
                "source": "materials",
                "empty": "无",
                "columns": [
                    {"title": "序号", "text": "{{n}}", "width": 12, "align": "center"},
                    {"title": "材料名称", "text": "{{item.name}}", "width": 80},
                ],
            },
            rows=_COLUMNS,
        ),
        "grid": BlockKind(
            "画线表格",
            "像 Word 表格一样，单元格可合并拆分",
            (
                Entry("row_height", "行高（毫米）", Kind.DECIMAL),
                Entry(
                    "borders", "边框", Kind.CHOICE, options=(("all", "全部"), ("outer", "只有外框"), ("none", "没有"))
                ),
                Entry("head_rows", "每页重复的表头行数", Kind.INTEGER),
                _IF,
            ),
            {
                "columns": [30, 60, 30, 60],
                "rows": [
                    [{"label": "申请人"}, "{{applicant.name}}", {"label": "办件编号"}, "{{case.number}}"],
                    [{"label": ""}, "", {"label": ""}, ""],
                ],
            },
        ),
        "each": BlockKind(
            "重复部分",
            "对清单的每一项印一遍",
            (_SOURCE,),
            {"source": "materials", "blocks": [{"type": "paragraph", "text": "{{n}}．{{item.name}}"}]},
            holds=(("blocks", "每一项"),),
        ),
        "if": BlockKind(
            "条件部分",
            "条件成立印这些，不成立印那些",
            (Entry("if", "条件", Kind.RULE, required=True),),
            {"if": False, "then": [{"type": "paragraph", "text": "条件成立时的文字。"}], "else": []},
            holds=(("then", "条件成立时"), ("else", "条件不成立时")),
        ),
        "group": BlockKind("同页组合", "里面的块总在同一页", (_IF,), {"blocks": []}, holds=(("blocks", "同一页"),)),
        "qr": BlockKind(
            "二维码",
            "扫码核验或查询",
            (
                Entry("data", "扫出的内容", required=True),
                Entry("size", "边长（毫米）", Kind.DECIMAL),
                Entry("caption", "下方文字"),
                Entry("align", "位置", Kind.CHOICE, options=FLAT),
                _IF,
            ),
            {"data": "{{verify.url}}", "size": 25, "caption": "扫码核验"},
        ),
        "code128": BlockKind(
            "条形码",
            "供扫描枪读取",
            (
                Entry("data", "条码内容", required=True),
                Entry("height", "高度（毫米）", Kind.DECIMAL),
                Entry("caption", "下方文字"),
                Entry("align", "位置", Kind.CHOICE, options=FLAT),
                _IF,
            ),
            {"data": "{{case.number}}", "height": 10},
        ),
        "sign": BlockKind(
            "落款和印章",
            "机关名称、日期，印章盖在日期上",
            (
                Entry("org", "落款机关", required=True),
                Entry("date", "日期", required=True),
                Entry("seal", "盖什么章", Kind.CHOICE, options=SEALS, hint="印章图片和用印人在“印章”里登记"),
                Entry("seal_name", "章名提示", hint="没有登记印章时印出，提示手工盖章的位置"),
                Entry("seal_size", "印章宽（毫米）", Kind.DECIMAL),
                Entry("right", "离右边（字）", Kind.DECIMAL),
                _IF,
            ),
            {"org": "{{org.name}}", "date": "{{document.date|date}}", "seal": "seal"},
        ),
        "rule": BlockKind(
            "横线、裁切线",
            "分隔，或者撕下存根",
            (
                Entry("dashed", "虚线（裁切线）", Kind.FLAG),
                Entry("label", "线上文字"),
                Entry("colour", "颜色", Kind.CHOICE, options=(("black", "黑"), ("red", "红"), ("grey", "灰"))),
                Entry("height", "占高（毫米）", Kind.DECIMAL),
                Entry("seal", "骑缝章", Kind.CHOICE, options=SEALS),
                _IF,
            ),
            {"height": 4},
        ),
        "space": BlockKind(
            "空白",
            "留出空行",
            (Entry("lines", "几行", Kind.DECIMAL), Entry("height", "高（毫米）", Kind.DECIMAL), _IF),
            {"lines": 1},
        ),
        "break": BlockKind("另起一页", "从新的一页开始", (_IF,)),
        "image": BlockKind(
            "图片",
            "表单里上传的照片",
            (
                Entry("name", "哪张图片", required=True),
                Entry("width", "宽（毫米）", Kind.DECIMAL, required=True),
                Entry("align", "位置", Kind.CHOICE, options=FLAT),
                _IF,
            ),
            {"name": "answers.photo", "width": 26},
        ),
        "place": BlockKind(
            "套打位置",
            "在印好的表格上定点填字",
            (
                _TEXT,
                Entry("x", "离左边（毫米）", Kind.DECIMAL, required=True),
                Entry("y", "离上边（毫米）", Kind.DECIMAL, required=True),
                Entry("width", "宽（毫米）", Kind.DECIMAL, required=True),
                Entry("height", "高（毫米）", Kind.DECIMAL),
                _STYLE,
                Entry("align", "对齐", Kind.CHOICE, options=ALIGN),
                _IF,
            ),
            {"x": 40, "y": 60, "width": 60, "text": "{{applicant.name}}"},
        ),
        "chart": BlockKind(
            "流程图", "按办理流程画出", (Entry("source", "流程来源", required=True), _IF), {"source": "guide.flow"}
        ),
    }
)
"""All kinds, in the order of the palette."""
WRITTEN = frozenset({"text", "label", "title", "number", "org", "date", "data", "caption", "seal_name", "empty"})
"""Keys that hold texts of the inline language."""
