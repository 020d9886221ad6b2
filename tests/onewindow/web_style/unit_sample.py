"""Samples of a unit's own pages: posts, stages, mergers, numbering, emblem, certificates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

PERSON = {"name": "李秋菊", "role": "窗口人员", "principal": "", "first": None, "last": None, "url": "/p"}
DEPUTY = PERSON | {"name": "王建国", "principal": "李秋菊", "first": date(2026, 11, 1), "last": date(2026, 11, 30)}
POST: dict[str, Any] = {
    "name": "综合窗口",
    "unit": "罗阳街道",
    "department": "党群服务中心",
    "duty": "收件、受理、发证",
    "people": [PERSON, DEPUTY],
    "matters": 3,
    "url": "/post",
}
TURNING = {"first": 51, "last": 52, "previous_url": "/before", "next_url": "/after"}
POSTS: dict[str, Any] = {
    "posts": [POST, POST | {"name": "首席代表", "department": "", "duty": "", "people": [], "matters": 0}],
    "page": TURNING,
    "asked": "综合",
    "unfounded": [
        {
            "name": "审核岗",
            "department": "民政办",
            "label": "民政办",
            "matters": ["高龄津贴申领", "低保申请", "临时救助", "残疾人两项补贴"],
        }
    ],
    "unfounded_count": 1,
    "units": [{"value": number, "label": f"第{number}社区", "initials": "dsq"} for number in range(14)],
    "departments": [("党群服务中心", "党群服务中心")],
    "typed": {"scope": 3, "department": "党群服务中心", "name": "综合窗口", "duty": ""},
    "save_url": "/save",
    "people_url": "/people",
    "back": "/unit",
    "problems": [{"href": "#f-name", "label": "这个部门已有同名岗位，请换一个名称。", "message": ""}],
}
NO_POSTS = POSTS | {"posts": [], "unfounded": [], "asked": "", "problems": [], "units": POSTS["units"][:2]}
ONE_POST: dict[str, Any] = {
    "post": POST,
    "people": [PERSON, DEPUTY],
    "matters": ["高龄津贴申领", "低保申请"],
    "typed": {"title": "综合窗口", "duty": "收件、受理、发证"},
    "save_url": "/save",
    "people_url": "/people",
    "back": "/posts",
    "problems": [{"href": "#main", "label": "李秋菊等 2 人还在这个岗位。", "message": ""}],
}
LINE = {
    "name": "罗阳街道",
    "code": "441322001",
    "status": "试点",
    "chip": "running",
    "since": date(2026, 11, 1),
    "url": "/stage",
    "level": "town",
}
STAGES: dict[str, Any] = {
    "units": [LINE, LINE | {"name": "东区社区", "status": "筹备", "chip": "draft", "since": None}],
    "page": TURNING,
    "asked": "罗阳",
    "begin_url": "/begin",
    "reform_url": "/reform",
    "back": "/unit",
}
FORMER = {"name": "罗阳镇", "code": "441322100", "valid_to": date(2026, 5, 31), "reason": "粤民函〔2026〕8号"}
STAGE: dict[str, Any] = {
    "unit": LINE,
    "ended": None,
    "heirs": [],
    "missing": [
        {"title": "印章", "state": "missing", "reason": "没有可以使用的印章。"},
        {"title": "岗位人员", "state": "doubt", "reason": "没有人员的部门：民政办。"},
    ],
    "ready_url": "/ready",
    "history": [
        {
            "status": "试点",
            "chip": "running",
            "since": date(2026, 11, 1),
            "reason": "博府办〔2026〕3号",
            "by": "平台运维",
            "at": datetime(2026, 11, 1, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai")),
        }
    ],
    "formers": [FORMER],
    "choices": [("open", "开通：窗口收件。"), ("closed", "关闭：不再收件，不能恢复。")],
    "may_change": True,
    "typed": {"status": "open", "on": "2026-11-23", "reason": "", "name": "罗阳街道", "code": "441322001"},
    "save_url": "/save",
    "name_url": "/name",
    "reform_url": "/reform",
    "back": "/stages",
    "problems": [{"href": "#main", "label": "请填写理由。", "message": ""}],
}
ENDED = STAGE | {"choices": [], "missing": [], "heirs": ["龙溪街道"], "ended": date(2026, 11, 1), "problems": []}
REFORM: dict[str, Any] = {
    "may": True,
    "towns": [
        {
            "scope": 1,
            "name": "罗阳街道",
            "ticked": False,
            "open": True,
            "villages": [
                {"scope": 2, "name": "东区社区", "ticked": True},
                {"scope": 3, "name": "西区", "ticked": False},
            ],
        },
        {"scope": 4, "name": "龙溪街道", "ticked": False, "open": False, "villages": []},
    ],
    "units": POSTS["units"],
    "old": 3,
    "villages": [{"value": 2, "label": "东区社区"}, {"value": 5, "label": "西区社区"}],
    "chosen": {"of:2": "1"},
    "parts": [{"number": each, "name": "新设街道" if each == 1 else "", "code": ""} for each in (1, 2, 3)],
    "typed": {"kind": "split", "into": "3", "reason": "粤府函〔2026〕1号", "on": "2026-11-23"},
    "found": None,
    "carried": [],
    "save_url": "/save",
    "split_url": "/reform",
    "people_url": "/people",
    "back": "/stages",
    "problems": [{"href": "#main", "label": "没有指定要并入的单位，请至少选择一个。", "message": ""}],
}
FOUND = {
    "ended": [{"name": "东区社区", "heirs": ["西区社区"]}],
    "planted": [{"name": "河东社区", "code": "L441322002098", "above": "龙溪街道"}],
    "cases": 3,
    "tasks": 4,
    "left": [{"name": "东区社区", "kinds": [{"what": "在用账号", "count": 2}, {"what": "印章", "count": 1}]}],
}
SERIES: dict[str, Any] = {"kinds": ["受理通知书"], "last": 0, "next": "博罗阳受〔2026〕1号", "warning": ""}
NUMBERING: dict[str, Any] = {
    "lines": [SERIES, SERIES | {"last": 9600, "warning": "编号序列已用到 9600，只剩 399 个编号。"}],
    "ahead": [SERIES],
    "rules": {"letters": "博罗阳", "document": "{body}{kind}〔{year}〕{serial}号", "case": "{tenant}{date}{serial:5}"},
    "above": "博罗县",
    "typed": {"letters": "", "document": "{body}{kind}", "case": "", "on": "2026-12-01"},
    "words": [{"key": "receipt", "title": "收件回执", "word": "", "usual": "收"}],
    "carried": [("letters", "博罗"), ("on", "2026-12-01")],
    "versions": [
        {
            "from": date(2026, 12, 1),
            "at": datetime(2026, 11, 1, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai")),
            "own": own,
            "ahead": own,
        }
        for own in (True, False)
    ],
    "save_url": "/save",
    "branding_url": "/branding",
    "again_url": "/numbering",
    "back": "/unit",
    "problems": [{"href": "#f-document", "label": "编号规则须有且只有一个 {serial}（顺序号）。", "message": ""}],
}
EMBLEM: dict[str, Any] = {
    "picture": "/static/img/logo.svg",
    "own": True,
    "holder": "罗阳街道",
    "most": 2,
    "least": 64,
    "save_url": "/save",
    "back": "/branding",
    "problems": [{"href": "#f-picture", "label": "标识图片不能读取，请上传 PNG 或 JPEG 图片。", "message": ""}],
}
CERTIFICATE: dict[str, Any] = {
    "subject": "博罗县文书签发根证书",
    "serial": "7f00a1",
    "kind": "root",
    "from": date(2026, 1, 1),
    "to": date(2046, 1, 1),
    "state": "good",
    "days": 7000,
    "reason": "",
}
CERTIFICATES: dict[str, Any] = {
    "certificates": [
        CERTIFICATE,
        *(
            CERTIFICATE | {"kind": "signer", "subject": "罗阳街道", "state": state, "days": 20, "reason": "私钥遗失"}
            for state in ("ending", "ended", "revoked", "early")
        ),
    ],
    "page": TURNING,
    "asked": "罗阳",
    "signer": {"subject": "罗阳街道", "to": date(2026, 12, 20), "state": "ending", "days": 27},
    "back": "/unit",
}
PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "workbench/posts": ("workbench/posts.html", POSTS),
    "workbench/posts/empty": ("workbench/posts.html", NO_POSTS),
    "workbench/posts/none-found": ("workbench/posts.html", NO_POSTS | {"asked": "没有"}),
    "workbench/stages": ("workbench/stages.html", STAGES),
    "workbench/stages/none": ("workbench/stages.html", STAGES | {"units": []}),
    "workbench/stage": ("workbench/stage.html", STAGE),
    "workbench/stage/not-mine": ("workbench/stage.html", STAGE | {"may_change": False, "history": [], "formers": []}),
    "workbench/stage/ended": ("workbench/stage.html", ENDED),
    "workbench/reform": ("workbench/reform.html", REFORM),
    "workbench/reform/looked": ("workbench/reform.html", REFORM | {"found": FOUND, "problems": []}),
    "workbench/reform/not-mine": ("workbench/reform.html", REFORM | {"may": False, "problems": []}),
    "workbench/reform/no-units": ("workbench/reform.html", REFORM | {"units": [], "problems": []}),
    "workbench/numbering": ("workbench/numbering.html", NUMBERING),
    "workbench/numbering/house": (
        "workbench/numbering.html",
        NUMBERING | {"ahead": None, "above": "", "versions": [], "problems": []},
    ),
    "workbench/emblem": ("workbench/emblem.html", EMBLEM),
    "workbench/emblem/inherited": ("workbench/emblem.html", EMBLEM | {"own": False, "problems": []}),
    "workbench/emblem/none": ("workbench/emblem.html", EMBLEM | {"picture": None, "own": False, "problems": []}),
    "workbench/certificates": ("workbench/certificates.html", CERTIFICATES),
    "workbench/certificates/none": (
        "workbench/certificates.html",
        CERTIFICATES | {"certificates": [], "asked": "", "signer": None},
    ),
    "workbench/certificates/not-found": ("workbench/certificates.html", CERTIFICATES | {"certificates": []}),
    "workbench/post": ("workbench/post.html", ONE_POST),
    "workbench/post/free": ("workbench/post.html", ONE_POST | {"people": [], "matters": [], "problems": []}),
}
