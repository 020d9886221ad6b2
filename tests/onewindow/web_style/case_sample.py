# ruff: noqa: E501 - rows of data read better on one line each
"""Sample data for cases as lists and pages show them, with invented people."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.onewindow.web_style import drawn

HERE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 21)


def at(day: int, hour: int, minute: int, month: int = 11) -> datetime:
    """A moment of 2026, local time."""
    return datetime(2026, month, day, hour, minute, tzinfo=HERE)


CASES: list[dict[str, Any]] = [
    {
        "number": "LYJD20261121000009",
        "query_code": "7K3M9Q",
        "matter": "食品经营许可证核发（新办）",
        "theme": "开办餐饮店一件事",
        "applicant": "黄*英",
        "department": "县市场监督管理局",
        "step": "现场核查",
        "accepted_at": at(9, 10, 21),
        "due": date(2026, 11, 19),
        "days": -2,
        "state": "overdue",
        "url": "/desk/case",
    },
    {
        "number": "LYJD20261118000031",
        "query_code": "P4W8TZ",
        "matter": "排水许可证核发",
        "theme": "开办餐饮店一件事",
        "applicant": "黄*英",
        "department": "县水利局",
        "step": "审查",
        "accepted_at": at(18, 15, 2),
        "due": TODAY,
        "days": 0,
        "state": "warning",
        "url": "/desk/case",
    },
    {
        "number": "LYJD20261117000012",
        "query_code": "C9R2HN",
        "matter": "高龄津贴申领",
        "theme": None,
        "applicant": "陈*光",
        "department": "罗阳街道公共服务办",
        "step": "初审",
        "accepted_at": at(17, 9, 40),
        "due": date(2026, 11, 23),
        "days": 1,
        "state": "warning",
        "url": "/desk/case",
    },
    {
        "number": "LYJD20261121000008",
        "query_code": "J6V1XD",
        "matter": "户外招牌设施设置服务",
        "theme": "开办餐饮店一件事",
        "applicant": "黄*英",
        "department": "罗阳街道综合行政执法办",
        "step": "审查",
        "accepted_at": at(21, 9, 12),
        "due": date(2026, 11, 26),
        "days": 3,
        "state": "running",
        "url": "/desk/case",
    },
    {
        "number": "LYJD20261120000027",
        "query_code": "S8B5LF",
        "matter": "农村宅基地用地和建房审批",
        "theme": None,
        "applicant": "刘*强",
        "department": "罗阳街道自然资源所",
        "step": "公示（特别程序）",
        "accepted_at": at(20, 16, 44),
        "due": date(2026, 12, 18),
        "days": 19,
        "state": "paused",
        "url": "/desk/case",
    },
    {
        "number": "LYJD20261121000003",
        "query_code": "W2N7GK",
        "matter": "城乡居民基本医疗保险参保登记",
        "theme": None,
        "applicant": "罗*珍",
        "department": "县医疗保障局",
        "step": "办结",
        "accepted_at": at(21, 8, 41),
        "due": TODAY,
        "days": 0,
        "state": "done",
        "url": "/desk/case",
    },
    {
        "number": "LYJD20261112000018",
        "query_code": "T5Y3EA",
        "matter": "公众聚集场所消防安全检查",
        "theme": None,
        "applicant": "惠**司",
        "department": "县消防救援大队",
        "step": "不予许可",
        "accepted_at": at(12, 11, 5),
        "due": date(2026, 11, 30),
        "days": 5,
        "state": "refused",
        "url": "/desk/case",
    },
    {
        "number": "LYJD20261121000010",
        "query_code": "D1Z6UR",
        "matter": "残疾人证办理",
        "theme": None,
        "applicant": "曾*玉",
        "department": "县残疾人联合会",
        "step": "评定",
        "accepted_at": at(21, 11, 30),
        "due": None,
        "days": None,
        "state": "running",
        "url": "/desk/case",
    },
]
STEPS = [
    {
        "name": "受理",
        "department": "罗阳街道综合窗口",
        "state": "done",
        "who": "李秋菊",
        "when": at(18, 15, 2),
        "limit": None,
        "because": None,
        "opinion": "材料齐全，予以受理。",
    },
    {
        "name": "审查",
        "department": "县市场监督管理局审批股",
        "state": "done",
        "who": "陈志远",
        "when": at(19, 10, 30),
        "limit": None,
        "because": None,
        "opinion": "申请资料符合要求，提请现场核查。",
    },
    {
        "name": "现场核查",
        "department": "罗阳市场监督管理所",
        "state": "current",
        "who": None,
        "when": None,
        "limit": "3 个工作日",
        "because": "因为主体业态为餐饮服务经营者",
        "opinion": None,
    },
    {
        "name": "决定",
        "department": "县市场监督管理局",
        "state": "next",
        "who": None,
        "when": None,
        "limit": "2 个工作日",
        "because": None,
        "opinion": None,
    },
    {
        "name": "专家评审",
        "department": "县市场监督管理局",
        "state": "skipped",
        "who": None,
        "when": None,
        "limit": None,
        "because": "因为经营项目不含生食类食品制售",
        "opinion": None,
    },
    {
        "name": "制证送达",
        "department": "罗阳街道综合窗口",
        "state": "next",
        "who": None,
        "when": None,
        "limit": "1 个工作日",
        "because": None,
        "opinion": None,
    },
]
SECTIONS = [
    {
        "label": "经营主体",
        "fields": [
            {"label": "单位名称", "value": "博罗县月英小厨餐饮店"},
            {"label": "经营者姓名", "value": "黄月英"},
            {"label": "身份证号", "value": "441322********2428"},
            {"label": "联系电话", "value": "138****0000"},
        ],
    },
    {
        "label": "经营场所",
        "fields": [
            {"label": "所在区划", "value": "罗阳街道"},
            {"label": "面积（平方米）", "value": "86.5"},
            {"label": "详细地址", "value": "解放中路 12 号首层", "wide": True},
        ],
    },
    {
        "label": "食品经营",
        "fields": [
            {"label": "主体业态", "value": "餐饮服务经营者"},
            {"label": "经营项目", "value": "热食类食品制售、自制饮品制售"},
            {"label": "网络经营", "value": "否"},
            {"label": "就餐座位数", "value": "32"},
            {"label": "安全管理员", "value": ""},
        ],
    },
]
HANDED_IN = [
    {"name": "食品经营许可申请书", "state": "done", "label": "纸质 3 页", "files": []},
    {
        "name": "设备设施布局、操作流程等文件",
        "state": "done",
        "label": "已上传",
        "files": [{"name": "布局图.pdf", "url": "#"}],
    },
    {
        "name": "食品安全规章制度",
        "state": "warning",
        "label": "承诺后补",
        "note": "应于 2026年11月28日前补交",
        "files": [],
    },
    {"name": "营业执照", "state": "running", "label": "部门流转", "note": "由「个体工商户设立登记」产生", "files": []},
]
NOTICES = [
    {
        "name": "受理通知书",
        "number": "博市监受〔2026〕0412号",
        "made_at": at(18, 15, 2),
        "prints": 1,
        "url": "#",
        "page_url": "#",
        "state": "valid",
    },
    {
        "name": "受理回执",
        "number": None,
        "made_at": at(18, 15, 2),
        "prints": 2,
        "url": "#",
        "page_url": "#",
        "state": "valid",
    },
    {
        "name": "容缺受理告知书",
        "number": None,
        "made_at": at(18, 15, 3),
        "prints": 0,
        "url": "#",
        "page_url": "#",
        "state": "valid",
    },
]
AUDIT = [
    {
        "at": at(19, 10, 30),
        "who": "陈志远（审批股）",
        "what": "审查：通过，转现场核查",
        "detail": "申请资料符合要求，提请现场核查。",
    },
    {"at": at(18, 15, 6), "who": "李秋菊（综合窗口）", "what": "重新打印受理回执", "detail": "第 2 次"},
    {"at": at(18, 15, 2), "who": "李秋菊（综合窗口）", "what": "受理", "detail": "一并受理 5 件，表单版本 3"},
]
SORT = {
    "key": "due",
    "direction": "ascending",
    "urls": {
        "number": "?sort=number",
        "matter": "?sort=matter",
        "accepted": "?sort=accepted",
        "arrived": "?sort=arrived",
        "due": "?sort=-due",
    },
}
PAGE = {"first": 1, "last": 8, "total": 37, "previous_url": None, "next_url": "?page=2"}
TABS = [
    {"label": "在办", "url": "#", "count": 37, "current": True}, {"label": "即将到期", "url": "#", "count": 3, "current": False},
    {"label": "超期", "url": "#", "count": 1, "current": False}, {"label": "办结", "url": "#", "count": None, "current": False},
]  # fmt: skip
FILTER = {
    "url": "",
    "q": "",
    "matter": "",
    "matters": [{"key": one["number"], "name": one["matter"]} for one in CASES],
    "hidden": [("tab", "open")],
}
BACK = {"label": "返回办件列表", "url": "/desk/cases"}

CASE_LIST = {"tabs": TABS, "filter": FILTER, "sort": SORT, "cases": CASES, "page": PAGE, "start": None}
CASE_LIST_EMPTY = CASE_LIST | {"cases": [], "start": {"label": "受理新申请", "url": "/desk/home"}}
CASE = {
    "case": CASES[0] | {"days": 3, "due": date(2026, 12, 3), "state": "running", "channel": "窗口", "clerk": "李秋菊（综合窗口）"},
    "facts": [{"label": "申请人", "value": "黄月英"}, {"label": "服务对象", "value": "个体工商户"}, {"label": "属地", "value": "罗阳街道"}],
    "sections": SECTIONS, "materials": HANDED_IN, "steps": STEPS, "notices": NOTICES, "audit": AUDIT,
    "siblings": [{"number": one["number"], "matter": one["matter"], "state": one["state"], "url": "#"} for one in CASES[1:4]],
    "actions": [{"label": "复制为新申请", "url": "#", "icon": "form"}, {"label": "打印回执", "url": "#", "icon": "print", "primary": True}],
    "back": BACK,
}  # fmt: skip
TASKS = [
    {
        "number": one["number"],
        "matter": one["matter"],
        "action": one["step"],
        "applicant": one["applicant"],
        "from": "罗阳街道综合窗口",
        "arrived_at": one["accepted_at"],
        "due": one["due"],
        "days": one["days"],
        "state": one["state"],
        "url": "/officer/task",
    }
    for one in CASES[:5]
]
INBOX = {"tabs": TABS[:2], "filter": FILTER, "sort": SORT, "tasks": TASKS, "page": PAGE, "done_today": 4}
TASK = {
    "case": CASE["case"], "sections": SECTIONS, "materials": HANDED_IN, "steps": STEPS, "notices": NOTICES[:1],
    "task": {"action": "审查", "post": "审批股经办", "limit": "2 个工作日", "basis": ["经营场所与经营品种、数量相适应", "有食品安全管理人员和规章制度"]},
    "outcomes": [
        {"value": "approve", "label": "同意，转下一环节", "hint": "下一环节：现场核查（罗阳市场监督管理所）", "refuses": False, "chosen": False},
        {"value": "correct", "label": "补正", "hint": "一次告知全部需要补正的内容，时限中止", "refuses": False, "chosen": False},
        {"value": "refuse", "label": "不予许可", "hint": "出具不予许可决定书，告知救济途径", "refuses": True, "chosen": False},
    ],
    "opinion": "", "reason": "", "problems": [], "errors": {}, "decide_url": "/submit", "token": "7",
    "back": {"label": "返回待办", "url": "/officer/inbox"}, "locked": None, "questions": [], "result_html": None,
}  # fmt: skip
TASK_PROBLEM = TASK | {
    "outcomes": [{**one, "chosen": one["refuses"]} for one in TASK["outcomes"]],
    "problems": [
        {"href": "#f-reason", "label": "不予的理由", "message": "尚未填写：选择不予许可时，请写明事实和依据。"}
    ],
    "errors": {"reason": "请写明不予许可的事实和依据"},
    "questions": [{"key": "needs_hearing", "label": "是否需要听证", "value": None}],
    "result_html": drawn.section(
        "result",
        "办理结果",
        [drawn.field("licence.number", {"kind": "text", "label": "许可证编号", "required": True}, "JY24413220001234")],
    ),
}
TASK_LOCKED = TASK | {"locked": "陈志远已于 11月21日 10:30 办理此环节。您可以查看，不能再作决定。"}
