"""Samples of what a unit's own admin sees: adjustments, held versions, drift, opening, packs, settings."""

from __future__ import annotations

from typing import Any

from onewindow.domain.workbench.adapting import leaving
from onewindow.domain.workbench.adapting.pages import pages
from tests.onewindow.web_style.workbench_sample import frame

INHERITED = {
    "standing": "inherited",
    "name": "沿用上级",
    "said": "上级已锁定",
    "reason": "县里统一标准",
    "locked": True,
}
ADAPTED = INHERITED | {"standing": "adapted", "name": "本地调整", "said": "只能改小：不高于上级的 20", "locked": False}
ADDED = ADAPTED | {"standing": "added", "name": "本地增加", "said": "本级自己增加，可以改", "reason": ""}


def control(name: str, kind: str, label: str, *texts: str, **more: Any) -> dict[str, Any]:
    """One control with its mark."""
    return {
        "name": name,
        "kind": kind,
        "label": label,
        "hint": "",
        "required": False,
        "texts": texts,
        "options": (),
        "error": "",
        "remarks": [],
        "mark": ADAPTED,
        "writable": True,
        "shown": "、".join(texts),
        "above": "20 个工作日",
    } | more


LIMIT = control("limits/promised", "limit", "承诺办结时限", "10", "working_day")
LOCKED = control("name", "text", "事项名称", "高龄津贴申领", mark=INHERITED, writable=False)
RULE = control("checks/a/if", "rule", "什么情况下触发", mark=INHERITED, writable=False, shown="年龄小于 80")
(COUNTERS,) = (part for part in pages("windows", {}, {})[0].parts)
HEAD = {"title": "高龄津贴申领", "kind": "事项", "version": 3, "back": "/back"}
CARRIED = {"work": "{}", "seen": "sha256:0", "tab": {"key": "basics"}, "save_url": "/save", "restore_url": "/restore"}
ITEM = {
    "name": "items/a",
    "title": "三号窗",
    "mark": ADDED,
    "hideable": True,
    "controls": [LIMIT | {"name": "items/a/x"}],
}
LOCAL = HEAD | CARRIED | {
    "tabs": [
        {"key": "basics", "label": "基本要素", "current": True},
        {"key": "materials", "label": "材料", "current": False},
    ],
    "parts": [
        {"group": {"label": "办理时限", "hint": "只能缩短。"}, "controls": [LIMIT, LOCKED, RULE], "open": True},
        {"group": {"label": "其他", "hint": ""}, "controls": [], "open": False},
        {
            "listing": COUNTERS,
            "items": [
                ITEM,
                ITEM | {"name": "items/b", "title": "二号窗", "mark": ADAPTED, "hideable": False, "controls": []},
                ITEM | {"name": "items/c", "title": "一号窗", "mark": INHERITED, "hideable": False, "controls": []},
            ],
            "gone": [{"name": "items/d", "title": "四号窗"}],
            "addable": True,
            "open": True,
        },
        {"listing": COUNTERS, "items": [], "gone": [], "addable": False, "open": False},
    ],
    "saved": [{"sentence": "承诺期限：上级为“20”，本级为“10”。"}],
    "unsaved": True,
    "anchor": "f-items/a",
    "problems": [{"href": "#f-limits/promised", "label": "承诺期限", "message": "不得高于上级规定的 20。"}],
}  # fmt: skip
SAME = LOCAL | {"saved": [], "unsaved": False, "anchor": "", "problems": [], "parts": []}
REVIEW = HEAD | CARRIED | {
    "changes": [
        {"sentence": "承诺期限：上级为“20”，本级为“10”。", "new": True},
        {"sentence": "日常用语：上级为空，本级为“长者津贴”。", "new": False},
    ],
    "gone": ["材料「户口簿」：上级有，本级没有采用。"],
}  # fmt: skip
NO_CHANGE = REVIEW | {"changes": [], "gone": []}
ROW = leaving.Row("limits/promised/value", "承诺办结时限", leaving.NUMBER, "between", "5", "10", "", "县里统一")
OPEN = frame(
    "inherit",
    sections=[
        {
            "title": "时限和收费",
            "rows": (ROW, leaving.Row("daily_name", "日常用语", leaving.TEXT, "one_of", values="甲\n乙")),
            "folded": False,
        },
        {
            "title": "各项材料",
            "rows": (leaving.Row("form/materials/a", "材料「身份证」", leaving.ITEM, ""),),
            "folded": True,
        },
    ],
    words=leaving.WORDS,
    wrong={"limits/promised/value": "「承诺办结时限」的范围请填写两个数字，先小后大。"},
    posted={},
    save_url="/save",
    problems=[{"href": "#f-limits/promised/value", "label": "「承诺办结时限」的范围请填写两个数字。", "message": ""}],
)  # fmt: skip
READ_ONLY = OPEN | {"draft": OPEN["draft"] | {"writable": False}, "wrong": {}, "problems": []}
HELD_LINE = {
    "title": "高龄津贴申领",
    "kind": "事项",
    "version": 4,
    "sentences": ["承诺期限：不得高于上级规定的 10。"],
    "url": "/one",
}
CLASH = {
    "name": "limits/promised/value",
    "sentence": "承诺期限：不得高于上级规定的 10（上级为 10，改为 15）。",
    "above": "10",
    "mine": "15",
    "choice": "keep",
    "value": "8",
    "writable": True,
}
HELD: dict[str, Any] = {
    "title": "高龄津贴申领",
    "kind": "事项",
    "version": 4,
    "clashes": [CLASH, CLASH | {"name": "form/materials/a", "choice": "take", "writable": False}],
    "unfit": [],
    "save_url": "/save",
    "back": "/back",
    "problems": [{"href": "#f-limits/promised/value", "label": "承诺期限", "message": "请填写改为什么值。"}],
}
UNFIT = HELD | {"clashes": [], "unfit": ["表单没有字段「年龄」。"], "problems": []}
LINE = {"card": "擅自增加申请材料", "sentence": "材料「担保书」：上级没有，本级增加。", "element": "form/materials/x"}
DOCUMENT = {
    "title": "高龄津贴申领",
    "kind": "事项",
    "own": False,
    "held": False,
    "lines": [LINE, LINE | {"card": ""}],
    "restore_url": "/restore",
    "held_url": "/held",
    "local_url": "/local",
}
DRIFT: dict[str, Any] = {
    "unit": "罗阳街道",
    "own": True,
    "own_url": "/drift",
    "top": False,
    "cards": [LINE | {"title": "高龄津贴申领"}],
    "documents": [
        DOCUMENT,
        DOCUMENT | {"title": "社会保障卡", "held": True},
        DOCUMENT | {"title": "养犬登记", "own": True},
    ],
    "units": [{"name": "东区社区", "count": 2, "url": "/drift"}],
}
NO_DRIFT = DRIFT | {"cards": [], "documents": [], "units": []}
READY: dict[str, Any] = {
    "unit": {"name": "罗阳街道", "code": ""},
    "own_url": "/own",
    "ready": False,
    "lines": [
        {
            "title": "印章",
            "state": "missing",
            "reason": "没有可以使用的印章。",
            "way_out": "请登记印章。",
            "url": "/seals",
        },
        {"title": "事项示例", "state": "doubt", "reason": "有事项没有示例。", "way_out": "请补充。", "url": None},
        {"title": "工作日历", "state": "ready", "reason": "都能计算。", "way_out": "", "url": None},
    ],
    "matters": [{"key": "a", "title": "高龄津贴申领"}],
    "played": [
        {"matter": "a", "name": "高龄津贴", "example": "八十岁", "state": state, "said": "", "steps": 3, "papers": 2}
        for state in ("ok", "wrong", "skipped")
    ],
    "left": ["b"],
    "told": "[]",
    "save_url": "/save",
}
OPENED = READY | {"ready": True, "lines": READY["lines"][2:], "played": [], "left": [], "own_url": None}
VILLAGE = {
    "scope": 2,
    "name": "东区社区",
    "code": "441322001001",
    "status": "筹备",
    "waits": True,
    "word": "new",
    "old": None,
}
TOWN = VILLAGE | {
    "scope": 1,
    "name": "罗阳街道",
    "word": "renamed",
    "old": "罗阳镇",
    "villages": [VILLAGE | {"word": ""}, VILLAGE | {"scope": 3}],
}
BEGIN: dict[str, Any] = {
    "units": [TOWN, TOWN | {"scope": 4, "waits": False, "villages": []}],
    "open_count": 3,
    "matters": 20,
    "read": {"units": [TOWN], "count": 3, "new": 1, "gone": ["旧镇"]},
    "text": "code,name,level,parent_code",
    "may": {"list": True, "standard": True, "open": True, "people": True},
    "save_url": "/save",
    "packs_url": "/packs",
    "people_url": "/people",
    "ready_url": "/ready",
    "back": "/back",
    "problems": [{"href": "#s-list", "label": "第 3 行：级别「乡」无法识别。", "message": ""}],
}
NOT_MINE = BEGIN | {
    "read": None,
    "problems": [],
    "may": {"list": False, "standard": False, "open": False, "people": False},
}
THING = {
    "name": "matter:a@441322",
    "title": "高龄津贴申领",
    "kind": "事项",
    "place": "441322",
    "state": "changed",
    "choice": "keep",
    "both": True,
}
PACK: dict[str, Any] = {
    "tenant": "441322",
    "items": [THING, THING | {"name": "unit:1", "state": "new", "choice": "take", "both": False, "place": ""}],
    "same": 30,
    "elsewhere": 2,
    "warnings": ["matter/a.json：即办件的承诺期限应为 0。"],
    "save_url": "/save",
    "back": "/back",
    "problems": [{"href": "#main", "label": "不能两者并存。", "message": "请选择保留或采用。"}],
}
PACKS = {
    "export_url": "/export.zip",
    "bring_url": "/bring",
    "back": "/back",
    "problems": [{"href": "#f-pack", "label": "matter/a.json /form", "message": "缺少表单。"}],
}
DONE = {"taken": [THING], "same": 3, "held": 2, "left": ["差异没有导入。"], "back": "/back", "held_url": "/drift"}
SETTINGS: dict[str, Any] = {
    "lists": [
        {"label": "联系电话", "count": 2, "state": state, "url": "/s"}
        for state in ("none", "own", "inherited", "adapted")
    ],
    "parameters": [{"name": "津贴标准", "value": "80、89、30", "matters": ("高龄津贴申领",), "url": "/local"}],
    "branding_url": "/branding",
    "back": "/back",
}
SETTING: dict[str, Any] = {
    "title": "办事窗口",
    "seen": "sha256:0",
    "listing": COUNTERS,
    "items": [
        {
            "name": "items/a",
            "element": "a",
            "title": "三号窗",
            "controls": [control("items/a/text", "text", "窗口名称", "三号窗")],
        },
        {"name": "items/b", "element": "b", "title": "", "controls": [control("items/b/text", "text", "窗口名称")]},
    ],
    "words": [(word, leaving.WORDS[word], word == "free") for word in ("locked", "may_hide", "free")],
    "anchor": "f-items/b",
    "save_url": "/save",
    "back": "/back",
    "problems": [{"href": "#f-items/b/text", "label": "「窗口」的“窗口名称”还没有填写。", "message": ""}],
}
FIELD = {
    "key": "colour",
    "label": "主色",
    "hint": "例如 #1f4e8c",
    "value": "#ffff00",
    "inherited": "#1f4e8c",
    "error": "白字看不清。",
}
BRANDING: dict[str, Any] = {
    "fields": [FIELD, FIELD | {"key": "body", "label": "文书上的单位名称", "value": "", "inherited": "", "error": ""}],
    "colour": "#ffff00",
    "ratio": "1.1",
    "enough": False,
    "emblem_url": "/emblem",
    "save_url": "/save",
    "back": "/back",
    "problems": [{"href": "#f-colour", "label": "主色", "message": "白字看不清。"}],
}
PARAMETERS: dict[str, Any] = {
    "controls": [control("values/a", "decimal", "月人均低保标准(元)", "900", hint="使用的事项：低保")],
    "save_url": "/save",
    "back": "/back",
    "problems": [{"href": "#f-values/a", "label": "「月人均低保标准(元)」应为数字。", "message": ""}],
}
UNIT = {
    "name": "博罗县罗阳街道",
    "places": [
        {"label": "暂缓的版本", "text": "在这里处理。", "icon": "paused", "url": "/held", "count": 2},
        {"label": "差异报告", "text": "可以恢复。", "icon": "exclude", "url": "/drift", "count": 0},
    ],
    "people_url": "/people",
}
PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "workbench/local": ("workbench/local.html", LOCAL),
    "workbench/local/same": ("workbench/local.html", SAME),
    "workbench/local/review": ("workbench/local_review.html", REVIEW),
    "workbench/local/review/nothing": ("workbench/local_review.html", NO_CHANGE),
    "workbench/inherit": ("workbench/inherit.html", OPEN),
    "workbench/inherit/read-only": ("workbench/inherit.html", READ_ONLY),
    "workbench/held": ("workbench/held.html", {"lines": [HELD_LINE]}),
    "workbench/held/empty": ("workbench/held.html", {"lines": []}),
    "workbench/held/one": ("workbench/held_one.html", HELD),
    "workbench/held/unfit": ("workbench/held_one.html", UNFIT),
    "workbench/drift": ("workbench/drift.html", DRIFT),
    "workbench/drift/below": ("workbench/drift.html", DRIFT | {"own": False}),
    "workbench/drift/none": ("workbench/drift.html", NO_DRIFT),
    "workbench/drift/top": ("workbench/drift.html", NO_DRIFT | {"top": True}),
    "workbench/ready": ("workbench/ready.html", READY),
    "workbench/ready/open": ("workbench/ready.html", OPENED),
    "workbench/begin": ("workbench/begin.html", BEGIN),
    "workbench/begin/not-mine": ("workbench/begin.html", NOT_MINE),
    "workbench/packs": ("workbench/packs.html", PACKS),
    "workbench/pack": ("workbench/pack.html", PACK),
    "workbench/pack/same": (
        "workbench/pack.html",
        PACK | {"items": [], "problems": [], "warnings": [], "elsewhere": 0},
    ),
    "workbench/pack/done": ("workbench/pack_done.html", DONE),
    "workbench/pack/done/nothing": ("workbench/pack_done.html", DONE | {"taken": [], "held": 0, "left": []}),
    "workbench/settings": ("workbench/settings.html", SETTINGS),
    "workbench/settings/none": ("workbench/settings.html", SETTINGS | {"parameters": []}),
    "workbench/setting": ("workbench/setting.html", SETTING),
    "workbench/setting/empty": ("workbench/setting.html", SETTING | {"items": [], "problems": [], "anchor": ""}),
    "workbench/branding": ("workbench/branding.html", BRANDING),
    "workbench/branding/good": (
        "workbench/branding.html",
        BRANDING
        | {"fields": [FIELD | {"error": ""}], "colour": "#1f4e8c", "ratio": "8.2", "enough": True, "problems": []},
    ),
    "workbench/parameters": ("workbench/parameters.html", PARAMETERS),
    "workbench/parameters/none": ("workbench/parameters.html", PARAMETERS | {"controls": [], "problems": []}),
    "workbench/unit": ("workbench/unit.html", UNIT),
}
