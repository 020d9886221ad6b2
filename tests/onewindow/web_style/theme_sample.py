"""Sample data for the pages of a theme on the workbench."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from onewindow.domain.workbench.theme_tabs import BASICS, MEMBERS, TABS
from onewindow.domain.workbench.theming import waves
from onewindow.domain.workbench.theming.settling import Own
from tests.onewindow.web_style.compare_sample import CONFLICTS, TABLE
from tests.onewindow.web_style.workbench_sample import AT, ROWS_OF_TRIAL, control, frame

REMARK = [{"message": "没有已发布的事项「x」。", "suggestion": "请先发布该事项。"}]
ANSWERS = [("1", "是"), ("0", "否")]
QUESTIONS = [
    {"name": "answer:guide.has_sign", "label": "是否设置户外招牌", "options": ANSWERS, "value": "1"},
    {"name": "answer:guide.kind", "label": "经营方式", "options": [("a", "堂食"), ("b", "外卖")], "value": ""},
]


def around(current: str, **more: Any) -> dict[str, Any]:
    """What stands around every tab of a theme."""
    tabs = [
        {"label": tab.label, "key": tab.key, "url": f"#{tab.key}", "count": None, "current": tab.key == current}
        for tab in TABS
    ]
    base = frame(current)
    return base | {"tabs": tabs, "draft": base["draft"] | {"title": "开办餐饮店一件事", "kind": "一件事"}} | more


HOME: dict[str, Any] = {
    "drafts": [
        {"title": "开办餐饮店", "state": "草稿", "closed": False, "by": "李卓然", "at": AT, "url": "/d"},
        {"title": "新生儿", "state": "已发布", "closed": True, "by": "李卓然", "at": AT, "url": "/d"},
    ],
    "themes": [
        {"key": "a", "title": "开办餐饮店", "version": 2, "own": True, "conflicts": ["“经营场所面积”的范围没有交集。"]},
        {"key": "b", "title": "新生儿出生", "version": 1, "own": False, "conflicts": []},
    ],
    "name": "",
    "lead": "县民政局",
    "departments": ["县民政局", "县市场监督管理局"],
    "back": "/workbench/",
    "problems": [{"href": "#f-name", "label": "一件事名称", "message": "请填写一件事的名称。"}],
}
MEMBER = {
    "name": "members/food",
    "title": "食品经营许可证核发(新办)",
    "department": "县市场监督管理局",
    "known": True,
    "chosen": "",
    "sentence": "",
    "rule_url": "/rule",
    "phase": control("members/food/phase", "text", "所属阶段"),
    "remarks": [],
}
PAGE = around(
    "members",
    tab=MEMBERS,
    save_url="/save",
    basics={"group": BASICS, "controls": [control("name", "text", "一件事名称", "开办餐饮店一件事", required=True)]},
    members=[
        MEMBER,
        MEMBER
        | {
            "name": "members/fire",
            "title": "公众聚集场所消防安全检查",
            "chosen": "kept",
            "sentence": "面积 大于 300",
            "phase": control("members/fire/phase", "text", "所属阶段", "开业前"),
            "remarks": REMARK,
        },
    ],
    offered=[("r1", "“是否设置户外招牌”回答“是”时"), ("r2", "“是否设置户外招牌”回答“否”时")],
    guide=[
        {
            "key": "g.a",
            "name": "guide/0",
            "label": "是否设置户外招牌",
            "answers": "是、否",
            "own": False,
            "remarks": [],
        },
        {"key": "g.b", "name": "guide/1", "label": "经营方式", "answers": "堂食、外卖", "own": True, "remarks": REMARK},
    ],
    questions=[{"key": f"q.{n}", "label": f"问题{n}", "answers": "是、否", "initials": f"wt{n}"} for n in range(12)],
    matters=[{"key": f"m{n}", "name": f"事项{n}", "initials": f"sx{n}"} for n in range(12)],
    typed={"label": "经营方式", "kind": "choice", "options": "堂食\n外卖", "hint": ""},
    similar=[{"key": "q.1", "label": "经营方式", "answers": "堂食、外卖", "initials": "jyfs"}],
    problems=[{"href": "#new", "label": "请填写名称。", "message": ""}],
)
BARE = PAGE | {
    "members": [],
    "guide": [],
    "offered": [],
    "typed": {"label": "", "kind": "boolean", "options": "", "hint": ""},
    "similar": [],
    "problems": [],
}
READ_ONLY = PAGE | {"draft": PAGE["draft"] | {"writable": False}, "typed": BARE["typed"], "similar": [], "problems": []}
WAITS = {"biz": (), "food": ("biz",), "fire": ("biz",), "drain": ("biz",)}
TITLES = {
    "biz": "个体工商户设立登记",
    "food": "食品经营许可证核发(新办)",
    "fire": "公众聚集场所投入使用、营业前消防安全检查",
}
DRAWN = {
    "columns": TABLE["columns"],
    "sections": TABLE["sections"],
    "materials": TABLE["materials"],
    "savings": TABLE["savings"],
    "waves": Markup(waves.draw([["biz"], ["food", "fire", "drain"]], WAITS, TITLES | {"drain": "排水许可证核发"})),
    "several": True,
}
DISAGREEING: list[dict[str, Any]] = list(CONFLICTS["conflicts"])  # type: ignore[arg-type]
OWNS = (
    Own(range=True),
    Own(options=(("a", "甲"), ("b", "乙"))),
    Own(ask=True),
    Own(),
)
MERGED = around(
    "merged",
    save_url="/save",
    members_url="/members",
    questions=QUESTIONS,
    answered=1,
    members=[
        {"title": "食品经营许可证核发(新办)", "state": "in"},
        {"title": "户外招牌", "state": "open"},
        {"title": "排水许可", "state": "out"},
    ],
    conflicts=[
        dict(each)
        | {"key": f"k{n}", "own": OWNS[n % 4], "low": 5, "high": 100, "chosen": ("a",), "name": "", "wrong": ""}
        | ({"wrong": "最小不能大于最大。"} if n == 0 else {})
        for n, each in enumerate([*DISAGREEING, *DISAGREEING])
    ],
    settled=[
        {"key": "a", "label": "经营场所面积", "said": "统一为 5 至 100", "needed": True},
        {"key": "b", "label": "营业执照", "said": "由申请人提交", "needed": False},
    ],
    table=DRAWN,
    proposed=True,
    problems=[{"href": "#c-k0", "label": "最小不能大于最大。", "message": ""}],
)
ALL_SETTLED = MERGED | {"conflicts": [], "proposed": False, "problems": [], "answered": 0}
ALL_SETTLED["table"] = DRAWN | {"several": False}
NOTHING = ALL_SETTLED | {"table": None, "questions": [], "members": [], "settled": []}
TRIALS = [
    {"trial": {"name": "从零开办", "agrees": False, "failed": "", "rows": ROWS_OF_TRIAL}, "url": "/x"},
    {"trial": {"name": "已有执照", "agrees": False, "failed": "内容与表单对不上", "rows": []}, "url": "/x"},
]
STATIC = {"savings": TABLE["savings"], "expected": True, "differs": True, "wrong": ["少填的数据项由 55 变为 54"]}
SCENARIOS = around("scenarios", runs=True, trials=TRIALS, static=STATIC, save_url="/save")
SCENARIO = around(
    "scenarios",
    name="从零开办",
    questions=QUESTIONS,
    open=1,
    sections=Markup("<p>表</p>"),
    save_url="/save",
    back="/back",
)
PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "workbench/theme": ("workbench/theme_home.html", HOME),
    "workbench/theme/empty": ("workbench/theme_home.html", HOME | {"drafts": [], "themes": [], "problems": []}),
    "workbench/theme/members": ("workbench/theme_members.html", PAGE),
    "workbench/theme/members/new": ("workbench/theme_members.html", BARE),
    "workbench/theme/members/read-only": ("workbench/theme_members.html", READ_ONLY),
    "workbench/theme/merged": ("workbench/theme_merged.html", MERGED),
    "workbench/theme/merged/settled": ("workbench/theme_merged.html", ALL_SETTLED),
    "workbench/theme/merged/none": ("workbench/theme_merged.html", NOTHING),
    "workbench/theme/scenarios": ("workbench/theme_scenarios.html", SCENARIOS),
    "workbench/theme/scenarios/none": (
        "workbench/theme_scenarios.html",
        SCENARIOS | {"trials": [], "static": STATIC | {"expected": False, "differs": False}},
    ),
    "workbench/theme/scenarios/broken": ("workbench/theme_scenarios.html", SCENARIOS | {"runs": False, "trials": []}),
    "workbench/theme/scenario": ("workbench/theme_scenario.html", SCENARIO),
    "workbench/theme/scenario/answered": ("workbench/theme_scenario.html", SCENARIO | {"open": 0, "sections": ""}),
}
