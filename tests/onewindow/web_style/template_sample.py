"""Sample data for the pages of papers: choosing, designing and proving them, fonts and seals."""

from __future__ import annotations

from datetime import date
from typing import Any

from markupsafe import Markup

from onewindow.domain.workbench.papers.tabs import TABS
from onewindow.services import fonts
from onewindow.web.workbench.proof import Sample, proof, sample_seals
from printing import sample_values, system_template
from tests.onewindow.web_style.workbench_sample import AT, control, frame

NOTICE = proof(system_template("acceptance_notice"), Sample(sample_values()), fonts.house(), sample_seals())
PAPER: dict[str, Any] = {"pages": NOTICE.pages, "places": [], "size": (210, 297), "wrong": 0}
PLACES = [{"name": "blocks/place_1", "x": "40", "y": "60", "width": "60", "height": "6"}]


def around(current: str, **more: Any) -> dict[str, Any]:
    """What stands around the tabs of a template."""
    drawn = frame(current, **more)
    tabs = [
        {"label": tab.label, "key": tab.key, "url": f"#{tab.key}", "count": None, "current": tab.key == current}
        for tab in TABS
    ]
    return drawn | {"draft": drawn["draft"] | {"title": "受理通知书", "kind": "文书模板"}, "tabs": tabs}


def line(name: str, label: str, says: str, depth: int = 0, **more: Any) -> dict[str, Any]:
    """One block of the list."""
    return {
        "name": name,
        "kind": "paragraph",
        "label": label,
        "says": says,
        "when": "",
        "depth": depth,
        "picked": False,
        "locked": False,
        "findings": [],
        "grid": None,
    } | more


