"""Sample data for the way of a matter and its decision tables."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from onewindow.domain.workbench.conditions.vocabulary import Term
from onewindow.domain.workbench.routing.grid import HITS
from onewindow.domain.workbench.routing.judging import judge
from rule_engine import Links, RoutePlan, draw, route
from tests.onewindow.web_style.workbench_sample import READ_ONLY, control, frame

OLD = {">=": [{"var": "applicant.age"}, 90]}
PLAN = RoutePlan.from_json(
    {
        "start": "accept",
        "steps": [
            {
                "id": "accept",
                "level": "village",
                "department": "村(居)委会",
                "action": "受理",
                "limit": {"value": 1, "unit": "working_day"},
                "next": [{"to": "both"}],
                "kind": "task",
            },
            {"id": "both", "kind": "fork", "join": "met", "branches": [{"to": "visit"}, {"to": "check"}]},
            {"id": "visit", "kind": "task", "level": "town", "action": "入户核实", "next": [{"to": "met"}]},
            {"id": "check", "kind": "external", "level": "county", "action": "信息核对", "next": [{"to": "met"}]},
            {"id": "met", "kind": "join", "next": [{"to": "approve", "if": OLD}, {"to": "end"}]},
            {
                "id": "approve",
                "kind": "task",
                "level": "county",
                "action": "审批",
                "special": True,
                "next": [{"to": "end"}],
            },
            {"id": "end", "kind": "end"},
        ],
    }
)
LABELS = {"applicant.age": "年龄"}
WALKED = route(PLAN, {"applicant": {"age": 95}})
MAP = Markup(draw(PLAN, LABELS, WALKED, lanes=True, links=Links(lambda step, number: f"#{step}-{number}", "accept")))
TERMS = (Term("applicant.age", "年龄", "integer", group="申请人"), Term("param.sum", "补贴标准", "decimal"))
WAY = {
    "to": "审批",
    "name": "met>0",
    "number": 0,
    "target": "end",
    "sentence": "",
    "otherwise": False,
    "rule_url": "/rule",
    "because": "",
    "taken": False,
}
STEP = {
    "id": "accept",
    "at": "route/steps/accept",
    "label": "受理",
    "level": "村（社区）级",
    "department": "村(居)委会",
    "work": True,
    "facts": ["1 个工作日", "特别程序，不计时"],
    "current": True,
    "taken": True,
    "ways": [
        WAY | {"sentence": "年龄 不小于 90", "taken": True, "because": "因 年龄=95"},
        WAY | {"otherwise": True, "number": 1},
    ],
    "remarks": [{"message": "环节“受理”没有写明由哪个部门办理。", "suggestion": "请填写。"}],
    "kind": "task",
    "droppable": True,
    "leads": True,
}
AT = "route/steps/accept"
NOTHING: dict[str, Any] = {"examples": [], "chosen": "", "asked": [], "walk": None, "problem": ""}
ROUTE = frame(
    "route",
    save_url="/save",
    try_url="/try",
    map=MAP,
    broken=[],
    picked=STEP,
    parts=[
        {
            "group": {"label": "谁来办", "hint": ""},
            "controls": [
                control(f"{AT}/action", "text", "环节名称", "受理", required=True),
                control(f"{AT}/department", "text", "部门", "村(居)委会", offers=(("镇农办", "镇农办"),)),
            ],
        },
        {"group": {"label": "期限", "hint": ""}, "controls": [control(f"{AT}/limit", "limit", "本环节期限", "1")]},
        {"group": {"label": "怎样办", "hint": ""}, "controls": [control(f"{AT}/standard", "long_text", "裁量标准")]},
        {"group": {"label": "", "hint": ""}, "controls": [control(f"{AT}/id", "text", "标识", "accept", rare=True)]},
    ],
    steps=[
        STEP,
        STEP | {"id": "end", "at": "route/steps/end", "label": "结束", "work": False, "current": False, "ways": []},
    ],
    targets=[("end", "结束")],
    leads=[("review", "会同林业和草原主管部门办理农用地转用审批手续并公示"), ("end", "结束")],
    starts=[("county", "县级一步办结"), ("instant", "当场办结")],
    tables=[
        {"key": "a", "name": "津贴标准", "rows": 3, "url": "/t", "faults": 2, "said": "因 年龄=95，适用第 2 行"},
        {"key": "b", "name": "办理方式", "rows": 1, "url": "/t", "faults": 0, "said": ""},
    ],
    attempt={
        "examples": [("0", "85 岁")],
        "chosen": "0",
        "asked": [
            {"term": TERMS[0], "options": (), "texts": ["95"]},
            {"term": TERMS[1], "options": (("a", "甲"), ("b", "乙")), "texts": ["a"]},
        ],
        "walk": {"failed": "", "reasons": {("met", "approve"): "因 年龄=95"}},
        "problem": "",
    },
    problems=[],
)
BLANK = ROUTE | {"map": None, "picked": None, "parts": [], "steps": [], "tables": [], "attempt": NOTHING}
BROKEN = ROUTE | {
    "map": None,
    "broken": ["“x”不是任何环节；改为已有环节的编号。"],
    "picked": STEP | {"kind": "fork", "droppable": True, "work": False},
    "attempt": NOTHING | {"problem": "", "walk": None},
}
STUCK = ROUTE | {
    "picked": None,
    "parts": [],
    "attempt": NOTHING
    | {"problem": "「年龄」：应为数字。", "walk": {"failed": "走到“审核”之后没有去向。", "reasons": {}}},
}
COLUMNS = [
    {"path": "applicant.age", "label": "年龄", "kind": "integer", "min": 0, "blank": True},
    {"path": "delivery.method", "label": "领取方式", "kind": "text"},
]
BODY = {
    "name": "津贴标准",
    "hit": "unique",
    "columns": COLUMNS,
    "outputs": [{"key": "out_1", "label": "标准"}, {"key": "out_2", "label": "由谁审批"}],
    "rows": [
        {"when": ["<=80", "-"], "then": [50, "镇"]},
        {"when": [">=80", "邮寄"], "then": [100, "县"], "note": "按月"},
    ],
}
ROWS = [
    {"when": ["<=80", ""], "then": ["50", "镇"], "note": "", "marked": True},
    {"when": [">=80", "邮寄"], "then": ["100", "县"], "note": "按月", "marked": True},
]
TABLE = frame(
    "route",
    save_url="/save",
    xlsx_url="/xlsx",
    take_url="/take",
    back="/route",
    table=BODY,
    key="a",
    shaped=True,
    hit="unique",
    hits=HITS,
    rows=ROWS,
    defaults=[],
    bounds=[{"min": "0", "max": ""}, {"min": "", "max": ""}],
    wrong={},
    found=judge(BODY).found,
    offered=TERMS,
    problems=[],
)
WRONG = TABLE | {
    "table": BODY | {"default": [0, None]},
    "defaults": ["0", ""],
    "wrong": {
        "r0-c0": "看不懂“八十”。写成 100、>= 或 [0..100)。",
        "d-o1": "不能用。",
        "grid": "至少要有一列。",
        "column-0": "列没有指明数据项。",
        "output-1": "标识重复。",
    },
    "found": (),
    "problems": [{"href": "#workbook", "label": "C5 不认识的类型", "message": "可用：文本"}],
}
CLEAN = TABLE | {"found": (), "rows": [row | {"marked": False} for row in ROWS]}
FRESH = TABLE | {"table": BODY | {"columns": [], "rows": []}, "rows": [], "bounds": [], "found": ()}
LOCKED = {"draft": READ_ONLY["draft"]}
PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "workbench/route": ("workbench/route.html", ROUTE),
    "workbench/route/blank": ("workbench/route.html", BLANK),
    "workbench/route/broken": ("workbench/route.html", BROKEN),
    "workbench/route/stuck": ("workbench/route.html", STUCK),
    "workbench/route/locked": ("workbench/route.html", ROUTE | LOCKED),
    "workbench/table": ("workbench/table.html", TABLE),
    "workbench/table/wrong": ("workbench/table.html", WRONG),
    "workbench/table/clean": ("workbench/table.html", CLEAN),
    "workbench/table/fresh": ("workbench/table.html", FRESH),
    "workbench/table/unfit": ("workbench/table.html", TABLE | {"shaped": False}),
    "workbench/table/locked": ("workbench/table.html", CLEAN | LOCKED),
}
