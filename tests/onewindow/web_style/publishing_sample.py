"""Sample data for what is published: checked, on its way, in force, used."""

from __future__ import annotations

from typing import Any

from tests.onewindow.web_style.workbench_sample import AT, frame

LINK = {"status": "done", "stage": "草稿", "act": "提交", "who": "吴海燕", "role": "县民政局", "when": AT}
PUBLISH = frame(
    "publish",
    acts=[
        {"value": "publish", "label": "发布", "argued": False, "main": True},
        {"value": "return", "label": "退回", "argued": True, "main": False},
    ],
    blocked=True,
    may_publish=True,
    today=AT.date(),
    links=[
        LINK | {"opinion": "请审核", "due": None},
        LINK | {"status": "void", "opinion": "", "due": None},
        LINK | {"status": "current", "when": None, "opinion": "", "due": AT.date()},
        LINK | {"status": "ahead", "when": None, "opinion": "", "due": None},
    ],
    foreseen={
        "changes": [{"sentence": "承诺办结时限由 10 个工作日改为 5 个工作日", "weight": "放宽"}],
        "weight": "放宽",
        "consequence": "在办件按受理时的版本继续办理。",
        "inheriting": 28,
        "held": [{"unit": "罗阳街道", "sentences": ["承诺期限不得高于上级规定的 5。"]}],
        "open_cases": 37,
        "uses": [{"title": "新生儿出生一件事", "kind": "theme"}],
        "broken": [{"unit": "罗阳街道", "title": "养犬登记", "message": "字典中没有“犬只品种”"}],
        "at_odds": [{"title": "新生儿出生一件事", "message": "“母亲姓名”的范围没有交集。"}],
    },
    replayed={"tried": 200, "differing": [{"number": "441322001", "sentences": ["多要一份材料", "期限少 5 日"]}]},
    new=False,
    opinion="",
    save_url="/save",
    sheet_url="/sheet",
    versions_url="/versions",
    uses_url="/uses",
    problems=[{"href": "#opinion", "label": "请写明退回的理由。", "message": ""}],
)
NEW = PUBLISH | {"new": True, "acts": [], "blocked": False, "replayed": None, "problems": [], "sheet_url": None}
NEW["foreseen"] = PUBLISH["foreseen"] | {"changes": [], "uses": [], "at_odds": [], "broken": []}
ALIKE = PUBLISH | {"replayed": {"tried": 7, "differing": []}, "foreseen": NEW["foreseen"], "problems": []}
TURNED = {"first": 26, "last": 50, "total": 60, "previous_url": "/p", "next_url": "/n"}
THING = {"name": "申请人姓名", "key": "applicant.name", "count": 12, "url": "/u"}
USES = {
    "kind": "element",
    "asked": "sqr",
    "tabs": [
        {"label": "数据元", "url": "/e", "count": None, "current": True},
        {"label": "部门", "url": "/d", "count": None, "current": False},
    ],
    "things": [THING, THING | {"key": "县民政局", "name": "县民政局", "count": 0}],
    "page": TURNED,
    "back": "/back",
}
SPOTS = [
    {"said": "表单 › 分区「申请人」 › 字段「申请人姓名」", "at": "form/x"},
    {"said": "受理审查「年龄」", "at": "c"},
]
USER = {
    "kind": "事项",
    "title": "高龄津贴申领",
    "version": 3,
    "unit": "博罗县",
    "what": "matter",
    "key": "advanced_age_allowance",
    "writable": True,
    "local_url": "",
    "spots": SPOTS,
}
USED = {
    "name": "申请人姓名",
    "kind": "数据元",
    "key": "applicant.name",
    "asked": "",
    "unit": 441322000000,
    "units": [
        {"name": "博罗县", "count": 11, "url": "/c", "current": True},
        {"name": "罗阳街道", "count": 1, "url": "/t", "current": False},
    ],
    "in_all": 12,
    "lines": [USER, USER | {"writable": False, "local_url": "/local", "title": "养犬登记"}],
    "page": TURNED,
    "all_url": "/all",
    "save_url": "/save",
    "back": "/back",
    "problems": [{"href": "#main", "label": "由上级统一发布。", "message": ""}],
}
WAITING = {
    "title": "高龄津贴",
    "kind": "事项",
    "stage": "待法制审核",
    "asked_as": "法制审核员",
    "author": "吴海燕",
    "at": AT,
    "due": AT.date(),
    "url": "/d",
}
OLD = {
    "number": 2,
    "digest": "sha256:a",
    "from": AT.date(),
    "at": AT,
    "standing": "current",
    "weight": "放宽",
    "same_as": 1,
    "own": True,
    "newest": True,
}
OLDER = OLD | {"number": 1, "newest": False, "weight": "", "same_as": None}
VERSIONS = {
    "title": "高龄津贴",
    "versions": [
        OLD | {"number": 3, "standing": "scheduled"},
        OLD,
        OLDER | {"standing": "replaced"},
        OLDER | {"standing": "suspended"},
        OLDER | {"own": False, "standing": "withdrawn"},
    ],
    "writable": True,
    "suspended": False,
    "reason": "",
    "save_url": "/save",
    "back": "/back",
    "problems": [{"href": "#reason", "label": "请写明理由。", "message": ""}],
}
PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "workbench/publish": ("workbench/publish.html", PUBLISH),
    "workbench/publish/new": ("workbench/publish.html", NEW),
    "workbench/publish/alike": ("workbench/publish.html", ALIKE),
    "workbench/publish/refused": ("workbench/publish.html", PUBLISH | {"replayed": {"refused": "草稿还有错误。"}}),
    "workbench/inbox": ("workbench/inbox.html", {"lines": [WAITING]}),
    "workbench/inbox/empty": ("workbench/inbox.html", {"lines": []}),
    "workbench/uses": ("workbench/uses.html", USES),
    "workbench/uses/none": ("workbench/uses.html", USES | {"things": [], "page": None}),
    "workbench/used": ("workbench/used.html", USED),
    "workbench/used/none": ("workbench/used.html", USED | {"lines": [], "unit": None, "problems": []}),
    "workbench/used/nowhere": ("workbench/used.html", USED | {"in_all": 0, "problems": []}),
    "workbench/versions": ("workbench/versions.html", VERSIONS),
    "workbench/versions/suspended": ("workbench/versions.html", VERSIONS | {"suspended": True, "problems": []}),
}