CELL = {"span": 1, "rows": 1, "head": False, "picked": False}
GRID = {
    "rows": [
        [CELL | {"name": "g/rows/0/0", "text": "申请人", "head": True}, CELL | {"name": "g/rows/0/1", "text": ""}],
        [CELL | {"name": "g/rows/1/0", "text": "【办件编号】", "span": 2, "picked": True}],
    ],
    "cell": "g/rows/1/0",
}
FAULT = {"message": "没有名为“x”的数据", "suggestion": "改为字段表里的一项", "level": "error"}
MARKS = [{"before": "〖粗体|", "after": "〗", "label": "粗体"}, {"before": "〖空8格〗", "after": "", "label": "填空线"}]
FIELDS = [
    {
        "label": "申请人",
        "fields": [{"path": "a", "label": "申请人姓名", "chip": "【申请人姓名】", "initials": "sqrxm"}],
    },
    {"label": "办件", "fields": [{"path": "b", "label": "办件编号", "chip": "【办件编号】", "initials": "bjbh"}]},
]
ITEM = [control("i/label", "text", "栏目名", "申请人"), control("i/text", "long_text", "内容", "【申请人姓名】")]
LAYOUT = around(
    "layout",
    **PAPER,
    save_url="/save",
    look_url="/look",
    overlay_url="/adapt",
    inherited=False,
    standard={
        "unit": "博罗县",
        "places": [
            {"at": "page/margin", "label": "纸张 › 页边距", "state": "adapted"},
            {"at": "blocks/extra", "label": "内容块「补充说明」", "state": "added"},
        ],
    },
    leaves=[
        {"pattern": "blocks/title", "label": "整块：可以改，也可以去掉", "open": False},
        {"pattern": "blocks/title/text", "label": "文字", "open": True},
    ],
    picked="blocks/g",
    picked_block="blocks/g",
    loose=[FAULT],
    lines=[
        line("blocks/a", "版头", "【机关全称】", locked=True),
        line("blocks/b", "条件部分", "", when="是否视为受理 是 是", kind="if"),
        line("blocks/b/then", "条件成立时", "", 1, kind=""),
        line("blocks/b/then/0", "段落", "你（单位）于【收件时间·年月日】提出……", 2, findings=[FAULT]),
        line("blocks/g", "画线表格", "2 行 2 列", kind="grid", picked=True, grid=GRID),
    ],
    parts=[
        {
            "group": {"label": "画线表格", "hint": "单元格可合并拆分"},
            "controls": [control("g/h", "decimal", "行高", "8")],
        },
        {
            "listing": {"at": "g/items", "label": "栏目", "item": "栏目", "hint": "", "empty": ""},
            "items": [{"name": "g/items/0", "title": "申请人", "controls": ITEM}],
        },
    ],
    palette=[
        {"kind": "title", "label": "标题", "hint": "文书名称"},
        {"kind": "qr", "label": "二维码", "hint": "扫码核验"},
    ],
    marks=MARKS,
    fields=FIELDS,
    targets=[("blocks", "版面最后")],
    samples=[("food", "食品经营许可")],
    sample="",
    problems=[],
)
INHERITED = LAYOUT | {
    "inherited": True,
    "picked": "page",
    "picked_block": "",
    "lines": [],
    "parts": [
        {"group": {"label": "整页", "hint": ""}, "controls": [control("name", "text", "模板名称", "受理通知书")]}
    ],
    "places": PLACES,
    "pages": NOTICE.pages,
}
BROKEN = LAYOUT | {"pages": (), "wrong": 2, "draft": LAYOUT["draft"] | {"writable": False}}
FIELD_ROWS = [{"label": "申请人姓名", "value": "张三", "url": "/at"}, {"label": "代理人姓名", "value": "", "url": ""}]
FIELD_TABLE = around(
    "fields",
    groups=[{"label": "申请人", "fields": FIELD_ROWS}],
    strange=["foo.bar"],
    samples=[("food", "食品经营许可")],
    sample="food",
)
PROOF = around(
    "proof",
    **PAPER,
    findings=[
        {"message": "缺少要素“印章”", "suggestion": "加上落款和印章", "stops": True, "place": "落款", "url": "/at"},
        {"message": "放不下", "suggestion": "加大位置", "stops": False, "place": "", "url": "/at"},
    ],
    samples=[("food", "食品经营许可")],
    sample="",
    pdf_url="/pdf",
    across=-5,
    down=12,
)
LACK = {"key": "denial_decision", "message": "缺少《不予行政许可决定书》：不予许可须书面说明理由。", "missing": True}
UNFIT = {"key": "permit_decision", "message": "《准予行政许可决定书》只用于行政许可。", "missing": False}
TICK = {"moment": "receive", "purpose": "证明收到了哪些材料。", "ticked": True, "lack": None, "url": "/paper.pdf"}
PAPERS = frame(
    "documents",
    save_url="/save",
    templates_url="/templates",
    lacks=[LACK, UNFIT],
    moments=[
        {"label": "收件", "lines": [TICK | {"key": "receipt", "name": "收件凭证"}]},
        {"label": "决定", "lines": [TICK | {"key": "denial", "name": "不予许可决定书", "ticked": False, "lack": LACK}]},
    ],
)
HOME = {
    "moments": [
        {
            "label": "受理",
            "lines": [
                {"key": "a", "name": "受理通知书", "purpose": "告知已经受理。", "where": "system", "uses_url": "/u"},
                {"key": "b", "name": "承诺书", "purpose": "", "where": "above", "uses_url": "/u"},
            ],
        }
    ],
    "sources": [("a", "受理通知书")],
    "places": [{"url": "/fonts", "icon": "form", "label": "字体"}],
    "name": "",
    "source": "a",
    "back": "/back",
    "problems": [{"href": "#name", "label": "请填写模板名称。", "message": ""}],
}
FONT = {"id": "f", "name": "FZXBSJW", "file": "fz.ttf", "role": "小标宋（标题）", "characters": 21003, "at": AT}
FONTS = {
    "fonts": [FONT | {"own": True}, FONT | {"id": "g", "name": "FZFSJW", "own": False}],
    "roles": [("title", "小标宋（标题）"), ("body", "仿宋（正文）")],
    "role": "",
    "asked": "𬭎",
    "signs": [{"sign": "𬭎", "code": "U+2CB4E", "has": [True, False]}],
    "columns": ["小标宋", "仿宋"],
    "complete": False,
    "spare": "补字",
    "back": "/back",
    "problems": [{"href": "#f-font", "label": "这个字体不允许嵌入文档。", "message": ""}],
}
NO_FONTS = FONTS | {"fonts": [], "asked": "", "signs": [], "problems": []}
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="
SEAL = {
    "name": "受理专用章",
    "role": "受理专用章",
    "width": "42",
    "from": date(2026, 1, 1),
    "to": date(2028, 12, 31),
    "state": "valid",
    "own": True,
    "url": "/seal",
    "picture": PIXEL,
}
SEALS = {
    "seals": [
        SEAL,
        SEAL | {"name": "旧章", "state": "expired"},
        SEAL | {"name": "县章", "state": "early", "own": False},
    ],
    "roles": [("seal", "公章")],
    "departments": ["县民政局"],
    "typed": {},
    "first": "2026-11-20",
    "smallest": 10,
    "largest": 60,
    "back": "/back",
    "problems": [{"href": "#f-image", "label": "图片里没有红色印迹。", "message": ""}],
}
NO_SEALS = SEALS | {"seals": [], "problems": []}
CUSTODY = {"id": "c", "who": "李秋菊", "kinds": ["受理通知书"], "from": date(2026, 1, 1), "to": date(2028, 12, 31)}
ONE_SEAL = {
    "seal": SEAL,
    "page": NOTICE.pages[0] if NOTICE.pages else Markup(""),
    "pdf_url": "/pdf",
    "save_url": "/save",
    "custody": [
        CUSTODY | {"at": AT, "by": "李卓然", "ended": None, "current": True},
        CUSTODY
        | {"id": "d", "who": "", "kinds": [], "at": AT, "by": "李卓然", "ended": date(2026, 6, 1), "current": False},
    ],
    "uses": [{"at": AT, "kind": "受理通知书", "number": "博政数受〔2026〕318号", "by": "李秋菊"}],
    "people": [("p", "李秋菊")],
    "departments": ["县民政局"],
    "papers": [("receipt", "收件凭证"), ("acceptance_notice", "受理通知书")],
    "first": "2026-11-20",
    "last": "2028-12-31",
    "back": "/back",
    "problems": [{"href": "#f-person", "label": "用印期限的止期早于起期，请改正。", "message": ""}],
}
WITHDRAWN = ONE_SEAL | {"seal": SEAL | {"state": "withdrawn"}, "custody": [], "uses": [], "problems": []}

PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "workbench/papers": ("workbench/papers.html", PAPERS),
    "workbench/template": ("workbench/template.html", LAYOUT),
    "workbench/template-inherited": ("workbench/template.html", INHERITED),
    "workbench/template-broken": ("workbench/template.html", BROKEN),
    "workbench/template-fields": ("workbench/template_fields.html", FIELD_TABLE),
    "workbench/template-proof": ("workbench/template_proof.html", PROOF),
    "workbench/templates": ("workbench/templates.html", HOME),
    "workbench/fonts": ("workbench/fonts.html", FONTS),
    "workbench/fonts-none": ("workbench/fonts.html", NO_FONTS),
    "workbench/seals": ("workbench/seals.html", SEALS),
    "workbench/seals-none": ("workbench/seals.html", NO_SEALS),
    "workbench/seal": ("workbench/seal.html", ONE_SEAL),
    "workbench/seal-withdrawn": ("workbench/seal.html", WITHDRAWN),
}
