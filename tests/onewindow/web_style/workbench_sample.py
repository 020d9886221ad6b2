"""Sample data for the pages of the workbench."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import Any

from onewindow.domain.manual import ADMIN
from onewindow.domain.workbench.matter_tabs import TABS

AT = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
STILL = [
    {
        "label": "基本要素",
        "lines": [
            {"message": "「法律法规和文件」还没有填写。", "suggestion": "", "stops": True, "url": "#f-legal_basis"}
        ],
    },
    {
        "label": "材料",
        "lines": [
            {
                "message": "材料名称「其他材料」含糊。",
                "suggestion": "写明是哪一份材料。",
                "stops": False,
                "url": "#f-form/materials/m1",
            }
        ],
    },
]


def frame(current: str, **more: Any) -> dict[str, Any]:
    """What stands around every tab."""
    return {
        "draft": {
            "title": "高龄津贴申领",
            "kind": "事项",
            "state": "草稿",
            "revision": 7,
            "account": "0190-1",
            "saved_at": AT,
            "saved_by": "李卓然",
            "writable": True,
            "step_url": "/step",
            "history_url": "/history",
            "here_url": "/here",
            "sign_in_url": "/sign-in",
        },
        "tabs": [
            {"label": tab.label, "key": tab.key, "url": f"#{tab.key}", "count": None, "current": tab.key == current}
            for tab in TABS
        ],
        "current": current,
        "undo": {"back": 6, "forth": None},
        "to_do": STILL,
        "stops": 1,
        "others": [{"name": "陈志远", "place": "材料"}],
    } | more


def control(name: str, kind: str, label: str, *texts: str, **more: Any) -> dict[str, Any]:
    """One control."""
    return {
        "name": name,
        "kind": kind,
        "label": label,
        "hint": "",
        "required": False,
        "texts": texts,
        "options": (),
        "offers": (),
        "sentence": "",
        "rule_url": "/rule",
        "error": "",
        "remarks": [],
    } | more


CHOICES = (("a", "自然人"), ("b", "公司"), ("c", "个体工商户"))
CONTROLS = [
    control("name", "text", "事项名称", "高龄津贴申领", required=True, hint="与权责清单一致的正式名称"),
    control("scope", "long_text", "适用范围", "本县户籍\n年满 80 周岁"),
    control(
        "legal_basis", "lines", "法律法规和文件", required=True, remarks=[{"message": "还没有填写。", "suggestion": ""}]
    ),
    control("visits", "integer", "到现场次数", "0"),
    control("case_type", "choice", "办件类型", "a", options=CHOICES, required=True),
    control("subjects", "choices", "服务对象", "a", "b", options=CHOICES),
    control("anywhere", "flag", "同城通办", "1"),
    control("limit", "limit", "承诺办结时限", "10", "calendar_day", error="不能小于 0。"),
    control("needed", "rule", "什么情况下需要", sentence="是否委托 是 是"),
]
LONG = tuple((f"v{number}", f"数据元{number}") for number in range(40))
MATERIAL = [
    control("m/name", "text", "材料名称", "居民身份证"),
    control("m/provides", "choices", "数据项", "v1", options=LONG),
]
TAB = frame(
    "basics",
    tab={"key": "basics", "label": "基本要素"},
    save_url="/save",
    problems=[{"href": "#f-limit", "label": "「承诺办结时限」不能小于 0。", "message": ""}],
    parts=[
        {"group": {"label": "名称与编码", "hint": "正式名称与权责清单一致。"}, "controls": CONTROLS},
        {
            "listing": {"at": "materials", "label": "申请材料", "item": "材料", "hint": "", "empty": ""},
            "items": [{"name": f"materials/m{n}", "title": f"材料{n}", "controls": []} for n in range(4)]
            + [{"name": "materials/m9", "title": "", "controls": MATERIAL}],
        },
        {
            "listing": {"at": "fees", "label": "收费", "item": "收费项目", "hint": "按标准收取。", "empty": "不收费。"},
            "items": [],
        },
    ],
)
READ_ONLY = TAB | {"draft": TAB["draft"] | {"writable": False}, "to_do": [], "stops": 0, "others": [], "problems": []}

SUBJECTS = [("申请人信息", [("applicant.age", "年龄"), ("applicant.name", "姓名")]), ("", [("today", "今天")])]


def line(name: str, **more: Any) -> dict[str, Any]:
    """One sentence of a condition."""
    return {
        "name": name,
        "what": "line",
        "error": "",
        "subject": "applicant.age",
        "subjects": SUBJECTS,
        "strange": "",
        "relation": "<",
        "relations": (("<", "小于"), (">=", "不小于"), ("between", "介于（含两端）")),
        "values": ("80",),
        "options": (),
        "wants": "one",
        "several": False,
        "input": "number",
        "other": "",
        "others": [("param.age", "年龄标准")],
    } | more


ROWS = {
    "name": "b-4",
    "what": "rows",
    "error": "请选择是哪一张表格。",
    "table": "",
    "tables": [("house.members", "家庭成员")],
    "how": "some",
    "inside": line("b-4-0"),
}
ROOT = {
    "name": "b",
    "what": "group",
    "mode": "all",
    "tables": True,
    "error": "",
    "parts": [
        line("b-0"),
        line("b-1", wants="two", relation="between", values=("60", "80")),
        line(
            "b-2", subject="", relations=(), wants="nothing", error="请选择比较哪一项、怎样比较；不需要的一行请删除。"
        ),
        {"name": "b-3", "what": "kept", "error": "", "number": 0, "sentence": "面积×2 大于 300"},
        ROWS,
        {
            "name": "b-5",
            "what": "group",
            "mode": "any",
            "tables": False,
            "error": "",
            "parts": [
                line("b-5-0", wants="choice", options=CHOICES, values=("a",), others=[]),
                line("b-5-1", wants="ticks", options=CHOICES, values=("a", "b"), relation="in", others=[]),
                line("b-5-2", wants="lines", values=("甲", "乙"), input="text", others=[]),
                line("b-5-3", wants="one", input="date", other="today", strange="gone.field", subject="gone.field"),
            ],
        },
    ],
}
TERM = {"path": "applicant.age", "label": "年龄", "kind": "integer"}
TICKED = {"path": "applicant.ways", "label": "方式", "kind": "choices"}
RULE = frame(
    "conditions",
    place="未满 80 周岁不予受理：什么情况下成立？",
    stored=True,
    root=ROOT,
    sentence="年龄 小于 80",
    findings=[{"message": "这个条件永远成立。", "suggestion": "不需要条件时请删去。", "stops": False}],
    asked=[{"term": TERM, "options": (), "texts": ["79"]}, {"term": TICKED, "options": CHOICES, "texts": ["a"]}],
    outcome={"holds": True, "because": "因 年龄=79，小于 80", "failed": False},
    problems=[{"href": "#b-2", "label": "请选择比较哪一项。", "message": ""}],
    save_url="/save",
    back="/back",
)
HOME: dict[str, Any] = {
    "drafts": [
        {
            "title": "高龄津贴申领",
            "kind": "事项",
            "state": "草稿",
            "closed": False,
            "by": "李卓然",
            "at": AT,
            "url": "/d",
        },
        {"title": "户外广告", "kind": "事项", "state": "已发布", "closed": True, "by": "陈志远", "at": AT, "url": "/d"},
    ],
    "matters": [
        {"key": "a", "title": "食品经营许可", "version": 3, "own": True, "local_url": "/local"},
        {"key": "b", "title": "社会保障卡", "version": 1, "own": False, "local_url": "/local"},
    ],
    "more": 12,
    "templates_url": "/templates",
    "themes_url": "/themes",
    "reductions_url": "/reductions",
    "sheet_url": "/from-sheet",
    "sheets_url": "/sheets",
    "dictionary_url": "/dictionary",
    "uses_url": "/uses",
    "manuals_url": "/manual",
    "asked": "",
    "name": "",
    "problems": [{"href": "#f-name", "label": "事项名称", "message": "请填写事项名称。"}],
}
EMPTY = HOME | {"drafts": [], "matters": [], "more": 0, "asked": "没有的", "problems": []}
HISTORY = {
    "title": "高龄津贴申领",
    "revisions": [{"number": 2, "by": "李卓然", "at": AT}, {"number": 1, "by": "李卓然", "at": AT}],
    "current": 2,
    "account": "0190-1",
    "step_url": "/step",
    "back": "/back",
}
CLASH = {
    "clashes": [
        {"pointer": "name", "label": "事项名称", "mine": "高龄津贴", "theirs": "高龄补贴", "base": "津贴"},
        {"pointer": "limits", "label": "承诺办结时限", "mine": "5 个工作日", "theirs": "（空）", "base": "10 个工作日"},
    ],
    "posted": [("revision", "3"), ("name", "高龄津贴")],
    "asked": "sha256:0",
    "asked_before": True,
    "mine": ["limits"],
    "action": "/settle",
    "back": "/back",
}
CELL = {"kind": "单行文字", "required": "yes", "shown": "", "wide": False, "picked": False}
FORM = frame(
    "form",
    save_url="/save",
    picked="form/sections/a/fields/one",
    picked_field=True,
    uses_url="/u",
    sections=[
        {
            "name": "form/sections/a",
            "label": "申请人信息",
            "picked": False,
            "cells": [
                CELL | {"name": "form/sections/a/fields/one", "label": "姓名", "picked": True},
                CELL | {"name": "form/sections/a/fields/two", "label": "电话", "required": "when", "shown": "委托"},
                CELL | {"name": "form/sections/a/fields/three", "label": "住址", "required": "no", "wide": True},
            ],
        },
        {"name": "form/sections/b", "label": "其他", "picked": False, "cells": []},
    ],
    parts=[
        {
            "group": {"label": "这一项", "hint": ""},
            "controls": [
                control("one/required", "asked", "是否必填", "yes", options=(("no", "选填"), ("yes", "必填"))),
                control("one/required", "rule", "什么情况下必填"),
                control("one/label", "text", "本事项的叫法"),
            ],
        }
    ],
    problems=[{"href": "#new", "label": "请填写名称。", "message": ""}],
    palette=[{"key": f"e.{n}", "label": f"数据元{n}", "kind": "日期", "initials": f"sjy{n}"} for n in range(30)],
    kinds=(("text", "单行文字"), ("choice", "单选")),
    calculations=(("", "不计算"), ("age", "周岁")),
    typed={"label": "法人", "kind": "text", "options": "", "hint": "", "calculation": "", "first": "", "second": ""},
    similar=[{"key": "org.legal", "label": "法定代表人姓名", "kind": "单行文字"}],
    inputs=(("a", "出生日期"),),
    previews=[{"label": "窗口看到的", "url": "/preview"}],
)
FORM_OF_A_SECTION = FORM | {"picked": "form/sections/b", "picked_field": False, "similar": [], "problems": []}
PREVIEW = {
    "title": "高龄津贴申领",
    "sight": "clerk",
    "layout": "desk.html",
    "sections": "",
    "materials": ["身份证"],
    "back": "/back",
}
ROWS_OF_TRIAL = [
    {"label": "受理结果", "found": "受理", "expected": "受理", "agrees": True},
    {"label": "需要的材料", "found": "身份证", "expected": "身份证、户口簿", "agrees": False},
]
TRIALS = [
    {"trial": {"name": "85 岁、代办", "agrees": False, "failed": "", "rows": ROWS_OF_TRIAL}, "url": "/x"},
    {"trial": {"name": "79 岁", "agrees": False, "failed": "内容与表单对不上", "rows": []}, "url": "/x"},
]
EXAMPLES = frame("examples", runs=True, trials=TRIALS, save_url="/save")
EXAMPLE = frame(
    "examples",
    name="85 岁",
    tenant_code="441322",
    sections="",
    save_url="/save",
    back="/back",
    stated=[
        {"name": "stated:case.answered", "label": "已当场答复", "kind": "flag", "text": "true"},
        {"name": "stated:applicant.age", "label": "年龄", "kind": "text", "text": "85"},
    ],
    parameters=[{"name": "parameter:dibao", "label": "低保标准", "own": "", "usual": "900"}],
    expected=[{"value": "outcome", "label": "受理结果", "ticked": True}],
)
BOOK = {"book": dataclasses.replace(ADMIN, chapters=ADMIN.chapters[:3]), "back": "/back"}
PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "workbench/home": ("workbench/home.html", HOME),
    "workbench/empty": ("workbench/home.html", EMPTY),
    "workbench/tab": ("workbench/tab.html", TAB),
    "workbench/read-only": ("workbench/tab.html", READ_ONLY),
    "workbench/form": ("workbench/form.html", FORM),
    "workbench/form/section": ("workbench/form.html", FORM_OF_A_SECTION),
    "workbench/preview": ("workbench/preview.html", PREVIEW),
    "workbench/preview/citizen": ("workbench/preview.html", PREVIEW | {"layout": "citizen.html", "materials": []}),
    "workbench/examples": ("workbench/examples.html", EXAMPLES),
    "workbench/examples/none": ("workbench/examples.html", EXAMPLES | {"trials": []}),
    "workbench/examples/broken": ("workbench/examples.html", EXAMPLES | {"trials": [], "runs": False}),
    "workbench/example": ("workbench/example.html", EXAMPLE),
    "manuals": ("help/shelf.html", {"books": [{"book": ADMIN, "url": "/manual/admin"}]}),
    "manuals/admin": ("help/book.html", BOOK),
    "workbench/rule": ("workbench/rule.html", RULE),
    "workbench/history": ("workbench/history.html", HISTORY),
    "workbench/clash": ("workbench/clash.html", CLASH),
    "workbench/back": ("workbench/back.html", {}),
}
